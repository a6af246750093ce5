/** Tells applications by their images. */

/** Companions that carry a database's name without being one. */
const companions = /exporter|operator|agent|hook|probe|backup|client|init|proxy|router|express|admin/

/**
 * Whether an image is one of `names`: its last path element starts with or contains the word, and it is not a companion
 * such as an exporter. A container that carries the name itself counts when the image says nothing.
 */
export function imageIs(names: RegExp, image: string, containerName: string): boolean {
  const last =
    (image.split('@')[0] ?? '')
      .split('/')
      .at(-1)
      ?.replace(/:[^:]*$/, '')
      .toLowerCase() ?? ''
  if (companions.test(last) || companions.test(containerName.toLowerCase())) return false
  return names.test(last) || new RegExp(`^(${names.source})$`).test(containerName.toLowerCase())
}

/** The random-looking ends of generated names, the same on every run. */

/** Without vowels and look-alikes, as Kubernetes does, so that no words appear. */
const alphabet = 'bcdfghjklmnpqrstvwxz2456789'

/** Five characters that follow from the text alone. */
export function generatedSuffix(text: string): string {
  return letters(text, 5)
}

/** Ten characters that follow from a pod template's JSON, as `pod-template-hash` has. */
export function templateHash(template: unknown): string {
  return letters(JSON.stringify(template) ?? '', 10)
}

function letters(text: string, count: number): string {
  let hash = 0x811c9dc5
  const mix = (code: number) => {
    hash = Math.imul(hash ^ code, 0x01000193) >>> 0
  }
  for (let at = 0; at < text.length; at += 1) mix(text.charCodeAt(at))
  return Array.from({ length: count }, (_, position) => {
    mix(position)
    mix(hash >>> 24)
    return alphabet[(hash >>> 8) % alphabet.length]
  }).join('')
}

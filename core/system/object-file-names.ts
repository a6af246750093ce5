/** Keys of objects as names in a file system, and back. */

/**
 * One directory per part between slashes. The last name begins with `=`, which no directory's does, so that `a` and `a/b`
 * can both be objects.
 */
export function namesOfKey(key: string): readonly string[] {
  const parts = key.split('/').map(escaped)
  return parts.map((part, index) => (index === parts.length - 1 ? `=${part}` : part))
}

export function keyOfNames(names: readonly string[]): string {
  return names.map((name, index) => unescaped(index === names.length - 1 ? name.slice(1) : name)).join('/')
}

/** An empty name, `.` and `..` would be other places. */
function escaped(part: string): string {
  if (part === '') return '%'
  return /^\.+$/.test(part) ? part.replaceAll('.', '%2E') : encodeURIComponent(part)
}

const unescaped = (name: string): string => (name === '%' ? '' : decodeURIComponent(name))

/** In the order of their UTF-8 bytes, as S3 lists them. */
export const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b))

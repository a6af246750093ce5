/** Eight hex digits that stand for a longer name. Two different long names rarely share them; no secret depends on it. */

/** FNV-1a of the text's UTF-16 units, 32 bits. */
export function digest(text: string): string {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) {
    hash ^= text.charCodeAt(index)
    hash = Math.imul(hash, 0x01000193)
  }
  return (hash >>> 0).toString(16).padStart(8, '0')
}

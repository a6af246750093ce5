/** A seed for each container, so that two of them do not write the same at the same moment. */

/** The same numbers and words always give the same seed; 32 bits. */
export function seedOf(seed: number, words: readonly string[]): number {
  let hash = (seed ^ 0x811c9dc5) >>> 0
  for (const char of words.join('/')) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0
  return hash
}

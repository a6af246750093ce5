/** Finds the word that was probably meant. */

/**
 * The candidate nearest to the word, or undefined when none is near: at most two letters changed, swapped, added or
 * left out, and at most a third of the word. Differences of case only, or of a plural `s`, are always near.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const wanted = plain(word)
  const limit = Math.min(2, Math.floor(word.length / 3))
  let best: string | undefined
  let bestDistance = limit + 1
  for (const candidate of candidates) {
    if (candidate === word) continue
    if (plain(candidate) === wanted) return candidate
    if (Math.abs(candidate.length - word.length) > limit) continue
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase(), limit)
    if (distance < bestDistance) {
      best = candidate
      bestDistance = distance
    }
  }
  return best
}

/** The same for names of objects. Names that differ in their numbers only are different names. */
export function nearName(name: string, candidates: readonly string[]): string | undefined {
  const plainName = withoutNumbers(name)
  return nearest(
    name,
    candidates.filter(candidate => withoutNumbers(candidate) !== plainName),
  )
}

function withoutNumbers(name: string): string {
  return name.replace(/[-.]?\d+/g, '')
}

/** Without case, separators and a plural `s`. */
function plain(word: string): string {
  return word.toLowerCase().replace(/[-_ ]/g, '').replace(/s$/, '')
}

/** Letters to change, add, drop or swap with their neighbour; `limit + 1` for anything farther away. */
export function editDistance(one: string, other: string, limit: number): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (let row = 1; row <= one.length; row += 1) {
    const current = [row]
    let smallest = row
    for (let column = 1; column <= other.length; column += 1) {
      const same = one[row - 1] === other[column - 1]
      let distance = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      )
      const swapped = row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]
      if (swapped) distance = Math.min(distance, (beforeLast[column - 2] ?? 0) + 1)
      current.push(distance)
      smallest = Math.min(smallest, distance)
    }
    if (smallest > limit) return limit + 1
    beforeLast = last
    last = current
  }
  return last[other.length] ?? 0
}

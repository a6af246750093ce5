/** Which other namespaces may clone from a snapshot. */

/**
 * Whether one entry of the list matches the whole namespace name. Entries are regular expressions joined by commas.
 *
 * Source: STORK, snapshot provisioner. Two differences, by our decision: an alternation is grouped before it is anchored
 * (STORK's `a|b` lets in whatever begins with a or ends with b), and an entry that is no expression refuses only itself.
 * `*` alone, or in front, stands for any text, which is what STORK's matching makes of it.
 */
export function allowsNamespace(list: string, namespace: string): boolean {
  if (list.includes('\n') || list.length > longest) return false
  return list.split(',').some(entry => matches(entry.trim(), namespace))
}

const longest = 4096

function matches(entry: string, namespace: string): boolean {
  if (entry === '') return false
  if (entry === namespace) return true
  const text = entry.replace(/^[*?+]+/, '.*')
  if (!isSimple(text)) return false
  try {
    return new RegExp(`^(?:${text})$`).test(namespace)
  } catch {
    return false
  }
}

// The list is written by whoever may write the snapshot. Nested repetition can make matching take for ever, and no
// list of namespaces needs it; backreferences and look-around are not in STORK's syntax either.
function isSimple(text: string): boolean {
  return !/\)[*+?{]/.test(text) && !/\\\d|\(\?/.test(text) && (text.match(/[*+{]/g)?.length ?? 0) <= 4
}

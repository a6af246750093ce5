/** The allow-list of a snapshot: which other namespaces may restore from it. */

/** `unknown`: the pattern uses more of Go's regular expressions than we read. */
export type RestoreAnswer = 'allowed' | 'refused' | 'unknown'

/** What is wrong with the list as a whole; then it allows nothing. */
export type ListProblem = 'several-lines' | 'misplaced-quote'

/** What is remarkable about one entry. */
export type EntryProblem =
  /** Matches every namespace, by an accident of the syntax. */
  | 'everywhere'
  /** Written like a file pattern; what it matches differs from what it looks like. */
  | 'glob'
  /** Alternatives without parentheses: each is bound at one end only. */
  | 'alternation'
  /** Does not compile: it and all entries behind it count for nothing. */
  | 'unreadable'
  /** A dot that matches any character, where a namespace cannot contain a dot. */
  | 'dot'

/**
 * Whether the list lets a claim of that namespace be cloned from the snapshot. The text is one CSV record of regular
 * expressions; each is trimmed, wrapped in `^` and `$`, and searched in the name. The snapshot's own namespace needs
 * no entry; ask only about others.
 *
 * Source: STORK, snapshot provisioner.
 */
export function mayRestore(list: string | undefined, namespace: string): RestoreAnswer {
  const entries = restoreEntries(list ?? '')
  if (typeof entries === 'string') return 'refused'
  for (const entry of entries) {
    const pattern = compile(entry)
    if (pattern === 'unreadable') return 'refused'
    if (pattern === 'unknown') return 'unknown'
    if (pattern.test(namespace)) return 'allowed'
  }
  return 'refused'
}

/** All annotations of an object together may not be longer. Source: Kubernetes API. */
const maxLength = 256 * 1024

/** The entries of the list, trimmed, or what makes it unreadable. An empty list has no entries. */
export function restoreEntries(list: string): readonly string[] | ListProblem {
  const text = list
    .slice(0, maxLength)
    .replace(/^\n+/, '')
    .replace(/(?<!\n)\n+$/, '')
  if (text === '') return []
  const entries: string[] = []
  let rest = text
  for (;;) {
    const [field, quoted] = /^"((?:[^"]|"")*)"(?=,|$)/.exec(rest) ?? /^[^",\n]*(?=,|$)/.exec(rest) ?? []
    if (field === undefined) return /^[^"]*\n/.test(rest) ? 'several-lines' : 'misplaced-quote'
    entries.push((quoted === undefined ? field : quoted.replaceAll('""', '"')).trim())
    if (field.length === rest.length) return entries
    rest = rest.slice(field.length + 1)
  }
}

/** What a reader should know about the entry, the gravest first, or undefined when it means what it says. */
export function entryProblem(entry: string): EntryProblem | undefined {
  if (/^\^?[*?+]{1,2}\$?$/.test(entry)) return 'everywhere'
  if (compile(entry) === 'unreadable') return 'unreadable'
  if (hasBareAlternative(entry)) return 'alternation'
  if (isGlob(entry)) return 'glob'
  if (/(?<!\\)\.(?![*+?{])/.test(entry.replace(/\[[^\]]*\]/g, ''))) return 'dot'
  return undefined
}

/** The regular expression that a file pattern stands for. */
export function fromGlob(entry: string): string {
  return entry.replace(/(?<![.\])\\])[*?]/g, star => (star === '*' ? '.*' : '.'))
}

/** A star or question mark at the start, or behind a letter or dash that it is hardly meant to repeat. */
function isGlob(entry: string): boolean {
  return /^[*?+]/.test(entry) || /^[a-z0-9-]*[a-z0-9-]\*$/.test(entry)
}

/** A `|` outside all parentheses and brackets. */
function hasBareAlternative(entry: string): boolean {
  let depth = 0
  let bracket = false
  for (let at = 0; at < entry.length; at++) {
    const here = entry[at]
    if (here === '\\') at++
    else if (bracket) bracket = here !== ']'
    else if (here === '[') bracket = true
    else if (here === '(') depth++
    else if (here === ')') depth--
    else if (here === '|' && depth === 0) return true
  }
  return false
}

/**
 * Go's expressions never take long; ours can, so patterns that repeat groups, or repeat often, are left unread. A
 * repetition at the very start is legal in Go, where it repeats the anchor, and illegal here.
 */
function compile(entry: string): RegExp | 'unreadable' | 'unknown' {
  if (/\(\?(?:[=!]|<[=!])|\\[1-9]/.test(entry)) return 'unreadable'
  if (/\(\?(?!:)|\\[AzpPQC]|\[\[:/.test(entry)) return 'unknown'
  // `^*` and `^?` make the anchor optional, `^+` and `^^*` keep it.
  const anchored = !/^[*?]/.test(entry)
  const body = entry.replace(/^(\^?)[*+?]\??/, '$1')
  const repeats = body.replace(/\\./g, '').match(/[*+]|\{\d*,\}/g)?.length ?? 0
  if (repeats > 3 || /\)(?:[*+]|\{)/.test(body) || entry.length > 256) return 'unknown'
  try {
    return new RegExp(`${anchored ? '^' : ''}${body}$`)
  } catch {
    return 'unreadable'
  }
}

/** The syntax tree of a shell script: commands, words, redirections. */

export type Operator = '-' | ':-' | '=' | ':=' | '?' | ':?' | '+' | ':+' | '#' | '##' | '%' | '%%'

/** One stretch of a word. `quoted`: not split into fields, and none of its characters is a pattern. */
export type Part =
  | { readonly part: 'text'; readonly text: string; readonly quoted: boolean }
  | { readonly part: 'parameter'; readonly name: string; readonly quoted: boolean; readonly with?: ParameterUse }
  | { readonly part: 'length'; readonly name: string; readonly quoted: boolean }
  /** `${…}` that names no parameter; the script fails when it gets there, not before. */
  | { readonly part: 'bad-substitution'; readonly quoted: boolean }
  | { readonly part: 'command'; readonly script: Script; readonly quoted: boolean }
  | { readonly part: 'arithmetic'; readonly expression: Word; readonly quoted: boolean }
  | { readonly part: 'home'; readonly quoted: boolean }

export type ParameterUse = { readonly operator: Operator; readonly word: Word }
export type Word = readonly Part[]

export type Assignment = { readonly name: string; readonly value: Word }

/** `here`: the target is the text itself. `both`: standard output and standard error into one file. */
export type Redirect = {
  readonly how: 'read' | 'write' | 'append' | 'read-write' | 'duplicate' | 'here' | 'both' | 'both-append'
  readonly fd: number
  readonly target: Word
}

export type Command =
  | {
      readonly is: 'simple'
      readonly line: number
      readonly assignments: readonly Assignment[]
      readonly words: readonly Word[]
      readonly redirects: readonly Redirect[]
    }
  | { readonly is: 'redirected'; readonly command: Command; readonly redirects: readonly Redirect[] }
  | { readonly is: 'subshell'; readonly body: List }
  | { readonly is: 'group'; readonly body: List }
  | { readonly is: 'if'; readonly branches: readonly Branch[]; readonly otherwise?: List }
  | { readonly is: 'loop'; readonly until: boolean; readonly condition: List; readonly body: List }
  /** Without `items`: the positional parameters. */
  | { readonly is: 'for'; readonly name: string; readonly items?: readonly Word[]; readonly body: List }
  | { readonly is: 'case'; readonly subject: Word; readonly arms: readonly Arm[] }
  | { readonly is: 'function'; readonly name: string; readonly body: Command }

export type Branch = { readonly condition: List; readonly body: List }
export type Arm = { readonly patterns: readonly Word[]; readonly body: List }

export type Pipeline = { readonly negated: boolean; readonly commands: readonly Command[] }
export type Statement = {
  readonly first: Pipeline
  readonly rest: readonly { readonly after: '&&' | '||'; readonly pipeline: Pipeline }[]
  readonly background: boolean
}
export type List = readonly Statement[]

/**
 * A shell reads one line, runs it, and reads the next; so what stands before a mistake has run when it is found.
 * `statements` are the lines before the mistake.
 */
export type Script = {
  readonly statements: List
  readonly mistake?: { readonly line: number; readonly message: string }
}

/** The text of a word that contains neither quotes nor expansions. */
export function plainText(word: Word): string | undefined {
  if (word.length === 0) return ''
  const only = word[0]
  return word.length === 1 && only?.part === 'text' && !only.quoted ? only.text : undefined
}

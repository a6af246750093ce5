/**
 * What a script is compiled to: a flat list of operations. A running shell is then nothing but a position in that list
 * and plain data, and can be stored between any two of them.
 */

import type { ParameterUse, Redirect } from './syntax/tree.ts'

/** `captured`: the output of a command substitution that an earlier operation has put on the stack. */
export type CompiledPart =
  | { readonly part: 'text'; readonly text: string; readonly quoted: boolean }
  | { readonly part: 'parameter'; readonly name: string; readonly quoted: boolean; readonly with?: CompiledUse }
  | { readonly part: 'length'; readonly name: string; readonly quoted: boolean }
  | { readonly part: 'bad-substitution'; readonly quoted: boolean }
  | { readonly part: 'captured'; readonly index: number; readonly quoted: boolean }
  | { readonly part: 'arithmetic'; readonly expression: CompiledWord; readonly quoted: boolean }
  | { readonly part: 'home'; readonly quoted: boolean }

export type CompiledUse = { readonly operator: ParameterUse['operator']; readonly word: CompiledWord }

export type CompiledWord = {
  readonly parts: readonly CompiledPart[]
  /** The word itself, when nothing in it expands. */
  readonly literal?: string
  /** `NAME=…` as an argument of `export` and the like, which is not split into fields. */
  readonly assigns?: true
}

export type CompiledRedirect = {
  readonly how: Redirect['how']
  readonly fd: number
  readonly target: CompiledWord
}

export type SimpleCommand = {
  readonly op: 'command'
  readonly line: number
  readonly assignments: readonly { readonly name: string; readonly value: CompiledWord }[]
  readonly words: readonly CompiledWord[]
  readonly redirects: readonly CompiledRedirect[]
  /** How many captured texts it uses, which are the topmost ones of the stack. */
  readonly captures: number
}

/** Positions (`to`, `after`, `entry` …) are indexes into the list of operations. */
export type Operation =
  | SimpleCommand
  | { readonly op: 'jump'; to: number }
  | { readonly op: 'jump-if-failed'; to: number }
  | { readonly op: 'jump-if-succeeded'; to: number }
  | { readonly op: 'negate' }
  | { readonly op: 'succeed' }
  /** Between these two, a failing command does not end a shell with `set -e`. */
  | { readonly op: 'tested' }
  | { readonly op: 'untested' }
  /** The child's operations follow and end with `child-ends`; the parent goes on at `after`. */
  | { readonly op: 'subshell'; after: number }
  | { readonly op: 'background'; after: number }
  | { readonly op: 'capture'; after: number }
  | { readonly op: 'pipeline'; entries: number[]; after: number }
  | { readonly op: 'child-ends' }
  /** Skips the captures of `${name-$(…)}` when that word is not needed, leaving `captures` empty texts. */
  | {
      readonly op: 'skip-unless-needed'
      readonly name: string
      readonly operator: ParameterUse['operator']
      captures: number
      to: number
    }
  | { readonly op: 'loop'; next: number; end: number }
  | {
      readonly op: 'for'
      readonly name: string
      readonly items?: readonly CompiledWord[]
      readonly captures: number
      next: number
      end: number
    }
  /** Assigns the next item, or goes on at `to` when none is left. */
  | { readonly op: 'next-item'; to: number }
  | { readonly op: 'turn-ends' }
  | { readonly op: 'loop-ends' }
  | { readonly op: 'case'; readonly subject: CompiledWord; readonly captures: number }
  | { readonly op: 'match'; readonly patterns: readonly CompiledWord[]; readonly captures: number; to: number }
  | { readonly op: 'no-match' }
  | {
      readonly op: 'redirect'
      readonly redirects: readonly CompiledRedirect[]
      readonly captures: number
      failed: number
      /** Nothing comes after it in its process. */
      last: boolean
    }
  | { readonly op: 'redirect-ends' }
  | { readonly op: 'define'; readonly name: string; readonly entry: number; after: number }
  | { readonly op: 'return' }
  | { readonly op: 'mistake'; readonly line: number; readonly message: string }
  | { readonly op: 'end' }

export type Program = readonly Operation[]

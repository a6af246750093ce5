/** Snippet files: a head that names the placeholders, a blank line, and the YAML that is inserted. */

import { assert } from '../base/index.ts'

export type Snippet = {
  /** The file's stem, for example `rule-mysql`. */
  readonly name: string
  /** One sentence. */
  readonly description: string
  /** In the order in which an editor visits them. */
  readonly placeholders: readonly Placeholder[]
  /** Valid YAML with `<placeholder>` tokens. Ends with a line break. */
  readonly body: string
}

export type Placeholder = {
  readonly name: string
  /** What stands there until the user types something else. */
  readonly value: string
}

/** A snippet as VS Code and the editors that took over its format store it in a snippets file. */
export type EditorSnippet = {
  readonly prefix: string
  readonly description: string
  readonly body: readonly string[]
}

const declaration = /^# <([a-z][a-z-]*)> +(\S.*)$/
const token = /<([a-z][a-z-]*)>/g

/** Reads a snippet file; throws a Bug when the head does not say what the body uses, since the files are our own. */
export function readSnippet(name: string, text: string): Snippet {
  const end = text.indexOf('\n\n')
  const [first = '', ...rest] = text.slice(0, end).split('\n')
  assert(end > 0 && first.startsWith('# '), `snippet ${name} starts with a sentence in a comment`)
  const placeholders = rest
    .filter(line => line !== '#')
    .map(line => {
      const [, placeholder, value] = declaration.exec(line) ?? []
      assert(placeholder !== undefined && value !== undefined, `snippet ${name} declares placeholders only: ${line}`)
      return { name: placeholder, value }
    })
  const body = text.slice(end + 2)
  const declared = placeholders.map(each => each.name)
  const used = new Set([...body.matchAll(token)].map(([, placeholder]) => placeholder))
  assert(declared.length === new Set(declared).size, `snippet ${name} declares every placeholder once`)
  assert(
    declared.length === used.size && declared.every(each => used.has(each)),
    `snippet ${name} declares exactly the placeholders it uses`,
  )
  return { name, description: first.slice(2), placeholders, body }
}

/** The body with the given values, and the starting values for the rest. */
export function fillSnippet(snippet: Snippet, values: Readonly<Record<string, string>> = {}): string {
  const starting = new Map(snippet.placeholders.map(each => [each.name, each.value]))
  return snippet.body.replace(token, (whole, name: string) => values[name] ?? starting.get(name) ?? whole)
}

/** The snippet with numbered tab stops. Every occurrence of a placeholder is the same stop, so they are typed once. */
export function editorSnippet(snippet: Snippet): EditorSnippet {
  const stops = new Map(
    snippet.placeholders.map(({ name, value }, index) => [name, `\${${index + 1}:${escaped(value)}}`]),
  )
  const body = snippet.body
    .split(/(<[a-z][a-z-]*>)/)
    .map(part => (part.startsWith('<') ? stops.get(part.slice(1, -1)) : undefined) ?? escaped(part))
    .join('')
  return { prefix: `px-${snippet.name}`, description: snippet.description, body: `${body}$0`.split('\n') }
}

/** Snippet syntax gives a meaning to `$`, `}` and `\`; shell text is full of them. */
function escaped(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&')
}

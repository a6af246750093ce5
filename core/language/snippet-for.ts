/** A snippet filled in for somebody's own objects: their names, namespace, labels and container. */

import { assert, type Labels } from '../base/index.ts'
import { fillSnippet, type Snippet } from './snippet.ts'

export type SnippetFor = {
  /** By placeholder. Values are plain words: see {@link isPlainValue}. */
  readonly values?: Readonly<Record<string, string>>
  /** Put into the metadata of every document that names none. */
  readonly namespace?: string
  /** In place of the label that the snippet has for choosing pods or claims. */
  readonly labels?: Labels
  /** Of every item of a rule; the item's own container gives way to it. */
  readonly container?: string
}

/** Whether a value can stand in YAML and in shell text as it is, without quotes. */
export function isPlainValue(value: string): boolean {
  return /^[A-Za-z0-9/.][A-Za-z0-9/._@:+=-]*$/.test(value) && !/:$/.test(value)
}

/** The text of the snippet with its comments. Throws a Bug for a value that is not plain. */
export function snippetFor(snippet: Snippet, { values = {}, namespace, labels, container }: SnippetFor): string {
  for (const value of [...Object.values(values), ...Object.entries(labels ?? {}).flat(), namespace, container])
    assert(value === undefined || value === '' || isPlainValue(value), `"${value}" is a plain value`)
  const choosing = labels === undefined ? snippet.body : withLabels(snippet.body, labels)
  const filled = fillSnippet({ ...snippet, body: choosing }, values)
  const inContainer = container === undefined ? filled : withContainer(filled, container)
  return namespace === undefined ? inContainer : withNamespace(inContainer, namespace)
}

/** The placeholders that the snippet asks for, without those that {@link SnippetFor}'s labels stand for. */
export const placeholdersOf = ({ placeholders }: Snippet): readonly string[] =>
  placeholders.map(({ name }) => name).filter(name => name !== 'label' && name !== 'value')

const labelLine = /^( +)<label>: <value>$/gm

function withLabels(body: string, labels: Labels): string {
  return body.replace(labelLine, (_, indent: string) =>
    Object.entries(labels)
      .map(([key, value]) => `${indent}${key}: ${quotedIfNeeded(value)}`)
      .join('\n'),
  )
}

/** YAML reads some plain words as something else than text. */
function quotedIfNeeded(value: string): string {
  return /^[A-Za-z][\w./-]*$/.test(value) && !/^(true|false|yes|no|on|off|null|y|n)$/i.test(value)
    ? value
    : JSON.stringify(value)
}

function withContainer(text: string, container: string): string {
  const lines = text.split('\n').filter(line => !/^ {4}container: /.test(line))
  return lines.map(line => (line === '    actions:' ? `    container: ${container}\n${line}` : line)).join('\n')
}

function withNamespace(text: string, namespace: string): string {
  return text.replace(/^metadata:\n {2}name: .*$(?!\n {2}namespace:)/gm, found => `${found}\n  namespace: ${namespace}`)
}

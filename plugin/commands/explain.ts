/** `explain`: a kind, one of its fields, an annotation or the code of a finding, in words. */

import { textCheckCatalogue } from '@pxsnap/core/language'
import {
  type AnnotationDeclaration,
  annotationsFor,
  checkCatalogue,
  explainField,
  type FieldExplanation,
  findKind,
  jsonSchema,
  type KindDeclaration,
  kindCatalogue,
  nearest,
} from '@pxsnap/core/specs'
import type { InvocationOf } from '../args.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Face } from '../face.ts'
import { kindByWord, unknownKind } from '../kind-words.ts'
import { type Paint, painter } from '../output/paint.ts'
import { printJson } from '../output/structured.ts'
import { wrapText } from '../output/wrap-text.ts'
import { Problem } from '../problem.ts'

type Words = { readonly paint: Paint; readonly columns: number }

export async function explain(face: Face, { flags, positionals, global }: InvocationOf<'explain'>): Promise<ExitCode> {
  const [topic] = positionals
  const words = {
    paint: painter(face, face.stdout, global.noColor),
    columns: face.stdout.isTTY ? face.stdout.columns() : 100,
  }
  if (topic === undefined) face.stdout.write(overview(words))
  else if (topic.includes('/')) face.stdout.write(ofCode(topic, flags.output, words))
  else face.stdout.write(ofKind(topic, flags.output, words))
  return exitCodes.done
}

function overview({ paint, columns }: Words): string {
  const kinds = kindCatalogue.map(({ kind, doc }) => [kind, doc] as const)
  const codes = allCodes().map(({ code, severity }) => [code, severity] as const)
  return [
    paint('strong', 'Kinds (kubectl pxsnap explain KIND)'),
    ...kinds.flatMap(([kind, doc]) => [`  ${kind}`, ...indented(doc, 4, columns)]),
    '',
    paint('strong', 'Findings (kubectl pxsnap explain CODE)'),
    ...codes.map(([code, severity]) => `  ${code.padEnd(46)}  ${severity}`),
    '',
  ].join('\n')
}

function ofKind(topic: string, output: 'text' | 'json', words: Words): string {
  const [word = '', ...path] = topic.split('.')
  const { apiVersion, kind: name } = kindByWord(word)
  const kind = findKind(apiVersion, name)
  if (kind === undefined) throw unknownKind(word)
  const explanation = explainField(kind, path)
  if (explanation === undefined) throw unknownField(kind, path)
  if (output === 'json') {
    if (path.length > 0)
      throw new Problem(
        'usage',
        '-o json prints the JSON Schema of a whole kind.',
        `kubectl pxsnap explain ${word} -o json`,
      )
    return printJson(jsonSchema(kind))
  }
  return fieldText(kind, path, explanation, words)
}

function fieldText(
  kind: KindDeclaration,
  path: readonly string[],
  explanation: FieldExplanation,
  words: Words,
): string {
  const { paint, columns } = words
  const title = (name: string) => paint('strong', `${name}:`.padEnd(13))
  const options = path.length === 0 ? annotationsFor(kind).filter(({ setBy }) => setBy === 'user') : []
  return [
    `${title('KIND')}${kind.kind}`,
    `${title('API VERSION')}${kind.apiVersion}`,
    ...(path.length === 0
      ? namesOf(kind, title)
      : [`${title('FIELD')}${path.join('.')} <${explanation.type}>${facts(explanation)}`]),
    '',
    ...indented(explanation.doc, 2, columns),
    ...values(explanation, words, 2),
    ...(explanation.source === undefined ? [] : ['', paint('muted', `  Source: ${explanation.source}.`)]),
    ...(explanation.fields.length === 0
      ? []
      : ['', paint('strong', 'FIELDS:'), ...explanation.fields.flatMap(field => summary(field, words))]),
    ...(options.length === 0
      ? []
      : ['', paint('strong', 'ANNOTATIONS:'), ...options.flatMap(option => annotation(option, words))]),
    '',
  ].join('\n')
}

function namesOf({ scope, plural, shortNames }: KindDeclaration, title: (name: string) => string): readonly string[] {
  const where = scope === 'Cluster' ? 'in the cluster as a whole' : 'in a namespace'
  return [`${title('LIVES')}${where}`, `${title('NAMES')}${[plural, ...shortNames].join(', ')}`]
}

function summary(field: FieldExplanation, words: Words): readonly string[] {
  const { paint, columns } = words
  return [
    `  ${paint('strong', field.name)} <${field.type}>${facts(field)}`,
    ...indented(field.doc, 6, columns),
    ...values(field, words, 6),
  ]
}

function annotation(
  { key, value, era, replacement }: AnnotationDeclaration,
  { paint, columns }: Words,
): readonly string[] {
  const eras = { live: '', deprecated: ' deprecated', inert: ' ignored by STORK', rejected: ' refused by STORK' }
  const instead = replacement === undefined ? '' : `, use ${replacement}`
  return [
    `  ${paint('strong', key)}${eras[era] === '' ? '' : paint('working', `${eras[era]}${instead}`)}`,
    ...indented(value.doc, 6, columns),
  ]
}

function facts(field: FieldExplanation): string {
  const said = [
    field.required ? 'required' : '',
    field.default === undefined ? '' : `default ${JSON.stringify(field.default)}`,
    field.since === undefined ? '' : `since STORK ${field.since}`,
    field.setBy === 'controller' ? 'written by a controller' : '',
  ].filter(fact => fact !== '')
  return said.length === 0 ? '' : `  ${said.join(', ')}`
}

function values(field: FieldExplanation, { columns }: Words, indent: number): readonly string[] {
  return Object.entries(field.values ?? {})
    .filter(([value]) => value !== '')
    .flatMap(([value, meaning]) => indented(`${value}: ${meaning}`, indent + 2, columns))
}

type Code = {
  readonly code: string
  readonly severity: string
  readonly help: string
  readonly kinds: string
  readonly executors: string
}

function allCodes(): readonly Code[] {
  const ofObjects = checkCatalogue.map(({ code, severity, help, kinds, executors }) => ({
    code,
    severity,
    help,
    kinds: kinds === 'any' ? 'every object' : kinds.map(({ kind }) => kind).join(', '),
    executors:
      executors.length === 1
        ? `only with ${executors[0] === 'stork' ? 'STORK' : "pxsnap's own engine"}`
        : 'whoever carries out the spec',
  }))
  const ofTexts = textCheckCatalogue.map(check => ({
    ...check,
    kinds: 'every document',
    executors: 'whoever carries out the spec',
  }))
  return [...ofObjects, ...ofTexts].sort((one, other) => (one.code < other.code ? -1 : 1))
}

function ofCode(code: string, output: 'text' | 'json', { paint, columns }: Words): string {
  const found = allCodes().find(one => one.code === code)
  if (found === undefined) {
    const meant = nearest(
      code,
      allCodes().map(one => one.code),
    )
    const hint = meant === undefined ? '' : ` Did you mean ${meant}?`
    throw new Problem('notFound', `There is no finding ${code}.${hint}`, 'kubectl pxsnap explain')
  }
  if (output === 'json') return printJson(found)
  const title = (name: string) => paint('strong', `${name}:`.padEnd(13))
  return [
    `${title('FINDING')}${found.code}`,
    `${title('SEVERITY')}${found.severity}`,
    `${title('ABOUT')}${found.kinds}`,
    `${title('HOLDS')}${found.executors}`,
    '',
    ...indented(found.help, 2, columns),
    '',
  ].join('\n')
}

function unknownField(kind: KindDeclaration, path: readonly string[]): Problem {
  const known = path.findIndex((_, index) => explainField(kind, path.slice(0, index + 1)) === undefined)
  const parent = path.slice(0, known)
  const name = path[known] ?? ''
  const fields = explainField(kind, parent)?.fields ?? []
  const meant = nearest(
    name,
    fields.map(field => field.name),
  )
  const where = [kind.kind, ...parent].join('.')
  return new Problem(
    'notFound',
    `${where} has no field "${name}".${meant === undefined ? '' : ` Did you mean ${meant}?`}`,
    `kubectl pxsnap explain ${[kind.kind.toLowerCase(), ...parent].join('.')}`,
  )
}

function indented(text: string, indent: number, columns: number): readonly string[] {
  return wrapText(text, Math.max(30, columns - indent)).map(line => ' '.repeat(indent) + line)
}

/** A field or annotation in Markdown, for hover and completion. */

import { type AnnotationDeclaration, type Field, typeInWords } from '../specs/index.ts'

export function fieldWords(name: string, field: Field): string {
  const { required, doc, secret, setBy, since, source } = field
  const facts = [
    required ? 'required' : '',
    field.default === undefined ? '' : `default \`${JSON.stringify(field.default)}\``,
    since === undefined ? '' : `since STORK ${since}`,
    setBy === 'controller' ? 'written by a controller' : '',
    secret === true ? 'secret' : '',
  ].filter(fact => fact !== '')
  const head = [`**${name}**`, typeInWords(field), ...facts].join(' · ')
  return [head, doc, choicesOf(field), sourceWords(source)].filter(part => part !== '').join('\n\n')
}

export function annotationWords(annotation: AnnotationDeclaration): string {
  const { key, value, era, replacement } = annotation
  const eras = {
    live: '',
    deprecated: 'Deprecated: still read.',
    inert: 'STORK does not read it.',
    rejected: 'STORK refuses it.',
  }
  const instead = replacement === undefined ? '' : `Use \`${replacement}\`.`
  const state = [eras[era], instead].filter(part => part !== '').join(' ')
  return [fieldWords(key, value), state].filter(part => part !== '').join('\n\n')
}

function choicesOf({ type }: Field): string {
  if (type.is !== 'choice') return ''
  return Object.entries(type.values)
    .filter(([value]) => value !== '')
    .map(([value, meaning]) => `- \`${value}\`: ${meaning}`)
    .join('\n')
}

function sourceWords(source: string | undefined): string {
  return source === undefined ? '' : `*Source: ${source}.*`
}

/** Data as JSON or YAML, safe to print: unsafe characters become escapes, the values stay the same. */

import { Document, visit } from 'yaml'
import { isUnsafe, sanitiseJson } from './sanitise.ts'

export function printJson(data: unknown): string {
  return `${sanitiseJson(JSON.stringify(data, undefined, 4))}\n`
}

export function printYaml(data: unknown): string {
  const document = new Document(data, { aliasDuplicateObjects: false })
  visit(document, {
    Scalar: (_, scalar) => {
      // Only double-quoted text can spell a character as an escape.
      if (typeof scalar.value === 'string' && isUnsafe(scalar.value)) scalar.type = 'QUOTE_DOUBLE'
    },
  })
  return sanitiseJson(document.toString({ lineWidth: 0, indentSeq: false }))
}

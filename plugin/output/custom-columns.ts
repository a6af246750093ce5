/** The columns that the user names: `-o custom-columns=NAME:.metadata.name,…`, or the same in a file. */

import { Problem } from '../problem.ts'
import { goText } from './go-text.ts'
import { jsonPathQuery } from './jsonpath.ts'

export type CustomColumn = { readonly name: string; readonly cell: (object: unknown) => string }

const example = "-o custom-columns='NAME:.metadata.name,CLAIM:.spec.persistentVolumeClaimName'"

/** Reads `HEADER:PATH,HEADER:PATH`. Throws a Problem for what kubectl would refuse, too. */
export function customColumns(text: string): readonly CustomColumn[] {
  if (text === '') throw new Problem('usage', 'custom-columns names no column.', example)
  return splitOutside(text).map(part => {
    const colon = part.indexOf(':')
    if (colon === -1) throw new Problem('usage', `The column "${part}" is not of the form HEADER:PATH.`, example)
    return column(part.slice(0, colon), part.slice(colon + 1))
  })
}

/** Reads a file of two lines: the headers, and under them the paths. */
export function customColumnsFile(text: string, file: string): readonly CustomColumn[] {
  const [headers = [], paths = []] = text
    .split('\n')
    .filter(line => line.trim() !== '')
    .map(line => line.trim().split(/\s+/))
  if (headers.length === 0 || headers.length !== paths.length)
    throw new Problem(
      'usage',
      `${file} has ${headers.length} headers on its first line and ${paths.length} paths on its second; they must be as many.`,
    )
  return headers.map((name, index) => column(name, paths[index] ?? ''))
}

function column(name: string, path: string): CustomColumn {
  const query = jsonPathQuery(path)
  if (!query.ok) throw new Problem('usage', `The path of the column "${name}" is not understood: ${query.problem}`)
  return {
    name,
    cell: object => {
      const values = query.find(object)
      return values.length === 0 ? '<none>' : values.map(goText).join(',')
    },
  }
}

/** Commas inside of brackets belong to the path. */
function splitOutside(text: string): readonly string[] {
  const parts = ['']
  let depth = 0
  for (const character of text) {
    if (character === '[' || character === '{' || character === '(') depth += 1
    if (character === ']' || character === '}' || character === ')') depth -= 1
    if (character === ',' && depth === 0) parts.push('')
    else parts[parts.length - 1] += character
  }
  return parts
}

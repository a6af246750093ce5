/** The outputs of `get`: those of every command, and the ones that name columns or read a template from a file. */

import type { Face } from '../face.ts'
import { Problem } from '../problem.ts'
import { readSpecFiles } from '../spec-files.ts'
import { type CustomColumn, customColumns, customColumnsFile } from './custom-columns.ts'
import { type OutputForm, outputForm } from './print-objects.ts'

export type GetForm = OutputForm | { readonly columns: readonly CustomColumn[] }

const allowed = ['table', 'wide', 'json', 'yaml', 'name', 'jsonpath', 'jsonpath-as-json', 'custom-columns']

/** Throws a Problem for an output that is not there, or a template that is not understood. */
export async function getForm(face: Face, value: string | undefined): Promise<GetForm> {
  const [, word = '', rest = ''] = /^([a-z-]+)=(.*)$/s.exec(value ?? '') ?? []
  switch (word) {
    case 'custom-columns':
      return { columns: customColumns(rest) }
    case 'custom-columns-file':
      return { columns: customColumnsFile(await textOf(face, rest), rest) }
    case 'jsonpath-file':
      return outputForm(`jsonpath=${(await textOf(face, rest)).trimEnd()}`, ['jsonpath'])
    case 'go-template':
    case 'go-template-file':
      throw new Problem(
        'usage',
        'Go templates are not understood here.',
        `Use -o jsonpath='{.metadata.name}', or pipe -o json into another program.`,
      )
    default:
      if (value === 'custom-columns') return { columns: customColumns('') }
      return outputForm(value, allowed)
  }
}

async function textOf(face: Face, name: string): Promise<string> {
  if (name === '') throw new Problem('usage', 'The name of the file is missing after "=".')
  const [file] = await readSpecFiles(face, [name], { recursive: false, binary: 'refuse' })
  return file?.text ?? ''
}

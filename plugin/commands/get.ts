/** `get`: objects as tables, or in the machine-readable forms of kubectl. */

import type { Instant } from '@pxsnap/core/base'
import { type Listing, listing } from '@pxsnap/core/views'
import type { InvocationOf } from '../args.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Face } from '../face.ts'
import { inWorld, type World } from '../open-world.ts'
import { painter } from '../output/paint.ts'
import { printError } from '../output/print-error.ts'
import { type OutputForm, outputForm, printObjects } from '../output/print-objects.ts'
import { type Cell, printTable } from '../output/table.ts'
import { readSelection, type Selected, type Selection, selectObjects } from '../selection.ts'

export async function get(face: Face, invocation: InvocationOf<'get'>): Promise<ExitCode> {
  const { flags, positionals, global } = invocation
  const form = outputForm(flags.output, ['table', 'wide', 'json', 'yaml', 'name', 'jsonpath'])
  const selection = readSelection(positionals)
  return inWorld(face, global, { access: 'look', missing: 'refuse' }, world =>
    show(face, invocation, form, selection, world),
  )
}

async function show(
  face: Face,
  { flags, global }: InvocationOf<'get'>,
  form: OutputForm,
  selection: Selection,
  world: World,
): Promise<ExitCode> {
  const scope = { namespace: world.namespace, allNamespaces: flags.allNamespaces, selector: flags.selector }
  const { found, missing } = await world.drive(selectObjects(world.ports.cluster, selection, scope))
  const paint = painter(face, face.stdout, global.noColor)
  const objects = found.flatMap(one => one.objects)
  if (form !== 'text' && form !== 'wide') {
    if (objects.length > 0 || missing.length === 0)
      face.stdout.write(printObjects(objects, form, { single: selection.single }))
  } else if (objects.length > 0) {
    const table = {
      now: world.now(),
      wide: form === 'wide',
      withNamespace: flags.allNamespaces,
      headers: !flags.noHeaders,
    }
    const filled = found.filter(one => one.objects.length > 0)
    face.stdout.write(filled.map(one => tableText(one, { ...table, prefixed: filled.length > 1, paint })).join('\n'))
  } else if (missing.length === 0) {
    face.stderr.write(`No resources found${flags.allNamespaces ? '' : ` in namespace "${world.namespace}"`}.\n`)
  }
  const errors = painter(face, face.stderr, global.noColor)
  for (const problem of missing) face.stderr.write(printError(problem, errors))
  return missing.length > 0 ? exitCodes.notFound : exitCodes.done
}

type TableOptions = {
  readonly now: Instant
  readonly wide: boolean
  readonly withNamespace: boolean
  readonly headers: boolean
  /** Names as `kind/name`, where tables of several kinds follow each other. */
  readonly prefixed: boolean
  readonly paint: ReturnType<typeof painter>
}

function tableText({ kind, objects }: Selected, options: TableOptions): string {
  const rows = listing(kind.kind, objects, options)
  const shown = rows.columns.flatMap(({ wide }, index) => (wide && !options.wide ? [] : [index]))
  const name = rows.columns.findIndex(column => column.name === 'NAME')
  const cell = (row: Listing['rows'][number], index: number): Cell => {
    const found = row.cells[index] ?? { text: '' }
    return options.prefixed && index === name ? { ...found, text: `${kind.kind.toLowerCase()}/${found.text}` } : found
  }
  return printTable(
    {
      columns: shown.map(index => rows.columns[index]?.name ?? ''),
      rows: rows.rows.map(row => shown.map(index => cell(row, index))),
    },
    options,
  )
}

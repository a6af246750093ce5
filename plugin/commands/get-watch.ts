/** `get -w`: the objects, and then a row for every change until Ctrl-C. */

import type { KubeObject } from '@pxsnap/core/specs'
import type { InvocationOf } from '../args.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Face } from '../face.ts'
import { labelQuery } from '../label-query.ts'
import { type ObjectChange, objectChanges } from '../object-changes.ts'
import type { World } from '../open-world.ts'
import type { GetForm } from '../output/get-form.ts'
import { growingTable } from '../output/growing-table.ts'
import { customTable, objectTable } from '../output/object-table.ts'
import { painter } from '../output/paint.ts'
import { printObjects } from '../output/print-objects.ts'
import { printJson, printYaml } from '../output/structured.ts'
import type { Table } from '../output/table.ts'
import { Problem } from '../problem.ts'
import type { Selection } from '../selection.ts'
import { shownObject } from './get.ts'

/** Ends when the user interrupts, with 130 and without a word; or with what went wrong. */
export async function watchObjects(
  face: Face,
  invocation: InvocationOf<'get'>,
  form: GetForm,
  selection: Selection,
): Promise<ExitCode> {
  const { flags, global } = invocation
  const [group, ...more] = selection.groups
  if (group === undefined || more.length > 0)
    throw new Problem('usage', 'One kind can be watched at a time.', 'kubectl pxsnap get KIND -w')
  const { kind, names } = group
  const matches = flags.selector === undefined ? () => true : labelQuery(flags.selector)
  const paint = painter(face, face.stdout, global.noColor)
  const table = growingTable({ paint, headers: !flags.noHeaders })
  const print = (change: ObjectChange, world: World) => {
    const object = shownObject(change.object, flags.showManagedFields)
    const event = flags.outputWatchEvents ? change.type : undefined
    face.stdout.write(table.print(withEvent(rowOf(object, world), event)))
  }
  const rowOf = (object: KubeObject, world: World): Table =>
    typeof form === 'object' && 'columns' in form
      ? customTable(form.columns, [object])
      : objectTable(kind.kind, [object], {
          now: world.now(),
          wide: form === 'wide',
          withNamespace: flags.allNamespaces,
          prefixed: flags.showKind,
          showLabels: flags.showLabels,
          labelColumns: flags.labelColumns,
        })
  const watched = {
    query: (world: World) => ({
      apiVersion: kind.apiVersion,
      kind: kind.kind,
      ...(kind.scope === 'Cluster' || flags.allNamespaces ? {} : { namespace: world.namespace }),
      ...(flags.fieldSelector === undefined ? {} : { fieldSelector: flags.fieldSelector }),
    }),
    matches: ({ metadata }: KubeObject) =>
      (names === undefined || names.includes(metadata.name)) && matches(metadata.labels ?? {}),
  }
  try {
    for await (const { changes, world } of objectChanges(face, global, watched, face.signal)) {
      for (const change of changes) {
        if (change.initial && flags.watchOnly) continue
        const object = shownObject(change.object, flags.showManagedFields)
        if (form === 'json' || form === 'yaml') face.stdout.write(documentOf(form, change.type, object, flags))
        else if (form === 'name' || (typeof form === 'object' && 'jsonpath' in form))
          face.stdout.write(printObjects([object], form, { single: true }))
        else print(change, world)
      }
    }
  } catch (error) {
    if (!face.signal.aborted) throw error
  }
  return exitCodes.interrupted
}

function documentOf(
  form: 'json' | 'yaml',
  type: string,
  object: KubeObject,
  { outputWatchEvents }: { readonly outputWatchEvents: boolean },
): string {
  const data = outputWatchEvents ? { type, object } : object
  return form === 'json' ? printJson(data) : `---\n${printYaml(data)}`
}

function withEvent(table: Table, event: string | undefined): Table {
  if (event === undefined) return table
  return { columns: ['EVENT', ...table.columns], rows: table.rows.map(row => [{ text: event }, ...row]) }
}

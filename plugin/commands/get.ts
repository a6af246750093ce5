/** `get`: objects as tables, or in the machine-readable forms of kubectl. */

import type { KubeObject } from '@pxsnap/core/specs'
import type { InvocationOf } from '../args.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Face } from '../face.ts'
import { inWorld, type World } from '../open-world.ts'
import { type GetForm, getForm } from '../output/get-form.ts'
import { customTable, objectTable } from '../output/object-table.ts'
import { painter } from '../output/paint.ts'
import { printError } from '../output/print-error.ts'
import { printObjects } from '../output/print-objects.ts'
import { sortObjects } from '../output/sort-objects.ts'
import { printTable } from '../output/table.ts'
import { Problem } from '../problem.ts'
import { readSelection, type Selected, type Selection, selectionServed, selectObjects } from '../selection.ts'

export async function get(face: Face, invocation: InvocationOf<'get'>): Promise<ExitCode> {
  const { flags, positionals, global } = invocation
  const form = await getForm(face, flags.output)
  checkChunkSize(flags.chunkSize)
  if (flags.watch || flags.watchOnly) {
    const { watchObjects } = await import('./get-watch.ts')
    return watchObjects(face, invocation, form, readSelection(positionals))
  }
  return inWorld(face, global, { access: 'look', missing: 'refuse' }, async world =>
    show(face, invocation, form, await selectionServed(world, positionals), world),
  )
}

async function show(
  face: Face,
  { flags, global }: InvocationOf<'get'>,
  form: GetForm,
  selection: Selection,
  world: World,
): Promise<ExitCode> {
  const { allNamespaces, selector, fieldSelector, sortBy } = flags
  const scope = { namespace: world.namespace, allNamespaces, selector, fieldSelector }
  const { found, missing } = await world.drive(selectObjects(world.ports.cluster, selection, scope))
  const shown = found.map(({ kind, objects }) => ({ kind, objects: sorted(objects, sortBy) }))
  const objects = sorted(
    shown.flatMap(one => one.objects),
    sortBy,
  ).map(object => shownObject(object, flags.showManagedFields))
  const paint = painter(face, face.stdout, global.noColor)
  const print = { paint, headers: !flags.noHeaders }
  if (typeof form === 'object' && 'columns' in form) {
    if (objects.length > 0 || missing.length === 0)
      face.stdout.write(printTable(customTable(form.columns, objects), print))
  } else if (form !== 'text' && form !== 'wide') {
    if (objects.length > 0 || missing.length === 0)
      face.stdout.write(printObjects(objects, form, { single: selection.single }))
  } else if (objects.length > 0) {
    const filled = shown.filter(one => one.objects.length > 0)
    const wish = {
      now: world.now(),
      wide: form === 'wide',
      withNamespace: allNamespaces,
      prefixed: filled.length > 1 || flags.showKind,
      showLabels: flags.showLabels,
      labelColumns: flags.labelColumns,
    }
    const textOf = (one: Selected) => printTable(objectTable(one.kind.kind, one.objects, wish), print)
    face.stdout.write(filled.map(textOf).join('\n'))
  } else if (missing.length === 0 && !flags.ignoreNotFound) {
    face.stderr.write(`No resources found${allNamespaces ? '' : ` in namespace "${world.namespace}"`}.\n`)
  }
  if (flags.ignoreNotFound) return exitCodes.done
  const errors = painter(face, face.stderr, global.noColor)
  for (const problem of missing) face.stderr.write(printError(problem, errors))
  return missing.length > 0 ? exitCodes.notFound : exitCodes.done
}

/** Who set which field is long and rarely meant. */
export function shownObject(object: KubeObject, withManagedFields: boolean): KubeObject {
  if (withManagedFields || !('managedFields' in object.metadata)) return object
  const { managedFields: _, ...metadata } = object.metadata
  return { ...object, metadata }
}

function sorted(objects: readonly KubeObject[], path: string | undefined): readonly KubeObject[] {
  return path === undefined ? objects : sortObjects(objects, path, object => object)
}

/** Pages are asked for either way; the flag is there for the scripts that name it. */
function checkChunkSize(text: string | undefined): void {
  if (text !== undefined && !/^\d{1,6}$/.test(text))
    throw new Problem('usage', `--chunk-size is a number of objects, such as 500, or 0 for all at once, not "${text}".`)
}

/** `undo`: takes back what the journal remembers, where it can be taken back. */

import { carryOut, type Plan } from '@pxsnap/core/actions'
import type { KubeObject, ObjectRef } from '@pxsnap/core/specs'
import type { InvocationOf } from '../args.ts'
import { checkPermissions } from '../before-writing.ts'
import { confirm } from '../confirm.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Face } from '../face.ts'
import { type JournalEntry, journalOf, markOfWritten, rememberWrites, written } from '../journal.ts'
import { inWorld, type World } from '../open-world.ts'
import { painter } from '../output/paint.ts'
import { planStyle, planText } from '../output/plan-text.ts'
import { sanitiseLine } from '../output/sanitise.ts'
import { printJson } from '../output/structured.ts'
import { printTable } from '../output/table.ts'
import { Problem } from '../problem.ts'
import { deleteObjects } from './delete.ts'

export async function undo(face: Face, invocation: InvocationOf<'undo'>): Promise<ExitCode> {
  const { flags, positionals, global } = invocation
  const looked = await inWorld(face, global, { access: 'look', missing: 'refuse' }, async world => {
    const entries = journalOf(face, world.name)
    if (flags.list) return list(face, invocation, entries)
    const entry = entryMeant(entries, positionals[0])
    const obstacle = whyNot(entry)
    if (obstacle !== undefined) throw new Problem('failed', obstacle, 'kubectl pxsnap undo --list --sim')
    return { entry, current: await world.drive(world.ports.cluster.get(entry.ref)) }
  })
  if (typeof looked === 'number') return looked
  const { entry, current } = looked
  if (entry.did === 'created') return deleteCreated(face, invocation, entry, current)
  return inWorld(face, global, { access: 'change', missing: 'refuse' }, world =>
    writeBack(face, invocation, world, entry),
  )
}

function entryMeant(entries: readonly JournalEntry[], id: string | undefined): JournalEntry {
  const undone = new Set(entries.flatMap(({ undoes }) => undoes ?? []))
  const open = entries.filter(one => one.undoes === undefined && !undone.has(one.id))
  if (id === undefined) {
    const last = open.at(-1)
    if (last === undefined) throw new Problem('notFound', 'The journal has nothing of this cluster to take back.')
    return last
  }
  const found = entries.find(one => one.id === id)
  if (found === undefined)
    throw new Problem(
      'notFound',
      `The journal has no entry "${id}" of this cluster.`,
      'kubectl pxsnap undo --list --sim',
    )
  if (undone.has(id)) throw new Problem('failed', `${id} was taken back already.`)
  return found
}

/** Without these an application loses nothing but settings, so they can come back from what was written of them. */
const withoutData: ReadonlySet<string> = new Set([
  'Rule',
  'SchedulePolicy',
  'NamespacedSchedulePolicy',
  'VolumeSnapshotSchedule',
  'MigrationSchedule',
  'ApplicationBackupSchedule',
  'ResourceTransformation',
  'StorageClass',
  'VolumeSnapshotClass',
  'VolumeGroupSnapshotClass',
])

/** Deleting the object does not bring back what it overwrote or moved. */
const doneForGood: ReadonlySet<string> = new Set(['VolumeSnapshotRestore', 'Migration', 'ApplicationRestore'])

/** Why an entry cannot be taken back, whatever the cluster says; undefined when it may. */
function whyNot({ did, ref: { kind, name }, before }: JournalEntry): string | undefined {
  if (did === 'created' && doneForGood.has(kind))
    return `Deleting the ${kind} "${name}" does not bring back what it has overwritten or moved. Restore from a snapshot of before instead.`
  if (did === 'deleted' && !withoutData.has(kind))
    return `The data of the ${kind} "${name}" went with it and does not come back.`
  if (did !== 'created' && before === undefined)
    return `What the ${kind} "${name}" held before is not in the journal, because it held secrets or was too old.`
  return undefined
}

async function deleteCreated(
  face: Face,
  { flags, global }: InvocationOf<'undo'>,
  { id, ref, uid }: JournalEntry,
  current: KubeObject | undefined,
): Promise<ExitCode> {
  if (current === undefined) throw new Problem('notFound', `The ${ref.kind} "${ref.name}" is gone already.`)
  if (uid !== undefined && current.metadata.uid !== uid)
    throw new Problem('failed', `Another ${ref.kind} "${ref.name}" has taken the place of the one that was created.`)
  const group = ref.apiVersion.includes('/') ? `.${ref.apiVersion.split('/')[0]}` : ''
  return deleteObjects(
    face,
    {
      command: 'delete',
      positionals: [`${ref.kind.toLowerCase()}${group}/${ref.name}`],
      global: { ...global, namespace: ref.namespace ?? global.namespace },
      free: new Map(),
      flags: {
        filename: [],
        recursive: false,
        kustomize: undefined,
        selector: undefined,
        executor: undefined,
        output: undefined,
        yes: flags.yes,
        dryRun: undefined,
        wait: true,
        timeout: flags.timeout,
        ignoreNotFound: false,
      },
    },
    id,
  )
}

async function writeBack(
  face: Face,
  { flags, global }: InvocationOf<'undo'>,
  world: World,
  entry: JournalEntry,
): Promise<ExitCode> {
  const current = await world.drive(world.ports.cluster.get(entry.ref))
  const plan = planBack(entry, current)
  face.stderr.write(planText(plan, () => [], planStyle(face, face.stderr, global.noColor)))
  await checkPermissions(face, world, plan)
  if (!(await confirm(face, 'Take it back?', flags))) {
    face.stderr.write('Nothing was written.\n')
    return exitCodes.interrupted
  }
  const { refused, done } = await world.drive(carryOut(plan, world.ports.cluster, () => undefined, face.signal))
  await rememberWrites(face, world, plan, done, entry.id)
  if (refused !== undefined) throw new Problem('failed', `${nameOf(entry.ref)} was not written: ${refused.message}`)
  face.stdout.write(`${nameOf(entry.ref)} ${entry.did === 'deleted' ? 'created again' : 'as it was before'}\n`)
  return exitCodes.done
}

function planBack({ did, ref, before, after }: JournalEntry, current: KubeObject | undefined): Plan {
  const base = { unchanged: [], obstacles: [] }
  if (before === undefined) throw new Problem('failed', 'The journal does not hold what was there before.')
  if (did === 'deleted') {
    if (current !== undefined) throw new Problem('failed', `There is a ${ref.kind} "${ref.name}" again.`)
    return { ...base, writes: [{ do: 'create', object: before }] }
  }
  if (current === undefined) throw new Problem('notFound', `The ${ref.kind} "${ref.name}" is gone.`)
  if (markOfWritten(current) !== after)
    throw new Problem(
      'failed',
      `The ${ref.kind} "${ref.name}" was changed again since; taking back would lose that.`,
      'kubectl pxsnap edit KIND NAME --sim',
    )
  const { labels: _labels, annotations: _annotations, ...kept } = current.metadata
  const ours = written(current).metadata.annotations ?? {}
  const foreign = Object.entries(current.metadata.annotations ?? {}).filter(([key]) => !Object.hasOwn(ours, key))
  const annotations = { ...Object.fromEntries(foreign), ...before.metadata.annotations }
  const object: KubeObject = {
    ...before,
    ...(current.status === undefined ? {} : { status: current.status }),
    metadata: {
      ...kept,
      ...(before.metadata.labels === undefined ? {} : { labels: before.metadata.labels }),
      ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
    },
  }
  return { ...base, writes: [{ do: 'update', object, was: current }] }
}

function list(face: Face, { flags, global }: InvocationOf<'undo'>, entries: readonly JournalEntry[]): ExitCode {
  const undone = new Set(entries.flatMap(({ undoes }) => undoes ?? []))
  const stateOf = (entry: JournalEntry) =>
    undone.has(entry.id)
      ? 'taken back'
      : entry.undoes !== undefined
        ? `took back ${entry.undoes}`
        : whyNot(entry) === undefined
          ? 'possible'
          : 'no'
  if (flags.output === 'json') {
    face.stdout.write(
      printJson(
        entries.map(({ before: _before, after: _after, ...entry }) => ({
          ...entry,
          undo: stateOf({ ...entry, ...(_before === undefined ? {} : { before: _before }) }),
        })),
      ),
    )
    return exitCodes.done
  }
  if (entries.length === 0) face.stderr.write('The journal has nothing of this cluster.\n')
  const rows = entries.map(entry =>
    [entry.id, entry.at, entry.did, nameOf(entry.ref), entry.ref.namespace ?? '', stateOf(entry)].map(text => ({
      text,
    })),
  )
  const paint = painter(face, face.stdout, global.noColor)
  if (rows.length > 0)
    face.stdout.write(
      printTable({ columns: ['ID', 'AT', 'WHAT', 'OBJECT', 'NAMESPACE', 'UNDO'], rows }, { paint, headers: true }),
    )
  return exitCodes.done
}

function nameOf({ kind, name }: ObjectRef): string {
  return sanitiseLine(`${kind.toLowerCase()}/${name}`)
}

/** A migration as lines: its volumes with bars, its objects by kind, and the applications on both sides. */

import { type KubeObject, textOf, valueAt } from '@pxsnap/core/specs'
import type { LiveMigration, LiveVolume } from '@pxsnap/core/views'
import type { Charset } from '../../output/charset.ts'
import { sanitiseLine } from '../../output/sanitise.ts'
import { padEnd, truncate, width } from '../../output/width.ts'
import { volumeBars } from '../../screens/migration-lines.ts'
import type { Line, Piece } from '../screen.ts'
import type { TextRoom } from './text.ts'

/** What is known of one of the clusters. */
export type Side = {
  readonly name: string
  /** Workloads and claims of the namespaces; undefined while nobody has answered. */
  readonly objects: readonly KubeObject[] | undefined
  /** Why it cannot be seen. */
  readonly problem?: string
}

export type MigrationView = {
  readonly migration: KubeObject
  /** What the engine tells while it carries the migration out in this process. */
  readonly live: LiveMigration | undefined
  readonly here: Side
  readonly there: Side
}

export function migrationScreenLines(
  { migration, live, here, there }: MigrationView,
  { columns, charset, linear = false }: TextRoom,
): readonly Line[] {
  const volumes = live !== undefined && live.volumes.length > 0 ? live.volumes : volumesOf(migration)
  const objects = objectLines(migration, live, columns)
  return [
    headLine(migration, live),
    ...reasonLines(migration),
    ...section('Volumes', volumeBars(volumes, { columns, charset, linear })),
    ...section('Objects', objects),
    [],
    ...(linear
      ? [...sideLines(here, 'here', columns), [], ...sideLines(there, 'there', columns)]
      : sideBySide(here, there, { columns, charset })),
  ]
}

function headLine(migration: KubeObject, live: LiveMigration | undefined): Line {
  const stage = textOf(valueAt(migration, ['status', 'stage']))
  const status = textOf(valueAt(migration, ['status', 'status']))
  const namespaces = valueAt(migration, ['spec', 'namespaces'])
  const pair = textOf(valueAt(migration, ['spec', 'clusterPair'])) ?? ''
  const what = Array.isArray(namespaces) ? namespaces.map(String).join(', ') : ''
  const word =
    live !== undefined && live.stage !== '' ? live.stage : [status, stage].filter(Boolean).join(', ') || 'not begun'
  return [
    { text: sanitiseLine(what), tone: 'strong' },
    { text: ` through ${sanitiseLine(pair)}: `, tone: 'muted' },
    { text: sanitiseLine(word), tone: tones[status ?? ''] ?? 'working' },
  ]
}

const tones: Readonly<Record<string, Piece['tone']>> = {
  Successful: 'usable',
  PartialSuccess: 'working',
  Failed: 'failed',
  Purged: 'muted',
}

function reasonLines(migration: KubeObject): readonly Line[] {
  const reason = textOf(valueAt(migration, ['status', 'reason']))
  return reason === undefined ? [] : [[{ text: sanitiseLine(reason), tone: 'failed' }]]
}

function section(title: string, lines: readonly Line[]): readonly Line[] {
  return lines.length === 0 ? [] : [[], [{ text: title, tone: 'strong' }], ...lines]
}

/** As the status says them, for a migration that somebody else carries out or that is over. */
function volumesOf(migration: KubeObject): readonly LiveVolume[] {
  const volumes = valueAt(migration, ['status', 'volumes'])
  if (!Array.isArray(volumes)) return []
  return volumes.map((volume): LiveVolume => {
    const status = textOf(valueAt(volume, ['status']))
    const totalBytes = numberOf(valueAt(volume, ['bytesTotal'])) ?? 0
    const claim = textOf(valueAt(volume, ['persistentVolumeClaim'])) ?? textOf(valueAt(volume, ['volume'])) ?? ''
    const state =
      status === 'Successful'
        ? 'copied'
        : status === 'Failed'
          ? 'failed'
          : status === 'InProgress'
            ? 'copying'
            : 'waiting'
    return { claim, totalBytes, doneBytes: state === 'copied' ? totalBytes : 0, earlierBytes: 0, state }
  })
}

/** A line for each kind: how many are there, and what became of those that did not come through. */
function objectLines(migration: KubeObject, live: LiveMigration | undefined, columns: number): readonly Line[] {
  const resources = valueAt(migration, ['status', 'resources'])
  if (!Array.isArray(resources) || resources.length === 0) {
    return (live?.objects ?? []).map(
      ({ text, ok }): Line => [
        { text: `  ${truncate(sanitiseLine(text), columns - 2)}`, tone: ok ? 'plain' : 'failed' },
      ],
    )
  }
  const kinds = new Map<string, { done: number; all: number; bad: string[] }>()
  for (const one of resources) {
    const kind = textOf(valueAt(one, ['kind'])) ?? ''
    const status = textOf(valueAt(one, ['status']))
    const counted = kinds.get(kind) ?? { done: 0, all: 0, bad: [] }
    counted.all += 1
    if (status === 'Successful') counted.done += 1
    if (status === 'Failed') {
      const why = textOf(valueAt(one, ['reason']))
      counted.bad.push(`${textOf(valueAt(one, ['name'])) ?? ''}${why === undefined ? '' : `: ${why}`}`)
    }
    kinds.set(kind, counted)
  }
  const nameWidth = Math.max(...[...kinds.keys()].map(width)) + 2
  return [...kinds].sort().flatMap(([kind, { done, all, bad }]): readonly Line[] => [
    [
      { text: `  ${padEnd(sanitiseLine(kind), nameWidth)}`, tone: 'plain' },
      { text: `${done} of ${all}`, tone: bad.length > 0 ? 'failed' : done === all ? 'usable' : 'working' },
    ],
    ...bad.map((text): Line => [{ text: `    ${truncate(sanitiseLine(text), columns - 4)}`, tone: 'failed' }]),
  ])
}

function sideBySide(
  here: Side,
  there: Side,
  { columns, charset }: { readonly columns: number; readonly charset: Charset },
): readonly Line[] {
  const half = Math.floor((columns - 3) / 2)
  const [left, right] = [sideLines(here, 'here', half), sideLines(there, 'there', half)]
  const bar = charset.trunk.slice(0, 1)
  return Array.from({ length: Math.max(left.length, right.length) }, (_, row): Line => {
    const [one, other] = [left[row] ?? [], right[row] ?? []]
    const used = one.reduce((sum, { text }) => sum + width(text), 0)
    return [
      ...one,
      { text: ' '.repeat(Math.max(0, half - used)), tone: 'plain' },
      { text: ` ${bar} `, tone: 'muted' },
      ...other,
    ]
  })
}

function sideLines({ name, objects, problem }: Side, where: string, columns: number): readonly Line[] {
  const head: Line = [
    { text: truncate(sanitiseLine(name), columns - where.length - 2), tone: 'strong' },
    { text: `  ${where}`, tone: 'muted' },
  ]
  if (problem !== undefined) return [head, [{ text: truncate(sanitiseLine(problem), columns), tone: 'failed' }]]
  if (objects === undefined) return [head, [{ text: 'asking', tone: 'muted' }]]
  const workloads = objects.filter(({ kind }) => kind === 'StatefulSet' || kind === 'Deployment')
  const claims = objects.filter(({ kind }) => kind === 'PersistentVolumeClaim')
  const rows = [...workloads.map(workloadCells), ...claims.map(claimCells)]
  if (rows.length === 0) return [head, [{ text: 'nothing of it is here', tone: 'muted' }]]
  const stateWidth = Math.max(...rows.map(([, state]) => width(state.text)))
  return [
    head,
    ...rows.map(
      ([text, state]): Line => [
        {
          text: padEnd(truncate(sanitiseLine(text), columns - stateWidth - 2), columns - stateWidth - 1),
          tone: 'plain',
        },
        state,
      ],
    ),
  ]
}

type SideRow = readonly [name: string, state: Piece]

function workloadCells({ kind, metadata, ...object }: KubeObject): SideRow {
  const wanted = numberOf(valueAt(object, ['spec', 'replicas'])) ?? 1
  const ready = numberOf(valueAt(object, ['status', 'readyReplicas'])) ?? 0
  const state: Piece =
    wanted === 0
      ? { text: 'stopped', tone: 'muted' }
      : { text: `${ready}/${wanted} ready`, tone: ready >= wanted ? 'usable' : 'working' }
  return [`${kind.toLowerCase()}/${metadata.name}`, state]
}

function claimCells({ metadata, ...object }: KubeObject): SideRow {
  const phase = textOf(valueAt(object, ['status', 'phase'])) ?? 'Pending'
  const size = textOf(valueAt(object, ['status', 'capacity', 'storage']))
  return [
    `claim ${metadata.name}`,
    { text: size === undefined ? phase : `${phase} ${size}`, tone: phase === 'Bound' ? 'usable' : 'working' },
  ]
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}

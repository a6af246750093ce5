/** A run as it is watched: the engine's events gathered into lanes. When it is over, the evidence on the object counts. */

import type { Instant } from '../base/index.ts'
import type { EngineEvent } from '../engine/index.ts'
import type { ObjectRef } from '../specs/index.ts'
import type { LiveVolume } from './live-migration.ts'
import type { Lane, Span } from './timeline.ts'

/** Changed by no one; {@link withEvent} gives the next one. */
export type LiveRun = {
  /** What the engine is doing with each object, in its words, in the order in which they began. */
  readonly stages: readonly { readonly ref: ObjectRef; readonly text: string; readonly stage: string }[]
  readonly lanes: readonly Lane[]
  /** Pods whose foreground pre rule freezes until a post rule thaws: those with a watchdog. */
  readonly watched: readonly string[]
  /** Copies on their way to the object store. They have no lanes: beside their minutes a freeze could not be seen. */
  readonly uploads: readonly (LiveVolume & { readonly group: string })[]
}

/** `volumes`: the claims that each object will snapshot, so that their lanes are there from the start. */
export function emptyLiveRun(
  volumes: readonly { readonly ref: ObjectRef; readonly claims: readonly string[] }[],
): LiveRun {
  const lanes = volumes.flatMap(({ ref, claims }) =>
    claims.map((name): Lane => ({ of: 'volume', name, spans: [], group: groupOf(ref) })),
  )
  return { stages: [], lanes, watched: [], uploads: [] }
}

/** The lanes in the order in which they are drawn: each object's pods, then its volumes. */
export function liveLanes({ lanes }: LiveRun): readonly Lane[] {
  return lanes.toSorted((one, other) => order(one, other))
}

export function withEvent(run: LiveRun, event: EngineEvent): LiveRun {
  if (event.what === 'stage') return entered(run, event)
  if (event.step === 'snapshot') return onVolumes(run, event)
  if (event.step === 'upload') return onUpload(run, event)
  if (event.pod === undefined) return run
  const pod = event.pod
  if (event.step === 'arm' && event.what === 'ended') return { ...run, watched: [...run.watched, pod] }
  const change = podChange(run, event, pod)
  return change === undefined ? run : changeLane(run, { of: 'pod', name: pod, group: groupOf(event.ref) }, change)
}

type Change = (spans: readonly Span[]) => readonly Span[]

function podChange(run: LiveRun, { what, step, at, text, ref, ok }: EngineEvent, pod: string): Change | undefined {
  if (what === 'began') {
    return step === 'run' || step === 'hold' ? spans => [...spans, { what: 'command', from: at, text }] : undefined
  }
  const thaws = run.stages.find(one => groupOf(one.ref) === groupOf(ref))?.stage === 'Thawing'
  switch (step) {
    case 'hold':
      return spans => (ok === true ? [...closed(spans, 'command', at), frozenFrom(at)] : closed(spans, 'command', at))
    case 'run':
      if (thaws) return spans => closed(closed(spans, 'command', at), 'frozen', at)
      return spans =>
        ok === true && run.watched.includes(pod)
          ? [...closed(spans, 'command', at), frozenFrom(at)]
          : closed(spans, 'command', at)
    case 'release':
      return spans => closed(spans, 'frozen', at)
    default:
      return undefined
  }
}

function onVolumes(run: LiveRun, { what, at, ref, text }: EngineEvent): LiveRun {
  const isOver = what === 'ended' && !text.endsWith('running')
  const begins = (lane: Lane) => what === 'began' && !lane.spans.some(({ to }) => to === undefined)
  const lanes = run.lanes.map((lane): Lane => {
    if (lane.of !== 'volume' || lane.group !== groupOf(ref)) return lane
    if (isOver) return { ...lane, spans: closed(lane.spans, 'snapshot', at) }
    return begins(lane) ? { ...lane, spans: [...lane.spans, { what: 'snapshot', from: at, text }] } : lane
  })
  return { ...run, lanes }
}

function onUpload(run: LiveRun, { what, ref, claim = '', progress, ok }: EngineEvent): LiveRun {
  const group = groupOf(ref)
  const isIt = (one: LiveRun['uploads'][number]) => one.claim === claim && one.group === group
  const was = run.uploads.find(isIt) ?? { claim, group, doneBytes: 0, totalBytes: 0, earlierBytes: 0, state: 'waiting' }
  const next = uploadAfter(was, { what, progress, ok })
  const isKnown = run.uploads.some(isIt)
  return { ...run, uploads: isKnown ? run.uploads.map(one => (isIt(one) ? next : one)) : [...run.uploads, next] }
}

function uploadAfter(
  was: LiveRun['uploads'][number],
  { what, progress, ok }: Pick<EngineEvent, 'what'> & { readonly [K in 'progress' | 'ok']: EngineEvent[K] | undefined },
): LiveRun['uploads'][number] {
  if (progress !== undefined) return { ...was, ...progress, state: 'copying' }
  if (what !== 'ended') return was
  return ok === false ? { ...was, state: 'failed' } : { ...was, doneBytes: was.totalBytes, state: 'copied' }
}

function entered(run: LiveRun, { ref, step, text }: EngineEvent): LiveRun {
  const stage = { ref, text, stage: step }
  const known = run.stages.some(one => groupOf(one.ref) === groupOf(ref))
  const stages = known
    ? run.stages.map(one => (groupOf(one.ref) === groupOf(ref) ? stage : one))
    : [...run.stages, stage]
  return { ...run, stages }
}

function changeLane(run: LiveRun, key: Pick<Lane, 'of' | 'name' | 'group'>, change: Change): LiveRun {
  const isIt = (lane: Lane) => lane.of === key.of && lane.name === key.name && lane.group === key.group
  if (!run.lanes.some(isIt)) return { ...run, lanes: [...run.lanes, { ...key, spans: change([]) }] }
  return { ...run, lanes: run.lanes.map(lane => (isIt(lane) ? { ...lane, spans: change(lane.spans) } : lane)) }
}

/** Ends the spans of that kind that still last. */
function closed(spans: readonly Span[], what: Span['what'], to: Instant): readonly Span[] {
  return spans.map(span => (span.what === what && span.to === undefined ? { ...span, to } : span))
}

function frozenFrom(from: Instant): Span {
  return { what: 'frozen', from, text: 'frozen' }
}

function groupOf({ kind, namespace = '', name }: ObjectRef): string {
  return `${kind}/${namespace}/${name}`
}

function order(one: Lane, other: Lane): number {
  const key = ({ group = '', of, name }: Lane) => `${group}\u0000${of}\u0000${name}`
  return key(one) < key(other) ? -1 : 1
}

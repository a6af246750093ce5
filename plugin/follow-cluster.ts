/** Follows objects that somebody in the cluster carries out, such as STORK: their status, the events about them, and their end. */

import type { Instant } from '@pxsnap/core/base'
import { PortError } from '@pxsnap/core/ports'
import { type KubeObject, type ObjectRef, textOf, valueAt } from '@pxsnap/core/specs'
import { type Standing, spell, standingOf } from '@pxsnap/core/views'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import type { Face } from './face.ts'
import type { World } from './open-world.ts'
import { type Paint, painter } from './output/paint.ts'
import { sanitiseLine } from './output/sanitise.ts'

/** STORK tries most things again for ever, so somebody has to stop looking. */
const usualPatienceMs = 600_000
/** The first looks come soon, because most things end soon; later ones spare the API server. */
const firstLookMs = 250
const longestLookMs = 3_000

type Followed = {
  readonly ref: ObjectRef
  /** Absent: it is gone. */
  readonly standing?: Standing
}

export async function followInCluster(
  face: Face,
  world: World,
  refs: readonly ObjectRef[],
  options: { readonly timeoutMs?: number | undefined; readonly noColor: boolean },
): Promise<{ readonly text: string; readonly exit: ExitCode }> {
  const began = world.now()
  const giveUpAt = began + (options.timeoutMs ?? usualPatienceMs)
  const told = new Told(face, began, painter(face, face.stderr, options.noColor))
  let lookMs = firstLookMs
  for (;;) {
    const seen = await look(world, refs, told)
    const isOver = seen?.every(isSettled) === true
    if (isOver || face.signal.aborted || world.now() >= giveUpAt) {
      const paint = painter(face, face.stdout, options.noColor)
      const ends = seen ?? refs.map(ref => ({ ref }))
      return {
        text: ends.map(one => endLine(one, paint)).join(''),
        exit: exitOf(ends, { reached: seen !== undefined, interrupted: face.signal.aborted }),
      }
    }
    await world.ports.clock.sleep(Math.min(lookMs, giveUpAt - world.now()), face.signal).catch(ignoreAbort(face))
    lookMs = Math.min(lookMs * 1.5, longestLookMs)
  }
}

/** How the objects stand now; undefined while the API server does not answer, which may pass. */
async function look(world: World, refs: readonly ObjectRef[], told: Told): Promise<readonly Followed[] | undefined> {
  try {
    const objects = await world.drive(Promise.all(refs.map(ref => world.ports.cluster.get(ref))))
    const events = await world.drive(Promise.all(objects.map(object => eventsAbout(world, object))))
    told.reached(world.now())
    return refs.map((ref, index) => {
      const object = objects[index]
      for (const event of events[index] ?? []) told.event(ref, event, world.now())
      if (object === undefined) return { ref }
      const standing = standingOf(object)
      if (standing !== undefined) told.standing(ref, standing, world.now())
      return standing === undefined ? { ref } : { ref, standing }
    })
  } catch (error) {
    if (!(error instanceof PortError && mayPass.has(error.kind))) throw error
    told.unreached(error, world.now())
    return undefined
  }
}

const mayPass: ReadonlySet<string> = new Set(['unreachable', 'timeout', 'busy'])

/** Those who may read the object and not its events are told less, and nothing else. */
async function eventsAbout({ ports }: World, object: KubeObject | undefined): Promise<readonly KubeObject[]> {
  const { namespace, uid } = object?.metadata ?? {}
  if (namespace === undefined || uid === undefined) return []
  try {
    const query = { apiVersion: 'v1', kind: 'Event', namespace, fieldSelector: `involvedObject.uid=${uid}` }
    const { items } = await ports.cluster.list(query)
    return items.filter(event => textOf(valueAt(event, ['involvedObject', 'uid'])) === uid)
  } catch (error) {
    if (error instanceof PortError && error.kind === 'forbidden') return []
    throw error
  }
}

/** Every change once, as a line on standard error. */
class Told {
  readonly #face: Face
  readonly #began: Instant
  readonly #paint: Paint
  readonly #words = new Map<string, string>()
  readonly #events = new Set<string>()
  #staleSince: Instant | undefined

  constructor(face: Face, began: Instant, paint: Paint) {
    this.#face = face
    this.#began = began
    this.#paint = paint
  }

  standing(ref: ObjectRef, { word, tone, message }: Standing, now: Instant): void {
    const text = `${this.#paint(tone, sanitiseLine(word))}${message === undefined ? '' : `: ${sanitiseLine(message)}`}`
    const key = nameOf(ref)
    if (this.#words.get(key) === text) return
    this.#words.set(key, text)
    this.#line(key, text, now)
  }

  /** An event that is counted up again is told once. */
  event(ref: ObjectRef, event: KubeObject, now: Instant): void {
    const { uid = event.metadata.name } = event.metadata
    if (this.#events.has(uid)) return
    this.#events.add(uid)
    const reason = textOf(valueAt(event, ['reason'])) ?? 'Event'
    const tone = valueAt(event, ['type']) === 'Warning' ? 'failed' : 'muted'
    const message = textOf(valueAt(event, ['message'])) ?? ''
    this.#line(nameOf(ref), `${this.#paint(tone, sanitiseLine(reason))} ${sanitiseLine(message)}`, now)
  }

  unreached(error: PortError, now: Instant): void {
    if (this.#staleSince !== undefined) return
    this.#staleSince = now
    this.#face.stderr.write(`${sanitiseLine(error.message)} Looking again until it answers.\n`)
  }

  reached(now: Instant): void {
    if (this.#staleSince !== undefined)
      this.#face.stderr.write(`The API server answers again, after ${spell(now - this.#staleSince)}.\n`)
    this.#staleSince = undefined
  }

  #line(name: string, text: string, now: Instant): void {
    const seconds = ((now - this.#began) / 1000).toFixed(1).padStart(7)
    this.#face.stderr.write(`${this.#paint('muted', `${seconds}s`)}  ${name}  ${text}\n`)
  }
}

function isSettled({ standing }: Followed): boolean {
  return standing === undefined || !['waiting', 'failing'].includes(standing.result)
}

function endLine({ ref, standing }: Followed, paint: Paint): string {
  const name = nameOf(ref)
  if (standing === undefined) return `${name} is gone.\n`
  const why = standing.message === undefined ? '' : `: ${sanitiseLine(standing.message)}`
  const how = why === '' ? `: ${sanitiseLine(standing.word)}.` : why
  switch (standing.result) {
    case 'successful': {
      const isCopy = ref.kind === 'VolumeSnapshot' || ref.kind === 'GroupVolumeSnapshot'
      const limits = isCopy ? '; nobody kept a record of how consistent the data is' : ''
      return `${name} ${paint('usable', sanitiseLine(standing.word))}${limits}.\n`
    }
    case 'partial':
      return `${name} ${paint('working', 'done in part')}${why}\n`
    case 'failed':
      return `${name} ${paint('failed', 'failed')}${why}\n`
    case 'failing':
      return `${name} ${paint('failed', 'failing')}${how} It is tried again.\n`
    case 'waiting':
      return `${name} ${paint('working', 'not done')}: ${sanitiseLine(standing.word)}${why}\n`
  }
}

function exitOf(
  ends: readonly Followed[],
  how: { readonly reached: boolean; readonly interrupted: boolean },
): ExitCode {
  const has = (...results: readonly Standing['result'][]) =>
    ends.some(({ standing }) => standing !== undefined && results.includes(standing.result))
  if (how.interrupted && (!how.reached || has('waiting', 'failing'))) return exitCodes.interrupted
  if (!how.reached) return exitCodes.unreachable
  if (has('failed') || ends.some(({ standing }) => standing === undefined)) return exitCodes.failed
  if (has('waiting', 'failing')) return exitCodes.timedOut
  return has('partial') ? exitCodes.partial : exitCodes.done
}

function ignoreAbort({ signal }: Face): (error: unknown) => void {
  return error => {
    if (!signal.aborted) throw error
  }
}

function nameOf({ kind, name }: ObjectRef): string {
  return `${kind.toLowerCase()}/${sanitiseLine(name)}`
}

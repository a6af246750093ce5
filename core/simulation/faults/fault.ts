/** What can be made to go wrong in a simulated run, and how it is written: `storage-error:5m`, `exec-hang`, `crash@12`. */

import { nearest } from '../../specs/index.ts'
import { duration, spellDuration } from './duration.ts'

export type Fault = {
  readonly name: FaultName
  /** How long it lasts (for `clock-jump`: how far the clock jumps). Absent: it strikes once. */
  readonly forMs?: number
  /** When it strikes; absent: from the start when it lasts, else at a place drawn from the run's seed. */
  readonly at?: FaultPlace
}

/** `call`: with so many calls of its sort, from 1. `afterMs`: so long after the run begins. */
export type FaultPlace = { readonly call: number } | { readonly afterMs: number }

/** The sorts of calls that an executor makes. `write` are those of `api` that change something; `any` counts all. */
export type CallSort = 'api' | 'write' | 'watch' | 'exec' | 'storage' | 'any'

export type FaultDeclaration = {
  /** The calls it strikes; `world`: it happens by itself. */
  readonly strikes: CallSort | 'world'
  /** Whether it can last, as in `storage-error:5m`. */
  readonly lasts: boolean
  /** The last call that a place drawn from the seed may be. */
  readonly within: number
  readonly doc: string
}

export const faultCatalogue = {
  'api-conflict': call('write', 6, 'A write is refused because somebody else changed the object just before.'),
  'api-429': call('api', 10, 'The API server asks for patience (429).'),
  'api-500': call('api', 10, 'The API server fails with an internal error (500).'),
  'api-timeout': call('api', 10, 'The API server does nothing and never answers.'),
  'api-lost-response': call('write', 6, 'The API server does what it was asked for, and the answer is lost.'),
  'api-down': call('api', 10, 'The API server is not reached.'),
  'watch-break': call('watch', 2, 'A watch breaks.'),
  'exec-fail': call('exec', 4, 'A command cannot be started: the connection to the node is refused.'),
  'exec-hang': call('exec', 4, 'A command is swallowed: it never runs and never answers.'),
  'exec-drop': call('exec', 4, 'A command runs, and the connection breaks before its end is known.'),
  'storage-error': call('storage', 1, 'The storage fails to take a snapshot or to make a clone.'),
  'storage-slow': call('storage', 1, 'The storage takes 20 s longer for a snapshot or a clone.'),
  'storage-hang': call(
    'storage',
    1,
    'The storage begins a snapshot or a clone and comes to nothing until the fault is over, 5 min unless a time is given.',
  ),
  'pod-kill': world(false, 'A pod of the application is killed; its controller starts another.'),
  'pod-move': world(false, 'A pod of the application moves to another node.'),
  'container-restart': world(false, 'A container of the application crashes and starts again.'),
  'node-lost': world(true, 'The node of the application is gone with its pods; they start elsewhere.'),
  'disk-full': world(true, 'The storage pool takes no new data, for 30 s unless a time is given.'),
  's3-unavailable': world(true, 'The object store answers 503, once unless a time is given.'),
  's3-slow': world(true, 'The object store takes 5 s longer for a request.'),
  's3-denied': world(true, 'The object store does not know the access key.'),
  's3-damage': world(true, 'What is sent to the object store arrives with one bit turned.'),
  's3-lost-answer': world(true, 'The object store does what it is asked, and nobody hears of it.'),
  'clock-jump': world(true, 'The clock of the executor jumps, one hour ahead unless a time such as -30s is given.'),
  crash: { ...call('any', 40, 'The process that carries out the spec dies, and another one starts.'), lasts: false },
} as const satisfies Readonly<Record<string, FaultDeclaration>>

export type FaultName = keyof typeof faultCatalogue

export const faultNames = Object.keys(faultCatalogue) as readonly FaultName[]

export function declarationOf({ name }: Pick<Fault, 'name'>): FaultDeclaration {
  return faultCatalogue[name]
}

/** Reads `NAME[:TIME][@PLACE]`, or says what is wrong with it. */
export function parseFault(text: string): { readonly fault: Fault } | { readonly problem: string } {
  const [, word = '', lasting, place] = /^([^:@]*)(?::([^@]*))?(?:@(.*))?$/.exec(text) ?? []
  const name = faultNames.find(one => one === word)
  if (name === undefined) {
    const meant = nearest(word, faultNames)
    const hint = meant === undefined ? ` The faults are: ${faultNames.join(', ')}.` : ` Did you mean "${meant}"?`
    return { problem: `There is no fault "${word}".${hint}` }
  }
  const forMs = lasting === undefined ? undefined : duration(lasting)
  if (lasting !== undefined && (forMs === undefined || (forMs < 0 && name !== 'clock-jump')))
    return { problem: `"${text}" has no time after the colon; write it like ${name}:30s or ${name}:5m.` }
  if (forMs !== undefined && !faultCatalogue[name].lasts)
    return { problem: `"${name}" strikes once and lasts no time; write ${name} or ${name}@12.` }
  const at = place === undefined ? undefined : placeOf(place)
  if (place !== undefined && at === undefined)
    return { problem: `"${text}" has no place after @: a number of calls such as @12, or a time such as @30s.` }
  return {
    fault: { name, ...(forMs === undefined ? {} : { forMs }), ...(at === undefined ? {} : { at }) },
  }
}

/** The fault as {@link parseFault} reads it. */
export function spellFault({ name, forMs, at }: Fault): string {
  const lasting = forMs === undefined ? '' : `:${spellDuration(forMs)}`
  const place = at === undefined ? '' : 'call' in at ? `@${at.call}` : `@${spellDuration(at.afterMs)}`
  return `${name}${lasting}${place}`
}

function placeOf(text: string): FaultPlace | undefined {
  if (/^[1-9]\d{0,6}$/.test(text)) return { call: Number(text) }
  const afterMs = duration(text)
  return afterMs === undefined || afterMs < 0 ? undefined : { afterMs }
}

function call(strikes: CallSort, within: number, doc: string): FaultDeclaration {
  return { strikes, within, lasts: true, doc }
}

function world(lasts: boolean, doc: string): FaultDeclaration {
  return { strikes: 'world', within: 1, lasts, doc }
}

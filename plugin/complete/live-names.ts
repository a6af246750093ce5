/** Names that only the cluster knows, for completion: at most two seconds, kept for a while, and nothing rather than an error. */

import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { GlobalValues } from '../args.ts'
import type { Face } from '../face.ts'
import { kindByWord } from '../kind-words.ts'
import { inWorld, requestedCluster } from '../open-world.ts'

/** Somebody waits with a finger on the Tab key. */
const budgetMs = 2_000
/** Pressing Tab again and again asks the cluster once. */
const freshMs = 5_000

/** The names of the objects of a kind, sorted; none when they cannot be had. */
export async function liveNames(face: Face, global: GlobalValues, word: string): Promise<readonly string[]> {
  const file = cacheFile(face, global, word)
  const kept = readKept(file)
  if (kept !== undefined && Date.now() - kept.at < freshMs) return kept.names
  const names = await withinBudget(face, signal => askCluster({ ...face, signal }, global, word))
  if (names === undefined) return kept?.names ?? []
  keep(file, names)
  return names
}

async function askCluster(face: Face, global: GlobalValues, word: string): Promise<readonly string[]> {
  const { apiVersion, kind, scope } = kindByWord(word)
  return inWorld(face, global, { access: 'look', missing: 'refuse' }, async world => {
    const where = scope === 'Cluster' ? {} : { namespace: world.namespace }
    const { items } = await world.drive(world.ports.cluster.list({ apiVersion, kind, ...where }, face.signal))
    return items.map(({ metadata }) => metadata.name).sort()
  })
}

async function withinBudget<T>(face: Face, work: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(new Error('The budget is used up.')), budgetMs)
  const late = new Promise<undefined>(resolve => stop.signal.addEventListener('abort', () => resolve(undefined)))
  try {
    return await Promise.race([work(AbortSignal.any([stop.signal, face.signal])).catch(() => undefined), late])
  } finally {
    clearTimeout(timer)
  }
}

type Kept = { readonly at: number; readonly names: readonly string[] }

/** One file per cluster, account, namespace and kind; what tells them apart is hashed, because it may hold a token. */
function cacheFile(face: Face, global: GlobalValues, word: string): string {
  const { XDG_CACHE_HOME, PXSNAP_HOME, KUBECONFIG = '' } = face.env
  const cache = XDG_CACHE_HOME?.startsWith('/') ? XDG_CACHE_HOME : join(face.homeDirectory, '.cache')
  const { noColor: _c, help: _h, verbosity: _v, ...who } = global
  const place = JSON.stringify([requestedCluster(face, global), PXSNAP_HOME, KUBECONFIG, who, word])
  return join(cache, 'pxsnap', 'complete', `${createHash('sha256').update(place).digest('hex').slice(0, 32)}.json`)
}

function readKept(file: string): Kept | undefined {
  try {
    const { at, names } = JSON.parse(readFileSync(file, 'utf8')) as Partial<Kept>
    return typeof at === 'number' && Array.isArray(names) && names.every(name => typeof name === 'string')
      ? { at, names }
      : undefined
  } catch {
    return undefined
  }
}

/** Others read either the old file or the new one. A disk that cannot be written to costs the cache only. */
function keep(file: string, names: readonly string[]): void {
  try {
    mkdirSync(join(file, '..'), { recursive: true, mode: 0o700 })
    writeFileSync(`${file}.${process.pid}`, JSON.stringify({ at: Date.now(), names }), { mode: 0o600 })
    renameSync(`${file}.${process.pid}`, file)
  } catch {
    // The next Tab asks the cluster again.
  }
}

/**
 * One writer at a time. Every process that wants the directory puts down a file of its own, under a name that is never
 * used twice; it holds the directory when there is no other living process's file. Deleting a dead process's file can
 * therefore never delete a living one's, which is the race of a single lock file.
 */

import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { PortError } from '../ports/index.ts'
import { systemClock } from './clock.ts'
import { type Files, readIfThere, removeFile, writeWhole } from './files.ts'
import { lifeOf, markOfThisProcess, type ProcessMark } from './process-life.ts'

type Holder = ProcessMark & { readonly since: string; readonly file: string }

const prefix = 'lock-'
const unfinished = `new-${prefix}`
/** Putting down a file takes milliseconds; a start that is older than this was never finished. */
const unfinishedForMs = 60_000
const lookEveryMs = 40

/** Waits for the directory at most so long, then throws `busy` and says who has it. Gives the file to remove at the end. */
export async function takeLock(
  files: Files,
  directory: string,
  waitMs: number,
  signal: AbortSignal | undefined,
): Promise<{ release(): Promise<void> }> {
  const mark = await markOfThisProcess()
  const own = `${prefix}${mark.pid}-${randomBytes(6).toString('hex')}`
  const deadline = systemClock.now() + waitMs
  for (;;) {
    signal?.throwIfAborted()
    let holder = await holderOf(files, directory, own)
    if (holder === undefined) {
      await putDown(files, directory, own, mark)
      holder = await holderOf(files, directory, own)
      if (holder === undefined) return { release: () => removeFile(files, join(directory, own)) }
      // Two came at the same moment: both step back, and whoever waits less gets it.
      await removeFile(files, join(directory, own))
    }
    if (systemClock.now() >= deadline) throw busy(directory, holder)
    await systemClock.sleep(lookEveryMs * (0.5 + Math.random()), signal)
  }
}

async function putDown(files: Files, directory: string, own: string, mark: ProcessMark): Promise<void> {
  const text = JSON.stringify({ ...mark, since: new Date(systemClock.now()).toISOString() })
  // Moved into place, so that nobody reads half of it.
  const beside = join(directory, `${unfinished}${own.slice(prefix.length)}`)
  await writeWhole(files, beside, [new TextEncoder().encode(text)])
  await files.rename(beside, join(directory, own))
}

/** A living process other than the asker that has the directory. What dead ones left behind is removed. */
async function holderOf(files: Files, directory: string, own: string): Promise<Holder | undefined> {
  const names = await files.readdir(directory)
  for (const file of names.filter(name => name.startsWith(prefix) && name !== own).sort()) {
    const bytes = await readIfThere(files, join(directory, file))
    if (bytes === undefined) continue
    const mark = readMark(bytes)
    if (mark !== undefined && (await lifeOf(mark)) !== 'gone') return { ...mark, file: join(directory, file) }
    await removeFile(files, join(directory, file))
  }
  await sweep(files, directory, names)
  return undefined
}

/** Removes what processes left behind that were killed while they put down their file. */
async function sweep(files: Files, directory: string, names: readonly string[]): Promise<void> {
  for (const name of names.filter(each => each.startsWith(unfinished))) {
    const path = join(directory, name)
    const age = await files.stat(path).then(
      ({ mtimeMs }) => systemClock.now() - mtimeMs,
      () => 0,
    )
    if (age > unfinishedForMs) await removeFile(files, path)
  }
}

/** Undefined for what no process of ours would write. */
function readMark(bytes: Uint8Array): (ProcessMark & { readonly since: string }) | undefined {
  try {
    const mark: unknown = JSON.parse(new TextDecoder().decode(bytes))
    if (typeof mark !== 'object' || mark === null) return undefined
    if (!('pid' in mark) || typeof mark.pid !== 'number' || !('host' in mark) || typeof mark.host !== 'string') {
      return undefined
    }
    const since = 'since' in mark ? String(mark.since) : 'an unknown time'
    const startedAt = 'startedAt' in mark ? { startedAt: String(mark.startedAt) } : {}
    return { pid: mark.pid, host: mark.host, since, ...startedAt }
  } catch {
    return undefined
  }
}

function busy(directory: string, { pid, host, since, file }: Holder): PortError {
  return new PortError(
    'busy',
    `${directory} is used by process ${pid} on ${host} since ${since}: wait until it ends. If that process is gone, delete ${file}.`,
  )
}

/** A process that works on a durable directory until it is killed. Arguments: what to do, the directory, how often. */

import { macrotask, openDurableDirectory, systemClock } from '@pxsnap/core/system'

const [what, path = '', times = '0'] = process.argv.slice(2)
const directory = openDurableDirectory({ path, wayOut: 'start over' })
const say = (text: string) => process.stdout.write(`${text}\n`)

/** Commits documents that name their own blobs, and says each number once its commit is reported as done. */
async function commitForever(): Promise<void> {
  const lock = await directory.lock(10_000)
  const found = (await directory.load())?.document as { readonly count: number } | undefined
  for (let count = (found?.count ?? 0) + 1; ; count += 1) {
    const text = `${count}.`.repeat(20_000)
    const blobs = new Map([[`blob-${count}`, new TextEncoder().encode(text)]])
    await directory.commit({ count, text }, blobs, new Set([`blob-${count}`, `blob-${count - 1}`]))
    say(`committed ${count}`)
    if (count < 0) await lock.release()
  }
}

async function addOneAtATime(): Promise<void> {
  for (let done = 0; done < Number(times); done += 1) {
    const lock = await directory.lock(30_000)
    const found = (await directory.load())?.document as { readonly count: number } | undefined
    await macrotask()
    await directory.commit({ count: (found?.count ?? 0) + 1 }, new Map())
    await lock.release()
  }
}

async function hold(): Promise<void> {
  const lock = await directory.lock(1_000)
  say('held')
  await systemClock.sleep(Number(times))
  await lock.release()
}

const works: Readonly<Record<string, () => Promise<void>>> = { commitForever, addOneAtATime, hold }
await works[what ?? '']?.()

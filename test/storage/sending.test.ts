import { instant } from '@pxsnap/core/base'
import type { SendTask } from '@pxsnap/core/ports'
import { SimulatedStorage } from '@pxsnap/core/storage/simulated'
import { beforeEach, describe, expect, test } from 'vitest'

const size = 64 * 1024 * 1024
let now = instant(0)
let here: SimulatedStorage
let there: SimulatedStorage
let volume: string

beforeEach(() => {
  now = instant(0)
  here = new SimulatedStorage({ now: () => now, seed: 1, sendBytesPerSecond: 4096 * 10 })
  there = new SimulatedStorage({ now: () => now, seed: 2 })
  here.sender.pair('there', there.receiver)
  volume = here.provision({ key: 'a', sizeBytes: size })
  for (let block = 0; block < 20; block++) write(block, block + 1)
})

function write(block: number, value: number): void {
  here.open(volume)?.write(block, new Uint8Array(4096).fill(value))
}

function pass(ms: number): void {
  now = instant(now + ms)
  here.advanceTo(now)
  there.advanceTo(now)
}

async function snapshot(key: string): Promise<string> {
  await here.snapshot({ key, volumes: [volume] })
  pass(2_000)
  const task = await here.snapshotTask(key)
  return task?.phase === 'succeeded' ? (task.snapshots[0]?.handle ?? '') : ''
}

const send = (key: string, handle: string): Promise<SendTask> =>
  here.sender.send({ key, snapshot: handle, remote: 'there', name: 'pv-1' })

async function sendWhole(key: string, handle: string): Promise<SendTask> {
  await send(key, handle)
  pass(10_000)
  return send(key, handle)
}

/** As bytes come from a file: somewhere in a larger buffer. */
function unaligned(bytes: Uint8Array | undefined): Uint8Array | undefined {
  if (bytes === undefined) return undefined
  const buffer = new Uint8Array(bytes.length + 1)
  buffer.set(bytes, 1)
  return buffer.subarray(1)
}

describe('a volume that is sent', () => {
  test('takes its time, tells how far it has come, and arrives with exactly the bytes of the snapshot', async () => {
    const handle = await snapshot('s1')
    write(3, 99)
    expect(await send('k', handle)).toEqual({ phase: 'running', doneBytes: 0, totalBytes: 20 * 4096 })
    pass(1_000)
    const task = await send('k', handle)
    expect(task).toMatchObject({ phase: 'running' })
    expect(task.phase === 'running' && task.doneBytes).toBeGreaterThan(0)
    expect(there.open('pv-1')).toBeUndefined()
    pass(5_000)
    expect(await send('k', handle)).toMatchObject({ phase: 'succeeded', volume: 'pv-1', sizeBytes: size })
    expect(there.open('pv-1')?.read(3)[0]).toBe(4)
    expect(await there.sender.digest({ volume: 'pv-1' })).toBe(await here.sender.digest({ snapshot: handle }))
  })

  test('the second time only what has changed', async () => {
    await sendWhole('k1', await snapshot('s1'))
    write(3, 99)
    const handle = await snapshot('s2')
    expect(await send('k2', handle)).toMatchObject({ totalBytes: 4096 })
    expect(await sendWhole('k2', handle)).toMatchObject({ phase: 'succeeded' })
    expect(await there.sender.digest({ volume: 'pv-1' })).toBe(await here.sender.digest({ snapshot: handle }))
  })

  test('as a whole when what is there was written to, or its base is gone', async () => {
    const first = await snapshot('s1')
    await sendWhole('k1', first)
    there.open('pv-1')?.write(0, new Uint8Array([7]))
    expect(await send('k2', await snapshot('s2'))).toMatchObject({ totalBytes: 20 * 4096 })
    await sendWhole('k2', await snapshot('s2'))
    await here.discardSnapshots('s1')
    await here.discardSnapshots('s2')
    expect(await send('k3', await snapshot('s3'))).toMatchObject({ totalBytes: 20 * 4096 })
  })

  test('is sent again when the destination has lost it', async () => {
    const handle = await snapshot('s1')
    await sendWhole('k', handle)
    await there.deleteVolume('pv-1')
    expect(await send('k', handle)).toMatchObject({ phase: 'running' })
    pass(10_000)
    expect(await send('k', handle)).toMatchObject({ phase: 'succeeded' })
  })

  test('replaces nothing that was not sent from here', async () => {
    const other = new SimulatedStorage({ now: () => now, seed: 3 })
    other.sender.pair('there', there.receiver)
    const foreign = other.provision({ key: 'x', sizeBytes: 4096 })
    other.provision({ key: 'y', sizeBytes: 4096 })
    await other.snapshot({ key: 's', volumes: [foreign] })
    now = instant(now + 2_000)
    other.advanceTo(now)
    const second = here.provision({ key: 'b', sizeBytes: size })
    await here.snapshot({ key: 'b', volumes: [second] })
    pass(2_000)
    await sendWhole('k', await snapshot('s1'))
    const before = await there.sender.digest({ volume: 'pv-1' })
    const task = await here.snapshotTask('b')
    const handle = task?.phase === 'succeeded' ? (task.snapshots[0]?.handle ?? '') : ''
    expect(await sendWhole('k2', handle)).toMatchObject({ phase: 'failed', mayPass: false })
    expect(await there.sender.digest({ volume: 'pv-1' })).toBe(before)
  })

  test('waits its turn behind another one, and discarded leaves nothing', async () => {
    const handle = await snapshot('s1')
    await send('k1', handle)
    expect(await here.sender.send({ key: 'k2', snapshot: handle, remote: 'there', name: 'pv-2' })).toEqual({
      phase: 'queued',
    })
    await here.sender.discardSend('k1')
    await here.sender.discardSend('k2')
    pass(20_000)
    expect([there.open('pv-1'), there.open('pv-2')]).toEqual([undefined, undefined])
  })

  test('to a destination without room fails, and nothing is left there', async () => {
    there.fill(true)
    expect(await sendWhole('k', await snapshot('s1'))).toMatchObject({ phase: 'failed', mayPass: false })
    expect(there.open('pv-1')).toBeUndefined()
  })

  test('goes on from a saved state', async () => {
    const handle = await snapshot('s1')
    await send('k', handle)
    const blocks = new Map(here.takeNewBlocks())
    const state = here.state()
    for (const [key, bytes] of here.takeNewBlocks()) blocks.set(key, bytes)
    here = await SimulatedStorage.restore({ now: () => now, seed: 1 }, JSON.parse(JSON.stringify(state)), async key =>
      unaligned(blocks.get(key)),
    )
    here.sender.pair('there', there.receiver)
    pass(10_000)
    expect(await send('k', handle)).toMatchObject({ phase: 'succeeded' })
    expect(await there.sender.digest({ volume: 'pv-1' })).toBe(await here.sender.digest({ snapshot: handle }))
  })
})

test('nobody is reached without a pair', async () => {
  const handle = await snapshot('s1')
  await expect(here.sender.send({ key: 'k', snapshot: handle, remote: 'nowhere', name: 'x' })).rejects.toMatchObject({
    kind: 'unreachable',
  })
})

/** Volumes, snapshots and clones against the plainest model there is: a Map that is copied. */

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { SimulatedStorage } from '../../core/storage/simulated/index.ts'
import { copy, type StorageWorld, storageWorld, take } from './world.ts'

const terabyte = 2 ** 40

/** Places that lie in the same leaf, in neighbouring leaves and branches, and at the end of a sparse terabyte. */
const places = [0, 1, 1023, 1024, 1025, 2048, 1024 * 1024 - 1, 1024 * 1024, 2 ** 28 - 1]

type Content = Map<number, number>
type Step =
  | { readonly do: 'write'; readonly volume: number; readonly place: number; readonly value: number }
  | { readonly do: 'snapshot' | 'clone' | 'delete-snapshot' | 'delete-volume'; readonly which: number }
  | { readonly do: 'save' }
  | { readonly do: 'reopen' }

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('write' as const),
      volume: fc.nat(5),
      place: fc.nat(places.length - 1),
      value: fc.integer({ min: 1, max: 255 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('snapshot' as const, 'clone' as const), which: fc.nat(9) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constantFrom('delete-snapshot' as const, 'delete-volume' as const),
      which: fc.nat(9),
    }),
  },
  { weight: 1, arbitrary: fc.constantFrom<Step>({ do: 'save' }, { do: 'reopen' }) },
)

/** The back end beside its model, and the directory it is saved to. */
class Pair {
  readonly world: StorageWorld = storageWorld()
  readonly volumes: { handle: string; content: Content }[] = []
  readonly snapshots: { handle: string; content: Content }[] = []
  readonly disk = new Map<string, Uint8Array>()
  #tasks = 0

  constructor() {
    this.volumes.push({
      handle: this.world.storage.provision({ key: 'first', sizeBytes: terabyte }),
      content: new Map(),
    })
  }

  async run(step: Step): Promise<void> {
    const { storage } = this.world
    if (step.do === 'write') {
      const volume = this.volumes[step.volume % this.volumes.length]
      const place = places[step.place] ?? 0
      storage.open(volume?.handle ?? '')?.write(place, Uint8Array.of(step.value))
      volume?.content.set(place, step.value)
      return
    }
    if (step.do === 'save') return this.save()
    if (step.do === 'reopen') return this.reopen()
    this.#tasks += 1
    const volume = this.volumes[step.which % this.volumes.length]
    const snapshot = this.snapshots[step.which % Math.max(1, this.snapshots.length)]
    if (step.do === 'snapshot' && volume) {
      const [handle] = await take(this.world, `task-${this.#tasks}`, [volume.handle])
      this.snapshots.push({ handle: handle ?? '', content: new Map(volume.content) })
    }
    if (step.do === 'clone' && snapshot) {
      const handle = await copy(this.world, `task-${this.#tasks}`, snapshot.handle)
      this.volumes.push({ handle, content: new Map(snapshot.content) })
    }
    if (step.do === 'delete-snapshot' && snapshot) {
      await storage.deleteSnapshot(snapshot.handle)
      this.snapshots.splice(this.snapshots.indexOf(snapshot), 1)
    }
    if (step.do === 'delete-volume' && volume && this.volumes.length > 1) {
      await storage.deleteVolume(volume.handle)
      this.volumes.splice(this.volumes.indexOf(volume), 1)
    }
  }

  save(): void {
    this.world.storage.state()
    for (const [key, bytes] of this.world.storage.takeNewBlocks()) {
      if (this.disk.has(key)) throw new Error(`The block ${key} was written twice.`)
      this.disk.set(key, bytes.slice())
    }
  }

  async reopen(): Promise<void> {
    const state = JSON.parse(JSON.stringify(this.world.storage.state()))
    this.save()
    this.world.storage = await SimulatedStorage.restore({ now: () => this.world.now }, state, async key =>
      this.disk.get(key),
    )
  }

  differences(): readonly string[] {
    const { storage } = this.world
    const wrong = (handle: string, content: Content, read: ((place: number) => Uint8Array) | undefined): string[] =>
      places.flatMap(place => {
        const bytes = read?.(place)
        const found = bytes?.[0]
        const clean = bytes?.subarray(1).every(byte => byte === 0)
        return found === (content.get(place) ?? 0) && clean ? [] : [`${handle} block ${place}: ${found}`]
      })
    return [
      ...this.volumes.flatMap(({ handle, content }) => wrong(handle, content, storage.open(handle)?.read)),
      ...this.snapshots.flatMap(({ handle, content }) => wrong(handle, content, storage.openSnapshot(handle)?.read)),
    ]
  }
}

test('volumes, snapshots and clones hold what copies would hold, through saving and reopening', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), async steps => {
      const pair = new Pair()
      for (const step of steps) await pair.run(step)
      expect(pair.differences()).toEqual([])
      await pair.reopen()
      expect(pair.differences()).toEqual([])
    }),
    { numRuns: 150 },
  )
})

test('two snapshots differ in exactly the blocks the model says, written again or not', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), fc.boolean(), async (steps, reopened) => {
      const pair = new Pair()
      for (const step of steps) await pair.run(step)
      const volume = pair.volumes[0]
      await pair.run({ do: 'snapshot', which: 0 })
      const before = pair.snapshots.at(-1)
      const changed = new Set<number>()
      for (const step of steps)
        if (step.do === 'write') {
          await pair.run({ ...step, volume: 0 })
          changed.add(places[step.place] ?? 0)
        }
      await pair.run({ do: 'snapshot', which: 0 })
      if (reopened) await pair.reopen()
      const found = pair.world.storage.changedBlocks(before?.handle ?? '', pair.snapshots.at(-1)?.handle ?? '')
      expect(volume).toBeDefined()
      expect(found).toEqual([...changed].sort((a, b) => a - b))
    }),
    { numRuns: 60 },
  )
})

test('the room in use is that of the distinct blocks', async () => {
  const world = storageWorld()
  const volume = world.storage.provision({ key: 'a', sizeBytes: terabyte })
  const write = (place: number, value: number) => world.storage.open(volume)?.write(place, Uint8Array.of(value))
  write(0, 1)
  write(5_000_000, 2)
  const [snapshot] = await take(world, 'one', [volume])
  await copy(world, 'copy', snapshot ?? '')
  expect(world.storage.usedBytes()).toBe(2 * 4096)
  write(0, 3)
  expect(world.storage.usedBytes()).toBe(3 * 4096)
})

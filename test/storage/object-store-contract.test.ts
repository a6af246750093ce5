/** The bucket in memory and the bucket in a directory keep the contract of the object store port. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { MemoryBucket, memoryObjectStore } from '../../core/storage/object-store/index.ts'
import { directoryObjectStore } from '../../core/system/index.ts'
import { keepsTheObjectStoreContract } from '../contract/object-store.ts'

const directories: string[] = []
afterEach(async () => {
  for (const directory of directories.splice(0)) await rm(directory, { recursive: true, force: true })
})

async function temporary(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'pxsnap-bucket-'))
  directories.push(directory)
  return directory
}

const inMemory = { hasKeys: true, troubles: ['unavailable', 'truncated', 'corrupted', 'full'] } as const

keepsTheObjectStoreContract('memory', inMemory, async () => {
  const bucket = new MemoryBucket({ name: 'backups' })
  const refusing = (fault: 'wrong-credentials' | 'missing-bucket') => {
    const other = new MemoryBucket({ name: 'backups' })
    other.inject({ do: fault, times: 'all' })
    return memoryObjectStore(other)
  }
  return {
    store: memoryObjectStore(bucket),
    wrongCredentials: refusing('wrong-credentials'),
    missingBucket: refusing('missing-bucket'),
    secrets: [],
    trouble: trouble => bucket.inject({ do: inMemory.troubles.find(each => each === trouble) ?? 'unavailable' }),
    again: () => memoryObjectStore(bucket),
  }
})

keepsTheObjectStoreContract('directory', { hasKeys: false, troubles: [] }, async () => {
  const home = await temporary()
  const open = (bucket: string, absent: 'make' | 'missing') =>
    directoryObjectStore({ path: join(home, bucket), bucket, absent })
  const store = open('backups', 'make')
  return {
    store,
    wrongCredentials: store,
    missingBucket: open('nowhere', 'missing'),
    secrets: [],
    trouble: () => undefined,
    again: () => open('backups', 'missing'),
  }
})

test('a file that was damaged on disk is corrupted, not other content', async () => {
  const path = await temporary()
  const store = directoryObjectStore({ path, bucket: 'backups', absent: 'make' })
  await store.put('key', new TextEncoder().encode('hello'))
  const file = join(path, 'objects', '=key')
  await writeFile(file, 'short')
  await expect(store.get('key')).rejects.toMatchObject({ kind: 'corrupted' })
  await expect(store.head('key')).rejects.toMatchObject({ kind: 'corrupted' })
  await store.put('key', new TextEncoder().encode('whole again'))
  expect((await store.get('key'))?.bytes).toHaveLength(11)
})

/** The S3 adapter keeps the contract of the object store port, on a server that others wrote. */

import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, inject } from 'vitest'
import { s3ObjectStore } from '../../core/storage/s3/index.ts'
import { keepsTheObjectStoreContract, type StoreTrouble } from '../contract/object-store.ts'
import { type FaultyProxy, startFaultyProxy } from './faulty-proxy.ts'

const s3 = inject('s3')
const troubles: readonly StoreTrouble[] = [
  'unavailable',
  'slow',
  'dropped',
  'truncated',
  'corrupted',
  'corrupted-upload',
  'full',
]

describe.skipIf(s3 === undefined)('against a real server', () => {
  let proxy: FaultyProxy | undefined
  let buckets = 0
  beforeAll(async () => {
    if (s3 !== undefined) proxy = await startFaultyProxy(s3.endpoint)
  })
  afterAll(() => proxy?.stop())

  keepsTheObjectStoreContract('s3', { hasKeys: true, troubles }, async () => {
    if (s3 === undefined || proxy === undefined) throw new Error('There is no server.')
    const { endpoint, strike } = proxy
    const { accessKeyId, secretAccessKey } = s3
    buckets += 1
    const bucket = `backups-${buckets}`
    const client = new S3Client({
      endpoint,
      region: 'us-east-1',
      forcePathStyle: true,
      credentials: { accessKeyId, secretAccessKey },
    })
    await client.send(new CreateBucketCommand({ Bucket: bucket }))
    client.destroy()
    const wrong = { accessKeyId: 'AKIAXXXXXXXXXXXXXXXX', secretAccessKey: 'wrong-secret-of-somebody-else' }
    const open = (keys = { accessKeyId, secretAccessKey }, name = bucket) =>
      s3ObjectStore({ bucket: name, endpoint, pathStyle: true, keys, idleTimeoutMs: 1500 })
    return {
      store: open(),
      wrongCredentials: open(wrong),
      missingBucket: open(undefined, 'no-such-bucket'),
      secrets: [accessKeyId, secretAccessKey, wrong.accessKeyId, wrong.secretAccessKey],
      trouble: strike,
      again: () => open(),
    }
  })
})

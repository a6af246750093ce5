/** What backups cost: uploads in full and of what changed, against hashing the same bytes; and a real S3 server. */

import { createHash } from 'node:crypto'
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3'
import { instant, sha256 } from '../../core/base/index.ts'
import { blockSizeBytes } from '../../core/ports/index.ts'
import {
  carryOut,
  carryOutNow,
  MemoryBucket,
  type UploadPlan,
  uploadBackup,
  usualSettings,
} from '../../core/storage/object-store/index.ts'
import { s3ObjectStore } from '../../core/storage/s3/index.ts'
import { systemClock } from '../../core/system/index.ts'
import { howToInstall, isInstalled, startS3Server } from '../s3/server.ts'
import { type Figure, number, timeMs, timeMsAsync } from './figure.ts'

const MiB = 2 ** 20
const sizeBytes = 64 * MiB
const blocks = Array.from({ length: sizeBytes / blockSizeBytes }, (_, block) => block)
const bytes = new Uint8Array(sizeBytes).map((_, at) => (at >> 12) + 1 + (at & 63))
const read = (block: number): Uint8Array => bytes.subarray(block * blockSizeBytes, (block + 1) * blockSizeBytes)

function digest(...pieces: readonly Uint8Array[]): string {
  const hash = createHash('sha256')
  for (const piece of pieces) hash.update(piece)
  return hash.digest('hex')
}

const planOf = (key: string, base?: string): UploadPlan => {
  const plan = {
    key,
    cluster: 'bench',
    volume: 'volume',
    at: instant(0),
    sizeBytes,
    settings: { ...usualSettings, digest },
  }
  return base === undefined ? plan : { ...plan, base }
}

function handleIn(bucket: MemoryBucket, plan: UploadPlan, changed: readonly number[]): string {
  const uploaded = carryOutNow(uploadBackup(plan, { blocks: changed, read }), bucket)
  if (uploaded === 'base-gone') throw new Error('The base is gone.')
  return uploaded.backup.handle
}

export async function cloudFigures(): Promise<readonly Figure[]> {
  const hashMs = Math.min(...[1, 2, 3].map(() => timeMs(() => digest(bytes))))
  const plainMs = timeMs(() => sha256(bytes))
  const full: number[] = []
  const part: number[] = []
  const hundredth = blocks.filter(block => block % 100 === 0)
  for (let round = 0; round < 5; round++) {
    const bucket = new MemoryBucket({ name: 'bench', digest })
    let handle = ''
    full.push(
      timeMs(() => {
        handle = handleIn(bucket, planOf('full'), blocks)
      }),
    )
    part.push(timeMs(() => handleIn(bucket, planOf('part', handle), hundredth)))
  }
  const fullMs = Math.min(...full)
  const partMs = Math.min(...part)
  const ratio = `${number(partMs / fullMs)} x a full one`
  return [
    {
      what: 'full upload of 64 MiB to memory',
      measured: `${number(sizeBytes / MiB / (fullMs / 1000))} MiB/s`,
      against: `${number(fullMs / hashMs)} x the time of hashing the same bytes once`,
    },
    {
      what: 'incremental upload, 1 % of the blocks changed',
      measured: `${number(partMs)} ms`,
      against: ratio,
      target: '<= 0.05 x',
    },
    {
      what: 'SHA-256 in plain arithmetic, 64 MiB',
      measured: `${number(plainMs)} ms`,
      against: `${number(plainMs / hashMs)} x the system's`,
    },
    ...(await s3Figures(fullMs)),
  ]
}

/** Over loopback, to a server in another process that is not built for speed. */
async function s3Figures(memoryMs: number): Promise<readonly Figure[]> {
  if (!isInstalled()) {
    process.stderr.write(`No S3 server, so no figure of it. To get one: ${howToInstall}\n`)
    return []
  }
  const server = await startS3Server('open')
  try {
    const keys = { accessKeyId: 'bench', secretAccessKey: 'bench' }
    const { endpoint } = server
    const client = new S3Client({ endpoint, region: 'us-east-1', forcePathStyle: true, credentials: keys })
    await client.send(new CreateBucketCommand({ Bucket: 'bench' }))
    client.destroy()
    const store = s3ObjectStore({ bucket: 'bench', endpoint, pathStyle: true, keys })
    const upload = (key: string) => carryOut(uploadBackup(planOf(key), { blocks, read }), { store, clock: systemClock })
    const firstMs = await timeMsAsync(async () => void (await upload('one')))
    const againMs = await timeMsAsync(async () => void (await upload('one')))
    store.close()
    return [
      {
        what: 'full upload of 64 MiB to an S3 server, loopback',
        measured: `${number(sizeBytes / MiB / (firstMs / 1000))} MiB/s`,
        against: `${number(firstMs / memoryMs)} x the time to memory`,
      },
      {
        what: 'the same upload again, as after a crash',
        measured: `${number(againMs)} ms`,
        against: `${number(againMs / firstMs)} x the first time`,
      },
    ]
  } finally {
    await server.stop()
  }
}

/** The commands against a real S3 server: keys from the environment, a backup of one cluster restored in another. */

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { runCommand } from '../plugin/run-command.ts'
import { tourDirectory } from '../plugin/shop.ts'

const s3 = inject('s3')

describe.skipIf(s3 === undefined)('cloud snapshots of simulated clusters on an S3 server', () => {
  let home = ''
  const bucket = 'commands'
  const keys = { OWN_ACCESS_KEY_ID: s3?.accessKeyId ?? '', OWN_SECRET_ACCESS_KEY: s3?.secretAccessKey ?? '' }
  const run = (line: string, env: Readonly<Record<string, string>> = keys) =>
    runCommand(line, { cwd: tourDirectory, env: { PXSNAP_HOME: home, ...env } })
  const add = (options: string) =>
    `sim credential add own --bucket ${bucket} --endpoint ${s3?.endpoint} --region us-east-1 --path-style --keys-from OWN_ ${options}`

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'pxsnap-s3-commands-'))
    const client = new S3Client({
      endpoint: s3?.endpoint ?? '',
      region: 'us-east-1',
      forcePathStyle: true,
      credentials: { accessKeyId: s3?.accessKeyId ?? '', secretAccessKey: s3?.secretAccessKey ?? '' },
    })
    await client.send(new CreateBucketCommand({ Bucket: bucket }))
    client.destroy()
    await run('sim load --sim=here -f mysql.yaml')
    await run(add('--sim=here'))
  })
  afterAll(() => rmSync(home, { recursive: true, force: true }))

  test('a snapshot is uploaded, and restored in another cluster that only knows the bucket', async () => {
    const line = 'snapshot mysql-data --name orders --cloud --credential own -n shop -y --sim=here'
    expect(await run(line)).toMatchObject({ exit: 0, err: expect.any(String), out: expect.any(String) })
    await run('create namespace dr -y --sim=there')
    await run(add('--sim=there'))
    const { out } = await run('backups --credential own -o json --sim=there')
    const [{ handle } = { handle: '' }] = JSON.parse(out) as readonly { readonly handle: string }[]
    const restored = await run(`restore --backup ${handle} --credential own --to orders -n dr -y --sim=there`)
    expect(restored).toMatchObject({ exit: 0 })
    expect((await run('get pvc orders -n dr --sim=there')).out).toContain('Bound')
  })

  test('without the keys, with wrong ones and without the bucket the error says what is missing', async () => {
    const backups = 'backups --credential own --sim=here'
    expect(await run(backups, {})).toMatchObject({ exit: 5, err: expect.stringContaining('OWN_ACCESS_KEY_ID') })
    const wrong = { OWN_ACCESS_KEY_ID: 'nobody', OWN_SECRET_ACCESS_KEY: 'sesame-open' }
    const refused = await run(backups, wrong)
    expect(refused.exit).toBe(5)
    expect(refused.err).not.toContain('sesame-open')
    await run(add('--sim=elsewhere').replace(`--bucket ${bucket}`, '--bucket no-such-bucket'))
    expect(await run('backups --credential own --sim=elsewhere')).toMatchObject({ exit: 4 })
  })

  test('the keys are in no file of the simulated clusters', () => {
    const files = readdirSync(home, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())
    expect(files.length).toBeGreaterThan(0)
    for (const { parentPath, name } of files)
      expect(readFileSync(join(parentPath, name)).includes(keys.OWN_SECRET_ACCESS_KEY)).toBe(false)
  })
})

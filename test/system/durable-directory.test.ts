import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import * as files from 'node:fs/promises'
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PortError } from '@pxsnap/core/ports'
import { type Files, openDurableDirectory } from '@pxsnap/core/system'
import { build } from 'esbuild'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'

const wayOut = 'kubectl pxsnap sim reset test'
let scratch = ''
let path = ''
let worker = ''
let nextDirectory = 0

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'pxsnap-directory-'))
  worker = join(scratch, 'worker.mjs')
  const entry = fileURLToPath(new URL('directory-worker.ts', import.meta.url))
  await build({
    entryPoints: [entry],
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: worker,
    logLevel: 'silent',
  })
})
afterAll(() => rm(scratch, { recursive: true, force: true }))
beforeEach(() => {
  nextDirectory += 1
  path = join(scratch, `directory-${nextDirectory}`)
})

const open = (replaced: Partial<Files> = {}) => openDurableDirectory({ path, wayOut, files: { ...files, ...replaced } })
const bytes = (text: string) => new TextEncoder().encode(text)
const blobs = (...names: readonly string[]) => new Map(names.map(name => [name, bytes(`bytes of ${name}`)]))

async function contentOf(directory = open()): Promise<unknown> {
  return (await directory.load())?.document
}

describe('a durable directory', () => {
  test('is empty before the first commit, and nothing is created by looking', async () => {
    expect(await open().load()).toBeUndefined()
    expect(await open().blob('a')).toBeUndefined()
    await expect(stat(path)).rejects.toThrow('ENOENT')
  })

  test('gives back what was committed, blobs of earlier commits included', async () => {
    await open().commit({ n: 1 }, blobs('a', 'b'))
    await open().commit({ n: 2 }, blobs('c'))
    const again = open()
    expect(await again.load()).toEqual({ revision: 2, document: { n: 2 } })
    expect(await again.blob('a')).toEqual(bytes('bytes of a'))
    expect(await again.blob('c')).toEqual(bytes('bytes of c'))
    expect(await again.blob('d')).toBeUndefined()
  })

  test('is private to its owner', async () => {
    await open().commit({}, blobs('a'))
    expect((await stat(path)).mode & 0o777).toBe(0o700)
    for (const name of await readdir(path)) expect((await stat(join(path, name))).mode & 0o077).toBe(0)
  })

  test('forgets blobs that are not kept, once it is worth it', async () => {
    const large = (name: string) => new Map([[name, new Uint8Array(1024 * 1024).fill(name.charCodeAt(0))]])
    for (const name of 'abcdefghij') await open().commit({ name }, large(name), new Set([name]))
    const sizes = await Promise.all((await readdir(path)).map(async name => (await stat(join(path, name))).size))
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(7 * 1024 * 1024)
    expect((await open().blob('j'))?.at(-1)).toBe('j'.charCodeAt(0))
  })

  test('destroyed, it is empty again', async () => {
    const directory = open()
    await directory.commit({ n: 1 }, blobs('a'))
    await directory.destroy()
    expect(await open().load()).toBeUndefined()
    await expect(stat(path)).rejects.toThrow('ENOENT')
    await open().destroy()
  })

  test('any sequence of commits reads back as the last one, with all blobs that are kept', async () => {
    const commit = fc.record({
      document: fc.jsonValue(),
      names: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 3 }),
      reopen: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(commit, { minLength: 1, maxLength: 8 }), async commits => {
        nextDirectory += 1
        path = join(scratch, `directory-${nextDirectory}`)
        let directory = open()
        const stored = new Set<string>()
        for (const { document, names, reopen } of commits) {
          if (reopen) directory = open()
          await directory.commit(document, blobs(...names))
          for (const name of names) stored.add(name)
          const reader = open()
          expect(JSON.stringify((await reader.load())?.document)).toBe(JSON.stringify(document))
          for (const name of stored) expect(await reader.blob(name)).toEqual(bytes(`bytes of ${name}`))
        }
      }),
      { numRuns: 25 },
    )
  })

  test('a path that is a file, or that this account may not write, says so', async () => {
    await writeFile(path, 'not a directory')
    await expect(open().commit({}, new Map())).rejects.toMatchObject({
      kind: 'corrupted',
      message: expect.stringContaining(path),
    })
    const refused = open({ mkdir: () => Promise.reject(Object.assign(new Error('EACCES'), { code: 'EACCES' })) })
    await expect(refused.lock(0)).rejects.toMatchObject({ kind: 'forbidden' })
  })

  test('a path that can never be made is refused at once, as below /proc, and parents are made where they can be', async () => {
    const refused = openDurableDirectory({ path: '/proc/nowhere/lab', wayOut: '' })
    await expect(refused.commit({}, new Map())).rejects.toMatchObject({ kind: 'rejected' })
    const deep = openDurableDirectory({ path: join(path, 'a', 'b', 'c'), wayOut: '' })
    await deep.commit({ is: 'there' }, new Map())
    expect((await deep.load())?.document).toEqual({ is: 'there' })
  })

  test('a document of a later version is refused with a way out', async () => {
    await open().commit({}, new Map())
    const text = await readFile(join(path, 'document-a'), 'utf8')
    await writeFile(join(path, 'document-a'), text.replace('pxsnap-directory 1 ', 'pxsnap-directory 2 '))
    const message = expect.stringMatching(/later version \(format 2\).*sim reset test/)
    await expect(open().load()).rejects.toMatchObject({ kind: 'unsupported', message })
  })
})

describe('damage', () => {
  const hurt = ['document-a', 'document-b', 'blobs-1'] as const

  async function threeCommits(): Promise<void> {
    await open().commit({ n: 1 }, blobs('a'))
    await open().commit({ n: 2 }, blobs('b'))
    await open().commit({ n: 3 }, blobs('c'))
  }

  /** Whatever was done to the files: a whole commit, or an error that names the file and the way out. */
  async function expectWholeOrSaid(name: string): Promise<void> {
    const directory = open()
    const found = await directory.load().catch(error => error)
    if (found instanceof PortError) {
      expect(['corrupted', 'unsupported']).toContain(found.kind)
      expect(found.message).toContain(join(path, name))
      expect(found.message).toContain(wayOut)
      return
    }
    const n = (found.document as { readonly n: number }).n
    expect([2, 3]).toContain(n)
    expect(n === 3 || String(found.setback).includes(join(path, name))).toBe(true)
    for (const blob of ['a', 'b', 'c'].slice(0, n))
      expect(await directory.blob(blob)).toEqual(bytes(`bytes of ${blob}`))
  }

  test.each(hurt)('%s cut off anywhere is noticed or does not matter', async name => {
    await threeCommits()
    const whole = await readFile(join(path, name))
    for (let length = 0; length < whole.length; length += 7) {
      await writeFile(join(path, name), whole.subarray(0, length))
      await expectWholeOrSaid(name)
    }
  })

  test.each(hurt)('%s with any byte changed is noticed or does not matter', async name => {
    await threeCommits()
    const whole = await readFile(join(path, name))
    for (let at = 0; at < whole.length; at += 5) {
      const changed = Buffer.from(whole)
      changed[at] = (changed[at] ?? 0) ^ 0x41
      await writeFile(join(path, name), changed)
      await expectWholeOrSaid(name)
    }
  })

  test.each(hurt)('%s replaced by something else is noticed or does not matter', async name => {
    await threeCommits()
    for (const other of ['', '{}', 'null', '\0'.repeat(5000), '\x89PNG\r\n', 'x'.repeat(100_000)]) {
      await writeFile(join(path, name), other)
      await expectWholeOrSaid(name)
    }
  })

  test('a setback can be written over', async () => {
    await threeCommits()
    await writeFile(join(path, 'document-a'), 'garbage')
    const directory = open()
    expect(await directory.load()).toMatchObject({ document: { n: 2 }, setback: expect.stringContaining('document-a') })
    await directory.commit({ n: 4 }, blobs('d'))
    expect(await open().load()).toEqual({ revision: 3, document: { n: 4 } })
    expect(await open().blob('d')).toEqual(bytes('bytes of d'))
  })

  test('both documents damaged, or the blobs gone, is corrupted; starting over works', async () => {
    await threeCommits()
    await rm(join(path, 'blobs-1'))
    await expect(open().load()).rejects.toMatchObject({ kind: 'corrupted' })
    for (const name of ['document-a', 'document-b']) await writeFile(join(path, name), 'garbage')
    await expect(open().load()).rejects.toMatchObject({ kind: 'corrupted', message: expect.stringContaining(wayOut) })
    await expect(open().commit({ n: 9 }, new Map())).rejects.toMatchObject({ kind: 'corrupted' })
    await open().destroy()
    await open().commit({ n: 9 }, new Map())
    expect(await contentOf()).toEqual({ n: 9 })
  })
})

describe('a full disk', () => {
  /** A file system on which every write, sync and rename from number `from` on fails. Short writes before that. */
  function failing(from: number, code: string): { readonly files: Partial<Files> } {
    let calls = 0
    const fail = () => {
      calls += 1
      return calls >= from ? Promise.reject(Object.assign(new Error(code), { code })) : undefined
    }
    return {
      files: {
        open: async (...args) => {
          const file = await files.open(...args)
          const write = file.write.bind(file) as (...given: unknown[]) => Promise<{ bytesWritten: number }>
          const replacement = async (data: Uint8Array, offset: number, length: number, position: number | null) =>
            (await fail()) ?? write(data, offset, Math.min(length, 1000), position)
          return Object.assign(file, { write: replacement })
        },
        rename: async (...args) => (await fail()) ?? files.rename(...args),
      },
    }
  }

  test.each(['ENOSPC', 'EDQUOT'])('%s at any point keeps the earlier commit, and the next commit works', async code => {
    let points = 0
    for (let from = 1; ; from += 1) {
      nextDirectory += 1
      path = join(scratch, `directory-${nextDirectory}`)
      await open().commit({ n: 1 }, blobs('a'))
      const disk = failing(from, code)
      const large = { n: 2, text: 'x'.repeat(3000) }
      const result = await open(disk.files)
        .commit(large, blobs('b'))
        .catch(error => error)
      if (result === undefined) break
      points += 1
      expect(result).toMatchObject({ kind: 'full', message: expect.stringContaining(path) })
      expect(await contentOf()).toEqual({ n: 1 })
      expect((await readdir(path)).filter(name => name.startsWith('document') && name.endsWith('.new'))).toEqual([])
      await open().commit({ n: 3 }, blobs('b'))
      expect(await contentOf()).toEqual({ n: 3 })
      expect(await open().blob('b')).toEqual(bytes('bytes of b'))
    }
    expect(points).toBeGreaterThan(5)
  })

  test('short writes are completed', async () => {
    const disk = failing(Number.POSITIVE_INFINITY, '')
    await open(disk.files).commit({ text: 'x'.repeat(10_000) }, new Map([['a', new Uint8Array(50_000).fill(7)]]))
    expect(await contentOf()).toEqual({ text: 'x'.repeat(10_000) })
    expect(await open().blob('a')).toEqual(new Uint8Array(50_000).fill(7))
  })
})

describe('several processes', () => {
  const start = (...args: readonly string[]): ChildProcess =>
    spawn(process.execPath, [worker, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })

  const saidBy = (child: ChildProcess, text: string) =>
    new Promise<void>((resolve, reject) => {
      let said = ''
      child.stdout?.on('data', data => {
        said += String(data)
        if (said.includes(text)) resolve()
      })
      child.once('exit', () => reject(new Error(`the process ended before it said ${text}`)))
    })

  test('whatever was reported as committed is there after the process is killed at any moment', async () => {
    let last = 0
    for (let round = 0; round < 8; round += 1) {
      const child = start('commitForever', path)
      let said = ''
      child.stdout?.on('data', data => {
        said += String(data)
      })
      await saidBy(child, 'committed')
      // Spreads the kills over the steps of a commit, without waiting for a clock of our own to agree with the child's.
      await new Promise(resolve => setTimeout(resolve, (round * 11) % 40))
      child.kill('SIGKILL')
      await once(child, 'exit')
      const reported = Number(said.trim().split('\n').at(-1)?.split(' ')[1] ?? last)
      const directory = open()
      const document = (await contentOf(directory)) as { readonly count: number; readonly text: string }
      expect(document.count).toBeGreaterThanOrEqual(reported)
      expect(document.text).toBe(`${document.count}.`.repeat(20_000))
      expect(await directory.blob(`blob-${document.count}`)).toEqual(bytes(document.text))
      last = document.count
    }
    expect(last).toBeGreaterThan(8)
  })

  test('writers take turns, so that no change is lost', async () => {
    const children = [1, 2, 3, 4].map(() => start('addOneAtATime', path, '15'))
    const exits = await Promise.all(children.map(child => once(child, 'exit')))
    expect(exits.map(([code]) => code)).toEqual([0, 0, 0, 0])
    expect(await contentOf()).toEqual({ count: 60 })
  })

  test('a held directory is busy and says who holds it; it is free when the holder is done', async () => {
    const child = start('hold', path, '700')
    const ended = once(child, 'exit')
    await saidBy(child, 'held')
    const message = expect.stringContaining(`process ${child.pid} on `)
    await expect(open().lock(50)).rejects.toMatchObject({ kind: 'busy', message })
    const lock = await open().lock(20_000)
    await lock.release()
    await ended
  })

  test('the lock of a killed process is taken over', async () => {
    const child = start('hold', path, '60000')
    await saidBy(child, 'held')
    child.kill('SIGKILL')
    await once(child, 'exit')
    const lock = await open().lock(0)
    await lock.release()
    expect((await readdir(path)).filter(name => name.includes('lock'))).toEqual([])
  })

  test('the lock of a process whose number was given to another is taken over', async () => {
    const directory = open()
    const lock = await directory.lock(0)
    const [name = ''] = await readdir(path)
    const mark = JSON.parse(await readFile(join(path, name), 'utf8'))
    await lock.release()
    await writeFile(join(path, 'lock-1-abc'), JSON.stringify({ ...mark, startedAt: '1' }))
    await (await open().lock(0)).release()
    await writeFile(join(path, 'lock-1-abc'), JSON.stringify({ ...mark, host: 'elsewhere' }))
    await expect(open().lock(0)).rejects.toMatchObject({ kind: 'busy', message: expect.stringContaining('lock-1-abc') })
  })

  test('waiting for the lock can be cancelled', async () => {
    const lock = await open().lock(0)
    const reason = new Error('enough')
    await expect(open().lock(60_000, AbortSignal.timeout(20))).rejects.toMatchObject({ name: 'TimeoutError' })
    await expect(open().lock(60_000, AbortSignal.abort(reason))).rejects.toBe(reason)
    await lock.release()
  })

  test('a reader beside a writer always finds a whole commit', async () => {
    const writer = open()
    const reader = open()
    const large = (n: number) => new Map([[`blob-${n}`, new Uint8Array(150_000).fill(n)]])
    await writer.commit({ n: 0 }, large(0))
    let writing = true
    const reading = (async () => {
      let reads = 0
      let newest = 0
      while (writing) {
        const { document } = (await reader.load()) as { readonly document: { readonly n: number } }
        expect(document.n).toBeGreaterThanOrEqual(newest)
        newest = document.n
        expect((await reader.blob(`blob-${document.n}`))?.at(-1)).toBe(document.n)
        reads += 1
      }
      return reads
    })()
    for (let n = 1; n <= 50; n += 1) await writer.commit({ n }, large(n), new Set([`blob-${n}`]))
    writing = false
    expect(await reading).toBeGreaterThan(3)
  })
})

test('a directory that cannot be read at all is not taken for an empty one', async () => {
  await open().commit({ n: 1 }, new Map())
  const closed = open({ readFile: () => Promise.reject(Object.assign(new Error('EACCES'), { code: 'EACCES' })) })
  await expect(closed.load()).rejects.toMatchObject({ kind: 'forbidden' })
  await chmod(path, 0o700)
})

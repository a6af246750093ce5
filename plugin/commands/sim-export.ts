/** `sim export` and `sim import`: a simulated cluster with its data as one file, and back. */

import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { PortError } from '@pxsnap/core/ports'
import { openSimulatedCluster } from '@pxsnap/core/simulation'
import { macrotask } from '@pxsnap/core/system'
import type { InvocationOf } from '../args.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Face } from '../face.ts'
import { inSimulatedWorld, simulatorHome } from '../open-world.ts'
import { Problem } from '../problem.ts'
import { packCluster, unpackCluster } from '../sim-archive.ts'
import { namedCluster } from './sim-name.ts'

export async function simExport(face: Face, { positionals, global }: InvocationOf<'simExport'>): Promise<ExitCode> {
  const [file = '', ...names] = positionals
  const name = namedCluster(face, names, global)
  const settings = { ...global, sim: name }
  return inSimulatedWorld(
    face,
    settings,
    { access: 'look', missing: 'refuse', faults: 'sleep' },
    async ({ simulated }) => {
      const copy = simulated.copy()
      const blocks = new Map<string, Uint8Array>()
      for (const key of simulated.storage.blockKeys()) {
        const bytes = await copy.blob(key)
        if (bytes === undefined) throw new PortError('corrupted', `The block ${key} of "${name}" is missing.`)
        blocks.set(key, bytes)
      }
      await writeWhole(resolve(face.cwd, file), packCluster({ document: copy.document, blocks }), file)
      face.stderr.write(`Simulated cluster "${name}" exported to ${file}.\n`)
      return exitCodes.done
    },
  )
}

export async function simImport(
  face: Face,
  { flags, positionals, global }: InvocationOf<'simImport'>,
): Promise<ExitCode> {
  const [file = '', ...names] = positionals
  const name = namedCluster(face, names, global)
  const { document, blocks } = unpackCluster(await readWhole(resolve(face.cwd, file), file), file)
  const blob = async (key: string) => blocks.get(key)
  await tryOut(document, blob, file)
  const home = simulatorHome(face)
  const directory = home.directory(name)
  if ((await home.names()).includes(name)) {
    if (!flags.replace)
      throw new Problem(
        'usage',
        `There is a simulated cluster "${name}" already.`,
        `kubectl pxsnap sim import ${file} ANOTHER-NAME, or --replace to lose what is in it`,
      )
  }
  const lock = await directory.lock(10_000, face.signal)
  try {
    await directory.commit(document, blocks, new Set(blocks.keys()))
  } finally {
    await lock.release()
  }
  face.stderr.write(`Simulated cluster "${name}" imported from ${file}.\n`)
  return exitCodes.done
}

/** What cannot be opened is not kept. */
async function tryOut(
  document: unknown,
  blob: (key: string) => Promise<Uint8Array | undefined>,
  file: string,
): Promise<void> {
  const directory = {
    load: async () => ({ revision: 1, document }),
    blob,
    commit: async () => undefined,
    lock: async () => ({ release: async () => undefined }),
    destroy: async () => undefined,
  }
  try {
    const cluster = await openSimulatedCluster({ directory, readOnly: true, settle: macrotask })
    await cluster.close()
  } catch (cause) {
    if (!(cause instanceof PortError)) throw cause
    throw new Problem('failed', `${file} cannot be opened as a simulated cluster: ${cause.message}`, undefined, {
      cause,
    })
  }
}

async function readWhole(path: string, file: string): Promise<Uint8Array> {
  return readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw new Problem('notFound', `There is no file ${file}.`)
    throw new Problem('failed', `${file} cannot be read: ${error.message}`)
  })
}

/** The file is there whole, or as it was before. */
async function writeWhole(path: string, bytes: Uint8Array, file: string): Promise<void> {
  const temporary = `${path}.pxsnap-${process.pid}`
  try {
    await writeFile(temporary, bytes, { flag: 'wx', flush: true })
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw new Problem('failed', `${file} cannot be written: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** `report`: everything that helps to help, in one file, without secrets. */

import { existsSync } from 'node:fs'
import { rename, rm, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { toIso } from '@pxsnap/core/base'
import { type KubeObject, redactedObject } from '@pxsnap/core/specs'
import { strToU8, zipSync } from 'fflate'
import type { InvocationOf } from '../args.ts'
import { discoveryOf } from '../cluster-facts.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Face } from '../face.ts'
import { journalText } from '../journal.ts'
import { allObjects, objectsOf } from '../one-object.ts'
import { inWorld, type World } from '../open-world.ts'
import { Problem } from '../problem.ts'
import { type ReportAbout, reportFormat } from '../report-file.ts'
import { version } from '../version.ts'
import { checkUps } from './doctor.ts'

/** Beside our own kinds: what says why they wait. */
const others = [
  { apiVersion: 'v1', kind: 'Event' },
  { apiVersion: 'v1', kind: 'Node' },
  { apiVersion: 'storage.k8s.io/v1', kind: 'CSIDriver' },
]

export async function report(face: Face, { flags, positionals, global }: InvocationOf<'report'>): Promise<ExitCode> {
  return inWorld(face, global, { access: 'look', missing: 'refuse' }, async world => {
    const at = toIso(world.now())
    const file = positionals[0] ?? `pxsnap-report-${at.replaceAll(/[-:]/g, '').slice(0, 15)}.zip`
    const path = resolve(face.cwd, file)
    if (existsSync(path) && !flags.replace)
      throw new Problem('usage', `There is a file ${file} already.`, 'Name another, or add --replace.')
    const files = await world.drive(contents(face, world, at))
    const packed = Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)]))
    await writeWhole(path, zipSync(packed, { level: 6, mtime: new Date(1980, 0, 1) }), file)
    face.stdout.write(`${file}\n`)
    face.stderr.write(
      `Passwords, keys, tokens and the data of Secrets and ConfigMaps are not in it. Names, labels, events and commands are: read it before you give it away.\nLook into it: kubectl pxsnap status --from ${file}\n`,
    )
    return exitCodes.done
  })
}

async function contents(face: Face, world: World, at: string): Promise<Readonly<Record<string, string>>> {
  const discovery = discoveryOf(world)
  const [{ gitVersion }, served, own, more, checks] = await Promise.all([
    discovery.version(face.signal),
    discovery.resources(face.signal),
    allObjects(world),
    objectsOf(world, others),
    checkUps(world, face.signal),
  ])
  const objects: readonly KubeObject[] = [...own, ...more].map(redactedObject)
  const about: ReportAbout = {
    format: reportFormat,
    version: 1,
    pxsnap: version,
    at,
    cluster: world.name,
    server: gitVersion,
    namespace: world.namespace,
  }
  return {
    'report.json': pretty(about),
    'objects.json': pretty(objects),
    'served.json': pretty(served),
    'doctor.json': pretty(checks),
    'journal.jsonl': journalText(face, world.name),
  }
}

function pretty(data: unknown): string {
  return `${JSON.stringify(data, undefined, 1)}\n`
}

async function writeWhole(path: string, bytes: Uint8Array, file: string): Promise<void> {
  const temporary = `${path}.pxsnap-${process.pid}`
  try {
    await writeFile(temporary, bytes, { flag: 'wx', mode: 0o600 })
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw new Problem('failed', `${file} cannot be written: ${error instanceof Error ? error.message : String(error)}`)
  }
}

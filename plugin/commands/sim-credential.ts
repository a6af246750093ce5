/** `sim credential`: where a simulated cluster's cloud snapshots go. Keys are never stored; they come from the environment. */

import type { Credential } from '@pxsnap/core/storage/simulated'
import type { GlobalValues, InvocationOf } from '../args.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Face } from '../face.ts'
import { inSimulatedWorld, requestedCluster, type SimulatedWorld } from '../open-world.ts'
import { painter } from '../output/paint.ts'
import { outputForm } from '../output/print-objects.ts'
import { sanitiseLine } from '../output/sanitise.ts'
import { printJson, printYaml } from '../output/structured.ts'
import { printTable } from '../output/table.ts'
import { Problem } from '../problem.ts'

export async function simCredentialList(
  face: Face,
  { flags, global }: InvocationOf<'simCredentialList'>,
): Promise<ExitCode> {
  const form = outputForm(flags.output, ['table', 'json', 'yaml', 'name'])
  requestedCluster(face, global)
  return inSimulatedWorld(face, global, { access: 'look', missing: 'refuse' }, async world => {
    const all = world.simulated.storage.cloud.credentials.all()
    if (form === 'json') face.stdout.write(printJson(all))
    else if (form === 'yaml') face.stdout.write(printYaml(all))
    else if (form === 'name') face.stdout.write(all.map(({ name }) => `${sanitiseLine(name)}\n`).join(''))
    else {
      const rows = all.map(credential => [
        { text: credential.name },
        { text: credential.bucket },
        { text: placeOf(credential) },
        { text: keysOf(credential) },
      ])
      const paint = painter(face, face.stdout, global.noColor)
      face.stdout.write(
        printTable({ columns: ['NAME', 'BUCKET', 'WHERE', 'KEYS FROM'], rows }, { paint, headers: true }),
      )
    }
    return exitCodes.done
  })
}

export async function simCredentialAdd(
  face: Face,
  { flags, positionals, global }: InvocationOf<'simCredentialAdd'>,
): Promise<ExitCode> {
  const [name = ''] = positionals
  requestedCluster(face, global)
  const { bucket, endpoint, region, pathStyle, keysFrom } = flags
  if (!isName(name))
    throw new Problem('usage', `"${name}" is no name for a credential: letters, digits and dashes only.`)
  if (bucket === undefined) throw new Problem('usage', 'Which bucket? --bucket is missing.')
  const isS3 = flags.s3 || endpoint !== undefined
  if (!isS3 && (region !== undefined || pathStyle || keysFrom !== undefined))
    throw new Problem('usage', '--region, --path-style and --keys-from belong to --s3.')
  if (endpoint !== undefined && !/^https?:\/\/[^\s/@]+/.test(endpoint))
    throw new Problem('usage', `--endpoint is an address such as https://s3.example.com, not "${endpoint}".`)
  const credential: Credential = {
    name,
    bucket,
    valid: true,
    at: isS3
      ? {
          kind: 's3',
          ...(endpoint === undefined ? {} : { endpoint }),
          ...(region === undefined ? {} : { region }),
          ...(pathStyle ? { pathStyle } : {}),
          ...(keysFrom === undefined ? {} : { keysFrom }),
        }
      : { kind: 'directory' },
  }
  return changed(face, global, async world => {
    world.simulated.storage.cloud.credentials.set(credential)
    face.stdout.write(`credential ${name} set\n`)
    if (isS3) face.stderr.write(`Its keys are read from ${keysOf(credential)} whenever it is used.\n`)
  })
}

export async function simCredentialRemove(
  face: Face,
  { positionals, global }: InvocationOf<'simCredentialRemove'>,
): Promise<ExitCode> {
  const [name = ''] = positionals
  requestedCluster(face, global)
  return changed(face, global, async world => {
    const { credentials } = world.simulated.storage.cloud
    if (!credentials.all().some(one => one.name === name))
      throw new Problem('notFound', `There is no credential "${name}".`, 'kubectl pxsnap sim credential list --sim')
    credentials.remove(name)
    face.stdout.write(`credential ${sanitiseLine(name)} removed; what it stored stays\n`)
  })
}

async function changed(
  face: Face,
  global: GlobalValues,
  change: (world: SimulatedWorld) => Promise<void>,
): Promise<ExitCode> {
  return inSimulatedWorld(face, global, { access: 'change', missing: 'create' }, async world => {
    await change(world)
    await world.keep()
    return exitCodes.done
  })
}

function isName(name: string): boolean {
  return /^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/.test(name)
}

function placeOf({ at }: Credential): string {
  switch (at.kind) {
    case 'embedded':
      return 'in the cluster'
    case 'directory':
      return 'shared by the simulated clusters'
    case 's3':
      return at.endpoint ?? `Amazon S3${at.region === undefined ? '' : ` in ${at.region}`}`
  }
}

function keysOf({ at }: Credential): string {
  if (at.kind !== 's3') return '-'
  const prefix = at.keysFrom ?? 'AWS_'
  return `${prefix}ACCESS_KEY_ID and ${prefix}SECRET_ACCESS_KEY`
}

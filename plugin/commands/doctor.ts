/** `doctor`: whether the cluster has what snapshots need, and the way out where it has not. */

import { type CheckUp, examine } from '@pxsnap/core/actions'
import type { InvocationOf } from '../args.ts'
import { discoveryOf, permissionsOf } from '../cluster-facts.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Face } from '../face.ts'
import { inWorld, isSimulated, type World } from '../open-world.ts'
import { type Paint, type PaintTone, painter } from '../output/paint.ts'
import { sanitiseLine } from '../output/sanitise.ts'
import { printJson } from '../output/structured.ts'
import { wrapText } from '../output/wrap-text.ts'
import { version } from '../version.ts'

export async function doctor(face: Face, { flags, global }: InvocationOf<'doctor'>): Promise<ExitCode> {
  return inWorld(face, global, { access: 'look', missing: 'refuse' }, async world => {
    const checks = await world.drive(checkUps(world, face.signal))
    const failed = checks.some(({ state }) => state === 'fail')
    if (flags.output === 'json') face.stdout.write(printJson({ version, cluster: world.name, ok: !failed, checks }))
    else {
      const columns = face.stdout.isTTY ? face.stdout.columns() : 100
      face.stdout.write(doctorText(checks, painter(face, face.stdout, global.noColor), columns))
    }
    return failed ? exitCodes.failed : exitCodes.done
  })
}

export function checkUps(world: World, signal: AbortSignal): Promise<readonly CheckUp[]> {
  return examine(
    {
      cluster: world.ports.cluster,
      discovery: discoveryOf(world),
      permissions: permissionsOf(world),
      now: world.now(),
      namespace: world.namespace,
      ...(world.clockOffset === undefined ? {} : { clockOffset: world.clockOffset }),
      ...(isSimulated(world)
        ? { simulated: { credentials: world.simulated.storage.cloud.credentials.all().map(({ name }) => name) } }
        : {}),
    },
    signal,
  )
}

const tones: Readonly<Record<CheckUp['state'], PaintTone>> = { ok: 'usable', warn: 'working', fail: 'failed' }

function doctorText(checks: readonly CheckUp[], paint: Paint, columns: number): string {
  const indent = ' '.repeat(19)
  const wrapped = (text: string) =>
    wrapText(sanitiseLine(text), Math.max(40, columns - indent.length)).join(`\n${indent}`)
  const lines = checks.map(({ check, state, message, next }) => {
    const head = `${paint(tones[state], state.padEnd(4))}  ${check.padEnd(11)}  ${wrapped(message)}\n`
    return next === undefined ? head : `${head}${indent}${wrapped(`next: ${next}`)}\n`
  })
  const counts = (['fail', 'warn'] as const).map(state => checks.filter(one => one.state === state).length)
  return `${lines.join('')}\n${summary(counts[0] ?? 0, counts[1] ?? 0)}\n`
}

function summary(failed: number, warned: number): string {
  if (failed + warned === 0) return 'All is well.'
  const some = (count: number, what: string) => (count === 0 ? [] : [`${count} ${what}`])
  return `${[...some(failed, failed === 1 ? 'check fails' : 'checks fail'), ...some(warned, 'to look at')].join(', ')}.`
}

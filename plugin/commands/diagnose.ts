/** `diagnose`: why an object waits or failed, and what to do next. */

import { type Diagnosis, diagnosisOf } from '@pxsnap/core/views'
import type { InvocationOf } from '../args.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Face } from '../face.ts'
import { allObjects, oneObject } from '../one-object.ts'
import { inWorld } from '../open-world.ts'
import { type Paint, painter } from '../output/paint.ts'
import { sanitiseLine } from '../output/sanitise.ts'
import { printJson } from '../output/structured.ts'
import { wrapText } from '../output/wrap-text.ts'

export async function diagnose(
  face: Face,
  { flags, positionals, global }: InvocationOf<'diagnose'>,
): Promise<ExitCode> {
  return inWorld(face, global, { access: 'look', missing: 'refuse' }, async world => {
    const object = await oneObject(world, 'diagnose', positionals)
    const { items } = await world.drive(world.ports.cluster.list({ apiVersion: 'v1', kind: 'Event' }))
    const found = diagnosisOf(object, [...(await allObjects(world)), ...items], world.now())
    const { kind, metadata } = object
    if (flags.output === 'json') {
      const { state, ...rest } = found
      face.stdout.write(
        printJson({ kind, namespace: metadata.namespace, name: metadata.name, state: state.text, ...rest }),
      )
    } else {
      const columns = face.stdout.isTTY ? face.stdout.columns() : 100
      const title = `${kind} ${metadata.name}`
      face.stdout.write(diagnosisText(title, found, painter(face, face.stdout, global.noColor), columns))
    }
    return found.state.text === 'failed' ? exitCodes.failed : exitCodes.done
  })
}

function diagnosisText(
  title: string,
  { state, text, causes, events }: Diagnosis,
  paint: Paint,
  columns: number,
): string {
  const wrapped = (words: string, lead: string) =>
    wrapText(sanitiseLine(words), Math.max(40, columns - lead.length)).map((line, index) =>
      index === 0 ? `${lead}${line}` : `${' '.repeat(lead.length)}${line}`,
    )
  const lines = [
    `${paint('strong', sanitiseLine(title))}: ${paint(state.tone, state.text)}. ${sanitiseLine(text)}`,
    ...causes.flatMap((cause, index) => [
      ...wrapped(cause.text, `${causes.length === 1 ? '' : `${index + 1}. `}`),
      ...(cause.next === undefined ? [] : wrapped(cause.next, '   next: ')),
    ]),
    ...(events.length === 0 ? [] : [paint('strong', 'Events:')]),
    ...events.map(({ age, reason, message }) => `  ${age.padEnd(6)} ${sanitiseLine(`${reason}: ${message}`)}`),
  ]
  return lines.map(line => `${line}\n`).join('')
}

/** A plan for people: what is written, and what it will do. */

import { type Expectation, type Plan, subject, type Write } from '@pxsnap/core/actions'
import type { ObjectRef } from '@pxsnap/core/specs'
import { oneLine } from '@pxsnap/core/views'
import type { Face } from '../face.ts'
import { type Paint, painter } from './paint.ts'
import { sanitiseLine } from './sanitise.ts'
import { truncate } from './width.ts'

/** `details`: lines that stand below the write of an object. Lines are cut at `columns`. */
export function planText(
  plan: Plan,
  details: (write: Write) => readonly string[],
  { paint, columns }: { readonly paint: Paint; readonly columns: number },
): string {
  const writes = plan.writes.flatMap(write => [
    `  ${paint(toneOf(write), verb[write.do].padEnd(9))}  ${refText(subject(write))}`,
    ...details(write).map(line => `             ${truncate(line, columns - 14)}`),
  ])
  const kept = plan.unchanged.map(ref => `  ${paint('muted', 'unchanged')}  ${refText(ref)}`)
  return [...writes, ...kept].map(line => `${line}\n`).join('')
}

/** How a plan is printed on that stream; only a terminal has an edge. */
export function planStyle(face: Face, stream: Face['stdout'], noColor: boolean) {
  return { paint: painter(face, stream, noColor), columns: stream.isTTY ? stream.columns() : 200 }
}

/** What a snapshot will do, line by line. */
export function expectationLines(expectation: Expectation): readonly string[] {
  if (expectation.is === 'hindered') return [`waits for: ${sanitiseLine(expectation.reason.message)}`]
  const { claims, commands, notes } = expectation
  const together = claims.length > 1 ? ' at one instant' : ''
  return [
    `snapshots ${claims.map(sanitiseLine).join(', ')}${together}`,
    ...commands.map(({ when, pod, container, text, holds }) => {
      const does = when === 'post' ? 'after:  run' : holds ? 'before: hold' : 'before: run'
      return `${does} in ${sanitiseLine(pod)} (${sanitiseLine(container)}): ${sanitiseLine(oneLine(text))}`
    }),
    ...(commands.length === 0 ? ['no rule: the application is not asked to stand still'] : []),
    ...notes.map(note => `note: ${sanitiseLine(note)}`),
  ]
}

const verb: Readonly<Record<Write['do'], string>> = { create: 'create', update: 'change', delete: 'delete' }

function toneOf(write: Write): Parameters<Paint>[0] {
  return write.do === 'create' ? 'usable' : write.do === 'update' ? 'working' : 'failed'
}

function refText({ kind, namespace, name }: ObjectRef): string {
  const where = namespace === undefined ? '' : ` in ${sanitiseLine(namespace)}`
  return `${kind.toLowerCase()}/${sanitiseLine(name)}${where}`
}

/** `timeline`: who was frozen when, and where the snapshot instant lies. */

import {
  clockTime,
  consistencySentence,
  eventText,
  oneLine,
  type Timeline,
  timelineJson,
  timelineOf,
} from '@pxsnap/core/views'
import type { InvocationOf } from '../args.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Face } from '../face.ts'
import { inWorld } from '../open-world.ts'
import { charset } from '../output/charset.ts'
import { drawTimeline, type Line, timelineLegend } from '../output/draw-timeline.ts'
import { type Paint, painter } from '../output/paint.ts'
import { sanitiseLine } from '../output/sanitise.ts'
import { printJson } from '../output/structured.ts'
import { padEnd, width } from '../output/width.ts'
import { Problem } from '../problem.ts'
import { readSelection, selectObjects } from '../selection.ts'

export async function timeline(
  face: Face,
  { flags, positionals, global }: InvocationOf<'timeline'>,
): Promise<ExitCode> {
  const selection = readSelection(positionals)
  if (!selection.single)
    throw new Problem('usage', 'timeline shows one object.', 'kubectl pxsnap timeline gvs NAME --sim')
  return inWorld(face, global, { access: 'look', missing: 'refuse' }, async world => {
    const scope = { namespace: world.namespace, allNamespaces: false }
    const { found, missing } = await world.drive(selectObjects(world.ports.cluster, selection, scope))
    const [problem] = missing
    if (problem !== undefined) throw problem
    const object = found.flatMap(({ objects }) => objects)[0]
    const shown = object === undefined ? undefined : timelineOf(object, world.now())
    if (object === undefined || shown === undefined) {
      const name = `${object?.kind.toLowerCase() ?? 'object'}/${object?.metadata.name ?? ''}`
      throw new Problem(
        'notFound',
        `${name} has no timeline: pxsnap has not carried it out.`,
        `kubectl pxsnap describe ${name} --sim`,
      )
    }
    if (flags.output === 'json') face.stdout.write(printJson(timelineJson(shown)))
    else {
      const columns = face.stdout.isTTY ? face.stdout.columns() : 100
      face.stdout.write(timelineText(shown, { paint: painter(face, face.stdout, global.noColor), columns, face }))
    }
    return exitCodes.done
  })
}

/** The drawing with what was done and what happened below it. */
export function timelineText(
  timeline: Timeline,
  { paint, columns, face }: { readonly paint: Paint; readonly columns: number; readonly face: Pick<Face, 'env'> },
): string {
  const { object, evidence } = timeline
  const characters = charset(face)
  const paintLine = (line: Line) =>
    line
      .map(({ text, tone }) => paint(tone, text))
      .join('')
      .trimEnd()
  const drawing = drawTimeline(timeline, { columns, charset: characters }).map(paintLine)
  const { text, tone } = consistencySentence(evidence)
  const none = object.kind === 'VolumeSnapshotRestore' ? (evidence.events.at(-1)?.text ?? 'not begun') : 'no snapshot'
  const verdict =
    evidence.snapshotAt === undefined ? paint('muted', sanitiseLine(none)) : paint(tone, sanitiseLine(text))
  const where = object.namespace === undefined ? '' : ` in ${object.namespace}`
  const blocks = [
    [`${paint('strong', sanitiseLine(`${object.kind} ${object.name}`))}${where}: ${verdict}`],
    drawing.length === 0
      ? evidence.events.length === 0
        ? ['Nothing has happened yet.']
        : []
      : [...drawing, paintLine(timelineLegend(characters))],
    happenings(timeline, paint),
  ]
  return `${blocks
    .filter(block => block.length > 0)
    .map(block => block.join('\n'))
    .join('\n\n')}\n`
}

/** Commands and events in the order of their times. */
function happenings({ evidence }: Timeline, paint: Paint): readonly string[] {
  const commands = evidence.commands.map(({ from, pod, when, command, exit }) => ({
    at: from,
    pod,
    text: `${when}: ${oneLine(command)}${exit === 0 ? '' : exit === 'unknown' ? ' (exit unknown)' : ` (exit ${exit})`}`,
    tone: exit === 0 ? ('plain' as const) : ('failed' as const),
  }))
  const events = evidence.events.map(event => ({
    at: event.at,
    pod: event.pod ?? '',
    text: eventText(event, evidence),
    tone: eventTones[event.what] ?? 'plain',
  }))
  const all = [...commands, ...events].sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0))
  const podWidth = Math.max(0, ...all.map(({ pod }) => width(sanitiseLine(pod))))
  return all.map(({ at, pod, text, tone }) =>
    `${paint('muted', clockTime(at))}  ${padEnd(sanitiseLine(pod), podWidth)}  ${paint(tone, sanitiseLine(text))}`.trimEnd(),
  )
}

const eventTones: Readonly<Record<string, Parameters<Paint>[0]>> = {
  frozen: 'frozen',
  snapshot: 'usable',
  warning: 'working',
  failed: 'failed',
  'rolled-back': 'failed',
}

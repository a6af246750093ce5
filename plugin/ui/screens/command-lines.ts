/** A command and its run as lines. */

import type { Instant } from '@pxsnap/core/base'
import type { Executor, KubeObject } from '@pxsnap/core/specs'
import { isSnapshot, type RunPlanView } from '@pxsnap/core/views'
import { exitCodes } from '../../exit-codes.ts'
import { sanitiseLine } from '../../output/sanitise.ts'
import { padEnd, truncate, width } from '../../output/width.ts'
import { migrationLines } from '../../screens/migration-lines.ts'
import { liveRunLines, recordedRunLines } from '../../screens/run-lines.ts'
import type { CommandPhase } from '../hosted/hosted-command.ts'
import type { PlanReview } from '../hosted/plan-review.ts'
import type { Run } from '../runs.ts'
import type { Line, Room } from '../screen.ts'
import { wrapLine, wrapLines } from './wrap-line.ts'

export type CommandView = {
  readonly line: string
  readonly phase: CommandPhase
  readonly printed: { readonly plan: readonly Line[]; readonly after: readonly Line[] }
  /** A line per event of the run. */
  readonly told: readonly Line[]
  readonly review: PlanReview | undefined
  readonly run: Run | undefined
  readonly executor: Executor | undefined
  /** As whom, where that is not the user of the kubeconfig. */
  readonly as: string | undefined
  /** Which button is marked. */
  readonly yes: boolean
  readonly now: Instant
  /** What the run is about, as it is now. */
  readonly objects: readonly KubeObject[]
}

export function commandLines(view: CommandView, room: Room): readonly Line[] {
  const { phase } = view
  const head = wrapLine(
    [
      { text: '$ ', tone: 'muted' },
      { text: sanitiseLine(`kubectl pxsnap ${view.line}`), tone: 'strong' },
    ],
    room.columns,
    4,
  )
  const as: readonly Line[] = view.as === undefined ? [] : [[{ text: `as ${sanitiseLine(view.as)}`, tone: 'working' }]]
  const body = phase.is === 'planning' || phase.is === 'asking' ? planLines(view, room) : runLines(view, room)
  return [...head, ...as, [], ...body]
}

/** The question with its buttons, which always stay in sight. */
export function commandFoot({ phase, yes, review }: CommandView, { columns, charset, linear }: Room): readonly Line[] {
  if (phase.is !== 'asking') return []
  const refused = (review?.permissions ?? []).filter(({ allowed }) => !allowed).length
  const warning: readonly Line[] =
    refused === 0
      ? []
      : [
          [
            {
              text: `${refused === 1 ? 'One request' : `${refused} requests`} of this would be refused: see above.`,
              tone: 'failed',
            },
          ],
        ]
  const button = (text: string, isOn: boolean): Line[number] => ({
    text: isOn && linear ? `[${text}] (marked)` : `[ ${text} ]`,
    tone: isOn ? 'strong' : 'muted',
    ...(isOn && !linear ? { look: 'selected' } : {}),
  })
  const buttons: Line = [button('No', !yes), { text: '  ', tone: 'plain' }, button('Yes', yes)]
  const how: Line = [{ text: '   y or n, or Enter', tone: 'muted' }]
  const question: Line = [{ text: `${sanitiseLine(phase.question)}  `, tone: 'strong' }]
  const fits = (...lines: readonly Line[]) => lines.flat().reduce((sum, { text }) => sum + width(text), 0) <= columns
  const asked = fits(question, buttons, how)
    ? [[...question, ...buttons, ...how]]
    : fits(question, buttons)
      ? [[...question, ...buttons]]
      : [...wrapLine(question, columns), buttons]
  return [[{ text: charset.rule.repeat(columns), tone: 'muted' }], ...warning, ...asked]
}

function planLines({ phase, printed, review }: CommandView, { columns, charset }: Room): readonly Line[] {
  if (phase.is === 'planning' && printed.plan.length === 0) {
    return [[{ text: `Working out the plan${charset.working}`, tone: 'working' }]]
  }
  return [
    ...wrapLines(printed.plan, columns, 2),
    ...(review === undefined ? [] : reviewLines(review, columns, charset)),
  ]
}

function reviewLines(
  { view, alongside, permissions }: PlanReview,
  columns: number,
  charset: Room['charset'],
): readonly Line[] {
  return [
    ...alongsideLines(alongside, columns),
    ...(view === undefined ? [] : viewLines(view, columns)),
    ...permissionLines(permissions, columns, charset),
  ]
}

function alongsideLines(names: readonly string[], columns: number): readonly Line[] {
  if (names.length === 0) return []
  return [
    [],
    [{ text: 'Goes with it', tone: 'failed' }],
    ...names
      .slice(0, mostNames)
      .map((name): Line => [{ text: `  ${truncate(sanitiseLine(name), columns - 2)}`, tone: 'plain' }]),
    ...(names.length > mostNames ? [[{ text: `  and ${names.length - mostNames} more`, tone: 'muted' as const }]] : []),
  ]
}

const mostNames = 50

/** What the plan's own lines do not say: how long it stands still and why, and what stands against it. */
function viewLines({ headline, facts, sections }: RunPlanView, columns: number): readonly Line[] {
  const labelWidth = 16
  const told = facts.filter(({ label }) => label !== 'Object')
  const findings = sections.find(({ title }) => title === 'Findings')?.rows ?? []
  const steps = sections.find(({ title }) => title === 'What happens')?.rows ?? []
  return [
    [],
    ...told.flatMap(({ label, value }, index) => {
      const isAgain = told[index - 1]?.label === label
      return wrapLine(
        [
          { text: padEnd(isAgain ? '' : label, labelWidth), tone: 'muted' },
          { text: sanitiseLine(value.text), tone: value.tone },
        ],
        columns,
        labelWidth,
      )
    }),
    ...(findings.length === 0
      ? []
      : [[], [{ text: headline.text, tone: headline.tone }], ...findings.flatMap(row => rowLines(row, columns))]),
    ...(steps.length === 0
      ? []
      : [[], [{ text: 'What happens', tone: 'strong' as const }], ...steps.flatMap(row => rowLines(row, columns))]),
  ]
}

function rowLines(cells: RunPlanView['sections'][number]['rows'][number], columns: number): readonly Line[] {
  const [first, ...rest] = cells
  const lead = `  ${sanitiseLine(first?.text ?? '')} `
  return wrapLine(
    [
      { text: lead, tone: first?.tone ?? 'plain' },
      ...rest.map(({ text, tone }) => ({ text: sanitiseLine(text), tone })),
    ],
    columns,
    width(lead),
  )
}

function permissionLines(
  permissions: PlanReview['permissions'],
  columns: number,
  charset: Room['charset'],
): readonly Line[] {
  if (permissions.length === 0) return []
  const refused = permissions.filter(({ allowed }) => !allowed)
  const heading: Line = [{ text: 'Must be allowed to', tone: 'strong' }]
  if (refused.length === 0) {
    const all = permissions.map(({ text }) => text).join(', ')
    return [
      [],
      heading,
      ...wrapLine(
        [
          { text: `  ${charset.done} `, tone: 'usable' },
          { text: sanitiseLine(all), tone: 'plain' },
        ],
        columns,
        4,
      ),
    ]
  }
  const ordered = [...refused, ...permissions.filter(({ allowed }) => allowed)]
  return [
    [],
    heading,
    ...ordered.flatMap(({ text, allowed, why }) => {
      const said = allowed ? '' : ` is not allowed${why === undefined ? '' : `: ${why}`}`
      const mark: Line[number] = allowed
        ? { text: `  ${charset.done} `, tone: 'usable' }
        : { text: `  ${charset.failed} `, tone: 'failed' }
      return wrapLine([mark, { text: sanitiseLine(`${text}${said}`), tone: allowed ? 'plain' : 'failed' }], columns, 4)
    }),
  ]
}

function runLines(view: CommandView, room: Room): readonly Line[] {
  const { phase, printed, run, now, objects } = view
  const after = wrapLines(printed.after, room.columns, 2)
  const early = phase.is === 'over' && run === undefined ? wrapLines(printed.plan, room.columns, 2) : []
  const drawing = { columns: room.columns, charset: room.charset }
  const drawn =
    run === undefined || run.refs.length === 0
      ? []
      : run.refs.every(({ kind }) => kind === 'Migration')
        ? migrationLines(run.migration, drawing)
        : phase.is === 'over'
          ? recordedRunLines(objects.filter(isSnapshot), drawing)
          : liveRunLines(run.live, now, drawing)
  // What has lanes or bars is seen there; the steps of everything else are told.
  const isDrawn = !room.linear && run?.refs.some(({ kind }) => drawnKinds.has(kind)) === true
  const steps = isDrawn ? [] : wrapLines(view.told, room.columns, 2)
  const gap: readonly Line[] = [[]]
  return [
    ...early,
    ...(isDrawn ? [...drawn, ...gap] : steps.length > 0 ? [...steps, ...gap] : []),
    ...after,
    ...endLines(view, room),
  ]
}

const drawnKinds: ReadonlySet<string> = new Set(['VolumeSnapshot', 'GroupVolumeSnapshot', 'Migration'])

function endLines({ phase, executor }: CommandView, { charset }: Room): readonly Line[] {
  if (phase.is === 'running') {
    const how =
      executor === 'stork'
        ? 'STORK carries it out; Esc and S only stop looking'
        : 'under way; Esc leaves it running, S stops it'
    return [[], [{ text: `${charset.working} ${how}`, tone: 'working' }]]
  }
  if (phase.is !== 'over') return []
  const [word, tone] = ends(phase.exit)
  return [
    [],
    [
      { text: `${tone === 'usable' ? charset.done : charset.failed} ${word}`, tone },
      { text: `, exit code ${phase.exit}`, tone: 'muted' },
    ],
  ]
}

function ends(exit: number): readonly [string, Line[number]['tone']] {
  if (exit === exitCodes.done) return ['done', 'usable']
  if (exit === exitCodes.partial) return ['done, with less than was asked for', 'working']
  if (exit === exitCodes.interrupted) return ['stopped', 'working']
  return ['failed', 'failed']
}

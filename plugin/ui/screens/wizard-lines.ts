/** A wizard as lines: the answers so far, the question, its options or field, what is wrong, and the command it makes. */

import { sanitiseLine } from '../../output/sanitise.ts'
import { padEnd, truncate, width } from '../../output/width.ts'
import { shellLine } from '../hosted/shell-words.ts'
import type { Line, Room } from '../screen.ts'
import {
  type Option,
  type Step,
  shownOptions,
  stepAt,
  stepsAsked,
  type Wizard,
  type WizardState,
} from '../wizards/wizard.ts'
import { wrapLine } from './wrap-line.ts'

export function wizardLines<F>(wizard: Wizard<F>, facts: F, state: WizardState, room: Room): readonly Line[] {
  const { columns, rows, charset } = room
  const step = stepAt(wizard, state)
  const top = [
    ...progressLines(wizard, facts, state, room),
    [{ text: charset.rule.repeat(columns), tone: 'muted' } as const],
  ]
  const command = wrapLine(
    [
      { text: '$ ', tone: 'muted' },
      { text: sanitiseLine(`kubectl pxsnap ${shellLine(wizard.command(state.answers, facts))}`), tone: 'plain' },
    ],
    columns,
    4,
  ).slice(0, 3)
  const problem: readonly Line[] =
    state.problem === undefined
      ? []
      : wrapLine([{ text: `${charset.failed} ${sanitiseLine(state.problem)}`, tone: 'failed' }], columns, 2)
  const help = step === undefined ? [] : wrapLine([{ text: step.help, tone: 'muted' }], columns)
  const bottom: readonly Line[] = [
    ...problem,
    ...help,
    [{ text: charset.rule.repeat(columns), tone: 'muted' }],
    ...command,
  ]
  const height = Math.max(3, rows - top.length - bottom.length)
  const middle = step === undefined ? readyLines() : questionLines(step, facts, state, { ...room, rows: height })
  const gap = Array.from({ length: Math.max(0, height - middle.length) }, (): Line => [])
  return [...top, ...middle.slice(0, height), ...gap, ...bottom]
}

/** The answers in words, one a line; the step that is asked is marked. */
function progressLines<F>(
  wizard: Wizard<F>,
  facts: F,
  { answers, at }: WizardState,
  { columns, charset, linear }: Room,
): readonly Line[] {
  const steps = stepsAsked(wizard, facts, answers)
  const titles = Math.max(...steps.map(({ title }) => width(title)))
  const asked = at === undefined ? steps.length : steps.findIndex(({ id }) => id === at)
  return steps.map((step, index): Line => {
    const isAsked = index === asked
    const mark = index < asked ? charset.done : isAsked ? '>' : ' '
    const answer =
      index < asked ? answerText(step, answers[step.id] ?? [], facts, answers) : isAsked && linear ? 'is asked now' : ''
    return [
      { text: `${mark} `, tone: index < asked ? 'usable' : isAsked ? 'working' : 'muted' },
      { text: padEnd(step.title, titles + 2), tone: isAsked ? 'strong' : index < asked ? 'plain' : 'muted' },
      { text: truncate(sanitiseLine(answer), Math.max(1, columns - titles - 5)), tone: 'plain' },
    ]
  })
}

function answerText<F>(step: Step<F>, values: readonly string[], facts: F, answers: WizardState['answers']): string {
  if (step.ask === 'text') return values[0] === '' ? '(left open)' : (values[0] ?? '')
  const labels = new Map(step.options(answers, facts).map(({ value, label = value }) => [value, label]))
  return values.map(value => labels.get(value) ?? value).join(', ')
}

function readyLines(): readonly Line[] {
  return [
    [{ text: 'That is everything.', tone: 'strong' }],
    [{ text: 'Enter works out the plan; nothing is written before it is shown and agreed to.', tone: 'plain' }],
    [{ text: 'Esc goes back to the last question.', tone: 'muted' }],
  ]
}

function questionLines<F>(step: Step<F>, facts: F, state: WizardState, room: Room): readonly Line[] {
  const question: Line = [{ text: step.question, tone: 'strong' }]
  if (step.ask === 'text') return [question, [], fieldLine('> ', state)]
  const options = shownOptions(step, facts, state)
  const narrowed: readonly Line[] = state.field.text === '' ? [] : [fieldLine('only: ', state)]
  if (options.length === 0) {
    const why = state.field.text === '' ? step.none : 'Nothing fits what was typed; Esc takes it away.'
    return [question, ...narrowed, ...wrapLine([{ text: why, tone: 'working' }], room.columns)]
  }
  const height = Math.max(1, room.rows - 2 - narrowed.length)
  const first = Math.max(0, Math.min(state.cursor - Math.floor(height / 2), options.length - height))
  const labels = options.slice(first, first + height).map(({ value, label = value }) => sanitiseLine(label))
  const labelWidth = Math.min(Math.floor(room.columns / 2), Math.max(...labels.map(width)))
  const shown = options.slice(first, first + height)
  const more = options.length > height ? `  ${first + 1}-${first + shown.length} of ${options.length}` : ''
  const how =
    step.ask === 'many' ? `  Space marks${state.marked.length === 0 ? '' : `, ${state.marked.length} marked`}` : ''
  return [
    [...question, { text: `${how}${more}`, tone: 'muted' }],
    ...narrowed,
    ...shown.map((option, index) =>
      optionLine(
        option,
        {
          isUnder: first + index === state.cursor,
          isMany: step.ask === 'many',
          isMarked: state.marked.includes(option.value),
          labelWidth,
        },
        room,
      ),
    ),
  ]
}

function optionLine(
  { value, label = value, about = '', no }: Option,
  how: { readonly isUnder: boolean; readonly isMany: boolean; readonly isMarked: boolean; readonly labelWidth: number },
  { columns, linear }: Room,
): Line {
  const box = how.isMany ? (how.isMarked ? '[x] ' : '[ ] ') : ''
  const pointer = how.isUnder ? '> ' : '  '
  const name = padEnd(truncate(sanitiseLine(label), how.labelWidth), how.labelWidth)
  const beside = truncate(sanitiseLine(no ?? about), Math.max(1, columns - width(pointer + box + name) - 3))
  const look = how.isUnder && !linear ? ({ look: 'selected' } as const) : {}
  return [
    { text: `${pointer}${box}${name}`, tone: no === undefined ? 'plain' : 'muted', ...look },
    { text: beside === '' ? '' : `  ${beside}`, tone: 'muted' },
  ]
}

/** What is typed, with the cursor in it. */
function fieldLine(prompt: string, { field: { text, at } }: WizardState): Line {
  const all = [...text]
  return [
    { text: prompt, tone: 'muted' },
    { text: sanitiseLine(all.slice(0, at).join('')), tone: 'plain' },
    { text: sanitiseLine(all[at] ?? ' '), tone: 'plain', look: 'selected' },
    { text: sanitiseLine(all.slice(at + 1).join('')), tone: 'plain' },
  ]
}

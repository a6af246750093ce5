/** A row of questions that ends in a command, as data and one pure function: state and key in, state out. */

import type { KeyPress } from '../input/key-press.ts'
import { emptyField, fieldOf, type TextField, typeInto } from '../input/text-field.ts'

/** By the id of the step: what was chosen or typed. A step that was not reached has none. */
export type Answers = Readonly<Record<string, readonly string[]>>

export type Option = {
  readonly value: string
  /** What is shown; the value when left out. */
  readonly label?: string
  /** What stands beside it. */
  readonly about?: string
  /** Why it cannot be chosen. */
  readonly no?: string
}

type Common<F> = {
  readonly id: string
  /** A word or two for the list of answers. */
  readonly title: string
  readonly question: string
  /** One line below the options. */
  readonly help: string
  /** Absent: always asked. */
  readonly applies?: (answers: Answers, facts: F) => boolean
}

export type Step<F> = Common<F> &
  (
    | {
        readonly ask: 'one' | 'many'
        readonly options: (answers: Answers, facts: F) => readonly Option[]
        /** What to do where there are no options. */
        readonly none: string
        /** Why these cannot be chosen together, in words. */
        readonly check?: (values: readonly string[], answers: Answers, facts: F) => string | undefined
      }
    | {
        readonly ask: 'text'
        /** What stands in the field at first. */
        readonly suggested?: (answers: Answers, facts: F) => string
        /** Why the text does not do, in words. */
        readonly check: (text: string, answers: Answers, facts: F) => string | undefined
      }
  )

export type Wizard<F> = {
  readonly name: string
  /** What it does, a sentence. */
  readonly about: string
  readonly steps: readonly Step<F>[]
  /** The words of the command that the answers mean, as far as they go. */
  readonly command: (answers: Answers, facts: F) => readonly string[]
}

/** `at`: the step that is asked; undefined at the end, where Enter leads to the plan. */
export type WizardState = {
  readonly answers: Answers
  readonly at: string | undefined
  /** Among the options that are shown. */
  readonly cursor: number
  readonly marked: readonly string[]
  /** What is typed: the text itself, or what the options are narrowed to. */
  readonly field: TextField
  readonly problem?: string
}

export type Pressed = { readonly state: WizardState; readonly next?: 'run' | 'leave' }

/** At the first step that has no answer yet; `given`: what is known already, such as the row under the cursor. */
export function begin<F>(wizard: Wizard<F>, facts: F, given: Answers = {}): WizardState {
  const state: WizardState = { answers: {}, at: undefined, cursor: 0, marked: [], field: emptyField }
  let answers: Answers = {}
  for (const step of wizard.steps) {
    if (step.applies?.(answers, facts) === false) continue
    const known = given[step.id]
    if (known === undefined || problemOf(step, known, answers, facts) !== undefined)
      return asking(wizard, { ...state, answers }, step, facts)
    answers = { ...answers, [step.id]: known }
  }
  return { ...state, answers }
}

export function press<F>(wizard: Wizard<F>, facts: F, state: WizardState, pressed: KeyPress): Pressed {
  const step = stepAt(wizard, state)
  if (pressed.key === 'esc' || pressed.key === 'shift-tab') return back(wizard, facts, state, pressed.key)
  if (step === undefined) return pressed.key === 'enter' ? { state, next: 'run' } : { state }
  if (pressed.key === 'enter' || pressed.key === 'tab') return { state: accept(wizard, facts, state, step) }
  return { state: step.ask === 'text' ? typed(state, pressed) : chosen(state, step, facts, pressed) }
}

/** The step that is asked; undefined at the end. */
export function stepAt<F>({ steps }: Wizard<F>, { at }: WizardState): Step<F> | undefined {
  return steps.find(({ id }) => id === at)
}

/** The steps that are asked with these answers, in order. */
export function stepsAsked<F>(wizard: Wizard<F>, facts: F, answers: Answers): readonly Step<F>[] {
  return wizard.steps.filter(step => step.applies?.(answers, facts) !== false)
}

/** The options that what was typed leaves, those that cannot be chosen last. */
export function shownOptions<F>(step: Step<F>, facts: F, { answers, field }: WizardState): readonly Option[] {
  if (step.ask === 'text') return []
  const words = field.text.toLowerCase().split(' ')
  const fits = ({ value, label = value, about = '' }: Option) =>
    words.every(word => `${label} ${about}`.toLowerCase().includes(word))
  const fitting = step.options(answers, facts).filter(fits)
  return [...fitting.filter(({ no }) => no === undefined), ...fitting.filter(({ no }) => no !== undefined)]
}

function problemOf<F>(step: Step<F>, values: readonly string[], answers: Answers, facts: F): string | undefined {
  if (step.ask === 'text') return step.check(values[0] ?? '', answers, facts)
  const options = new Map(step.options(answers, facts).map(option => [option.value, option]))
  const refused = values.find(value => options.get(value) === undefined || options.get(value)?.no !== undefined)
  if (refused !== undefined) return options.get(refused)?.no ?? `There is no ${refused} any more.`
  if (values.length === 0) return 'Choose one.'
  return step.check?.(values, answers, facts)
}

function accept<F>(wizard: Wizard<F>, facts: F, state: WizardState, step: Step<F>): WizardState {
  const options = shownOptions(step, facts, state)
  // Options may have gone meanwhile.
  const under = options[Math.min(state.cursor, options.length - 1)]
  const values =
    step.ask === 'text'
      ? [state.field.text.trim()]
      : step.ask === 'many' && state.marked.length > 0
        ? state.marked
        : under === undefined
          ? []
          : [under.value]
  const problem = problemOf(step, values, state.answers, facts)
  if (problem !== undefined)
    return { ...state, problem: step.ask !== 'text' && values.length === 0 ? step.none : problem }
  const answers = { ...state.answers, [step.id]: values }
  return asking(wizard, { ...state, answers }, stepAfter(wizard, facts, answers, step.id), facts)
}

function stepAfter<F>(wizard: Wizard<F>, facts: F, answers: Answers, id: string): Step<F> | undefined {
  const at = wizard.steps.findIndex(step => step.id === id)
  return wizard.steps.slice(at + 1).find(step => step.applies?.(answers, facts) !== false)
}

function back<F>(wizard: Wizard<F>, facts: F, state: WizardState, key: string): Pressed {
  const step = stepAt(wizard, state)
  // What narrows the options goes first, so that one Esc never throws away more than the eye has just seen.
  if (key === 'esc' && step !== undefined && step.ask !== 'text' && state.field.text !== '')
    return { state: { ...withoutProblem(state), field: emptyField, cursor: 0 } }
  const asked = stepsAsked(wizard, facts, state.answers)
  const at = step === undefined ? asked.length : asked.findIndex(({ id }) => id === step.id)
  const before = asked[at - 1]
  if (before === undefined) return key === 'esc' ? { state, next: 'leave' } : { state }
  return { state: asking(wizard, state, before, facts) }
}

/** The step with its earlier answer in place; answers of later steps are forgotten when it changes. */
function asking<F>(wizard: Wizard<F>, state: WizardState, step: Step<F> | undefined, facts: F): WizardState {
  const plain: WizardState = { answers: state.answers, at: step?.id, cursor: 0, marked: [], field: emptyField }
  if (step === undefined) return plain
  const earlier = state.answers[step.id]
  const upTo = wizard.steps.slice(
    0,
    wizard.steps.findIndex(({ id }) => id === step.id),
  )
  const answers = Object.fromEntries(upTo.flatMap(({ id }) => (state.answers[id] ? [[id, state.answers[id]]] : [])))
  if (step.ask === 'text')
    return { ...plain, answers, field: fieldOf(earlier?.[0] ?? step.suggested?.(answers, facts) ?? '') }
  const options = shownOptions(step, facts, { ...plain, answers })
  const cursor = Math.max(
    0,
    options.findIndex(({ value }) => value === earlier?.[0]),
  )
  return { ...plain, answers, cursor, marked: step.ask === 'many' && earlier !== undefined ? earlier : [] }
}

function typed(state: WizardState, pressed: KeyPress): WizardState {
  const field = typeInto(state.field, pressed)
  return field === undefined ? state : { ...withoutProblem(state), field }
}

function chosen<F>(state: WizardState, step: Step<F>, facts: F, pressed: KeyPress): WizardState {
  const options = shownOptions(step, facts, state)
  const moved = moves[pressed.key]
  if (moved !== undefined) {
    const cursor = Math.max(0, Math.min(options.length - 1, moved(state.cursor, options.length)))
    return { ...withoutProblem(state), cursor }
  }
  if (pressed.key === 'space' && step.ask === 'many') return toggled(state, options)
  if (pressed.key === 'ctrl-a' && step.ask === 'many') return allToggled(state, options)
  const field = typeInto(state.field, pressed)
  return field === undefined || field.text === state.field.text ? state : { ...withoutProblem(state), field, cursor: 0 }
}

const page = 10
const moves: Readonly<Record<string, (cursor: number, count: number) => number>> = {
  up: cursor => cursor - 1,
  down: cursor => cursor + 1,
  'page-up': cursor => cursor - page,
  'page-down': cursor => cursor + page,
  home: () => 0,
  end: (_, count) => count - 1,
}

function toggled(state: WizardState, options: readonly Option[]): WizardState {
  const option = options[state.cursor]
  if (option === undefined) return state
  if (option.no !== undefined) return { ...state, problem: option.no }
  const { value } = option
  const marked = state.marked.includes(value) ? state.marked.filter(one => one !== value) : [...state.marked, value]
  return { ...withoutProblem(state), marked, cursor: Math.min(state.cursor + 1, options.length - 1) }
}

/** Marks everything that is shown, or nothing when all of it was marked. */
function allToggled(state: WizardState, options: readonly Option[]): WizardState {
  const values = options.filter(({ no }) => no === undefined).map(({ value }) => value)
  const isAll = values.every(value => state.marked.includes(value))
  return { ...withoutProblem(state), marked: isAll ? [] : values }
}

function withoutProblem({ problem: _, ...state }: WizardState): WizardState {
  return state
}

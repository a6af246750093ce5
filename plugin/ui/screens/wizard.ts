/** The screen of a wizard: questions one after the other, and the command's plan at the end. */

import type { KeyPress } from '../input/key-press.ts'
import type { KeyBinding, Line, Room, Screen } from '../screen.ts'
import type { Ui } from '../ui.ts'
import { type Answers, begin, press, stepAt, stepsAsked, type Wizard, type WizardState } from '../wizards/wizard.ts'
import { commandScreen } from './command.ts'
import { wizardLines } from './wizard-lines.ts'

export type WizardOptions<F> = {
  /** Read anew for every key and every frame. */
  readonly facts: () => F
  readonly given: Answers
}

export function wizardScreen<F>(ui: Ui, wizard: Wizard<F>, options: WizardOptions<F>): Screen {
  return new WizardScreen(ui, wizard, options)
}

class WizardScreen<F> implements Screen {
  readonly id: string
  readonly #ui: Ui
  readonly #wizard: Wizard<F>
  readonly #options: WizardOptions<F>
  #state: WizardState

  constructor(ui: Ui, wizard: Wizard<F>, options: WizardOptions<F>) {
    this.id = `wizard:${wizard.name}`
    this.#ui = ui
    this.#wizard = wizard
    this.#options = options
    this.#state = begin(wizard, options.facts(), options.given)
  }

  title(): string {
    return this.#wizard.name
  }

  status(): Line {
    const steps = stepsAsked(this.#wizard, this.#options.facts(), this.#state.answers)
    const step = stepAt(this.#wizard, this.#state)
    const at = step === undefined ? steps.length : steps.findIndex(({ id }) => id === step.id) + 1
    const where = step === undefined ? 'everything is answered' : `question ${at} of ${steps.length}`
    return [{ text: where, tone: 'muted' }]
  }

  keys(): readonly KeyBinding[] {
    const key = (keys: readonly string[], does: string, hint: string): KeyBinding => ({
      keys,
      does,
      hint,
      group: 'Act',
      run: () => {
        this.typed({ key: keys[0] ?? 'enter' })
      },
    })
    const step = stepAt(this.#wizard, this.#state)
    return [
      key(
        ['enter', 'tab'],
        step === undefined ? 'works out the plan' : 'takes the answer',
        step === undefined ? 'plan' : 'next',
      ),
      ...(step?.ask === 'many'
        ? [key(['space'], 'marks the option', 'mark'), key(['ctrl-a'], 'marks all', 'all')]
        : []),
      ...(step === undefined || step.ask === 'text' ? [] : [key(['down', 'up'], 'goes to another option', 'choose')]),
      key(['shift-tab'], 'goes back to the question before', 'before'),
    ]
  }

  draw(room: Room): readonly Line[] {
    return wizardLines(this.#wizard, this.#options.facts(), this.#state, room)
  }

  plain(room: Pick<Room, 'columns' | 'charset'>): readonly Line[] {
    return wizardLines(this.#wizard, this.#options.facts(), this.#state, { ...room, rows: 40, linear: true })
  }

  isTyping(): boolean {
    return true
  }

  typed(pressed: KeyPress): boolean {
    const { state, next } = press(this.#wizard, this.#options.facts(), this.#state, pressed)
    this.#state = state
    if (next === 'run') this.#plan()
    if (next === 'leave') this.#ui.back()
    this.#ui.redraw()
    return true
  }

  escape(): boolean {
    const { state, next } = press(this.#wizard, this.#options.facts(), this.#state, { key: 'esc' })
    this.#state = state
    return next !== 'leave'
  }

  /** When the user agrees, the run takes the place of the questions that led to it. */
  #plan(): void {
    const ui = this.#ui
    const words = this.#wizard.command(this.#state.answers, this.#options.facts())
    const plan = commandScreen(ui, words, {
      agreed: () => {
        ui.back()
        ui.back()
        ui.open(plan)
      },
    })
    ui.open(plan)
  }
}

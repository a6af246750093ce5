import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseArguments } from '../../../plugin/args.ts'
import type { KeyPress } from '../../../plugin/ui/input/key-press.ts'
import { cloneWizard } from '../../../plugin/ui/wizards/clone-wizard.ts'
import type { WizardFacts } from '../../../plugin/ui/wizards/facts.ts'
import { migrateWizard } from '../../../plugin/ui/wizards/migrate-wizard.ts'
import { pairWizard } from '../../../plugin/ui/wizards/pair-wizard.ts'
import { restoreWizard } from '../../../plugin/ui/wizards/restore-wizard.ts'
import { snapshotWizard } from '../../../plugin/ui/wizards/snapshot-wizard.ts'
import { begin, press, shownOptions, stepAt, type Wizard, type WizardState } from '../../../plugin/ui/wizards/wizard.ts'
import { facts } from './wizard-facts.ts'

const wizards: readonly Wizard<WizardFacts>[] = [snapshotWizard, restoreWizard, cloneWizard, pairWizard, migrateWizard]

/** `mark`: the option with this label is marked; `type`: into the field, after it was emptied. */
type Move = { readonly pick: string } | { readonly mark: readonly string[] } | { readonly type: string }

const keys = (text: string): readonly KeyPress[] => [...text].map(key => ({ key, text: key }))
const enter: KeyPress = { key: 'enter' }

function apply(wizard: Wizard<WizardFacts>, state: WizardState, presses: readonly KeyPress[]): WizardState {
  return presses.reduce((now, one) => press(wizard, facts, now, one).state, state)
}

function cursorTo(wizard: Wizard<WizardFacts>, state: WizardState, label: string): WizardState {
  const step = stepAt(wizard, state)
  if (step === undefined) throw new Error('everything is answered')
  const at = shownOptions(step, facts, state).findIndex(({ value, label: shown = value }) => shown === label)
  if (at === -1) throw new Error(`${step.id} has no option ${label}`)
  return apply(wizard, state, [{ key: 'home' }, ...Array.from({ length: at }, () => ({ key: 'down' }))])
}

function go(wizard: Wizard<WizardFacts>, moves: readonly Move[], given = {}): WizardState {
  return moves.reduce(
    (state, move) => {
      if ('type' in move)
        return apply(wizard, state, [
          { key: 'ctrl-u' },
          { key: 'ctrl-e' },
          { key: 'ctrl-u' },
          ...keys(move.type),
          enter,
        ])
      if ('pick' in move) return apply(wizard, cursorTo(wizard, state, move.pick), [enter])
      const marked = move.mark.reduce(
        (now, label) => apply(wizard, cursorTo(wizard, now, label), [{ key: 'space', text: ' ' }]),
        state,
      )
      return apply(wizard, marked, [enter])
    },
    begin(wizard, facts, given),
  )
}

const line = (wizard: Wizard<WizardFacts>, state: WizardState) => wizard.command(state.answers, facts).join(' ')

describe('answers become the command', () => {
  const cases: readonly (readonly [Wizard<WizardFacts>, readonly Move[], string])[] = [
    [
      snapshotWizard,
      [{ pick: 'shop' }, { pick: 'assets' }, { pick: 'nothing' }, { pick: 'in the cluster' }, { type: '' }],
      'snapshot assets -n shop',
    ],
    [
      snapshotWizard,
      [
        { pick: 'shop' },
        { mark: ['mysql-data', 'mysql-log'] },
        { pick: 'the rule of the library' },
        { pick: 'in the object store' },
        { type: 'backup-1' },
        { type: 'before-upgrade' },
      ],
      'snapshot mysql-data mysql-log -n shop --rule-for auto --cloud --credential backup-1 --name before-upgrade',
    ],
    [
      snapshotWizard,
      [
        { pick: 'shop' },
        { mark: ['mysql-log', 'mysql-data'] },
        { pick: 'rules that are there' },
        { pick: 'mysql-lock' },
        { pick: 'none' },
        { pick: 'in the cluster' },
        { type: '' },
      ],
      'snapshot mysql-log mysql-data -n shop --pre mysql-lock',
    ],
    [
      restoreWizard,
      [{ pick: 'gvs/nightly' }, { pick: 'the same claims' }, { pick: 'no' }],
      'restore gvs/nightly -n shop --scale-down=false',
    ],
    [
      restoreWizard,
      [{ pick: 'gvs/nightly' }, { pick: 'new claims' }, { type: 'data-2, log-2' }],
      'restore gvs/nightly -n shop --to data-2 --to log-2',
    ],
    [
      cloneWizard,
      [{ pick: 'vs/one' }, { pick: 'test' }, { type: 'copy' }],
      'clone vs/one -n test --from shop --as copy',
    ],
    [
      pairWizard,
      [{ pick: 'staging' }, { pick: 'shop' }, { type: 'to-staging' }],
      'pair to-staging -n shop --to staging',
    ],
    [
      migrateWizard,
      [{ mark: ['shop', 'test'] }, { pick: 'to-dr' }, { pick: 'copy' }, { pick: 'mysql-lock' }, { pick: 'none' }],
      'migrate shop test --to to-dr --no-start --pre mysql-lock',
    ],
  ]
  test.each(cases)('$1', (wizard, moves, expected) => {
    const state = go(wizard, moves)
    expect(state.at).toBeUndefined()
    expect(line(wizard, state)).toBe(expected)
    expect(press(wizard, facts, state, enter).next).toBe('run')
    expect(parseArguments(wizard.command(state.answers, facts))).toMatchObject({ do: 'run' })
  })
})

describe('what does not do is said at once, and the question stays', () => {
  const cases: readonly (readonly [string, Wizard<WizardFacts>, readonly Move[], RegExp])[] = [
    ['claims that no labels choose', snapshotWizard, [{ pick: 'shop' }, { mark: ['mysql-data', 'assets'] }], /labels/],
    ['a snapshot that is not ready', restoreWizard, [{ pick: 'vs/broken' }], /not ready: Error/],
    ['too few names', restoreWizard, [{ pick: 'gvs/nightly' }, { pick: 'new claims' }, { type: 'one' }], /2 names/],
    ['a name that is taken', cloneWizard, [{ pick: 'vs/one' }, { pick: 'test' }, { type: 'scratch' }], /already/],
    ['one name twice', cloneWizard, [{ pick: 'gvs/nightly' }, { pick: 'shop' }, { type: 'a,a' }], /cannot both/],
    [
      'what is no name',
      cloneWizard,
      [{ pick: 'vs/one' }, { pick: 'test' }, { type: 'My Copy' }],
      /One name|lower-case/,
    ],
    [
      'the rule of an unknown image',
      snapshotWizard,
      [{ pick: 'shop' }, { pick: 'assets' }, { pick: 'the rule of the library' }],
      /library/,
    ],
  ]
  test.each(cases)('%s', (_, wizard, moves, problem) => {
    const state = go(wizard, moves)
    expect(state.problem).toMatch(problem)
    expect(state.at).toBe(stepAt(wizard, state)?.id)
  })
})

test('what is known already is not asked again', () => {
  const within = { ...facts, namespace: 'shop' }
  const state = begin(snapshotWizard, within, { claims: ['mysql-data', 'mysql-log'] })
  expect(state.at).toBe('rule')
  expect(snapshotWizard.command(state.answers, within)).toEqual(['snapshot', 'mysql-data', 'mysql-log', '-n', 'shop'])
})

test('what is known but gone is asked', () => {
  expect(begin(restoreWizard, { ...facts, namespace: 'shop' }, { snapshot: ['vs/gone'] }).at).toBe('snapshot')
})

test('letters narrow the options, and Esc widens them before it goes back', () => {
  const narrowed = apply(snapshotWizard, go(snapshotWizard, [{ pick: 'shop' }]), keys('log'))
  const step = stepAt(snapshotWizard, narrowed)
  expect(step && shownOptions(step, facts, narrowed).map(({ value }) => value)).toEqual(['mysql-log'])
  const widened = press(snapshotWizard, facts, narrowed, { key: 'esc' })
  expect(widened.state).toMatchObject({ at: 'claims', field: { text: '' } })
  expect(press(snapshotWizard, facts, widened.state, { key: 'esc' }).state.at).toBe('namespace')
})

test('going back keeps the answer and forgets those after it', () => {
  const done = go(restoreWizard, [{ pick: 'gvs/nightly' }, { pick: 'the same claims' }, { pick: 'no' }])
  const back = apply(restoreWizard, done, [{ key: 'esc' }, { key: 'esc' }])
  expect(back).toMatchObject({ at: 'how', answers: { snapshot: ['gvs/nightly'] } })
  expect(back.answers.stop).toBeUndefined()
  const step = stepAt(restoreWizard, back)
  expect(step && shownOptions(step, facts, back)[back.cursor]?.value).toBe('in-place')
})

const anyKey = fc.oneof(
  fc
    .constantFrom(
      'enter',
      'esc',
      'up',
      'down',
      'page-up',
      'page-down',
      'home',
      'end',
      'tab',
      'shift-tab',
      'backspace',
      'ctrl-a',
      'ctrl-u',
      'ctrl-x',
      'left',
      'delete',
    )
    .map((key): KeyPress => ({ key })),
  fc.constant<KeyPress>({ key: 'space', text: ' ' }),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }).map((text): KeyPress => ({ key: text, text })),
)

describe.each(wizards.map(wizard => [wizard.name, wizard] as const))('any keys, %s', (_, wizard) => {
  test('the cursor stays among the options, and the command can be read', () => {
    void fc.assert(
      fc.property(fc.array(anyKey, { maxLength: 60 }), presses => {
        let state = begin(wizard, facts)
        for (const one of presses) {
          const { state: next, next: then } = press(wizard, facts, state, one)
          const step = stepAt(wizard, next)
          const options = step === undefined ? [] : shownOptions(step, facts, next)
          expect(next.cursor).toBeGreaterThanOrEqual(0)
          expect(next.cursor).toBeLessThanOrEqual(Math.max(0, options.length - 1))
          if (then === 'run') {
            expect(next.at).toBeUndefined()
            expect(parseArguments(wizard.command(next.answers, facts)).do).toBe('run')
          }
          state = next
        }
      }),
      { numRuns: 150 },
    )
  })

  test('enough Esc always leaves', () => {
    void fc.assert(
      fc.property(fc.array(anyKey, { maxLength: 40 }), presses => {
        let state = apply(wizard, begin(wizard, facts), presses)
        for (let tries = 0; tries < 20; tries++) {
          const pressed = press(wizard, facts, state, { key: 'esc' })
          if (pressed.next === 'leave') return
          state = pressed.state
        }
        throw new Error(`still at ${state.at}`)
      }),
      { numRuns: 80 },
    )
  })
})

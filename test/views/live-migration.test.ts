import { instant } from '@pxsnap/core/base'
import type { EngineEvent } from '@pxsnap/core/engine'
import { emptyLiveMigration, withMigrationEvent } from '@pxsnap/core/views'
import { expect, test } from 'vitest'
import { charset } from '../../plugin/output/charset.ts'
import { migrationLines } from '../../plugin/screens/migration-lines.ts'

const ref = { apiVersion: 'stork.libopenstorage.org/v1alpha1', kind: 'Migration', namespace: 'shop', name: 'move' }
const event = (change: Partial<EngineEvent>): EngineEvent => ({
  at: instant(0),
  ref,
  what: 'began',
  step: 'send-volume',
  text: '',
  ...change,
})
const sending = (what: EngineEvent['what'], change: Partial<EngineEvent> = {}) =>
  event({ what, claim: 'shop/data', ...change })

const seen = [
  sending('began'),
  event({ claim: 'shop/log' }),
  sending('progress', { progress: { doneBytes: 1024 ** 2, totalBytes: 4 * 1024 ** 2 } }),
]

function lines(events: readonly EngineEvent[]): readonly string[] {
  const live = events.reduce(withMigrationEvent, emptyLiveMigration)
  const drawing = { columns: 60, charset: charset({ env: { LANG: 'C.UTF-8' } }) }
  return migrationLines(live, drawing).map(line => line.map(({ text }) => text).join(''))
}

test('every volume has a bar that says how far it has come', () => {
  expect(lines(seen).slice(0, 2)).toEqual([
    'shop/data  █████················  1.0 MiB of 4.0 MiB',
    'shop/log   ·····················  waits',
  ])
})

test('the second pass begins anew and remembers what the first one copied', () => {
  const again = [...seen, sending('ended', { ok: true }), sending('began')]
  expect(lines(again)[0]).toBe('shop/data  ·····················  waits')
  const copied = [...again, sending('progress', { progress: { doneBytes: 1, totalBytes: 2 } }), sending('ended')]
  expect(lines(copied)[0]).toContain('2 B of 2 B, after 4.0 MiB')
})

test('what became of the objects stands below, kinds without objects do not', () => {
  const applied = (text: string) => event({ step: 'apply-there', what: 'ended', text, ok: true })
  const shown = lines([
    applied('Applying Secret objects there: 2 of 2'),
    applied('Applying Role objects there: 0 of 0'),
  ])
  expect(shown).toEqual(['Applying Secret objects there: 2 of 2', ''])
})

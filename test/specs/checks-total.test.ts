/** Checks meet objects of any shape: what a text says need not be what its kind says. */

import { createWorkspace } from '@pxsnap/core/language'
import { factsOf, inspect, isMap, type Neighbour, type Path, studyCommand } from '@pxsnap/core/specs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { goldenFiles, readGolden } from '../support/golden.ts'
import { withoutMarks } from '../support/markers.ts'

const samples = goldenFiles('diagnose')
  .filter(file => file.endsWith('.yaml') && !file.endsWith('.fixed.yaml'))
  .map(file => {
    const workspace = createWorkspace()
    workspace.set(file, withoutMarks(readGolden('diagnose', file)))
    return workspace.objects(file).map(({ object }): Neighbour => object)
  })
  .filter(objects => objects.length > 0)

const slip = fc.record({
  objects: fc.constantFrom(...samples),
  which: fc.nat(),
  where: fc.nat(),
  value: fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constant(undefined)),
})

test('a value of any type anywhere is answered, never thrown at', () => {
  fc.assert(
    fc.property(slip, ({ objects, which, where, value }) => {
      const index = which % objects.length
      const places = placesIn(objects[index])
      const place = places[where % places.length] ?? []
      const changed = objects.with(index, replaced(objects[index], place, value) as Neighbour).filter(isMap)
      const facts = factsOf(changed)
      for (const executor of ['stork', 'pxsnap'] as const) {
        for (const object of changed) {
          for (const { message } of inspect(object, { facts, executor }))
            expect(message).not.toMatch(/undefined|\[object/)
        }
      }
    }),
    { numRuns: 1000 },
  )
})

test('a command takes no longer than its length allows', () => {
  const pieces = [
    'flush tables ',
    'backup ',
    'pg_start_backup(a,',
    'a:',
    '"$(',
    'mysql -e ',
    'x=1 ',
    "trap '",
    '| ',
    '&& ',
  ]
  for (const piece of pieces) {
    const value = `mysql -e "${piece.repeat(20_000)}"; sqlcmd -Q "${piece.repeat(20_000)}"`
    const started = performance.now()
    studyCommand(value)
    studyCommand(piece.repeat(20_000))
    expect(performance.now() - started, piece).toBeLessThan(2000)
  }
})

/** Every path of the object, its own included. */
function placesIn(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path]
  return [
    path,
    ...Object.entries(value).flatMap(([key, item]) =>
      placesIn(item, [...path, Array.isArray(value) ? Number(key) : key]),
    ),
  ]
}

function replaced(value: unknown, path: Path, by: unknown): unknown {
  const [key, ...rest] = path
  if (key === undefined) return by
  if (Array.isArray(value)) return value.map((item, index) => (index === key ? replaced(item, rest, by) : item))
  return isMap(value) ? { ...value, [key]: replaced(value[String(key)], rest, by) } : value
}

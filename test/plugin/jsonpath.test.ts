import { describe, expect, test } from 'vitest'
import { jsonPath } from '../../plugin/output/jsonpath.ts'

const pods = {
  kind: 'List',
  items: [
    { metadata: { name: 'a', labels: { 'app.io/x': '1' } }, status: { phase: 'Running', restarts: 0 } },
    { metadata: { name: 'b' }, status: { phase: 'Pending', restarts: 3 } },
    { metadata: { name: 'c' }, status: { phase: 'Running', restarts: 7 } },
  ],
}

describe('gives what kubectl gives', () => {
  test.each([
    ['{.kind}', 'List'],
    ['.kind', 'List'],
    ['kind', 'List'],
    ['{$.kind}', 'List'],
    ['{.items[*].metadata.name}', 'a b c'],
    ['{.items[0].metadata.name}', 'a'],
    ['{.items[-1].metadata.name}', 'c'],
    ['{.items[-2].metadata.name}', 'b'],
    ['{.items[1:].metadata.name}', 'b c'],
    ['{.items[0:2].metadata.name}', 'a b'],
    ["{.items[0].metadata.labels['app.io/x']}", '1'],
    ['{.items[0].metadata.labels.app\\.io/x}', '1'],
    ['{..phase}', 'Running Pending Running'],
    ['{.items[?(@.status.phase=="Running")].metadata.name}', 'a c'],
    ['{.items[?(@.status.restarts>2)].metadata.name}', 'b c'],
    ['{.items[?(@.metadata.labels)].metadata.name}', 'a'],
    ['{range .items[*]}{.metadata.name}{"\\t"}{.status.phase}{"\\n"}{end}', 'a\tRunning\nb\tPending\nc\tRunning\n'],
    ['name is {.items[0].metadata.name}!', 'name is a!'],
    ['{.items[0].status}', '{"phase":"Running","restarts":0}'],
    ['{.nothing.here}', ''],
  ])('%s', (template, expected) => {
    const compiled = jsonPath(template)
    expect(compiled.ok ? compiled.run(pods) : compiled.problem).toBe(expected)
  })
})

describe('what is not understood is named', () => {
  test.each([
    ['{.a', 'A "{" is not closed.'],
    ['{range .items[*]}x', 'A {range} has no {end}.'],
    ['{.a}{end}', 'An {end} has no {range}.'],
    ['{.items[x]}', '"[x]" is not understood in ".items[x]".'],
    ['{.items[?(@.a==b)]}', '"b" is neither quoted text nor a number.'],
  ])('%s', (template, problem) => {
    expect(jsonPath(template)).toEqual({ ok: false, problem })
  })
})

import { describe, expect, test } from 'vitest'
import { parseArguments } from '../../plugin/args.ts'

const run = (line: string) => {
  const parsed = parseArguments(line.split(' ').filter(word => word !== ''))
  if (parsed.do !== 'run') throw new Error(JSON.stringify(parsed))
  return parsed.invocation
}
const refusal = (line: string) => {
  const parsed = parseArguments(line.split(' ').filter(word => word !== ''))
  return parsed.do === 'refuse' ? `${parsed.what} -> ${parsed.next}` : parsed.do
}

describe('a namespace is understood however kubectl would take it', () => {
  test.each([
    'get pvc -n shop',
    'get pvc -nshop',
    'get pvc -n=shop',
    'get -n shop pvc',
    'get pvc --namespace shop',
    'get pvc --namespace=shop',
    '-n shop get pvc',
    '--namespace shop get pvc',
    '--sim -n shop get pvc',
  ])('%s', line => {
    const { command, global, positionals } = run(line)
    expect({ command, namespace: global.namespace, positionals }).toEqual({
      command: 'get',
      namespace: 'shop',
      positionals: ['pvc'],
    })
  })
})

describe('the simulated cluster', () => {
  test.each([
    ['get pvc', undefined],
    ['get pvc --sim', 'default'],
    ['get --sim pvc', 'default'],
    ['get pvc --sim=staging', 'staging'],
    ['--sim=staging get pvc', 'staging'],
  ])('%s', (line, sim) => {
    expect(run(line).global.sim).toBe(sim)
  })
})

describe('flags', () => {
  test('short toggles join, and the last may take a value', () => {
    const invocation = run('lint -Rf specs')
    expect(invocation).toMatchObject({ command: 'lint', flags: { recursive: true, filename: ['specs'] } })
  })
  test('files repeat and split at commas; a dash is standard input', () => {
    expect(run('lint -f a.yaml,b.yaml -f - c.yaml')).toMatchObject({
      flags: { filename: ['a.yaml', 'b.yaml', '-'] },
      positionals: ['c.yaml'],
    })
  })
  test('what follows -- is no flag', () => {
    expect(run('lint -- --odd-name.yaml').positionals).toEqual(['--odd-name.yaml'])
  })
  test('a toggle can be switched off', () => {
    expect(run('apply -f a --wait=false').flags).toMatchObject({ wait: false })
    expect(run('apply -f a').flags).toMatchObject({ wait: true })
  })
  test.each([
    ['90s', 90_000],
    ['2m30s', 150_000],
    ['1h', 3_600_000],
    ['500ms', 500],
    ['30', 30_000],
  ])('--timeout %s', (time, expected) => {
    expect(run(`apply -f a --timeout ${time}`).flags).toMatchObject({ timeout: expected })
  })
  test('jsonpath keeps its equals signs', () => {
    expect(run('get pod -o=jsonpath={.items[?(@.a=="b")].c}').flags).toMatchObject({
      output: 'jsonpath={.items[?(@.a=="b")].c}',
    })
  })
})

describe('two-word commands', () => {
  test.each([
    ['sim up', 'simUp', []],
    ['sim up staging', 'simUp', ['staging']],
    ['sim load -f a.yaml', 'simLoad', []],
    ['--sim=x sim load b.yaml', 'simLoad', ['b.yaml']],
  ])('%s', (line, command, positionals) => {
    expect(run(line)).toMatchObject({ command, positionals })
  })
})

describe('help', () => {
  test.each([
    ['', { do: 'help' }],
    ['--help', { do: 'help' }],
    ['-h', { do: 'help' }],
    ['help', { do: 'help' }],
    ['help lint', { do: 'help', of: 'lint' }],
    ['lint --help', { do: 'help', of: 'lint' }],
    ['lint -h -f nothing', { do: 'help', of: 'lint' }],
    ['sim', { do: 'help', group: 'sim' }],
    ['sim --help', { do: 'help', group: 'sim' }],
    ['sim load --help', { do: 'help', of: 'simLoad' }],
  ])('"%s"', (line, expected) => {
    expect(parseArguments(line.split(' ').filter(word => word !== ''))).toEqual(expected)
  })
})

describe('what is wrong is named, with what to do', () => {
  test.each([
    ['lnit', 'There is no command "lnit". Did you mean "lint"? -> kubectl pxsnap --help'],
    ['sim dwon', 'There is no command "sim dwon". Did you mean "sim down"? -> kubectl pxsnap sim --help'],
    ['xyzzy', 'There is no command "xyzzy". -> kubectl pxsnap --help'],
    ['lint --sevrity error', 'There is no flag --sevrity here. Did you mean --severity? -> kubectl pxsnap lint --help'],
    ['lint -x', 'There is no flag -x here. -> kubectl pxsnap lint --help'],
    ['lint -f', '-f needs a value: -f FILE. -> kubectl pxsnap lint --help'],
    [
      'lint --severity',
      '--severity needs a value: --severity information|warning|error. -> kubectl pxsnap lint --help',
    ],
    [
      'lint --severity loud',
      '--severity is one of information, warning, error, not "loud". -> kubectl pxsnap lint --help',
    ],
    ['lint -f a,,b', '--filename has an empty value. -> kubectl pxsnap lint --help'],
    ['lint --fix=maybe', '--fix is either true or false, not "maybe". -> kubectl pxsnap lint --help'],
    [
      'apply -f a --timeout soon',
      '--timeout is a time such as 90s, 2m30s or 1h, not "soon". -> kubectl pxsnap apply --help',
    ],
    ['get', 'kubectl pxsnap get needs KIND[,KIND…] [NAME…] | KIND/NAME…. -> kubectl pxsnap get --help'],
    [
      'version now',
      'kubectl pxsnap version takes no arguments; "now" is one too many. -> kubectl pxsnap version --help',
    ],
    ['--sim', 'No command is given. -> kubectl pxsnap --help'],
  ])('%s', (line, expected) => {
    expect(refusal(line)).toBe(expected)
  })
})

test('two words that name a command are not the first of them with an argument', () => {
  expect(run('schema crd rule')).toMatchObject({ command: 'schemaCrd', positionals: ['rule'] })
  expect(run('schema rule')).toMatchObject({ command: 'schema', positionals: ['rule'] })
  expect(run('controller manifests').command).toBe('controllerManifests')
})

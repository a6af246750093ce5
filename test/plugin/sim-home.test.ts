import { describe, expect, test } from 'vitest'
import { isSimulatedClusterName, simulatedClusterName, simulatedClustersDirectory } from '../../plugin/sim-home.ts'

const directory = (env: Record<string, string>) =>
  simulatedClustersDirectory({ env, homeDirectory: '/home/kim', cwd: '/home/dev' })

test('simulated clusters live where the user says, or where the XDG specification says', () => {
  expect(directory({})).toBe('/home/kim/.local/state/pxsnap/sim')
  expect(directory({ XDG_STATE_HOME: '/state' })).toBe('/state/pxsnap/sim')
  expect(directory({ XDG_STATE_HOME: 'state' })).toBe('/home/kim/.local/state/pxsnap/sim')
  expect(directory({ PXSNAP_HOME: '/px', XDG_STATE_HOME: '/state' })).toBe('/px/sim')
  expect(directory({ PXSNAP_HOME: 'px' })).toBe('/home/dev/px/sim')
})

describe('a name cannot leave its directory', () => {
  test.each([
    '',
    '.',
    '..',
    '../x',
    'a/b',
    'a\\b',
    '/etc',
    'A',
    'a.b',
    '-a',
    'a-',
    'a b',
    'a\u0000',
    'ü',
    'a'.repeat(64),
  ])('%j', name => {
    expect(isSimulatedClusterName(name)).toBe(false)
    expect(() => simulatedClusterName(name)).toThrow('cannot name a simulated cluster')
  })
  test.each(['default', 'a', '1', 'staging-2', 'a'.repeat(63)])('%s is a name', name => {
    expect(simulatedClusterName(name)).toBe(name)
  })
})

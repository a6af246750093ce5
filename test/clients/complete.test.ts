/** Completion as users have it: the real kubectl asks our program, and a real bash asks kubectl's or ours. */

import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, symlinkSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { repository } from '../support/source-tree.ts'
import { kubectlBinary } from './install.ts'
import { run, scratchHome } from './plugin.ts'

const home = scratchHome()
const bin = join(home, 'bin')

beforeAll(() => {
  mkdirSync(bin)
  const names = ['kubectl-pxsnap', 'kubectl_complete-pxsnap']
  for (const name of names) symlinkSync(join(repository, 'plugin/bin', `${name}.cjs`), join(bin, name))
  symlinkSync(join(repository, 'plugin/bin/kubectl-pxsnap.cjs'), join(bin, 'pxsnap'))
  const up = run(kubectlBinary, ['pxsnap', 'sim', 'load', '-f', join(repository, 'plugin/tour/mysql.yaml'), '--sim'], {
    home,
  })
  expect(up.code, up.stderr).toBe(0)
})

const env = { PATH: [bin, process.env.PATH].join(delimiter), HOME: home, PXSNAP_HOME: join(home, 'pxsnap') }
const asked = (...words: readonly string[]) =>
  spawnSync(kubectlBinary, ['__complete', 'pxsnap', ...words], { encoding: 'utf8', env })
    .stdout.trimEnd()
    .split('\n')

test('kubectl hands our commands, flags and kinds through', () => {
  expect(asked('desc')).toEqual(['describe\tShows one object with everything that matters about it', ':4'])
  expect(asked('get', 'pvc', '--watch-').map(line => line.split('\t')[0])).toEqual(['--watch-only', ':4'])
  expect(asked('explain', 'groupvolumesnapshot')).toContain('groupvolumesnapshots')
})

test('kubectl hands live names through, and nothing where there is no cluster', () => {
  const names = asked('describe', 'pvc', '-n', 'shop', '--sim', '')
  expect(names.length).toBeGreaterThan(1)
  expect(asked('describe', 'pvc', '--kubeconfig', '/nowhere', '')).toEqual([':4'])
})

test('a real bash completes pxsnap', () => {
  const line = 'pxsnap describe pvc -n shop --sim '
  const script = `source <(pxsnap completion bash)
COMP_LINE='${line}' COMP_POINT=${line.length}; _pxsnap_complete; echo "\${COMPREPLY[*]}"`
  const { stdout, stderr } = spawnSync('bash', ['-c', script], { encoding: 'utf8', env })
  expect(stderr).toBe('')
  expect(stdout).toContain('mysql-data')
})

test('the program for kubectl that completion prints answers the same', () => {
  const { stdout } = run(kubectlBinary, ['pxsnap', 'completion', 'kubectl'], { home })
  expect(stdout).toContain('kubectl pxsnap __complete "$@"')
  expect(existsSync(join(bin, 'kubectl_complete-pxsnap'))).toBe(true)
})

/** The plugin under a real kubectl: found, dispatched, with its own output and exit codes. */

import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { kubectlBinary } from './install.ts'
import { run, scratchHome } from './plugin.ts'

const specs = mkdtempSync(join(tmpdir(), 'pxsnap-kubectl-'))
const ruleWithSpec = join(specs, 'rule.yaml')
writeFileSync(
  ruleWithSpec,
  `apiVersion: stork.libopenstorage.org/v1alpha1
kind: Rule
metadata:
  name: flush
  namespace: shop
spec:
  - podSelector:
      app: ring
    actions:
      - type: command
        value: nodetool flush
`,
)

test('kubectl lists the plugin', () => {
  const { stdout } = run(kubectlBinary, ['plugin', 'list', '--name-only'])
  expect(stdout.split('\n')).toContain('kubectl-pxsnap')
})

test('kubectl pxsnap version prints the version and exits 0', () => {
  const { code, stdout } = run(kubectlBinary, ['pxsnap', 'version'])
  expect(stdout).toMatch(/\d+\.\d+\.\d+/)
  expect(code).toBe(0)
})

test('kubectl pxsnap lint finds a Rule with spec and hands its exit code through', () => {
  const { code, stdout } = run(kubectlBinary, ['pxsnap', 'lint', '-f', ruleWithSpec, '-o', 'json'])
  const report = JSON.parse(stdout) as {
    findings: { code: string }[]
    summary: { errors: number }
  }
  expect(report.findings.map(finding => finding.code)).toContain('rule/spec-instead-of-rules')
  expect(code).toBe(3)
})

test('a simulated cluster made by one kubectl pxsnap command is there for the next', () => {
  const home = scratchHome()
  const up = run(kubectlBinary, ['pxsnap', 'sim', 'up', 'lab'], { home })
  expect(up.code, up.stderr).toBe(0)
  const list = run(kubectlBinary, ['pxsnap', 'sim', 'list'], { home })
  expect(list.stdout).toContain('lab')
  expect(list.code).toBe(0)
})

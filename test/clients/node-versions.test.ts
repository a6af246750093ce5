/** The built plugin on the other versions of Node that people have. */

import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { nodeBinaries } from './install.ts'
import { launcher, run } from './plugin.ts'

describe.each(nodeBinaries.filter(({ binary }) => existsSync(binary)))('Node $version', ({ binary }) => {
  test('prints its version and nothing else', () => {
    const { code, stdout, stderr } = run(binary, [launcher, 'version'])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(/\d+\.\d+\.\d+/)
  })

  test('runs the whole tour with every verdict as expected', () => {
    const { code, stdout, stderr } = run(binary, [launcher, 'tour'])
    expect(code, stdout + stderr).toBe(0)
  })
})

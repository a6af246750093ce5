/** Specs as people write them, of every kind that we know and of other tools: there is nothing to say about them. */

import { createWorkspace } from '@pxsnap/core/language'
import { expect, test } from 'vitest'
import { goldenFiles, readGolden } from '../support/golden.ts'

const files = goldenFiles('fine')

function found(workspace: ReturnType<typeof createWorkspace>): readonly string[] {
  return workspace.diagnoseAll().map(({ file, code, path, message }) => `${file} ${code} ${path} ${message}`)
}

test.each(files)('%s, for STORK and for pxsnap', file => {
  for (const executor of ['stork', 'pxsnap'] as const) {
    const workspace = createWorkspace({ executor })
    workspace.set(file, readGolden('fine', file))
    expect(found(workspace)).toEqual([])
  }
})

test('all of them in one folder', () => {
  const workspace = createWorkspace()
  for (const file of files) workspace.set(file, readGolden('fine', file))
  expect(found(workspace)).toEqual([])
})

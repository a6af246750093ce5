/**
 * Findings and fixes as a storage engineer reads them: one case, one file, and beside it what all its fixes make of it.
 * The folder and name of a case are the code of the finding it is about. A case may say who carries out the spec in
 * its first line: `# executor: pxsnap`; or of which kinds it shows all there are: `# complete: Rule, Secret`.
 */

import { createWorkspace, fixAll, textCheckCatalogue } from '@pxsnap/core/language'
import { checkCatalogue, type Executor } from '@pxsnap/core/specs'
import { describe, expect, test } from 'vitest'
import { goldenFiles, matchesGolden, readGolden } from '../support/golden.ts'
import { withMarks, withoutMarks } from '../support/markers.ts'

const area = 'diagnose'
const fixedSuffix = '.fixed.yaml'
const cases = goldenFiles(area).filter(file => file.endsWith('.yaml') && !file.endsWith(fixedSuffix))

describe.each(cases)('%s', file => {
  const text = withoutMarks(readGolden(area, file))
  const executor: Executor = text.startsWith('# executor: pxsnap') ? 'pxsnap' : 'stork'
  const completeKinds = /^# complete: (.*)/.exec(text)?.[1]?.split(', ') ?? []

  test('has these findings', () => {
    const workspace = createWorkspace({ executor, completeKinds })
    workspace.set(file, text)
    matchesGolden(area, file, withMarks(text, workspace.diagnose(file)))
  })

  test('has the finding it is named after', () => {
    const workspace = createWorkspace({ executor, completeKinds })
    workspace.set(file, text)
    const code = file.replace(/(?:\.[a-z0-9-]+)?\.yaml$/, '')
    if (!file.endsWith('.fine.yaml')) expect(workspace.diagnose(file).map(finding => finding.code)).toContain(code)
  })

  test('is fixed like this', () => {
    const fixed = fixAll(file, text, { executor, completeKinds })
    matchesGolden(area, file.replace(/\.yaml$/, fixedSuffix), fixed.fixed.length === 0 ? undefined : fixed.text)
  })
})

/** Findings about files that nobody wants to read; `safety.test.ts` has them. */
const unreadable = ['yaml/too-large', 'yaml/binary']

test('every code has its golden file', () => {
  const codes = [...checkCatalogue, ...textCheckCatalogue]
    .map(({ code }) => code)
    .filter(code => !unreadable.includes(code))
  expect(codes.filter(code => !cases.includes(`${code}.yaml`))).toEqual([])
})

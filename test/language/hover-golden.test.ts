/** What is said about the place at the mark `‸`: a text with one mark, then `# says` and the words as comments. */

import { instant } from '@pxsnap/core/base'
import { createWorkspace } from '@pxsnap/core/language'
import { describe, test } from 'vitest'
import { goldenFiles, matchesGolden, readGolden } from '../support/golden.ts'

const area = 'hover'

describe.each(goldenFiles(area))('%s', file => {
  test('says these words', () => {
    const [input = ''] = readGolden(area, file).split('# says\n')
    const offset = input.indexOf('‸')
    const text = input.replace('‸', '')
    const now = () => instant(Date.UTC(2026, 10, 22, 12))
    const workspace = createWorkspace({ now, executor: input.startsWith('# executor: pxsnap') ? 'pxsnap' : 'stork' })
    workspace.set(file, text)
    const hover = workspace.hover(file, offset)
    const words =
      hover === undefined
        ? []
        : [`about ${text.slice(hover.range.start, hover.range.end)}`, '', ...hover.markdown.split('\n')]
    matchesGolden(
      area,
      file,
      `${input}# says\n${words
        .map(line => `# ${line}`.trimEnd())
        .map(line => `${line}\n`)
        .join('')}`,
    )
  })
})

/**
 * What is offered at the mark `‸`: each file is a text with one mark, then `# offers` and the items as comments.
 * A text may hold several documents; only the mark's place counts.
 */

import { createWorkspace } from '@pxsnap/core/language'
import { describe, test } from 'vitest'
import { goldenFiles, matchesGolden, readGolden } from '../support/golden.ts'

const area = 'complete'

describe.each(goldenFiles(area))('%s', file => {
  test('offers these items', () => {
    const [input = ''] = readGolden(area, file).split('# offers\n')
    const offset = input.indexOf('‸')
    const text = input.replace('‸', '')
    const workspace = createWorkspace()
    workspace.set(file, text)
    const items = workspace.complete(file, offset).map(({ label, kind, detail, insertText, range }) => {
      const replaced = text.slice(range.start, range.end)
      return [
        `# ${kind} ${label}`,
        detail === undefined ? '' : `(${detail})`,
        insertText === undefined ? '' : `writes ${JSON.stringify(insertText)}`,
        replaced === '' ? '' : `for ${JSON.stringify(replaced)}`,
      ]
        .filter(part => part !== '')
        .join('  ')
    })
    matchesGolden(area, file, `${input}# offers\n${items.map(item => `${item}\n`).join('')}`)
  })
})

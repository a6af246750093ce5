/** An allow-list that cannot be read as one line of entries. Then it allows nothing. */

import { oldRestoreNamespaces, restoreNamespaces } from '../../annotations.ts'
import { at, check } from '../../check.ts'
import { annotationsOf } from '../../facts.ts'
import { fixPlan, setValue } from '../../fix-plan.ts'
import { volumeSnapshot } from '../../kinds/volume-snapshot.ts'
import { restoreEntries } from '../../restore-namespaces.ts'

export const restoreNamespacesList = check(volumeSnapshot, {
  code: 'volume-snapshot/restore-namespaces-list',
  severity: 'error',
  help: 'Write the namespaces in one line, separated by commas, without quotes around single entries.',
  find: (_, { raw }) =>
    [restoreNamespaces, oldRestoreNamespaces].flatMap(({ key }) => {
      const text = annotationsOf(raw)[key]
      const problem = text === undefined ? [] : restoreEntries(text)
      if (text === undefined || typeof problem !== 'string') return []
      const path = ['metadata', 'annotations', key]
      const entries = text
        .split(/[\n,]/)
        .map(entry => entry.trim().replace(/^"(.*)"$/, '$1'))
        .filter(entry => entry !== '')
      const why = problem === 'several-lines' ? 'several lines' : 'a quote behind other text'
      const readable = entries.every(entry => !entry.includes('"'))
      const fix = readable ? fixPlan('Write it as one line', setValue(path, entries.join(','))) : undefined
      return [at(path, `The list has ${why}, so no namespace may restore.`, fix)]
    }),
})

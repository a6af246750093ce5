/** An allow-list entry with a comma or a quote. STORK joins the entries by commas and reads them apart again. */

import { at, check } from '../../check.ts'
import { fixPlan, setValue } from '../../fix-plan.ts'
import { entry } from '../../json.ts'
import { groupVolumeSnapshot } from '../../kinds/group-volume-snapshot.ts'
import { restoreEntriesOf } from '../../restore-entry.ts'

export const restoreNamespacesSeparator = check(groupVolumeSnapshot, {
  code: 'group-volume-snapshot/restore-namespaces-separator',
  severity: 'warning',
  help: 'Write one namespace or expression per entry.',
  find: (_, { raw }) =>
    restoreEntriesOf(raw)
      .filter(({ text }) => /[",]/.test(text))
      .map(({ text, path }) => {
        const list = entry(raw.spec, 'restoreNamespaces')
        const parts = text.split(',').map(part => part.trim())
        const plain = parts.every(part => /^[\w.*-]+$/.test(part))
        const [first = '', ...more] = parts
        const end = Array.isArray(list) ? list.length : 0
        const fix =
          plain && more.length > 0
            ? fixPlan(
                'Write them as entries of their own',
                setValue(path, first),
                ...more.map((part, index) => setValue(['spec', 'restoreNamespaces', end + index], part)),
              )
            : undefined
        return at(path, `\`${text}\` is read as several entries, because the list is joined by commas.`, fix)
      }),
})

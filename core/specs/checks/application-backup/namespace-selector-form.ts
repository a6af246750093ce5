/** A label selector written as YAML or JSON writes maps. As text it is `key=value`. */

import { backupBody, backupKinds, backupPath } from '../../backup-body.ts'
import { at, check } from '../../check.ts'
import { fixPlan, setValue } from '../../fix-plan.ts'
import { textOf } from '../../json.ts'

const pair = /^([\w./-]+)\s*:\s*([\w.-]+)$/

export const namespaceSelectorForm = check(backupKinds, {
  code: 'application-backup/namespace-selector-form',
  severity: 'error',
  help: 'Write `team=shop`, `team in (shop,billing)` or `team`, with commas between where all must hold.',
  find: (_, { raw }) => {
    const text = textOf(backupBody(raw)?.namespaceSelector)?.trim() ?? ''
    const parts = text.split(',').map(part => part.trim())
    if (text === '' || !(parts.every(part => pair.test(part)) || text.startsWith('{"'))) return []
    const path = [...backupPath(raw), 'namespaceSelector']
    const right = parts.map(part => part.replace(pair, '$1=$2')).join(',')
    const fix = text.startsWith('{') ? undefined : fixPlan(`Change to ${right}`, setValue(path, right))
    return [at(path, `\`${text}\` is no label selector: in text a label is written \`key=value\`.`, fix)]
  },
})

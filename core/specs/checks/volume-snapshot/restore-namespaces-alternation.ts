/** Alternatives in an allow-list entry without parentheses. Each is bound at one end only, so far more namespaces match. */

import { check } from '../../check.ts'
import { volumeSnapshot } from '../../kinds/volume-snapshot.ts'
import { entryFindings } from '../../restore-entry.ts'

export const restoreNamespacesAlternation = check(volumeSnapshot, {
  code: 'volume-snapshot/restore-namespaces-alternation',
  severity: 'error',
  help: 'Put the alternatives in parentheses, or write them as entries of their own.',
  find: (_, { raw }) =>
    entryFindings(
      raw,
      'alternation',
      text => `\`${text}\` also matches namespaces that only begin or end like one of its alternatives.`,
      text => `(${text})`,
    ),
})

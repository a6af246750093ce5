/** A flush of Elasticsearch before a snapshot of its files. Its makers support no restore from copies of files. */

import { at, check } from '../../check.ts'
import { rule } from '../../kinds/rule.ts'
import { actionsOf } from '../../rule-actions.ts'
import { usesOf } from '../../rule-command.ts'

export const elasticsearchFlush = check(rule, {
  code: 'rule/elasticsearch-flush',
  severity: 'information',
  help: 'For a backup, take a snapshot through the Elasticsearch API into a repository on a claim, and snapshot that claim.',
  find: (_, { raw }) =>
    actionsOf(raw)
      .filter(({ study }) => usesOf(study, 'flush').some(({ use }) => use.command.id === 'elasticsearch/flush'))
      .map(({ path }) =>
        at(
          [...path, 'value'],
          'A flush shortens recovery, but Elasticsearch supports no restore from a copy of its files: data may be missing without a word.',
        ),
      ),
})

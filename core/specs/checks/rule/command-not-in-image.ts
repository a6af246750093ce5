/** A command that the application of the chosen pods no longer has: an old shell, or a function that was removed. */

import { certainMatches } from '../../certain.ts'
import { at, check } from '../../check.ts'
import { namespaceOf } from '../../facts.ts'
import { fixPlan, setValue } from '../../fix-plan.ts'
import { rule } from '../../kinds/rule.ts'
import { actionsOf, type RuleAction } from '../../rule-actions.ts'
import type { PodContainer } from '../../workloads.ts'

type Removal = {
  readonly image: RegExp
  readonly since: number
  readonly used: (action: RuleAction) => boolean
  readonly old: string
  readonly now: string
  /** Set when the new command takes the place of the old one word for word. */
  readonly rewrite?: (value: string) => string
}

const removals: readonly Removal[] = [
  {
    image: /(?:^|\/)mongo$/,
    since: 6,
    used: ({ study }) => study.calls.some(({ program }) => program === 'mongo'),
    old: 'the shell `mongo`',
    now: 'mongosh',
    rewrite: value => value.replace(/(^|[\s;&|(/])mongo(?=\s)/g, '$1mongosh'),
  },
  {
    image: /(?:^|\/)postgres(?:ql)?$/,
    since: 15,
    used: ({ value }) => /\bpg_start_backup\s*\(/i.test(value),
    old: '`pg_start_backup()`',
    now: 'pg_backup_start()',
  },
  {
    image: /(?:^|\/)postgres(?:ql)?$/,
    since: 15,
    used: ({ value }) => /\bpg_stop_backup\s*\(/i.test(value),
    old: '`pg_stop_backup()`',
    now: 'pg_backup_stop()',
  },
  {
    image: /(?:^|\/)mariadb$/,
    since: 11,
    used: ({ study }) => study.calls.some(({ program }) => program === 'mysql'),
    old: 'the client `mysql`',
    now: 'mariadb',
    rewrite: value => value.replace(/(^|[\s;&|(/])mysql(?=\s)/g, '$1mariadb'),
  },
]

export const commandNotInImage = check(rule, {
  code: 'rule/command-not-in-image',
  severity: 'warning',
  help: 'Use the command that this version of the application has.',
  find: (_, { raw, facts }) =>
    actionsOf(raw).flatMap(action => {
      const containers = certainMatches(facts, namespaceOf(raw), action.item.podSelector ?? {}).flatMap(pods =>
        pods.containers.filter(({ name }) => action.item.container === undefined || name === action.item.container),
      )
      const removal = removals.find(
        candidate => candidate.used(action) && containers.some(each => isPast(each, candidate)),
      )
      const container = removal && containers.find(each => isPast(each, removal))
      if (removal === undefined || container === undefined) return []
      const here = [...action.path, 'value']
      const fix = removal.rewrite && fixPlan(`Use ${removal.now}`, setValue(here, removal.rewrite(action.value)))
      const message = `The image \`${container.image}\` no longer has ${removal.old}; today it is \`${removal.now}\`.`
      return [at(here, message, fix)]
    }),
})

/** Whether the image is of a version that lost the command. A tag that is no version says nothing. */
function isPast({ image }: PodContainer, { image: known, since }: Removal): boolean {
  // The longest name that a registry takes.
  if (image.length > 512) return false
  const [, name = '', version] = /^([^@]*?)(?::v?(\d+)[^/@]*)?(?:@.*)?$/.exec(image) ?? []
  return known.test(name) && version !== undefined && Number(version) >= since
}

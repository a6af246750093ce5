/** A rule for an image without a shell. Every command is run by `sh`, so every command fails. */

import { at, check } from '../../check.ts'
import { chosenContainers } from '../../chosen-containers.ts'
import { rule } from '../../kinds/rule.ts'
import { actionsOf } from '../../rule-actions.ts'

/** Distroless images; those with a tag of `debug` bring a shell. */
const withoutShell = /(?:^|\/)distroless\/[^:@]+(?::(?!.*debug)[^@]*)?(?:@|$)/

export const noShell = check(rule, {
  code: 'rule/no-shell',
  severity: 'error',
  help: 'Run the command in another container of the pod, for example one beside the application that has its client.',
  find: (_, { raw, facts }) =>
    actionsOf(raw).flatMap(action => {
      const chosen = chosenContainers(facts, raw, action).find(({ container }) => withoutShell.test(container.image))
      if (chosen === undefined) return []
      return [
        at(
          [...action.path, 'value'],
          `The image \`${chosen.container.image}\` has no shell, and commands are run by \`sh\`.`,
        ),
      ]
    }),
})

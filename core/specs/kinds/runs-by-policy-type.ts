/** The runs that a schedule lists in its status, by the section of the policy that asked for them. */

import { list, object, text, time } from '../schema.ts'

/** The field `status.items` of a schedule that makes objects of the kind `made`. */
export function runsByPolicyType(made: string) {
  const runs = (when: string) =>
    list(
      object(
        {
          name: text({ doc: `The name of the ${made}.` }),
          creationTimestamp: time({ doc: 'When it was made.' }),
          finishTimestamp: time({ doc: 'When it was over.' }),
          status: text({ doc: 'How it went.' }),
        },
        { doc: 'One run.' },
      ),
      { doc: `Runs that the ${when} section asked for.` },
    )
  return object(
    {
      Interval: runs('interval'),
      Daily: runs('daily'),
      Weekly: runs('weekly'),
      Monthly: runs('monthly'),
    },
    { doc: 'Runs, newest last. These keys are capitalised.', setBy: 'controller' },
  )
}

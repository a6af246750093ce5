/**
 * A freeze that outlives its command, in a pre rule whose snapshot has no post rule that undoes it. The application
 * stays frozen after the snapshot.
 */

import { postSnapCommands } from '../../annotations.ts'
import { at, check } from '../../check.ts'
import { annotationsOf, type Facts } from '../../facts.ts'
import { rule } from '../../kinds/rule.ts'
import { actionsOf } from '../../rule-actions.ts'
import { locksOf, type QuiesceUse, undoes } from '../../rule-command.ts'
import { ownersOfRule, ruleNamed, type SnapshotOwner } from '../../snapshot-owner.ts'

export const freezeNeverThawed = check(rule, {
  code: 'rule/freeze-never-thawed',
  severity: 'error',
  help: 'Name a post rule that undoes the freeze in the same pods.',
  find: (_, { raw, facts }) => {
    const actions = actionsOf(raw)
    const owners = ownersOfRule(facts, raw).filter(({ reference }) => reference.when === 'pre')
    return actions.flatMap(({ path, study }) => {
      const lasting = locksOf(study).find(
        ({ use }) => use.command.scope !== 'session' && !actions.some(other => undoes(other.study, use.command)),
      )
      if (lasting === undefined) return []
      const owner = owners.find(candidate => !thawedAfter(facts, candidate.owner, lasting.use))?.owner
      if (owner === undefined) return []
      const { spelled, undoneBy } = lasting.use.command
      if (undoneBy.length === 0) return []
      const post = owner.rules.find(({ when }) => when === 'post')
      const why =
        post === undefined ? 'names no post rule' : `runs the rule \`${post.name}\` afterwards, which does not undo it`
      const message = `\`${spelled}\` stays on after the command, and ${owner.kind} \`${owner.name}\` ${why}.`
      return [at([...path, 'value'], message)]
    })
  },
})

/**
 * True also when the post rule is not among the known objects: then nothing is known against it. A command of the days
 * before Rules is not run either, which another check says.
 */
function thawedAfter(facts: Facts, owner: SnapshotOwner, { command }: QuiesceUse): boolean {
  if (postSnapCommands.some(({ key }) => Object.hasOwn(annotationsOf(owner.object), key))) return true
  const posts = owner.rules.filter(({ when }) => when === 'post')
  return posts.some(({ name }) => {
    const post = ruleNamed(facts, owner, name)
    return post === undefined || actionsOf(post).some(({ study }) => undoes(study, command))
  })
}

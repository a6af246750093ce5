/** A rule after the snapshot and none before. The snapshot is of an application that was not asked to hold still. */

import { preSnapCommands, preSnapshotRule } from '../../annotations.ts'
import { at, check } from '../../check.ts'
import { annotationsOf } from '../../facts.ts'
import { volumeSnapshot } from '../../kinds/volume-snapshot.ts'
import { nearAnnotation } from '../../near-annotation.ts'
import { snapshotOwner } from '../../snapshot-owner.ts'

export const postRuleWithoutPre = check(volumeSnapshot, {
  code: 'volume-snapshot/post-rule-without-pre',
  severity: 'information',
  help: 'Name a pre rule that freezes what this rule thaws, or remove this one.',
  find: (_, { raw }) => {
    const rules = snapshotOwner(raw)?.rules ?? []
    const post = rules.find(({ when }) => when === 'post')
    const before = rules.some(({ when }) => when === 'pre')
    // What was to run before is there, under a key that is not read; other checks say so.
    const meant = Object.keys(annotationsOf(raw)).some(
      key =>
        preSnapCommands.some(each => each.key === key) ||
        nearAnnotation(volumeSnapshot.kind, key) === preSnapshotRule.key,
    )
    if (post === undefined || before || meant) return []
    return [at(post.path, `\`${post.name}\` runs after the snapshot, and no rule runs before it.`)]
  },
})

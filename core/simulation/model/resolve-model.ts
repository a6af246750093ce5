/** What the only object's spec means in a model world. */

import type { Answer, Member, Reason, Targets } from '../../engine/index.ts'
import { commandWaves } from './scenario-rules.ts'
import type { SnapshotWorld } from './snapshot-world.ts'

/** The spec's meaning in the world as it is now; the pods it knows are marked as known. */
export function resolveModel(world: SnapshotWorld): Answer {
  const { scenario } = world
  const members: Member[] = []
  for (let index = 0; index < scenario.members; index++)
    members.push({ claim: `claim-${index}`, persistentVolume: `pv-${index}`, volume: `volume-${index}` })
  if (scenario.rule === 'none')
    return {
      got: 'targets',
      targets: { members, targets: [], pre: [], post: [], known: [], selectors: [], notes: [] },
    }
  for (const pod of world.pods) pod.known = pod.running
  const running = world.pods.filter(pod => pod.running)
  const reached = running.filter(pod => pod.reached)
  if (reached.length === 0) return { got: 'problem', reason: nobody, mayPass: false }
  const { pre, post } = commandWaves(scenario.rule, reached.length)
  const targets: Targets = {
    members,
    pre,
    post,
    targets: reached.map(pod => ({ namespace: 'n', pod: pod.uid, uid: pod.uid, container: 'c' })),
    known: running.map(pod => pod.uid),
    selectors: [],
    notes: [],
  }
  return { got: 'targets', targets }
}

const nobody: Reason = { code: 'rule-matches-nothing', message: 'No pod is running.', blame: 'spec' }

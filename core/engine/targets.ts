/** What a snapshot's spec means in the cluster as it is now: members, pods, containers and commands. Nothing is frozen yet. */

import { type Labels, matchesLabels } from '../base/index.ts'
import { annotationsOf, entry, groupSelectorPrefix, type KubeObject, textOf, valueAt } from '../specs/index.ts'
import { cloudWish } from './cloud-wish.ts'
import type { FoundPod, WriterSelection } from './effect.ts'
import type { Reason } from './reason.ts'
import { type RuleAction, type RuleItem, type RuleSource, ruleItems, ruleSource, type When } from './rule-source.ts'
import { runBudgets } from './run-budgets.ts'
import type { Command, Member, Target, Targets, Wave } from './snapshot-lifecycle.ts'

/** What was read of the snapshot's namespace, and the volumes behind its claims. */
export type Surroundings = {
  readonly claims: readonly KubeObject[]
  readonly volumes: readonly KubeObject[]
  readonly pods: readonly KubeObject[]
  /** The Rules that {@link rulesNeeded} named, as far as they exist. */
  readonly rules: readonly KubeObject[]
}

export type Resolved = { readonly targets: Targets } | { readonly problem: Reason; readonly mayPass: boolean }

/** Works out what would be done, or why it cannot be. Stops at the first thing that is not as it must be. */
export function resolveTargets(object: KubeObject, around: Surroundings): Resolved {
  const unsupported = refuse(object)
  if (unsupported !== undefined) return lasting(unsupported)
  const chosen = chooseClaims(object, around.claims)
  if ('problem' in chosen) return lasting(chosen.problem)
  return resolveFor(object, chosen.claims, around)
}

/** The same for claims that were chosen already; `object` names the rules. */
export function resolveFor(object: KubeObject, claims: readonly KubeObject[], around: Surroundings): Resolved {
  const members: Member[] = []
  for (const claim of claims) {
    const member = memberOf(claim, around.volumes)
    if ('problem' in member) return member
    members.push(member)
  }
  const finder = new PodFinder(members, around.pods)
  const pre = plan(finder, 'pre', object, around.rules)
  if ('problem' in pre) return pre
  const post = plan(finder, 'post', object, around.rules)
  if ('problem' in post) return post
  const selectors = [...pre.selectors, ...post.selectors]
  const selection = { claims: members.map(member => member.claim), selectors }
  const known = writersAmong(around.pods, selection).map(pod => pod.uid)
  const notes = [...finder.notes, ...spared(finder, around.pods, members)]
  return { targets: { members, targets: finder.targets, pre: pre.waves, post: post.waves, known, selectors, notes } }
}

/** The Rules a snapshot names. */
export function rulesNeeded(object: KubeObject): readonly string[] {
  const sources = [ruleSource(object, 'pre'), ruleSource(object, 'post')]
  return sources.flatMap(source => (source?.from === 'rule' ? [source.name] : []))
}

/** The PersistentVolumes of the claims that a snapshot chooses. */
export function volumesNeeded(object: KubeObject, claims: readonly KubeObject[]): readonly string[] {
  const chosen = chooseClaims(object, claims)
  if ('problem' in chosen) return []
  return chosen.claims.flatMap(claim => textOf(valueAt(claim, ['spec', 'volumeName'])) ?? [])
}

/** The pods that write, or have written, among those of the selection. A pod that never ran is not among them. */
export function writersAmong(pods: readonly KubeObject[], selection: WriterSelection): readonly FoundPod[] {
  return pods
    .filter(pod => phaseOf(pod) !== 'Pending')
    .filter(
      pod =>
        claimsOf(pod).some(claim => selection.claims.includes(claim)) ||
        selection.selectors.some(selector => matchesLabels(selector, pod.metadata.labels ?? {})),
    )
    .map(pod => ({ uid: pod.metadata.uid ?? '', name: pod.metadata.name }))
}

/** The claims that a pod's volumes name. */
export function claimsOf(pod: KubeObject): readonly string[] {
  const volumes = valueAt(pod, ['spec', 'volumes'])
  if (!Array.isArray(volumes)) return []
  return volumes.flatMap(volume => textOf(valueAt(volume, ['persistentVolumeClaim', 'claimName'])) ?? [])
}

export function phaseOf(object: KubeObject): string {
  return textOf(valueAt(object, ['status', 'phase'])) ?? 'Pending'
}

/** The storage's name for the volume behind a PersistentVolume. */
export function volumeHandle(volume: KubeObject): string | undefined {
  return (
    textOf(valueAt(volume, ['spec', 'csi', 'volumeHandle'])) ??
    textOf(valueAt(volume, ['spec', 'portworxVolume', 'volumeID']))
  )
}

function refuse(object: KubeObject): Reason | undefined {
  const annotations = annotationsOf(object)
  const cloud = cloudWish(object)
  if ('problem' in cloud) return cloud.problem
  const budgets = runBudgets(object)
  if ('problem' in budgets) return budgets.problem
  if (Object.keys(annotations).some(key => key.startsWith(groupSelectorPrefix.key)))
    return unsupported(`Annotations ${groupSelectorPrefix.key}… choose no group any more. Use a GroupVolumeSnapshot.`)
  return undefined
}

function chooseClaims(
  object: KubeObject,
  claims: readonly KubeObject[],
): { readonly claims: readonly KubeObject[] } | { readonly problem: Reason } {
  if (object.kind !== 'GroupVolumeSnapshot') {
    const name = textOf(entry(object.spec, 'persistentVolumeClaimName')) ?? ''
    const claim = claims.find(one => one.metadata.name === name)
    if (claim !== undefined) return { claims: [claim] }
    const message =
      name === '' ? 'The snapshot names no claim.' : `Claim ${name} does not exist in the namespace of the snapshot.`
    return { problem: { code: 'claim-missing', message, blame: 'spec' } }
  }
  const selector = valueAt(object, ['spec', 'pvcSelector'])
  const expressions = entry(selector, 'matchExpressions')
  if (Array.isArray(expressions) && expressions.length > 0) {
    const message = 'The selector uses matchExpressions; groups are chosen by matchLabels only.'
    return { problem: { code: 'selector-unsupported', message, blame: 'spec' } }
  }
  const labels = textMap(entry(selector, 'matchLabels'))
  if (Object.keys(labels).length === 0)
    return { problem: { code: 'no-claims', message: 'The selector is empty and matches no claims.', blame: 'spec' } }
  const chosen = claims.filter(claim => matchesLabels(labels, claim.metadata.labels ?? {}))
  if (chosen.length > 0) return { claims: chosen }
  const wanted = Object.entries(labels).map(([key, value]) => `${key}=${value}`)
  return { problem: { code: 'no-claims', message: `No claim carries ${wanted.join(', ')}.`, blame: 'spec' } }
}

function memberOf(
  claim: KubeObject,
  volumes: readonly KubeObject[],
): Member | { readonly problem: Reason; readonly mayPass: boolean } {
  const { name } = claim.metadata
  const persistentVolume = textOf(valueAt(claim, ['spec', 'volumeName']))
  if (phaseOf(claim) !== 'Bound' || persistentVolume === undefined) {
    const message = `Claim ${name} is ${phaseOf(claim)}, not Bound, so it has no volume yet.`
    return { problem: { code: 'claim-unbound', message, blame: 'cluster' }, mayPass: phaseOf(claim) !== 'Lost' }
  }
  const object = volumes.find(volume => volume.metadata.name === persistentVolume)
  const volume = object === undefined ? undefined : volumeHandle(object)
  if (volume !== undefined) return { claim: name, persistentVolume, volume }
  const message = `The volume ${persistentVolume} of claim ${name} is not one that this storage knows.`
  return lasting({ code: 'claim-not-ours', message, blame: 'spec' })
}

type Planned = { readonly waves: readonly Wave[]; readonly selectors: readonly Labels[] }

function plan(
  finder: PodFinder,
  when: When,
  object: KubeObject,
  rules: readonly KubeObject[],
): Planned | { readonly problem: Reason; readonly mayPass: boolean } {
  const source = ruleSource(object, when)
  if (source === undefined) return { waves: [], selectors: [] }
  const named = source.from === 'rule' ? rules.find(rule => rule.metadata.name === source.name) : undefined
  const read = ruleItems(source, when, named)
  if ('problem' in read) return lasting(read.problem)
  const waves: Wave[] = []
  // Where items choose the same container, what an earlier item runs there is not run again.
  const ran = new Set<string>()
  for (const item of read.items) {
    const found = finder.find(item, source)
    if ('problem' in found) return found
    const own: string[] = []
    for (const action of item.actions) {
      const targets = action.once ? found.targets.slice(0, 1) : found.targets
      const fresh = targets.filter(target => !ran.has(commandKey(target, action)))
      own.push(...targets.map(target => commandKey(target, action)))
      if (fresh.length > 0) waves.push(fresh.map(target => finder.command(target, when, action)))
    }
    for (const key of own) ran.add(key)
  }
  return { waves, selectors: read.items.flatMap(({ selector }) => (selector === undefined ? [] : [selector])) }
}

function commandKey(target: number, { text, holds }: RuleAction): string {
  return `${target} ${holds} ${text}`
}

type Unnamed = Omit<Target, 'task'>

/** Chooses containers, numbers them and their commands, and remembers what the user should know. */
class PodFinder {
  readonly targets: Unnamed[] = []
  readonly notes: string[] = []
  readonly #counts = new Map<string, number>()
  readonly #members: readonly Member[]
  readonly #pods: readonly KubeObject[]

  constructor(members: readonly Member[], pods: readonly KubeObject[]) {
    this.#members = members
    this.#pods = [...pods].sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1))
  }

  /** Indexes of the containers that an item means; pods that match twice are there once. */
  find(
    item: RuleItem,
    source: RuleSource,
  ): { readonly targets: readonly number[] } | { readonly problem: Reason; readonly mayPass: boolean } {
    const { selector } = item
    const who = source.from === 'rule' ? `Rule ${source.name}` : `Annotation ${source.key}`
    const matched = this.#pods.filter(pod =>
      selector === undefined ? this.uses(pod) : matchesLabels(selector, pod.metadata.labels ?? {}),
    )
    const alive = matched.filter(pod => phaseOf(pod) !== 'Succeeded' && phaseOf(pod) !== 'Failed')
    if (alive.length === 0) {
      const labels = Object.entries(selector ?? {}).map(([key, value]) => `${key}=${value}`)
      const what = selector === undefined ? 'no pod uses the claim' : `no running pod carries ${labels.join(', ')}`
      return lasting({
        code: 'rule-matches-nothing',
        message: `${who}: ${what}, so nothing would be frozen.`,
        blame: 'spec',
      })
    }
    const targets: number[] = []
    for (const pod of alive) {
      const container = this.container(pod, item.container)
      if ('problem' in container) return container
      if (phaseOf(pod) === 'Running' && runs(pod, container.name)) targets.push(this.#target(pod, container.name))
      else this.notes.push(`Pod ${pod.metadata.name} is not running, so it is not asked to freeze.`)
    }
    if (targets.length > 0) return { targets }
    const message = `${who}: none of the pods it chooses is running yet.`
    return { problem: { code: 'rule-matches-nothing', message, blame: 'application' }, mayPass: true }
  }

  command(target: number, when: When, { text, holds, timeoutMs }: RuleAction): Command {
    const key = `${when}-${target}`
    const number = (this.#counts.get(key) ?? 0) + 1
    this.#counts.set(key, number)
    return { target, name: `${when}-${number}`, text, holds, ...(timeoutMs === undefined ? {} : { timeoutMs }) }
  }

  uses(pod: KubeObject): boolean {
    return claimsOf(pod).some(claim => this.#members.some(member => member.claim === claim))
  }

  /** The named container, the only one, or the only one that mounts a member's claim. */
  container(pod: KubeObject, named: string | undefined) {
    const containers = containersOf(pod)
    const { name } = pod.metadata
    if (named !== undefined) {
      if (containers.includes(named)) return { name: named }
      const message = `Pod ${name} has no container ${named}. It has: ${containers.join(', ')}.`
      return lasting({ code: 'container-missing', message, blame: 'spec' })
    }
    const [only] = containers
    if (only !== undefined && containers.length === 1) return { name: only }
    const mounting = containers.filter(container => this.#mounts(pod, container))
    const [one] = mounting
    if (one !== undefined && mounting.length === 1) return { name: one }
    const message = `Pod ${name} has the containers ${containers.join(', ')}. Name one of them as container of the rule.`
    return lasting({ code: 'container-ambiguous', message, blame: 'spec' })
  }

  #target(pod: KubeObject, container: string): number {
    const uid = pod.metadata.uid ?? ''
    const known = this.targets.findIndex(target => target.uid === uid && target.container === container)
    if (known !== -1) return known
    this.targets.push({ namespace: pod.metadata.namespace ?? '', pod: pod.metadata.name, uid, container })
    return this.targets.length - 1
  }

  #mounts(pod: KubeObject, container: string): boolean {
    const volumes = list(valueAt(pod, ['spec', 'volumes']))
    const ours = volumes.filter(volume => {
      const claim = textOf(valueAt(volume, ['persistentVolumeClaim', 'claimName']))
      return this.#members.some(member => member.claim === claim)
    })
    const names = ours.map(volume => textOf(entry(volume, 'name')))
    const spec = list(valueAt(pod, ['spec', 'containers'])).find(one => entry(one, 'name') === container)
    return list(entry(spec, 'volumeMounts')).some(mount => names.includes(textOf(entry(mount, 'name'))))
  }
}

/** Pods that write to a member but that no pre command reaches. */
function spared(finder: PodFinder, pods: readonly KubeObject[], members: readonly Member[]): readonly string[] {
  if (finder.targets.length === 0) return []
  return pods
    .filter(pod => phaseOf(pod) === 'Running' && finder.uses(pod))
    .filter(pod => !finder.targets.some(target => target.uid === pod.metadata.uid))
    .map(pod => {
      const claims = claimsOf(pod).filter(claim => members.some(member => member.claim === claim))
      return `Pod ${pod.metadata.name} uses ${claims.join(', ')}, and no rule reaches it.`
    })
}

function containersOf(pod: KubeObject): readonly string[] {
  return list(valueAt(pod, ['spec', 'containers'])).flatMap(container => textOf(entry(container, 'name')) ?? [])
}

// A pod without container states is taken at its phase's word.
function runs(pod: KubeObject, container: string): boolean {
  const states = list(valueAt(pod, ['status', 'containerStatuses']))
  const state = states.find(one => entry(one, 'name') === container)
  return state === undefined || entry(entry(state, 'state'), 'running') !== undefined
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function textMap(value: unknown): Labels {
  if (typeof value !== 'object' || value === null) return {}
  return Object.fromEntries(
    Object.entries(value).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
  )
}

function unsupported(message: string): Reason {
  return { code: 'unsupported', message, blame: 'spec' }
}

function lasting(problem: Reason): { readonly problem: Reason; readonly mayPass: boolean } {
  return { problem, mayPass: false }
}

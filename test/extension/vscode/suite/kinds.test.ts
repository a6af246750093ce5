/** Schedules, policies, migrations and pairs in VS Code: what is wrong, what can be written, what it is for. */

import assert from 'node:assert/strict'
import { suite, suiteSetup, teardown, test } from 'mocha'
import { extensions, Position } from 'vscode'
import { hoverText, suggestions } from './asking.ts'
import { closeAll, findings, newDocument, rangeOf } from './documents.ts'

/** `¶` is where completion is asked; it is not part of the text. */
type Example = {
  readonly kind: string
  readonly text: string
  readonly finding: { readonly code: string; readonly at: string }
  readonly offered: { readonly there: readonly string[]; readonly notThere: readonly string[] }
  readonly hover: { readonly at: string; readonly says: RegExp }
}

const examples: readonly Example[] = [
  {
    kind: 'SchedulePolicy',
    text: `apiVersion: stork.libopenstorage.org/v1alpha1
kind: SchedulePolicy
metadata:
  name: nightly
policy:
  weekly:
    day: SUNDAY
    time: 10:00PM
    ¶
`,
    finding: { code: 'schedule-policy/day-name', at: 'SUNDAY' },
    offered: { there: ['retain', 'options'], notThere: ['day', 'intervalMinutes'] },
    hover: { at: 'time:', says: /clock of twelve hours/ },
  },
  {
    kind: 'VolumeSnapshotSchedule',
    text: `apiVersion: stork.libopenstorage.org/v1alpha1
kind: VolumeSnapshotSchedule
metadata:
  name: orders
  namespace: shop
  annotations:
    stork.libopenstorage.org/pre-snapshot-rule: orders-lock
spec:
  schedulePolicyName: nightly
  reclaimPolicy: ¶
  template:
    spec:
      persistentVolumeClaimName: orders-data
`,
    finding: {
      code: 'volume-snapshot-schedule/rule-annotations',
      at: 'stork.libopenstorage.org/pre-snapshot-rule',
    },
    offered: { there: ['Delete', 'Retain'], notThere: ['suspend'] },
    hover: { at: 'schedulePolicyName', says: /NamespacedSchedulePolicy of this namespace/ },
  },
  {
    kind: 'Migration',
    text: `apiVersion: stork.libopenstorage.org/v1alpha1
kind: Migration
metadata:
  name: move
  namespace: shop
spec:
  clusterPair: remote
  namespaces: [shop]
  excludeResourceTypes: [deployments]
  ¶
`,
    finding: { code: 'migration/exclude-type-plural', at: 'deployments' },
    offered: { there: ['startApplications', 'preExecRule'], notThere: ['clusterPair'] },
    hover: { at: 'clusterPair', says: /ClusterPair to migrate through/ },
  },
  {
    kind: 'ClusterPair',
    text: `apiVersion: stork.libopenstorage.org/v1alpha1
kind: ClusterPair
metadata:
  name: remote
  namespace: shop
spec:
  config:
    current-context: prod
    clusters:
      prod:
        server: https://203.0.113.7:6443
    contexts:
      prod: {cluster: prod, user: prod-admin}
    users:
      prod-admin: {}
  options:
    ip: 203.0.113.9
    mode: Async
    ¶
`,
    finding: { code: 'cluster-pair/mode-unknown', at: 'Async' },
    offered: { there: ['port', 'token'], notThere: ['ip', 'mode'] },
    hover: { at: 'ip', says: /address of a storage node/ },
  },
]

suite('kinds of schedules and migrations in VS Code', () => {
  suiteSetup(() => extensions.getExtension('pxsnap.pxsnap')?.activate())

  teardown(closeAll)

  for (const { kind, text, finding, offered, hover } of examples) {
    test(`${kind}: a mistake is found at its place`, async () => {
      const { document } = await newDocument(text.replace('¶', ''))
      const found = await findings(document.uri, codes => codes.includes(finding.code))
      assert.deepEqual(found.find(({ code }) => code === finding.code)?.range, rangeOf(document, finding.at))
    })

    test(`${kind}: completion offers what fits and is not there yet`, async () => {
      const { document } = await newDocument(text.replace('¶', ''))
      const labels = await suggestions(document.uri, placeOf(text, '¶'))
      for (const label of offered.there) assert.ok(labels.includes(label), `${label} is not among ${labels.join(', ')}`)
      for (const label of offered.notThere) assert.ok(!labels.includes(label), `${label} is offered`)
    })

    test(`${kind}: hover says what a field is for`, async () => {
      const { document } = await newDocument(text.replace('¶', ''))
      assert.match(await hoverText(document.uri, placeOf(text, hover.at).translate(0, 1)), hover.says)
    })
  }
})

/** Where `part` first stands as the beginning of a word. */
function placeOf(text: string, part: string): Position {
  const before = text.slice(0, new RegExp(`(?<=[ ])${part}`).exec(text)?.index ?? 0).split('\n')
  return new Position(before.length - 1, before.at(-1)?.length ?? 0)
}

/** What matters of a snapshot, single or group: how it went, who was frozen, which commands ran, what happened when. */

import { fromIso, redact } from '../base/index.ts'
import { cloudWish, type Evidence, type EvidenceEvent } from '../engine/index.ts'
import {
  type KubeObject,
  postSnapCommands,
  postSnapshotRule,
  preSnapCommands,
  preSnapshotRule,
} from '../specs/index.ts'
import { type Cell, cell } from './cell.ts'
import type { Fact, Section } from './description.ts'
import { evidenceOf } from './evidence.ts'
import { textAt } from './fields.ts'
import { labelText } from './listing-columns.ts'
import { clockTime, spell } from './moment.ts'
import { snapshotState } from './snapshot-state.ts'
import { claimsOf } from './timeline.ts'

export function snapshotFacts(object: KubeObject): readonly Fact[] {
  const evidence = evidenceOf(object)
  const { word, tone, message, next } = snapshotState(object)
  const single = object.kind === 'VolumeSnapshot'
  return [
    { label: 'Status', value: cell(message === undefined ? word : `${word}: ${message}`, tone) },
    ...fact('Next', next),
    ...fact('Claim', single ? textAt(object, 'spec', 'persistentVolumeClaimName') : undefined),
    ...fact('Kept', keptIn(object)),
    ...fact('Selector', labelText(object, 'spec', 'pvcSelector', 'matchLabels')),
    ...fact('Before', before(object)),
    ...fact('After', afterwards(object)),
    ...(evidence === undefined ? [] : evidenceFacts(evidence)),
    ...fact('Data', single ? textAt(object, 'spec', 'snapshotDataName') : undefined),
  ]
}

/** Where a cloud snapshot is kept; a local one needs no word. */
function keptIn(object: KubeObject): string | undefined {
  const cloud = cloudWish(object)
  if ('problem' in cloud || cloud.wish === undefined) return undefined
  const { credential } = cloud.wish
  return credential === undefined ? 'in an object store' : `in an object store, credential ${credential}`
}

function evidenceFacts(evidence: Evidence): readonly Fact[] {
  return [
    ...(evidence.snapshotAt === undefined
      ? []
      : [
          { label: 'Consistency', value: consistencySentence(evidence) },
          { label: 'Snapshot at', value: cell(evidence.snapshotAt) },
        ]),
    ...evidence.frozen.map(({ pod, ms, from, to }) => ({
      label: 'Frozen',
      value: cell(
        to === undefined || ms === undefined
          ? `${pod} since ${clockTime(from)}; nobody saw its end`
          : `${pod} ${spell(ms)}, from ${clockTime(from)} to ${clockTime(to)}`,
        'frozen',
      ),
    })),
    ...(evidence.attempts > 1 ? [{ label: 'Attempts', value: cell(evidence.attempts) }] : []),
  ]
}

/** `application-consistent`, or what it is instead and why. */
export function consistencySentence({ consistency, because }: Evidence): Cell {
  const why = because === undefined ? '' : `: ${because}`
  switch (consistency) {
    case 'application':
      return cell('application-consistent', 'usable')
    case 'crash':
      return cell(`crash-consistent${why}`, because === undefined ? 'plain' : 'working')
    case 'none':
      return cell(`not consistent${why}`, 'failed')
  }
}

export function snapshotSections(object: KubeObject): readonly Section[] {
  const evidence = evidenceOf(object)
  const members = object.kind === 'GroupVolumeSnapshot' ? claimsOf(object) : []
  return [
    ...(members.length === 0 ? [] : [{ title: 'Members', rows: members.map(claim => [cell(claim)]) }]),
    ...(evidence === undefined ? [] : evidenceSections(evidence)),
  ]
}

function evidenceSections(evidence: Evidence): readonly Section[] {
  const { commands, events } = evidence
  const ran = commands.map(({ pod, when, command, exit, from, to }) => [
    cell(clockTime(from)),
    cell(pod),
    cell(when),
    cell(exit === 'unknown' ? 'unknown' : exit, exit === 0 ? 'usable' : 'failed'),
    cell(spell(Math.max(0, (fromIso(to) ?? 0) - (fromIso(from) ?? 0)))),
    cell(oneLine(command)),
  ])
  const happened = events.map(event => [
    cell(clockTime(event.at)),
    cell(event.pod ?? ''),
    cell(
      eventText(event, evidence),
      event.what === 'failed'
        ? 'failed'
        : event.what === 'warning'
          ? 'working'
          : event.what === 'frozen'
            ? 'frozen'
            : 'plain',
    ),
  ])
  return [
    ...(ran.length === 0
      ? []
      : [{ title: 'Commands', columns: ['STARTED', 'POD', 'WHEN', 'EXIT', 'TOOK', 'COMMAND'], rows: ran }]),
    ...(happened.length === 0 ? [] : [{ title: 'Events', columns: ['AT', 'POD', 'WHAT HAPPENED'], rows: happened }]),
  ]
}

/** The event in words; the length of a freeze is spelled as it is everywhere else. */
export function eventText({ what, at, pod, text }: EvidenceEvent, { frozen }: Evidence): string {
  const ended = what === 'thawed' ? frozen.find(one => one.pod === pod && one.to === at) : undefined
  return ended?.ms !== undefined && text.startsWith('Frozen ') ? `Frozen ${spell(ended.ms)}.` : text
}

/** At most 80 characters on one line, without passwords; the whole command stands in the Rule. */
export function oneLine(command: string): string {
  const line = redact(command.replace(/\s+/g, ' ').trim())
  return line.length <= 80 ? line : `${line.slice(0, 79)}…`
}

function before(object: KubeObject): string | undefined {
  return does(
    object,
    textAt(object, 'spec', 'preExecRule') ?? object.metadata.annotations?.[preSnapshotRule.key],
    preSnapCommands,
  )
}

function afterwards(object: KubeObject): string | undefined {
  return does(
    object,
    textAt(object, 'spec', 'postExecRule') ?? object.metadata.annotations?.[postSnapshotRule.key],
    postSnapCommands,
  )
}

function does(
  object: KubeObject,
  rule: string | undefined,
  commandKeys: readonly { readonly key: string }[],
): string | undefined {
  if (rule !== undefined) return `rule ${rule}`
  const command = commandKeys.map(({ key }) => object.metadata.annotations?.[key]).find(value => value !== undefined)
  return command === undefined ? undefined : `command ${oneLine(command)}`
}

function fact(label: string, text: string | undefined): readonly Fact[] {
  return text === undefined ? [] : [{ label, value: cell(text) }]
}

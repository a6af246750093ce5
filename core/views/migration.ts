/** What a Migration moved, as tables: volumes with their bytes, and objects. */

import { spellBytes } from '../base/index.ts'
import type { KubeObject } from '../specs/index.ts'
import { cell, type Tone } from './cell.ts'
import type { Section } from './description.ts'
import { evidenceOf } from './evidence.ts'
import { listAt, numberAt, textAt } from './fields.ts'
import { clockTime } from './moment.ts'

export function migrationSections(object: KubeObject): readonly Section[] {
  return [...reasonSection(object), ...volumeSection(object), ...objectSection(object), ...storySection(object)]
}

function reasonSection(object: KubeObject): readonly Section[] {
  const reason = textAt(object, 'status', 'reason')
  return reason === undefined ? [] : [{ title: 'Reason', rows: [[cell(reason)]] }]
}

function volumeSection(object: KubeObject): readonly Section[] {
  const rows = listAt(object, 'status', 'volumes').map(volume => {
    const status = textAt(volume, 'status')
    const bytes = numberAt(volume, 'bytesTotal')
    return [
      cell(`${textAt(volume, 'namespace') ?? ''}/${textAt(volume, 'persistentVolumeClaim') ?? ''}`),
      cell(textAt(volume, 'volume')),
      cell(status, tones[status ?? '']),
      cell(bytes === undefined ? undefined : spellBytes(bytes)),
    ]
  })
  return rows.length === 0 ? [] : [{ title: 'Volumes', columns: ['CLAIM', 'VOLUME', 'STATUS', 'SIZE'], rows }]
}

function objectSection(object: KubeObject): readonly Section[] {
  const rows = listAt(object, 'status', 'resources').map(one => {
    const status = textAt(one, 'status')
    const namespace = textAt(one, 'namespace')
    const name = textAt(one, 'name') ?? ''
    return [
      cell(textAt(one, 'kind')),
      cell(namespace === undefined ? name : `${namespace}/${name}`),
      cell(status, tones[status ?? '']),
      cell(textAt(one, 'reason')),
    ]
  })
  return rows.length === 0 ? [] : [{ title: 'Objects', columns: ['KIND', 'NAME', 'STATUS', 'REASON'], rows }]
}

function storySection(object: KubeObject): readonly Section[] {
  const rows = (evidenceOf(object)?.events ?? []).map(({ at, text }) => [cell(clockTime(at)), cell(text)])
  return rows.length === 0 ? [] : [{ title: 'What happened', columns: ['AT', 'WHAT'], rows }]
}

const tones: Readonly<Record<string, Tone>> = { Successful: 'usable', Failed: 'failed', InProgress: 'working' }

/** Objects as YAML, as they are now. The values of a Secret are not shown. */

import { isMap, type KubeObject } from '@pxsnap/core/specs'
import { sanitiseLine } from '../../output/sanitise.ts'
import { printYaml } from '../../output/structured.ts'
import type { Line, Screen } from '../screen.ts'
import type { Ui } from '../ui.ts'
import { follower, idOf } from './followed-object.ts'
import { textScreen } from './text.ts'

export function yamlScreen(ui: Ui, objects: readonly KubeObject[]): Screen {
  const followers = objects.map(object => follower(ui, object))
  const shown = new WeakMap<KubeObject, string>()
  const textOf = (object: KubeObject) => {
    const text = shown.get(object) ?? printYaml(withoutSecrets(object))
    shown.set(object, text)
    return text
  }
  const text = () => followers.map(follow => textOf(follow().object)).join('---\n')
  return textScreen({
    id: `yaml:${objects.map(idOf).join(' ')}`,
    title: () => `${objects.length === 1 ? (objects[0]?.metadata.name ?? '') : `${objects.length} objects`} as YAML`,
    wrap: false,
    lines: () => text().trimEnd().split('\n').map(yamlLine),
    saved: () => ({ text: text(), ending: 'yaml' }),
    subjects: () => followers.map(follow => follow().object),
    changed: () => ui.redraw(),
  })
}

const keyAndRest = /^(\s*(?:- )*)([^\s#'"][^:]*:)(\s.*)?$/

function yamlLine(line: string): Line {
  const match = keyAndRest.exec(line)
  if (match === null) return [{ text: sanitiseLine(line), tone: 'plain' }]
  const [, indent = '', key = '', rest = ''] = match
  return [
    { text: indent, tone: 'plain' },
    { text: sanitiseLine(key), tone: 'plain', look: 'key' },
    { text: sanitiseLine(rest), tone: 'plain' },
  ]
}

/** Managed fields say nothing to a reader; secrets say too much. */
function withoutSecrets(object: KubeObject): KubeObject {
  const { managedFields: _, ...metadata } = object.metadata as KubeObject['metadata'] & {
    readonly managedFields?: unknown
  }
  const shown = { ...object, metadata }
  if (object.kind !== 'Secret') return shown
  const hidden = Object.entries(shown).map(([field, value]) => [
    field,
    (field === 'data' || field === 'stringData') && isMap(value)
      ? Object.fromEntries(Object.keys(value).map(key => [key, '(not shown)']))
      : value,
  ])
  const { 'kubectl.kubernetes.io/last-applied-configuration': _applied, ...annotations } = metadata.annotations ?? {}
  return { ...(Object.fromEntries(hidden) as KubeObject), metadata: { ...metadata, annotations } }
}

/** Label and field selectors as clients write them: `app in (a,b),!old`, `status.phase!=Running`. */

import { type KubeObject, valueAt } from '../../specs/index.ts'

export type Matcher = (object: KubeObject) => boolean

/** What is wrong with the text of a selector. */
export class SelectorProblem extends Error {
  override readonly name = 'SelectorProblem'
}

/** Whether an object carries the labels; undefined for a selector that every object meets. Throws SelectorProblem. */
export function labelMatcher(text: string): Matcher | undefined {
  const wanted = requirements(text).map(labelRequirement)
  return wanted.length === 0
    ? undefined
    : ({ metadata }) => {
        const labels = metadata.labels ?? {}
        return wanted.every(meets => meets(labels))
      }
}

/** Splits at commas that are not within parentheses. */
function requirements(text: string): readonly string[] {
  return text
    .split(/,(?![^(]*\))/)
    .map(part => part.trim())
    .filter(part => part !== '')
}

type LabelTest = (labels: Readonly<Record<string, string>>) => boolean

const setBased = /^(\S+)\s+(in|notin)\s*\(([^()]*)\)$/
const compared = /^([^\s!=<>]+)\s*(==|=|!=|<|>)\s*([^\s!=<>]*)$/
const key = /^!?\s*[A-Za-z0-9](?:[\w.-]*)(?:\/[\w.-]+)?$/

function labelRequirement(text: string): LabelTest {
  const set = setBased.exec(text)
  if (set !== null) {
    const [, label = '', how, list = ''] = set
    const values = new Set(list.split(',').map(value => value.trim()))
    const carried: LabelTest = labels => values.has(own(labels, label) ?? '\u0000')
    return how === 'in' ? carried : labels => !carried(labels)
  }
  const comparison = compared.exec(text)
  if (comparison !== null) {
    const [, label = '', how, value = ''] = comparison
    if (how === '!=') return labels => own(labels, label) !== value
    if (how === '<' || how === '>') {
      const bound = Number(value)
      if (value === '' || !Number.isInteger(bound))
        throw new SelectorProblem(`"${value}" in "${text}" is no whole number`)
      return labels => {
        const carried = Number(own(labels, label) ?? Number.NaN)
        return how === '<' ? carried < bound : carried > bound
      }
    }
    return labels => own(labels, label) === value
  }
  if (!key.test(text)) throw new SelectorProblem(`unable to parse requirement: "${text}"`)
  if (!text.startsWith('!')) return labels => own(labels, text) !== undefined
  const absent = text.slice(1).trim()
  return labels => own(labels, absent) === undefined
}

function own(labels: Readonly<Record<string, string>>, label: string): string | undefined {
  return Object.hasOwn(labels, label) ? labels[label] : undefined
}

/** Fields that objects of a kind can be selected by, beyond name and namespace. Source: Kubernetes, field selectors. */
const selectableFields: Readonly<Record<string, readonly string[]>> = {
  Pod: [
    'spec.nodeName',
    'spec.restartPolicy',
    'spec.schedulerName',
    'spec.serviceAccountName',
    'spec.hostNetwork',
    'status.phase',
    'status.podIP',
    'status.nominatedNodeName',
  ],
  Event: [
    'involvedObject.kind',
    'involvedObject.namespace',
    'involvedObject.name',
    'involvedObject.uid',
    'involvedObject.apiVersion',
    'involvedObject.resourceVersion',
    'involvedObject.fieldPath',
    'reason',
    'reportingComponent',
    'source',
    'type',
  ],
  Secret: ['type'],
  Namespace: ['status.phase'],
  Node: ['spec.unschedulable'],
  ReplicaSet: ['status.replicas'],
  Job: ['status.successful'],
  Service: ['spec.clusterIP', 'spec.type'],
}

/**
 * Whether an object has the fields; undefined for a selector that every object meets. `more` are paths that the kind's
 * definition makes selectable. Throws SelectorProblem, also for a field that the kind cannot be selected by.
 */
export function fieldMatcher(text: string, kind: string, more: readonly string[] = []): Matcher | undefined {
  const known = new Set(['metadata.name', 'metadata.namespace', ...(selectableFields[kind] ?? []), ...more])
  const wanted = text
    .split(',')
    .filter(part => part.trim() !== '')
    .map(part => {
      const match = /^\s*([^!=\s]+)\s*(==|=|!=)\s*(.*?)\s*$/.exec(part)
      if (match === null) throw new SelectorProblem(`invalid selector: "${part}"; can't understand "${part}"`)
      const [, field = '', how, value = ''] = match
      if (!known.has(field)) throw new SelectorProblem(`field label not supported: ${field}`)
      const path = field.split('.')
      return (object: KubeObject) => (fieldText(object, path) === value) === (how !== '!=')
    })
  return wanted.length === 0 ? undefined : object => wanted.every(meets => meets(object))
}

/** Absent fields are empty text, and false for what can only be true or false. */
function fieldText(object: KubeObject, path: readonly string[]): string {
  const last = path.at(-1)
  if (object.kind === 'Event' && path.length === 1 && last === 'source') {
    return String(valueAt(object, ['source', 'component']) ?? '')
  }
  const value = valueAt(object, path)
  if (value === undefined || value === null) return last === 'unschedulable' || last === 'hostNetwork' ? 'false' : ''
  return String(value)
}

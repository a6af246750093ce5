/** What stands at a place, in words. */

import type { Instant } from '../base/index.ts'
import {
  annotationsFor,
  type Executor,
  type Facts,
  type Field,
  fieldAt,
  findAnnotation,
  findKind,
  type KindDeclaration,
  namespacedSchedulePolicy,
  namespaceOf,
  nextRunLines,
  type Path,
  policyOf,
  schedulePolicy,
  sectionKinds,
  textOf,
  volumeSnapshotSchedule,
} from '../specs/index.ts'
import type { Analysis, DocumentObject } from './analyse.ts'
import { namesOf } from './known-names.ts'
import { type Spot, spotAt } from './locate.ts'
import type { TextRange } from './text-edit.ts'
import { annotationWords, fieldWords } from './words.ts'

/** `range` is what the words are about, in the document's own offsets. */
export type Hover = { readonly range: TextRange; readonly markdown: string }

/** What time it is, for saying when something comes next, and who carries specs out. */
export type HoverTime = { readonly now: Instant; readonly executor: Executor }

export function hoverAt(
  { tree, objects }: Analysis,
  offset: number,
  facts: Facts,
  time?: HoverTime,
): Hover | undefined {
  const spot = spotAt(tree, offset)
  if (spot === undefined) return undefined
  const at = objects.find(({ path }) => path.every((part, index) => spot.path[index] === part))
  if (at === undefined) return undefined
  const { apiVersion, kind: name } = at.object
  const kind = findKind(textOf(apiVersion) ?? '', textOf(name) ?? '')
  if (kind === undefined) return undefined
  const path = spot.path.slice(at.path.length)
  const markdown = wordsFor(spot, path, kind, at, facts)
  if (markdown === undefined) return undefined
  const next = time === undefined ? [] : nextRunsAt(kind, path, at, facts, time)
  const runs = next.length === 0 ? [] : [`Next runs:\n\n${next.join('\n')}`]
  return { range: spot.range, markdown: [...runs, markdown].join('\n\n') }
}

function wordsFor(spot: Spot, path: Path, kind: KindDeclaration, at: DocumentObject, facts: Facts): string | undefined {
  const key = path.at(-1)
  if (path.length === 1 && key === 'kind') return kindWords(kind)
  const field = fieldAt(kind, path)
  if (field === undefined || typeof key === 'number') return undefined
  const inAnnotations = path.length === 3 && path[0] === 'metadata' && path[1] === 'annotations'
  const annotation = inAnnotations ? findAnnotation(kind, String(key)) : undefined
  if (inAnnotations && annotation === undefined) return undefined
  const words = annotation === undefined ? fieldWords(String(key), field) : annotationWords(annotation)
  if (spot.on === 'key') return words
  return [valueWords(annotation?.value ?? field, spot.text, at, facts), words].filter(part => part !== '').join('\n\n')
}

/** When a policy or a section of it runs next, or the policy that a schedule names. */
function nextRunsAt(
  { kind }: KindDeclaration,
  path: Path,
  { object }: DocumentObject,
  facts: Facts,
  { now, executor }: HoverTime,
): readonly string[] {
  if (kind === volumeSnapshotSchedule.kind && path.at(-1) === 'schedulePolicyName') {
    const policy = policyOf(facts, object)?.policy
    return policy === undefined ? [] : nextRunLines(policy, now, { executor, schedule: object })
  }
  if ((kind !== schedulePolicy.kind && kind !== namespacedSchedulePolicy.kind) || path[0] !== 'policy') return []
  const only = sectionKinds.find(section => section.toLowerCase() === path[1])
  return nextRunLines(object, now, { executor, ...(only === undefined ? {} : { only }) })
}

/** What the value itself means, where there is more to say than about its field. */
function valueWords({ type }: Field, value: string, { object }: DocumentObject, facts: Facts): string {
  if (type.is === 'choice' && Object.hasOwn(type.values, value)) return `\`${value}\`: ${type.values[value]}`
  if (type.is !== 'reference' || value === '') return ''
  const known = namesOf(facts, type.to, namespaceOf(object)).includes(value)
  return known
    ? `The ${type.to} \`${value}\` is in these files.`
    : `No ${type.to} \`${value}\` is in these files; it may be in the cluster.`
}

function kindWords(declaration: KindDeclaration): string {
  const { kind, apiVersion, doc, scope, shortNames } = declaration
  const where = scope === 'Cluster' ? 'cluster-scoped' : 'namespaced'
  const short = shortNames.length === 0 ? '' : ` · short: ${shortNames.map(name => `\`${name}\``).join(', ')}`
  const options = annotationsFor(declaration)
    .filter(({ era, setBy }) => era === 'live' && setBy === 'user')
    .map(({ key }) => `- \`${key}\``)
  const annotations = options.length === 0 ? [] : [`Annotations it reads:\n\n${options.join('\n')}`]
  return [`**${kind}** · \`${apiVersion}\` · ${where}${short}`, doc, ...annotations].join('\n\n')
}

/** Keeps the record of who owns which fields, and refuses to take what another manager owns. */

import type { Instant } from '../../../base/index.ts'
import type { KubeObject } from '../../../specs/index.ts'
import type { Cause, PatchRefusal } from '../refusal.ts'
import { difference, elementsOf, type FieldSet, intersection, isWithin, spellPath, union } from './field-set.ts'
import { changesBetween, fieldsOf, ownable } from './fields-of.ts'
import { isSameManager, type Manager, managersOf, timeOf, withManagers } from './managers.ts'
import { mergeApplied, withoutField } from './merge-applied.ts'
import type { Typing } from './shape.ts'

export type WriteContext = {
  readonly typing: Typing
  /** The name that the client gave itself. */
  readonly manager: string
  /** The API version that the client writes in. */
  readonly apiVersion: string
  readonly subresource?: string
  /** Whether the kind's status is a subresource, so that nobody owns it who writes to the object itself. */
  readonly hasStatus: boolean
  readonly now: Instant
}

/**
 * The object as a plain write (create, update, patch) leaves it, with its record: what the write changed belongs to the
 * writer. An object that has no record keeps none, as in Kubernetes; one that is created gets one.
 */
export function afterWrite(before: KubeObject | undefined, after: KubeObject, context: WriteContext): KubeObject {
  const sent = after.metadata
  const hasRecord = 'managedFields' in sent && sent.managedFields !== undefined
  const known = managersOf(hasRecord ? after : before)
  if (before !== undefined && known.length === 0) return withManagers(after, [])
  const { changed, removed } = changesOf(before, after, context)
  const writer = { ...identityOf(context), operation: 'Update' as const, fields: new Set<string>() }
  const own = known.find(other => isSameManager(other, writer))
  const fields = difference(union(own?.fields ?? writer.fields, changed), removed)
  const others = known
    .filter(other => other !== own)
    .map(other => ({ ...other, fields: difference(difference(other.fields, changed), removed) }))
  return withManagers(after, [...others, timed({ ...writer, fields }, own, context.now)])
}

export type ApplyContext = WriteContext & { readonly force: boolean }

/**
 * The object as `applied` leaves it: its fields set, and those gone that the same manager applied before and nobody else
 * owns. Refused when it would change what another manager owns, unless `force` takes that over.
 *
 * Source: Kubernetes, structured-merge-diff, Updater.Apply.
 */
export function applyFields(
  live: KubeObject | undefined,
  applied: KubeObject,
  context: ApplyContext,
): { readonly ok: true; readonly object: KubeObject } | PatchRefusal {
  const identity = { ...identityOf(context), operation: 'Apply' as const }
  const known = live === undefined ? [] : recordOf(live, context)
  const own = known.find(other => isSameManager(other, { ...identity }))
  const others = known.filter(other => other !== own)
  const wanted = ownable(new Set(fieldsOf(applied, context.typing).keys()), context)
  const merged = mergedObject(live, applied, context)
  const pruned = prune(merged, { before: own?.fields ?? new Set(), wanted, others })
  const { changed, removed } = changesOf(live, pruned, context)
  const conflicts = others.flatMap(other => {
    const taken = intersection(other.fields, changed)
    return taken.size === 0 ? [] : [{ other, taken }]
  })
  if (conflicts.length > 0 && !context.force) return conflictOf(conflicts)
  const left = others.map(other => {
    const taken = conflicts.find(conflict => conflict.other === other)?.taken ?? new Set()
    return { ...other, fields: difference(difference(other.fields, taken), removed) }
  })
  const record = [...left, timed({ ...identity, fields: wanted }, own, context.now)]
  return { ok: true, object: withManagers(pruned, record) }
}

function identityOf({ manager, apiVersion, subresource }: WriteContext): Omit<Manager, 'fields' | 'operation'> {
  return { manager, apiVersion, ...(subresource === undefined ? {} : { subresource }) }
}

/** What nobody has recorded yet belongs to a manager of that name. Source: Kubernetes, skipNonApplied. */
function recordOf(live: KubeObject, context: WriteContext): readonly Manager[] {
  const known = managersOf(live)
  if (known.length > 0) return known
  const fields = ownable(new Set(fieldsOf(live, context.typing).keys()), { ...context, subresource: undefined })
  const { apiVersion, now } = context
  return [{ manager: 'before-first-apply', operation: 'Update', apiVersion, time: timeOf(now), fields }]
}

function timed(manager: Manager, before: Manager | undefined, now: Instant): Manager {
  const isSame =
    before !== undefined &&
    before.fields.size === manager.fields.size &&
    [...before.fields].every(path => manager.fields.has(path))
  return { ...manager, time: (isSame ? before.time : undefined) ?? timeOf(now) }
}

function changesOf(before: KubeObject | undefined, after: KubeObject, context: WriteContext) {
  const { changed, removed } = changesBetween(fieldsOf(before ?? {}, context.typing), fieldsOf(after, context.typing))
  return { changed: ownable(changed, context), removed: ownable(removed, context) }
}

function mergedObject(live: KubeObject | undefined, applied: KubeObject, context: WriteContext): KubeObject {
  if (live === undefined) return applied
  const merged = mergeApplied(live, applied, context.typing)
  // Merging two objects gives an object: the envelope of both is checked before.
  return merged as KubeObject
}

function prune(
  object: KubeObject,
  { before, wanted, others }: { before: FieldSet; wanted: FieldSet; others: readonly Manager[] },
): KubeObject {
  const kept = union(wanted, ...others.map(({ fields }) => fields))
  const dropped = [...difference(before, kept)].sort(
    (left, right) => elementsOf(left).length - elementsOf(right).length,
  )
  let result: unknown = object
  for (const path of dropped) {
    const isContainer = [...kept].some(other => isWithin(other, path))
    if (!isContainer) result = withoutField(result, path)
  }
  return result as KubeObject
}

type Conflict = { readonly other: Manager; readonly taken: FieldSet }

/** In the words of Kubernetes, from which kubectl makes its explanation. */
function conflictOf(conflicts: readonly Conflict[]): PatchRefusal {
  const causes: readonly Cause[] = conflicts.flatMap(({ other, taken }) =>
    [...taken].sort().map(path => ({
      reason: 'FieldManagerConflict',
      message: `conflict with ${spellManager(other)}`,
      field: spellPath(path),
    })),
  )
  const [only] = causes
  const groups = conflicts.map(({ other, taken }) =>
    [`conflicts with ${spellManager(other)}:`, ...[...taken].sort().map(path => `- ${spellPath(path)}`)].join('\n'),
  )
  const message =
    causes.length === 1 && only !== undefined
      ? `Apply failed with 1 conflict: ${only.message}: ${only.field}`
      : `Apply failed with ${causes.length} conflicts: ${groups.join('\n')}`
  return { ok: false, code: 409, reason: 'Conflict', message, causes }
}

function spellManager({ manager, operation, apiVersion, subresource, time }: Manager): string {
  const where = subresource === undefined ? '' : ` with subresource "${subresource}"`
  if (operation === 'Apply') return `"${manager}"${where}`
  return `"${manager}"${where} using ${apiVersion}${time === undefined ? '' : ` at ${time}`}`
}

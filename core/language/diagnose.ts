/** All findings of one document, in its own offsets: those of its text, then those of its objects. */

import { redact } from '../base/index.ts'
import { dotted, type Finding, type Path } from '../specs/index.ts'
import type { Analysis, TextFinding } from './analyse.ts'
import type { CheckMemory, FactsNow } from './check-memory.ts'
import type { Fix, LocatedFinding } from './finding.ts'
import { applyPlan } from './fix/apply-plan.ts'
import { rangeOf } from './locate.ts'

/** A finding that does not yet know its file and document. */
export type LocalFinding = Omit<LocatedFinding, 'file' | 'document'>

/** Findings that `memory` has kept keep their places and fixes too. */
export function diagnose(analysis: Analysis, memory: CheckMemory, now: FactsNow): readonly LocalFinding[] {
  const { text, tree, objects, checkable } = analysis
  const ofText = analysis.findings.map(fromText)
  if (!checkable || tree === undefined) return ofText
  const ofObjects = objects.flatMap(({ path: base, object }) =>
    memory.findings(object, now).map(finding => {
      const known = located.get(finding)
      if (known !== undefined) return known
      const local = locate(finding, { text, tree, base })
      located.set(finding, local)
      return local
    }),
  )
  return [...ofText, ...ofObjects]
}

/** A finding belongs to one object of one document, whose text never changes. */
const located = new WeakMap<Finding, LocalFinding>()

function fromText({ check, range, path, message, fix }: TextFinding): LocalFinding {
  return { ...check, path: dotted(path), message: redact(message), range, ...(fix === undefined ? {} : { fix }) }
}

function locate(finding: Finding, { text, tree, base }: Parameters<typeof applyPlan>[0]): LocalFinding {
  const { code, severity, help, message, path, on, fix: plan } = finding
  const place: Path = [...base, ...path]
  const found = {
    code,
    severity,
    path: dotted(place),
    message: redact(message),
    help,
    range: rangeOf(text, tree, place, on),
  }
  const edits = plan === undefined ? undefined : applyPlan({ text, tree, base }, plan)
  if (plan === undefined || edits === undefined || edits.length === 0) return found
  const fix: Fix = { title: plan.title, edits }
  return { ...found, fix }
}

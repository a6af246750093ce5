/** All findings of one document, in its own offsets: those of its text, then those of its objects. */

import { dotted, type Executor, type Facts, inspect, type Path } from '../specs/index.ts'
import type { Analysis, TextFinding } from './analyse.ts'
import type { Fix, LocatedFinding } from './finding.ts'
import { applyPlan } from './fix/apply-plan.ts'
import { rangeOf } from './locate.ts'

export type DiagnoseContext = { readonly facts: Facts; readonly executor: Executor }

/** A finding that does not yet know its file and document. */
export type LocalFinding = Omit<LocatedFinding, 'file' | 'document'>

export function diagnose(analysis: Analysis, context: DiagnoseContext): readonly LocalFinding[] {
  return [...analysis.findings.map(fromText), ...fromObjects(analysis, context)]
}

function fromText({ check, range, path, message, fix }: TextFinding): LocalFinding {
  return { ...check, path: dotted(path), message, range, ...(fix === undefined ? {} : { fix }) }
}

function fromObjects({ text, tree, objects, checkable }: Analysis, context: DiagnoseContext): readonly LocalFinding[] {
  if (!checkable || tree === undefined) return []
  return objects.flatMap(({ path: base, object }) =>
    inspect(object, context).map(({ code, severity, help, message, path, on, fix: plan }): LocalFinding => {
      const place: Path = [...base, ...path]
      const edits = plan === undefined ? undefined : applyPlan({ text, tree, base }, plan)
      const fix: Fix | undefined =
        plan === undefined || edits === undefined || edits.length === 0 ? undefined : { title: plan.title, edits }
      const found = { code, severity, path: dotted(place), message, help, range: rangeOf(text, tree, place, on) }
      return fix === undefined ? found : { ...found, fix }
    }),
  )
}

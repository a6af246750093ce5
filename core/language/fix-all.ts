/** Applies fixes until none is left. */

import type { LocatedFinding } from './finding.ts'
import { applyEdits, type TextEdit } from './text-edit.ts'
import { createWorkspace, type Workspace, type WorkspaceOptions } from './workspace.ts'

export type FixedText = {
  readonly text: string
  /** The findings whose fixes were applied, in that order, with places in the text as it was then. */
  readonly fixed: readonly LocatedFinding[]
}

export type FixAllOptions = WorkspaceOptions & {
  /** Other files that the checks may know, by name; the file itself is not among them. */
  readonly others?: Workspace
  /** Works here, with what is known already, instead of in a copy. The file has its former text again afterwards. */
  readonly workspace?: Workspace
  /** Which findings to fix. Absent: all. */
  readonly only?: (finding: LocatedFinding) => boolean
}

/** A fix that brought its own finding back would go on for ever, so there is an end to it. */
const maxRounds = 50

/** The file's text with all fixes applied, over and over until nothing fixable is left. */
export function fixAll(file: string, text: string, options: FixAllOptions = {}): FixedText {
  const workspace = options.workspace ?? createWorkspace(options)
  const former = workspace.text(file)
  for (const other of options.others?.files() ?? []) workspace.set(other, options.others?.text(other) ?? '')
  const wanted = options.only ?? (() => true)
  const fixed: LocatedFinding[] = []
  let current = text
  for (let round = 0; round < maxRounds; round += 1) {
    workspace.set(file, current)
    const chosen = apart(workspace.diagnose(file).filter(finding => finding.fix !== undefined && wanted(finding)))
    if (chosen.length === 0) break
    const next = applyEdits(
      current,
      chosen.flatMap(finding => finding.fix?.edits ?? []),
    )
    if (next === current) break
    fixed.push(...chosen)
    current = next
  }
  if (former === undefined) workspace.remove(file)
  else workspace.set(file, former)
  return { text: current, fixed }
}

/** The first findings whose edits do not touch each other. Only one fix per document, since each may move the rest. */
function apart(findings: readonly LocatedFinding[]): readonly LocatedFinding[] {
  const taken: TextEdit[] = []
  const documents = new Set<number>()
  return findings.filter(({ fix, document }) => {
    const edits = fix?.edits ?? []
    const clashes = documents.has(document) || edits.some(edit => taken.some(other => touches(edit, other)))
    if (clashes) return false
    documents.add(document)
    taken.push(...edits)
    return true
  })
}

function touches(one: TextEdit, other: TextEdit): boolean {
  return one.range.start <= other.range.end && other.range.start <= one.range.end
}

export type { CompletionItem } from './complete.ts'
export type { Fix, LocatedFinding } from './finding.ts'
export { planEdits } from './fix/apply-plan.ts'
export { type FixAllOptions, type FixedText, fixAll } from './fix-all.ts'
export type { Hover } from './hover.ts'
export { type Level, type LevelRule, readLevelRule, withLevels } from './levels.ts'
export { parse, parseWithLibrary } from './parse.ts'
export { quickParse } from './quick-parse.ts'
export {
  type EditorSnippet,
  editorSnippet,
  fillSnippet,
  type Placeholder,
  readSnippet,
  type Snippet,
} from './snippet.ts'
export { isPlainValue, placeholdersOf, type SnippetFor, snippetFor } from './snippet-for.ts'
export { type TextCheck, textCheckCatalogue } from './text-checks.ts'
export { applyEdits, lineColumn, lineIndex, overlaps, type TextEdit, type TextRange } from './text-edit.ts'
export { createWorkspace, type PlacedObject, type Workspace, type WorkspaceOptions } from './workspace.ts'

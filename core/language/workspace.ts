/** A set of files that know each other. Keeps what was worked out per document, so that an edit costs one document. */

import type { Instant } from '../base/index.ts'
import { type Executor, type Facts, factsOf, type KubeObject, type Neighbour, textOf } from '../specs/index.ts'
import { type Analysis, analyse } from './analyse.ts'
import { isBinary } from './characters.ts'
import { CheckMemory, type FactsNow } from './check-memory.ts'
import { type CompletionItem, completeAt } from './complete.ts'
import { diagnose, type LocalFinding } from './diagnose.ts'
import { type Fix, type LocatedFinding, shifted } from './finding.ts'
import { type Hover, hoverAt } from './hover.ts'
import { maxFileLength } from './limits.ts'
import { nameClashes } from './name-clash.ts'
import { type OpenDocument, readDocuments } from './open-document.ts'
import type { Segment } from './split.ts'
import { type TextCheck, textChecks } from './text-checks.ts'
import { overlaps, type TextRange } from './text-edit.ts'
import { WatchedFacts } from './watched-facts.ts'

export type WorkspaceOptions = {
  /** Who carries out the specs. Absent: STORK, which ignores some of what our own executor honours. */
  readonly executor?: Executor
  /** Kinds of which the files hold all there are, so that a name that is not found is an error. Absent: none. */
  readonly completeKinds?: readonly string[]
  /** For saying when a policy runs next. Absent: that is not said. */
  readonly now?: () => Instant
}

export type PlacedObject = { readonly object: KubeObject; readonly document: number; readonly range: TextRange }

/** Files by name. All answers are synchronous, in offsets of the file's text, and nothing throws on any text. */
export interface Workspace {
  set(file: string, text: string): void
  remove(file: string): void
  text(file: string): string | undefined
  files(): readonly string[]
  /** How many documents with content the file has, also of kinds that do not concern us. */
  documentCount(file: string): number
  diagnose(file: string): readonly LocatedFinding[]
  /** In the order of the files' names. */
  diagnoseAll(): readonly LocatedFinding[]
  /** All documents that can be read as objects, also of kinds that do not concern us. */
  objects(file: string): readonly PlacedObject[]
  complete(file: string, offset: number): readonly CompletionItem[]
  hover(file: string, offset: number): Hover | undefined
  /** Fixes of the findings that touch the range. */
  fixesAt(file: string, range: TextRange): readonly { readonly finding: LocatedFinding; readonly fix: Fix }[]
}

export function createWorkspace(options: WorkspaceOptions = {}): Workspace {
  return new Files(options)
}

type OpenFile = { readonly text: string; readonly documents: readonly OpenDocument[]; readonly problem?: LocalFinding }

class Files implements Workspace {
  private readonly open = new Map<string, OpenFile>()
  /** Counts the changes of each kind's objects. */
  private readonly versions = new Map<string, number>()
  private currentFacts: FactsNow | undefined
  private readonly memory: CheckMemory
  private readonly found = new WeakMap<Analysis, readonly LocalFinding[]>()
  private readonly options: WorkspaceOptions

  constructor(options: WorkspaceOptions) {
    this.options = options
    this.memory = new CheckMemory(options.executor ?? 'stork')
  }

  set(file: string, text: string): void {
    const before = this.open.get(file)
    if (before?.text === text) return
    const problem = fileProblem(text)
    const { documents, changed } = readDocuments(before?.documents ?? [], problem === undefined ? text : '')
    this.open.set(file, { text, documents, ...(problem === undefined ? {} : { problem }) })
    this.noteChange(changed)
  }

  remove(file: string): void {
    const before = this.open.get(file)
    if (before === undefined) return
    this.open.delete(file)
    this.noteChange(before.documents.map(({ analysis }) => analysis))
  }

  text(file: string): string | undefined {
    return this.open.get(file)?.text
  }

  files(): readonly string[] {
    return [...this.open.keys()].toSorted()
  }

  documentCount(file: string): number {
    return this.open.get(file)?.documents.length ?? 0
  }

  diagnose(file: string): readonly LocatedFinding[] {
    const opened = this.open.get(file)
    if (opened === undefined) return []
    if (opened.problem !== undefined) return [{ ...opened.problem, file, document: 0 }]
    const clashes = nameClashes(opened.documents.map(({ analysis }) => analysis))
    return opened.documents.flatMap(({ analysis, start }, number) => {
      const own = this.findingsOf(analysis)
      const clashing = clashes.get(number)
      const all = clashing === undefined ? own : [...own, ...clashing]
      return all.map(finding => shifted({ ...finding, file, document: number }, start))
    })
  }

  diagnoseAll(): readonly LocatedFinding[] {
    return this.files().flatMap(file => this.diagnose(file))
  }

  objects(file: string): readonly PlacedObject[] {
    return (this.open.get(file)?.documents ?? []).flatMap((document, number) => {
      const { analysis, start, text } = document
      const { objects } =
        analysis.tree === undefined && analysis.findings.length === 0 ? analyse(text, 'all') : analysis
      const range = { start, end: start + text.length }
      return objects.flatMap(({ object }) => (isKubeObject(object) ? [{ object, document: number, range }] : []))
    })
  }

  complete(file: string, offset: number): readonly CompletionItem[] {
    const document = this.documentAt(file, offset)
    if (document === undefined) return []
    const { start, text, analysis } = document
    const items = completeAt(text, offset - start, { analysis, facts: this.facts() })
    return items.map(item => ({ ...item, range: moved(item.range, start) }))
  }

  hover(file: string, offset: number): Hover | undefined {
    const document = this.documentAt(file, offset)
    if (document === undefined) return undefined
    const { now, executor = 'stork' } = this.options
    const time = now === undefined ? undefined : { now: now(), executor }
    const hover = hoverAt(document.analysis, offset - document.start, this.facts(), time)
    return hover === undefined ? undefined : { ...hover, range: moved(hover.range, document.start) }
  }

  fixesAt(file: string, range: TextRange): readonly { readonly finding: LocatedFinding; readonly fix: Fix }[] {
    return this.diagnose(file).flatMap(finding =>
      finding.fix !== undefined && overlaps(finding.range, range) ? [{ finding, fix: finding.fix }] : [],
    )
  }

  /** The document that holds the offset; before the first and in gaps, the one above. */
  private documentAt(file: string, offset: number): (Segment & { readonly analysis: Analysis }) | undefined {
    const opened = this.open.get(file)
    if (opened === undefined || opened.problem !== undefined) return undefined
    const found = opened.documents.findLast(({ start }) => start <= offset) ?? opened.documents[0]
    return found ?? { start: 0, text: opened.text, analysis: analyse(opened.text) }
  }

  private findingsOf(analysis: Analysis): readonly LocalFinding[] {
    const now = this.factsNow()
    const known = this.found.get(analysis)
    if (known !== undefined && analysis.objects.every(({ object }) => this.memory.isCurrent(object, now))) return known
    const findings = diagnose(analysis, this.memory, now)
    this.found.set(analysis, findings)
    return findings
  }

  private version(kind: string): number {
    return this.versions.get(kind) ?? 0
  }

  private facts(): Facts {
    return this.factsNow().facts
  }

  private factsNow(): FactsNow {
    this.currentFacts ??= {
      facts: new WatchedFacts(
        factsOf(
          this.files().flatMap(file =>
            (this.open.get(file)?.documents ?? []).flatMap(({ analysis }) =>
              analysis.objects.map(({ object }) => object),
            ),
          ),
          { completeKinds: this.options.completeKinds ?? [] },
        ),
      ),
      version: kind => this.version(kind),
    }
    return this.currentFacts
  }

  /** Forgets what depended on objects that came or went; an object that changed did both. */
  private noteChange(changed: readonly Analysis[]): void {
    this.currentFacts = undefined
    for (const { objects } of changed) {
      for (const { object } of objects) {
        const kind = textOf(object.kind)
        if (kind !== undefined) this.versions.set(kind, this.version(kind) + 1)
      }
    }
  }
}

function moved({ start, end }: TextRange, by: number): TextRange {
  return { start: start + by, end: end + by }
}

function fileProblem(text: string): LocalFinding | undefined {
  const range = { start: 0, end: Math.min(text.length, 1) }
  const problem = (check: TextCheck, message: string): LocalFinding => ({ ...check, path: '', message, range })
  if (isBinary(text)) return problem(textChecks.binary, 'The file is no text.')
  if (text.length > maxFileLength) return problem(textChecks.tooLarge, 'The file has more than 32 MiB and is not read.')
  return undefined
}

function isKubeObject(object: Neighbour): object is KubeObject {
  const { apiVersion, kind, metadata } = object
  return typeof apiVersion === 'string' && typeof kind === 'string' && typeof metadata === 'object' && metadata !== null
}

/** `lint`: findings of files, and the fixes of those that have one. */

import {
  createWorkspace,
  type FixedText,
  fixAll,
  type LocatedFinding,
  lineIndex,
  type Workspace,
} from '@pxsnap/core/language'
import type { Executor } from '@pxsnap/core/specs'
import type { InvocationOf } from '../args.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Face } from '../face.ts'
import { diffText } from '../output/diff-text.ts'
import { findingsText } from '../output/findings-text.ts'
import { painter } from '../output/paint.ts'
import { sanitiseJson } from '../output/sanitise.ts'
import { Problem } from '../problem.ts'
import { replaceFile } from '../replace-file.ts'
import { readSpecFiles, type SpecFile, standardInput } from '../spec-files.ts'

type LintFlags = InvocationOf<'lint'>['flags']

export async function lint(face: Face, { flags, positionals, global }: InvocationOf<'lint'>): Promise<ExitCode> {
  const names = [...flags.filename, ...positionals]
  if (names.length === 0) throw new Problem('usage', 'lint needs something to check.', 'kubectl pxsnap lint -f FILE')
  if (flags.dryRun && !flags.fix)
    throw new Problem('usage', '--dry-run shows what --fix would change; --fix is missing.')
  const files = await readSpecFiles(face, names, { recursive: flags.recursive, binary: 'keep' })
  const workspace = createWorkspace({ executor: executorOf(flags, global.sim ?? face.env.PXSNAP_SIM) })
  for (const { name, text } of files) workspace.set(name, text)

  const wanted = (finding: LocatedFinding) => rank[finding.severity] >= rank[flags.severity]
  const fixed = flags.fix ? fixFiles(workspace, files, wanted) : []
  if (flags.dryRun) showDiff(face, files, fixed, global.noColor)
  else await writeFixes(face, fixed)

  // A dry run leaves the files as they are, so their findings are still those of now.
  if (flags.dryRun) for (const { name, text } of files) workspace.set(name, text)
  const findings = uniqueNames(files)
    .flatMap(name => inOrder(workspace.diagnose(name)))
    .filter(wanted)
  const toStandardOutput = !flags.dryRun && !(flags.fix && files.some(isStandardInput))
  report(toStandardOutput ? face.stdout : face.stderr, {
    face,
    workspace,
    files,
    findings,
    flags,
    noColor: global.noColor,
  })
  return findings.some(({ severity }) => severity === 'error') ? exitCodes.findings : exitCodes.done
}

const rank: Readonly<Record<LocatedFinding['severity'], number>> = { information: 0, warning: 1, error: 2 }

/** The simulator has no STORK, so what is linted for it is linted for our own executor. */
function executorOf({ executor }: LintFlags, sim: string | undefined): Executor {
  if (executor === undefined) return sim === undefined || sim === '' ? 'stork' : 'pxsnap'
  if (executor === 'stork' || executor === 'pxsnap') return executor
  throw new Problem('usage', `--executor is stork or pxsnap, not "${executor}".`, 'kubectl pxsnap lint --help')
}

type FixedFile = FixedText & { readonly file: SpecFile }

function fixFiles(
  workspace: Workspace,
  files: readonly SpecFile[],
  only: (finding: LocatedFinding) => boolean,
): readonly FixedFile[] {
  return files.flatMap(file => {
    const result = fixAll(file.name, file.text, { workspace, only })
    if (result.text === file.text) return []
    workspace.set(file.name, result.text)
    return [{ ...result, file }]
  })
}

async function writeFixes(face: Face, fixed: readonly FixedFile[]): Promise<void> {
  for (const { file, text, fixed: findings } of fixed) {
    if (file.path === undefined) {
      face.stdout.write(text)
      continue
    }
    await replaceFile(file.path, text)
    face.stderr.write(`${file.name}: ${amount(findings.length, 'finding')} fixed\n`)
  }
}

function showDiff(face: Face, files: readonly SpecFile[], fixed: readonly FixedFile[], noColor: boolean): void {
  const paint = painter(face, face.stdout, noColor)
  for (const { file, text } of fixed)
    face.stdout.write(diffText({ name: file.name, before: file.text, after: text }, paint))
  if (fixed.length === 0) face.stderr.write(`Nothing to fix in ${amount(files.length, 'file')}.\n`)
}

type Report = {
  readonly face: Face
  readonly workspace: Workspace
  readonly files: readonly SpecFile[]
  readonly findings: readonly LocatedFinding[]
  readonly flags: LintFlags
  readonly noColor: boolean
}

function report(stream: Face['stdout'], { face, workspace, files, findings, flags, noColor }: Report): void {
  const summary = summaryOf(workspace, files, findings)
  if (flags.output === 'json') {
    stream.write(lintJson(workspace, findings, summary))
    return
  }
  const paint = painter(face, stream, noColor)
  const columns = stream.isTTY ? stream.columns() : 100
  for (const name of uniqueNames(files)) {
    const ofFile = findings.filter(({ file }) => file === name)
    stream.write(findingsText(ofFile, workspace.text(name) ?? '', { paint, columns }))
  }
  stream.write(`${summaryText(summary, findings)}\n`)
}

type Summary = {
  readonly files: number
  readonly documents: number
  readonly errors: number
  readonly warnings: number
}

function summaryOf(workspace: Workspace, files: readonly SpecFile[], findings: readonly LocatedFinding[]): Summary {
  const names = uniqueNames(files)
  return {
    files: names.length,
    documents: names.reduce((sum, name) => sum + workspace.documentCount(name), 0),
    errors: findings.filter(({ severity }) => severity === 'error').length,
    warnings: findings.filter(({ severity }) => severity === 'warning').length,
  }
}

/** The shape is promised to other programs. Documents, lines and columns count from 1, columns in UTF-16 units. */
function lintJson(workspace: Workspace, findings: readonly LocatedFinding[], summary: Summary): string {
  const places = new Map<string, ReturnType<typeof lineIndex>>()
  const placeIn = (file: string) => {
    const known = places.get(file) ?? lineIndex(workspace.text(file) ?? '')
    places.set(file, known)
    return known
  }
  const rows = findings.map(({ code, severity, file, document, path, message, help, range, fix }) => {
    const place = placeIn(file)
    return {
      code,
      severity,
      file,
      document: document + 1,
      path,
      message,
      help,
      range: { start: place(range.start), end: place(range.end) },
      fixable: fix !== undefined,
    }
  })
  return `${sanitiseJson(JSON.stringify({ findings: rows, summary }, undefined, 2))}\n`
}

function summaryText({ files, documents, errors, warnings }: Summary, findings: readonly LocatedFinding[]): string {
  const checked = `${amount(files, 'file')}, ${amount(documents, 'document')}`
  if (findings.length === 0) return `${checked}: no findings.`
  const remarks = findings.length - errors - warnings
  const counts = [
    ...(errors === 0 ? [] : [amount(errors, 'error')]),
    ...(warnings === 0 ? [] : [amount(warnings, 'warning')]),
    ...(remarks === 0 ? [] : [amount(remarks, 'remark')]),
  ]
  const fixable = findings.filter(({ fix }) => fix !== undefined).length
  return `${checked}: ${counts.join(', ')}.${fixable === 0 ? '' : ` --fix repairs ${fixable}.`}`
}

function inOrder(findings: readonly LocatedFinding[]): readonly LocatedFinding[] {
  return findings.toSorted((one, other) => one.range.start - other.range.start || one.range.end - other.range.end)
}

/** A file may be named twice, as itself and in its directory. */
function uniqueNames(files: readonly SpecFile[]): readonly string[] {
  return [...new Set(files.map(({ name }) => name))]
}

function isStandardInput({ name }: SpecFile): boolean {
  return name === standardInput
}

function amount(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

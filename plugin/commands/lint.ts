/** `lint`: findings of files, and the fixes of those that have one. */

import {
  createWorkspace,
  type FixedText,
  fixAll,
  type LevelRule,
  type LocatedFinding,
  readLevelRule,
  type Workspace,
  withLevels,
} from '@pxsnap/core/language'
import { type Executor, type KubeObject, kindCatalogue } from '@pxsnap/core/specs'
import type { InvocationOf } from '../args.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Face } from '../face.ts'
import { readLintConfig } from '../lint/config.ts'
import { lintGithub } from '../lint/github.ts'
import { lintJson } from '../lint/json.ts'
import { lintJunit } from '../lint/junit.ts'
import { type LintReport, lintReport } from '../lint/report.ts'
import { lintSarif } from '../lint/sarif.ts'
import { amount, lintText } from '../lint/text.ts'
import { diffText } from '../output/diff-text.ts'
import { painter } from '../output/paint.ts'
import { Problem } from '../problem.ts'
import { replaceFile } from '../replace-file.ts'
import { readSpecFiles, type SpecFile, standardInput } from '../spec-files.ts'

type LintFlags = InvocationOf<'lint'>['flags']

/** `live`: what the cluster has, for checking names and relations against; absent when only the files are known. */
export async function lint(
  face: Face,
  { flags, positionals, global }: InvocationOf<'lint'>,
  live?: LiveObjects,
): Promise<ExitCode> {
  const names = [...flags.filename, ...positionals]
  if (names.length === 0) throw new Problem('usage', 'lint needs something to check.', 'kubectl pxsnap lint -f FILE')
  if (flags.dryRun && !flags.fix)
    throw new Problem('usage', '--dry-run shows what --fix would change; --fix is missing.')
  const config = readLintConfig(face.cwd, flags.config)
  const levels = [...config.levels, ...flags.rule.map(readRule)]
  const executor = executorOf(flags, global.sim ?? face.env.PXSNAP_SIM, config.executor)
  const files = await readSpecFiles(face, names, { recursive: flags.recursive, binary: 'keep' })
  const workspace = createWorkspace({
    executor,
    ...(live === undefined ? {} : { completeKinds: kindCatalogue.map(({ kind }) => kind) }),
  })
  for (const { name, text } of files) workspace.set(name, text)
  if (live !== undefined) workspace.set(liveFile, liveText(workspace, live))

  const wanted = (finding: LocatedFinding) =>
    withLevels([finding], levels).some(({ severity }) => rank[severity] >= rank[flags.severity])
  const fixed = flags.fix ? fixFiles(workspace, files, wanted) : []
  if (flags.dryRun) showDiff(face, files, fixed, global.noColor)
  else await writeFixes(face, fixed)

  // A dry run leaves the files as they are, so their findings are still those of now.
  if (flags.dryRun) for (const { name, text } of files) workspace.set(name, text)
  const findings = uniqueNames(files)
    .flatMap(name => withLevels(inOrder(workspace.diagnose(name)), levels))
    .filter(({ severity }) => rank[severity] >= rank[flags.severity])
  const toStandardOutput = !flags.dryRun && !(flags.fix && files.some(isStandardInput))
  const stream = toStandardOutput ? face.stdout : face.stderr
  const report = lintReport(workspace, uniqueNames(files), findings)
  const columns = stream.isTTY ? stream.columns() : 100
  stream.write(
    flags.output === 'text'
      ? lintText(report, workspace, { paint: painter(face, stream, global.noColor), columns })
      : writers[flags.output](report),
  )
  return findings.some(({ severity }) => severity === 'error') ? exitCodes.findings : exitCodes.done
}

/** What a cluster has, and the namespace that files mean when they name none. */
export type LiveObjects = { readonly objects: readonly KubeObject[]; readonly namespace: string }

/** As documents that the findings may know of; JSON is YAML. What a file says of an object stands for the object. */
function liveText(workspace: Workspace, { objects, namespace }: LiveObjects): string {
  const written = workspace.files().flatMap(file => workspace.objects(file).map(({ object }) => object))
  const keyOf = ({ kind, metadata }: KubeObject) =>
    JSON.stringify([kind, metadata.namespace ?? namespace, metadata.name])
  const own = new Set(written.map(keyOf))
  const namespaces = new Set([namespace, ...written.flatMap(({ metadata }) => metadata.namespace ?? [])])
  const isNear = ({ metadata }: KubeObject) => metadata.namespace === undefined || namespaces.has(metadata.namespace)
  return objects
    .filter(object => isNear(object) && !own.has(keyOf(object)))
    .map(object => `---\n${JSON.stringify(object)}\n`)
    .join('')
}

/** No file can have this name. */
const liveFile = '\0live'

const rank: Readonly<Record<LocatedFinding['severity'], number>> = { information: 0, warning: 1, error: 2 }

/** The simulator has no STORK, so what is linted for it is linted for our own executor. */
function executorOf({ executor }: LintFlags, sim: string | undefined, configured: Executor | undefined): Executor {
  if (executor === undefined) return configured ?? (sim === undefined || sim === '' ? 'stork' : 'pxsnap')
  if (executor === 'stork' || executor === 'pxsnap') return executor
  throw new Problem('usage', `--executor is stork or pxsnap, not "${executor}".`, 'kubectl pxsnap lint --help')
}

/** `--rule CODE=LEVEL`. */
function readRule(text: string): LevelRule {
  const cut = text.lastIndexOf('=')
  if (cut === -1)
    throw new Problem(
      'usage',
      `--rule is CODE=off|warn|error, not "${text}".`,
      'kubectl pxsnap lint --rule rule/*=warn',
    )
  const reading = readLevelRule(text.slice(0, cut), text.slice(cut + 1))
  if (!reading.ok) throw new Problem('usage', reading.problem, 'kubectl pxsnap explain lists the codes.')
  return reading.rule
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

type Output = LintFlags['output']

const writers: Readonly<Record<Exclude<Output, 'text'>, (report: LintReport) => string>> = {
  json: lintJson,
  sarif: lintSarif,
  junit: lintJunit,
  github: lintGithub,
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

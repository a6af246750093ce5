/** `convert`: brings the ways of writing of earlier years up to date; comments and layout are kept. */

import { createWorkspace, type FixedText, fixAll, type LocatedFinding } from '@pxsnap/core/language'
import { oldSyntaxCodes } from '@pxsnap/core/specs'
import type { InvocationOf } from '../args.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Face } from '../face.ts'
import { amount } from '../lint/text.ts'
import { diffText } from '../output/diff-text.ts'
import { findingsText } from '../output/findings-text.ts'
import { painter } from '../output/paint.ts'
import { Problem } from '../problem.ts'
import { replaceFile } from '../replace-file.ts'
import { readSpecFiles, type SpecFile } from '../spec-files.ts'

type Converted = FixedText & { readonly file: SpecFile; readonly left: readonly LocatedFinding[] }

export async function convert(face: Face, { flags, positionals, global }: InvocationOf<'convert'>): Promise<ExitCode> {
  const names = [...flags.filename, ...positionals]
  if (names.length === 0) throw new Problem('usage', 'convert needs files.', 'kubectl pxsnap convert -f FILE')
  if (flags.write && flags.dryRun) throw new Problem('usage', '--dry-run writes nothing, and --write does.')
  const files = await readSpecFiles(face, names, { recursive: flags.recursive, binary: 'refuse' })
  const converted = convertFiles(files)

  if (flags.dryRun) {
    const paint = painter(face, face.stdout, global.noColor)
    for (const { file, text } of converted)
      face.stdout.write(diffText({ name: file.name, before: file.text, after: text }, paint))
  } else if (flags.write) await writeFiles(face, converted)
  else face.stdout.write(oneText(converted.map(({ text }) => text)))

  const paint = painter(face, face.stderr, global.noColor)
  const columns = face.stderr.isTTY ? face.stderr.columns() : 100
  for (const { file, fixed, left, text } of converted) {
    if (fixed.length > 0) face.stderr.write(`${file.name}: ${amount(fixed.length, 'passage')} brought up to date\n`)
    for (const { fix, code } of fixed) if (fix !== undefined) face.stderr.write(`  ${fix.title} (${code})\n`)
    face.stderr.write(findingsText(left, text, { paint, columns }))
  }
  const left = converted.reduce((sum, one) => sum + one.left.length, 0)
  if (left > 0) face.stderr.write(`${amount(left, 'passage')} cannot be brought up to date without you.\n`)
  else if (converted.every(({ fixed }) => fixed.length === 0)) face.stderr.write('Nothing here is old syntax.\n')
  return left > 0 ? exitCodes.findings : exitCodes.done
}

/** A Rule whose pods only the user can name is not done yet. */
const isLeft = (finding: LocatedFinding): boolean => isOldSyntax(finding) || finding.code === 'rule/todo-selector'
const isOldSyntax = ({ code }: LocatedFinding): boolean => oldSyntaxCodes.includes(code)

function convertFiles(files: readonly SpecFile[]): readonly Converted[] {
  const workspace = createWorkspace()
  for (const { name, text } of files) workspace.set(name, text)
  return files.map(file => {
    const result = fixAll(file.name, file.text, { workspace, only: isOldSyntax })
    workspace.set(file.name, result.text)
    return { ...result, file, left: workspace.diagnose(file.name).filter(isLeft) }
  })
}

async function writeFiles(face: Face, converted: readonly Converted[]): Promise<void> {
  for (const { file, text } of converted) {
    if (file.path === undefined) face.stdout.write(text)
    else if (text !== file.text) await replaceFile(file.path, text)
  }
}

/** Several files become one text of several documents. */
function oneText(texts: readonly string[]): string {
  return texts
    .map((text, index) => {
      const whole = text.endsWith('\n') ? text : `${text}\n`
      return index === 0 || /^---(\s|$)/.test(whole) ? whole : `---\n${whole}`
    })
    .join('')
}

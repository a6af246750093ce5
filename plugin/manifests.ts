/** The objects that the files of a command line hold, with what is wrong with them. */

import { createWorkspace, type LocatedFinding } from '@pxsnap/core/language'
import type { Executor, KubeObject } from '@pxsnap/core/specs'
import type { Face } from './face.ts'
import { findingsText } from './output/findings-text.ts'
import { painter } from './output/paint.ts'
import { Problem } from './problem.ts'
import { readSpecFiles } from './spec-files.ts'

export type Manifests = {
  /** In the order of the files and of their documents. */
  readonly objects: readonly KubeObject[]
  readonly findings: readonly LocatedFinding[]
  /** The text of a file by its name, for showing findings. */
  text(file: string): string
}

/** Findings are those that matter to the executor, which is our own engine when none is named. Throws a Problem when there is no file or no object. */
export async function readManifests(
  face: Face,
  names: readonly string[],
  options: {
    readonly recursive: boolean
    readonly command: string
    readonly executor?: Executor
    /** A directory that kubectl makes specs of. */
    readonly kustomize?: string | undefined
  },
): Promise<Manifests> {
  if (names.length === 0 && options.kustomize === undefined) {
    throw new Problem('usage', `${options.command} needs files.`, `kubectl pxsnap ${options.command} -f FILE`)
  }
  if (names.length > 0 && options.kustomize !== undefined)
    throw new Problem('usage', '-f and -k cannot be used together.')
  const files =
    options.kustomize === undefined
      ? await readSpecFiles(face, names, { recursive: options.recursive, binary: 'refuse' })
      : [await (await import('./kustomize.ts')).kustomized(face, options.kustomize)]
  const workspace = createWorkspace({ executor: options.executor ?? 'pxsnap' })
  for (const { name, text } of files) workspace.set(name, text)
  const unique = [...new Set(files.map(({ name }) => name))]
  const objects = unique.flatMap(name => workspace.objects(name).map(({ object }) => object))
  const findings = unique.flatMap(name => workspace.diagnose(name))
  if (objects.length === 0 && !findings.some(({ severity }) => severity === 'error')) {
    throw new Problem('usage', `There is no Kubernetes object in ${unique.join(', ')}.`)
  }
  return { objects, findings, text: file => workspace.text(file) ?? '' }
}

/** Prints findings of a level on standard error. */
export function showFindings(
  face: Face,
  { text }: Manifests,
  findings: readonly LocatedFinding[],
  noColor: boolean,
): void {
  const paint = painter(face, face.stderr, noColor)
  const columns = face.stderr.isTTY ? face.stderr.columns() : 100
  for (const file of new Set(findings.map(finding => finding.file))) {
    const ofFile = findings.filter(finding => finding.file === file)
    face.stderr.write(findingsText(ofFile, text(file), { paint, columns }))
  }
}

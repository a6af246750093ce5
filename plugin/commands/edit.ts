/** `edit`: an object through the user's editor and back, with nothing lost on the way. */

import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Plan, refOf } from '@pxsnap/core/actions'
import { createWorkspace } from '@pxsnap/core/language'
import { isMap, type KubeObject } from '@pxsnap/core/specs'
import { parseDocument } from 'yaml'
import type { InvocationOf } from '../args.ts'
import { actingAs, checkPermissions, rehearse } from '../before-writing.ts'
import { confirm } from '../confirm.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Face } from '../face.ts'
import { remember } from '../journal.ts'
import { oneObject } from '../one-object.ts'
import { inWorld, type World } from '../open-world.ts'
import { findingsText } from '../output/findings-text.ts'
import { painter } from '../output/paint.ts'
import { planStyle, planText } from '../output/plan-text.ts'
import { objectName } from '../output/print-objects.ts'
import { sanitiseLine } from '../output/sanitise.ts'
import { printYaml } from '../output/structured.ts'
import { Problem } from '../problem.ts'
import { shownObject } from './get.ts'

export async function edit(face: Face, invocation: InvocationOf<'edit'>): Promise<ExitCode> {
  const { positionals, global } = invocation
  // Nobody else has to wait while the user thinks.
  const before = await inWorld(face, global, { access: 'look', missing: 'refuse' }, world =>
    oneObject(world, 'edit', positionals),
  )
  const folder = await mkdtemp(join(tmpdir(), 'pxsnap-edit-'))
  const file = join(folder, `${before.kind.toLowerCase()}-${before.metadata.name}.yaml`)
  let kept = false
  try {
    const original = printYaml(shownObject(before, false))
    let text = original
    let complaint = ''
    for (;;) {
      await writeFile(file, `${head(complaint)}${text}`, { mode: 0o600 })
      const code = await (face.edit?.(file) ?? runEditor(face, file))
      if (code !== 0)
        throw new Problem('failed', `The editor ended with exit code ${code}.`, 'Set KUBE_EDITOR or EDITOR.')
      const edited = withoutHead(await readFile(file, 'utf8'))
      if (edited.trim() === '' || edited === original) return nothing(face, 'Nothing was changed.')
      // Saved again as it was: the user gives up.
      if (complaint !== '' && edited === text) {
        kept = true
        throw new Problem('failed', complaint, `Your text is kept in ${file}`)
      }
      text = edited
      const after = readEdited(edited, before)
      if (typeof after === 'string') {
        complaint = after
        continue
      }
      const { result, why } = await store(face, invocation, before, after, edited)
      if (result === 'written') return exitCodes.done
      if (result === 'left') return nothing(face, 'Nothing was written.')
      if (result === 'conflict') {
        kept = true
        throw new Problem(
          'failed',
          `The object was changed by somebody else meanwhile: ${why}`,
          `Your text is kept in ${file}; edit again.`,
        )
      }
      complaint = why
    }
  } finally {
    if (!kept) await rm(folder, { recursive: true, force: true })
  }
}

type Stored = { readonly result: 'written' | 'left' | 'refused' | 'conflict'; readonly why: string }

async function store(
  face: Face,
  { flags, global }: InvocationOf<'edit'>,
  was: KubeObject,
  object: KubeObject,
  text: string,
): Promise<Stored> {
  const dry = flags.dryRun !== undefined
  return inWorld(
    face,
    global,
    { access: dry ? 'look' : 'change', missing: 'refuse' },
    async (world): Promise<Stored> => {
      const plan: Plan = { writes: [{ do: 'update', object, was }], unchanged: [], obstacles: [] }
      showFindings(face, text, global.noColor)
      face.stderr.write(actingAs(global))
      face.stderr.write(planText(plan, () => [], planStyle(face, face.stderr, global.noColor)))
      await checkPermissions(face, world, plan)
      if (flags.dryRun === 'server') await rehearse(face, world, plan)
      if (dry || !(await confirm(face, 'Write this?', flags))) return { result: 'left', why: '' }
      return write(face, world, was, object)
    },
  )
}

async function write(face: Face, world: World, was: KubeObject, object: KubeObject): Promise<Stored> {
  const written = await world.drive(world.ports.cluster.update(object, face.signal))
  if (written.ok) {
    remember(face, world, [{ did: 'changed', ref: refOf(was), before: was, after: written.object }])
    face.stdout.write(`${sanitiseLine(objectName(object))} edited\n`)
    return { result: 'written', why: '' }
  }
  const result = written.because === 'rejected' ? 'refused' : 'conflict'
  return { result, why: written.message }
}

/** The object as it was edited, or what is wrong with the text. Name, kind and identity stay. */
function readEdited(text: string, before: KubeObject): KubeObject | string {
  const document = parseDocument(text, { uniqueKeys: true })
  const [error] = document.errors
  if (error !== undefined) return `The text is no YAML: ${error.message.split('\n')[0] ?? ''}`
  const data: unknown = document.toJS()
  if (!isMap(data) || !isMap(data.metadata)) return 'The text is no Kubernetes object: it has no metadata.'
  const { apiVersion, kind, metadata } = before
  if (data.apiVersion !== apiVersion || data.kind !== kind) return `apiVersion and kind stay ${apiVersion} and ${kind}.`
  if (data.metadata.name !== metadata.name || data.metadata.namespace !== metadata.namespace)
    return 'Name and namespace cannot be changed; create another object instead.'
  if (data.metadata.uid !== metadata.uid) return 'metadata.uid cannot be changed.'
  // What was shown is what was edited, so that somebody else's change in between is noticed.
  const resourceVersion = metadata.resourceVersion === undefined ? {} : { resourceVersion: metadata.resourceVersion }
  return { ...data, apiVersion, kind, metadata: { ...data.metadata, name: metadata.name, ...resourceVersion } }
}

function showFindings(face: Face, text: string, noColor: boolean): void {
  const workspace = createWorkspace({ executor: 'pxsnap' })
  workspace.set('edited', text)
  const findings = workspace
    .diagnose('edited')
    .filter(({ severity, code }) => severity !== 'information' && code !== 'object/status-in-manifest')
  if (findings.length === 0) return
  const columns = face.stderr.isTTY ? face.stderr.columns() : 100
  face.stderr.write(findingsText(findings, text, { paint: painter(face, face.stderr, noColor), columns }))
}

const mark = '#:'

function head(complaint: string): string {
  const why = complaint === '' ? [] : ['', ...complaint.split('\n')]
  const lines = ['Change the object below; saving it empty or unchanged leaves it alone.', ...why.map(sanitiseLine)]
  return `${lines.map(line => `${mark} ${line}`.trimEnd()).join('\n')}\n`
}

function withoutHead(text: string): string {
  return text
    .split('\n')
    .filter(line => !line.startsWith(mark))
    .join('\n')
}

function nothing(face: Face, message: string): ExitCode {
  face.stderr.write(`${message}\n`)
  return exitCodes.done
}

/** The editor's name may bring arguments, as in `code --wait`, so a shell reads it, as git and kubectl do. */
export function runEditor(face: Pick<Face, 'env'>, file: string): Promise<number> {
  const { KUBE_EDITOR, VISUAL, EDITOR } = face.env
  const editor = KUBE_EDITOR || VISUAL || EDITOR || 'vi'
  return new Promise((done, fail) => {
    const child = spawn('/bin/sh', ['-c', `${editor} "$1"`, editor, file], { stdio: 'inherit', env: { ...face.env } })
    child.on('error', cause => fail(new Problem('failed', `The editor cannot be started: ${cause.message}`)))
    child.on('close', code => done(code ?? 1))
  })
}

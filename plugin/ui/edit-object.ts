/** Edits an object in the user's editor: the screen steps aside, and what comes back is written if it can be. */

import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { refOf } from '@pxsnap/core/actions'
import { isMap, type KubeObject } from '@pxsnap/core/specs'
import { parseDocument } from 'yaml'
import { objectName } from '../output/print-objects.ts'
import { sanitiseLine } from '../output/sanitise.ts'
import { printYaml } from '../output/structured.ts'
import type { Ui } from './ui.ts'

const advice =
  '# Save and close to write the object. An empty file, or nothing changed, writes nothing.\n' +
  '# When somebody else changes it meanwhile, nothing is lost: you are asked to look again.\n'

/** The editor opens again as long as the text cannot be understood or is refused. */
export async function editObject(ui: Ui, object: KubeObject, signal: AbortSignal): Promise<void> {
  const current = (await ui.world.ports.cluster.get(refOf(object), signal)) ?? object
  const directory = await mkdtemp(join(tmpdir(), 'pxsnap-edit-'))
  const file = join(directory, `${object.metadata.name.replaceAll(/[^\w.-]/g, '_')}.yaml`)
  const original = printYaml(withoutManagedFields(current))
  let text = original
  let complaint = ''
  let keep = false
  try {
    for (;;) {
      await writeFile(file, complaint + advice + text, { mode: 0o600 })
      if (!(await ui.suspended(() => runEditor(ui, file)))) {
        return ui.say('The editor ended with an error. Nothing was written.', 'failed')
      }
      const edited = withoutComments(await readFile(file, 'utf8'))
      if (edited.trim() === '' || edited === original) return ui.say('Nothing was changed.', 'muted')
      // The same text again means that there is no better one.
      if (complaint !== '' && edited === text) {
        keep = true
        return ui.say(`Nothing was written. Your text is in ${file}.`, 'working')
      }
      text = edited
      const problem = await write(ui, current, edited, signal)
      if (problem === undefined) return
      complaint = problem.split('\n').map(line => `# ${sanitiseLine(line)}\n`).join('')
    }
  } finally {
    if (!keep) await rm(directory, { recursive: true, force: true })
  }
}

/** Why it was not written; undefined when it was. */
async function write(ui: Ui, was: KubeObject, text: string, signal: AbortSignal): Promise<string | undefined> {
  const document = parseDocument(text)
  const [error] = document.errors
  if (error !== undefined) return `This is no YAML: ${error.message}`
  const object: unknown = document.toJS()
  if (!isObject(object)) return 'An object has apiVersion, kind and metadata.name.'
  const [old, now] = [refOf(was), refOf(object)]
  if (old.kind !== now.kind || old.name !== now.name || old.namespace !== now.namespace || old.apiVersion !== now.apiVersion)
    return 'apiVersion, kind, namespace and name say which object it is, so they stay as they are.'
  const end = ui.log.begin(`edit ${objectName(was)}${old.namespace === undefined ? '' : ` -n ${old.namespace}`}`)
  const { resourceVersion } = was.metadata
  const result = await ui.world.ports.cluster.update(
    { ...object, metadata: { ...object.metadata, ...(resourceVersion === undefined ? {} : { resourceVersion }) } },
    signal,
  )
  end(result.ok, result.ok ? 'configured' : result.message)
  if (result.ok) {
    ui.say(`${objectName(was)} was changed.`, 'usable')
    return undefined
  }
  if (result.because !== 'conflict') return `The API server refuses it: ${result.message}`
  const newer = await ui.world.ports.cluster.get(refOf(was), signal)
  return `Somebody else has changed the object meanwhile. It is now version ${newer?.metadata.resourceVersion ?? 'gone'}; close without writing and edit it again.`
}

function isObject(value: unknown): value is KubeObject {
  if (!isMap(value) || !isMap(value.metadata)) return false
  return typeof value.apiVersion === 'string' && typeof value.kind === 'string' && typeof value.metadata.name === 'string'
}

/** The comments that we put at the top; those below belong to the user and are ignored by YAML. */
function withoutComments(text: string): string {
  return text.replace(/^(?:#.*\n)+/, '')
}

function withoutManagedFields(object: KubeObject): KubeObject {
  const { managedFields: _, ...metadata } = object.metadata as KubeObject['metadata'] & { readonly managedFields?: unknown }
  return { ...object, metadata }
}

/** As git does: VISUAL, EDITOR or vi, run by the shell so that it may have arguments. False: it failed. */
function runEditor({ face: { env } }: Ui, file: string): Promise<boolean> {
  const editor = env.VISUAL || env.EDITOR || 'vi'
  return new Promise(resolve => {
    const child = spawn('/bin/sh', ['-c', `${editor} "$1"`, 'sh', file], { stdio: 'inherit', env: { ...env } })
    child.on('error', () => resolve(false))
    child.on('exit', code => resolve(code === 0))
  })
}

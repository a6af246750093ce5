/** `-k DIRECTORY`: what kubectl makes of a kustomization, as one file of specs. */

import { spawn } from 'node:child_process'
import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Face } from './face.ts'
import { sanitise } from './output/sanitise.ts'
import { Problem } from './problem.ts'
import { maxInputBytes, type SpecFile } from './spec-files.ts'

/** Runs `kubectl kustomize`. Throws a Problem where there is no kubectl, no directory, or kustomize refuses it. */
export async function kustomized(face: Pick<Face, 'cwd' | 'env' | 'signal'>, directory: string): Promise<SpecFile> {
  if (/^(https?|git|ssh):|^[\w.-]+\.[a-z]+\//.test(directory))
    throw new Problem(
      'usage',
      `${directory} is an address; pxsnap fetches nothing for -k.`,
      `kubectl kustomize ${directory} | kubectl pxsnap … -f -`,
    )
  const path = resolve(face.cwd, directory)
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true)
    throw new Problem('notFound', `There is no directory ${directory}.`)
  return { name: `${directory} (kustomize)`, text: await outputOf(face, path, directory) }
}

function outputOf(face: Pick<Face, 'cwd' | 'env' | 'signal'>, path: string, directory: string): Promise<string> {
  return new Promise((done, fail) => {
    const child = spawn('kubectl', ['kustomize', path], { env: { ...face.env }, stdio: ['ignore', 'pipe', 'pipe'] })
    const stop = () => child.kill()
    face.signal.addEventListener('abort', stop, { once: true })
    const out: Buffer[] = []
    const err: Buffer[] = []
    let sizeBytes = 0
    child.stdout.on('data', (chunk: Buffer) => {
      sizeBytes += chunk.length
      if (sizeBytes > maxInputBytes) child.kill()
      else out.push(chunk)
    })
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk))
    child.on('error', (cause: NodeJS.ErrnoException) =>
      fail(
        cause.code === 'ENOENT'
          ? new Problem(
              'failed',
              'There is no kubectl on the PATH, which -k needs.',
              'kustomize build DIRECTORY | kubectl pxsnap … -f -',
            )
          : new Problem('failed', `kubectl cannot be started: ${cause.message}`),
      ),
    )
    child.on('close', code => {
      face.signal.removeEventListener('abort', stop)
      if (face.signal.aborted) fail(face.signal.reason)
      else if (code === 0) done(Buffer.concat(out).toString('utf8'))
      else if (sizeBytes > maxInputBytes) fail(new Problem('failed', `${directory} becomes too large.`))
      else
        fail(
          new Problem(
            'failed',
            `kubectl kustomize refuses ${directory}: ${sanitise(Buffer.concat(err).toString('utf8').trim())}`,
          ),
        )
    })
  })
}

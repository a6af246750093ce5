/** An S3 server that others wrote: moto's server mode from PyPI, kept in a cache of this repository. */

import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const home = fileURLToPath(new URL('../../.cache/s3-server', import.meta.url))
const program = join(home, 'bin', 'moto_server')

export type S3Server = { readonly endpoint: string; stop(): Promise<void> }

export const howToInstall = `python3 -m venv ${home} && ${home}/bin/pip install 'moto[server]==5.2.5'`

export const isInstalled = (): boolean => existsSync(program)

/**
 * `guarded`: unknown keys are refused, after three calls with which keys can be made; `open`: any key is good. Throws when
 * it does not answer within 60 s.
 */
export async function startS3Server(access: 'guarded' | 'open'): Promise<S3Server> {
  const port = await freePort()
  const server = spawn(program, ['-H', '127.0.0.1', '-p', String(port)], {
    stdio: ['ignore', 'ignore', 'ignore'],
    env: { PATH: process.env.PATH, ...(access === 'guarded' ? { INITIAL_NO_AUTH_ACTION_COUNT: '3' } : {}) },
  })
  // A run that is broken off leaves no server behind.
  process.once('exit', () => server.kill('SIGKILL'))
  const endpoint = `http://127.0.0.1:${port}`
  const deadline = Date.now() + 60_000
  for (;;) {
    const answer = await fetch(`${endpoint}/moto-api/`).catch(() => undefined)
    if (answer?.ok) return { endpoint, stop: () => stop(server) }
    if (server.exitCode !== null || Date.now() > deadline) {
      await stop(server)
      throw new Error(`The S3 server does not answer at ${endpoint}.`)
    }
    await new Promise(resolve => setTimeout(resolve, 200))
  }
}

async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return
  const ended = new Promise(resolve => server.once('exit', resolve))
  server.kill('SIGKILL')
  await ended
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (address !== null && typeof address === 'object' ? resolve(address.port) : reject(address)))
    })
  })
}

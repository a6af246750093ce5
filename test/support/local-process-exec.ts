/** PodExec whose only pod is this machine: programs run as ordinary processes. Shows that the port can be kept for real. */

import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import type { ExecRequest, ExecResult, PodExec } from '@pxsnap/core/ports'

const longestOutput = 65_536
export const thisMachine = { namespace: 'local', pod: 'machine' }

export const localProcessExec: PodExec = {
  async run(request, signal) {
    signal?.throwIfAborted()
    const problem = problemOf(request)
    if (problem !== undefined) return { exit: 'unknown', stdout: '', stderr: '', problem }
    return follow(request, signal)
  },
}

function problemOf({ namespace, pod, container }: ExecRequest): string | undefined {
  if (namespace !== thisMachine.namespace || pod !== thisMachine.pod) return `pods "${pod}" not found`
  return container === undefined ? undefined : `container ${container} is not valid for pod ${pod}`
}

function follow({ argv, timeoutMs }: ExecRequest, signal?: AbortSignal): Promise<ExecResult> {
  return new Promise((resolve, reject) => {
    const [file = '', ...rest] = argv
    const child = spawn(file, rest, { stdio: ['ignore', 'pipe', 'pipe'], detached: true })
    const streams = { stdout: Buffer.alloc(0), stderr: Buffer.alloc(0) }
    const output = () => ({ stdout: text(streams.stdout), stderr: text(streams.stderr) })
    for (const name of ['stdout', 'stderr'] as const)
      child[name].on('data', (bytes: Buffer) => {
        if (streams[name].length < longestOutput) streams[name] = Buffer.concat([streams[name], bytes])
      })
    const problem = `the command had not ended after ${timeoutMs / 1000} s; it may still be running`
    const timer = setTimeout(() => resolve({ exit: 'unknown', ...output(), problem }), timeoutMs)
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true })
    child.on('error', error => {
      clearTimeout(timer)
      resolve({ exit: 'unknown', ...output(), problem: `"${file}" cannot be started: ${error.message}` })
    })
    child.on('close', (code, killedBy) => {
      clearTimeout(timer)
      const exit = code ?? 128 + (killedBy === null ? 0 : constants.signals[killedBy])
      resolve({ exit, ...output() })
    })
  })
}

function text(bytes: Buffer): string {
  return bytes.subarray(0, longestOutput).toString('utf8')
}

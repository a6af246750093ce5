/** The PodExec port, kept by simulated pods and by real processes alike. */

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { podExecContract } from '../contract/pod-exec.ts'
import { localProcessExec, thisMachine } from '../support/local-process-exec.ts'
import { PodBox, pod } from './pod-box.ts'

podExecContract('simulated', async () => {
  const box = new PodBox(pod('db', [{ name: 'db', image: 'busybox' }]))
  return {
    exec: box.pods,
    pod: { namespace: 'shop', pod: 'db' },
    directory: '/tmp',
    drive: work => box.drive(work),
    pause: async ms => box.advance(ms),
    close: async () => {},
  }
})

podExecContract('processes of this machine', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'pxsnap-exec-'))
  return {
    exec: localProcessExec,
    pod: thisMachine,
    directory,
    drive: work => work,
    pause: ms => new Promise(resolve => setTimeout(resolve, ms)),
    close: () => rm(directory, { recursive: true, force: true, maxRetries: 5 }),
  }
})

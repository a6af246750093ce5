/** Gives every process of a container its turn, and tells when the next one has something to do. */

import type { ProgramNext } from '../../applications/application.ts'
import { findProgram } from '../programs/catalogue.ts'
import { exit, isAlive, type Kernel, openPipe, processOf, reap, spawn, sweep } from './kernel.ts'
import { resumeTimeout, startShellFromInput } from './launch.ts'
import { runShell, settle } from './machine.ts'
import { shellImage } from './shell-image.ts'
import { signalNumbers } from './signals.ts'
import { follows } from './simple-command.ts'
import type { ClientImage, Process, ProgramImage, Wait } from './state.ts'
import { hasEnd, hasRoom, inputReady, read, write } from './streams.ts'

/** A shell that neither waits nor ends takes this many operations before time must pass for it. */
const atFirst = 50_000
const later = 10_000

/** Runs everything that can run at this instant, processes in the order of their numbers. */
export function runAll(kernel: Kernel): void {
  while (runOnce(kernel, Number.POSITIVE_INFINITY));
  if (Object.keys(kernel.state.opens).length > 64 || Object.keys(kernel.state.pipes).length > 16) sweep(kernel)
}

/** One turn of at most `most` operations for each process that can run; false when none can. */
export function runOnce(kernel: Kernel, most: number): boolean {
  let ran = false
  for (const pid of Object.keys(kernel.state.processes)) {
    const self = processOf(kernel, Number(pid))
    if (self === undefined || self.stopped || (self.wait && !isOver(kernel, self.wait))) continue
    ran = true
    run(kernel, self, most)
  }
  return ran
}

/** The next instant at which a process goes on by itself. */
export function nextWake(kernel: Kernel): number | undefined {
  let next: number | undefined
  for (const self of Object.values(kernel.state.processes)) {
    const at = self.stopped || self.wait === undefined ? undefined : endOf(self.wait)
    if (at !== undefined && (next === undefined || at < next)) next = at
  }
  return next
}

function endOf(wait: Wait): number | undefined {
  return wait.for === 'time' ? wait.at : wait.for === 'children' ? wait.until : undefined
}

function isOver(kernel: Kernel, wait: Wait): boolean {
  const ended = (pids: readonly number[]): boolean => pids.every(pid => processOf(kernel, pid) === undefined)
  switch (wait.for) {
    case 'ever':
      return false
    case 'time':
      return wait.at <= kernel.now
    case 'children':
      return ended(wait.pids) || (wait.until !== undefined && wait.until <= kernel.now)
    case 'jobs':
      return ended(wait.pids)
    case 'capture':
      return ended([wait.child]) && !hasEnd(kernel, wait.pipe, 'write')
    case 'input':
      return inputReady(kernel, wait.open, wait.lines)
    case 'room':
      return hasRoom(kernel, wait.pipe)
  }
}

function run(kernel: Kernel, self: Process, most: number): void {
  const { image, wait } = self
  delete self.wait
  switch (image.is) {
    case 'program':
      runProgram(kernel, self, image)
      return
    case 'timeout':
      resumeTimeout(kernel, self)
      return
    case 'client':
      runClient(kernel, self, image, wait)
      return
    case 'shell': {
      beginEffort(kernel, self, wait)
      if (wait) settle(kernel, self, image, wait)
      if (!isAlive(kernel, self)) return
      if (self.effort.operations >= (self.effort.pauses === 0 ? atFirst : later)) {
        pause(kernel, self)
        return
      }
      runShell(kernel, self, image, Math.min(atFirst, most))
    }
  }
}

function beginEffort({ now }: Kernel, { effort }: Process, wait: Wait | undefined): void {
  if (effort.at === now) return
  effort.at = now
  effort.operations = 0
  if (!(wait?.for === 'time' && wait.busy)) effort.pauses = 0
}

/** A loop that never waits for long keeps a processor busy; time passes for it, too. */
function pause({ now }: Kernel, self: Process): void {
  self.wait = { for: 'time', at: now + Math.min(10 * 2 ** Math.min(self.effort.pauses, 7), 1000), busy: true }
  self.effort.pauses++
}

function runProgram(kernel: Kernel, self: Process, image: ProgramImage): void {
  const [name = '', ...args] = image.argv
  if (name === 'sh') {
    startShellFromInput(self, image, read(kernel, self.fds, 'all'))
    return
  }
  const program = findProgram(name)
  // A program that was only waiting, such as `sleep`, has nothing left to do.
  if (program === undefined) {
    exit(kernel, self, 0)
    return
  }
  const reads = program.reads?.(args) ?? 0
  const stdin = reads === 0 ? '' : read(kernel, self.fds, reads)
  const outcome = program.run({ args, env: image.env, stdin, kernel, self })
  if (!isAlive(kernel, self)) return
  write(kernel, self, 2, outcome.stderr ?? '')
  const problem = write(kernel, self, 1, outcome.stdout ?? '')
  delete self.wait
  if (follows(name, args) && problem === undefined) {
    self.wait = { for: 'ever' }
    return
  }
  exit(kernel, self, problem === 'broken' ? 128 + signalNumbers.PIPE : problem === undefined ? outcome.code : 1)
}

function runClient(kernel: Kernel, self: Process, image: ClientImage, wait: Wait | undefined): void {
  const name = image.argv[0] ?? ''
  follow(kernel, self, image, nextOf(kernel, self, image, wait, name))
}

function nextOf(kernel: Kernel, self: Process, image: ClientImage, wait: Wait | undefined, name: string): ProgramNext {
  const { host } = kernel
  if (image.memory === undefined) {
    const stdin = image.reads ? read(kernel, self.fds, 'all') : ''
    return host.begin({ argv: image.argv, env: image.env, stdin, session: image.session })
  }
  if (wait?.for !== 'capture') return host.resume(name, image.memory, { kind: 'woken' })
  const output = kernel.state.pipes[wait.pipe]?.data ?? ''
  delete kernel.state.pipes[wait.pipe]
  return host.resume(name, image.memory, { kind: 'shell-exit', code: reap(self, wait.child), output })
}

function follow(kernel: Kernel, self: Process, image: ClientImage, next: ProgramNext): void {
  switch (next.do) {
    case 'exit': {
      write(kernel, self, 2, next.stderr)
      const problem = write(kernel, self, 1, next.stdout)
      exit(kernel, self, problem === 'broken' ? 128 + signalNumbers.PIPE : next.code)
      return
    }
    case 'sleep':
      image.memory = next.memory
      self.wait = { for: 'time', at: kernel.now + Math.max(0, Math.round(next.ms)) }
      return
    case 'shell': {
      write(kernel, self, 1, next.stdout ?? '')
      image.memory = next.memory
      const { pipe, write: end } = openPipe(kernel, true)
      const start = { name: 'sh', text: next.command, args: [], env: image.env, options: {}, commandString: true }
      const fds = { ...self.fds, '1': end }
      const child = spawn(kernel, self, { image, fds })
      child.image = shellImage(child, start)
      self.wait = { for: 'capture', pipe, child: child.pid }
    }
  }
}

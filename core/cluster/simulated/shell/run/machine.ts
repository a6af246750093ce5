/** Runs the operations of one shell process until it waits, ends, or has used up its turn. */

import { compile } from '../compile.ts'
import type { Operation, Program } from '../operations.ts'
import { expandFields, expandPattern, expandText, isWordNeeded, type Scope, setVariable } from './expand.ts'
import { abandonCommand, endText, enter, leave, leaveBlock, leaveCall, takeSignal } from './flow.ts'
import { fork, openCapture, openPipeline } from './fork.ts'
import { isAlive, type Kernel, reap } from './kernel.ts'
import { isLast } from './last-command.ts'
import { matches } from './pattern.ts'
import { redirect } from './redirect.ts'
import { ScriptFailure } from './script-failure.ts'
import { runCommand } from './simple-command.ts'
import type { Process, ShellImage, Wait } from './state.ts'
import { write } from './streams.ts'

type Machine = { readonly kernel: Kernel; readonly self: Process; readonly shell: ShellImage }

/** Runs at most `turn` operations. The process may wait or have ended afterwards. */
export function runShell(kernel: Kernel, self: Process, shell: ShellImage, turn: number): void {
  const machine = { kernel, self, shell }
  let text = shell.text
  let program = compile(text)
  for (let ran = 0; ran < turn; ran++) {
    self.effort.operations++
    if (shell.pending.length > 0) takeSignal(shell)
    if (shell.text !== text) {
      text = shell.text
      program = compile(text)
    }
    try {
      step(machine, program)
    } catch (error) {
      if (!(error instanceof ScriptFailure)) throw error
      complain(machine, error.message)
      if (shell.typed !== undefined) abandonCommand(self, shell, error.status)
      else if (isAlive(kernel, self)) leave(kernel, self, shell, error.status)
    }
    if (self.wait !== undefined || self.image !== shell || self.stopped || !isAlive(kernel, self)) return
  }
}

/** What a shell makes of the end of what it waited for. */
export function settle(kernel: Kernel, self: Process, shell: ShellImage, wait: Wait): void {
  const machine = { kernel, self, shell }
  switch (wait.for) {
    case 'children': {
      const codes = wait.pids.map(pid => reap(self, pid))
      const failed = shell.options.pipefail ? codes.findLast(code => code !== 0) : undefined
      finish(machine, failed ?? codes.at(-1) ?? 0)
      return
    }
    case 'jobs': {
      const codes = wait.pids.map(pid => reap(self, pid))
      shell.jobs = shell.jobs.filter(pid => !wait.pids.includes(pid))
      finish(machine, wait.status === 'none' ? 0 : (codes.at(-1) ?? 127))
      return
    }
    case 'capture': {
      const text = kernel.state.pipes[wait.pipe]?.data ?? ''
      delete kernel.state.pipes[wait.pipe]
      shell.values.push(text.replace(/\n+$/, ''))
      shell.captureStatus = reap(self, wait.child)
      return
    }
    default:
      return
  }
}

/** Ends a command: its status, and the end of the shell when `set -e` asks for it. */
function finish({ kernel, self, shell }: Machine, status: number): void {
  shell.status = status
  if (status !== 0 && shell.options.e && shell.tested === 0) leave(kernel, self, shell, status)
}

function complain({ kernel, self, shell }: Machine, message: string): void {
  write(kernel, self, 2, `${shell.name}: ${shell.line}: ${message}\n`)
}

function scopeOf({ kernel, self, shell }: Machine, captures: number): Scope {
  return { kernel, self, shell, base: shell.values.length - captures }
}

function drop(shell: ShellImage, captures: number): void {
  if (captures > 0) shell.values.length -= captures
}

function step(machine: Machine, program: Program): void {
  const { kernel, self, shell } = machine
  const op = program[shell.pc]
  if (op === undefined) {
    endText(kernel, self, shell)
    return
  }
  const here = shell.pc++
  switch (op.op) {
    case 'command': {
      const result = runCommand(scopeOf(machine, op.captures), op)
      if (result === 'again') {
        shell.pc = here
        return
      }
      if (result === 'moved') return
      drop(shell, op.captures)
      if (result !== 'waits') finish(machine, result)
      return
    }
    case 'jump':
      shell.pc = op.to
      return
    case 'jump-if-failed':
      if (shell.status !== 0) shell.pc = op.to
      return
    case 'jump-if-succeeded':
      if (shell.status === 0) shell.pc = op.to
      return
    case 'negate':
      shell.status = shell.status === 0 ? 1 : 0
      return
    case 'succeed':
      shell.status = 0
      return
    case 'tested':
      shell.tested++
      return
    case 'untested':
      shell.tested--
      return
    case 'skip-unless-needed':
      if (isWordNeeded(scopeOf(machine, 0), op.name, op.operator)) return
      for (let count = 0; count < op.captures; count++) shell.values.push('')
      shell.pc = op.to
      return
    case 'loop':
      enter(shell, { is: 'loop', next: op.next, end: op.end, status: 0 })
      return
    case 'for':
      startFor(machine, op)
      return
    case 'next-item':
      nextItem(machine, op)
      return
    case 'turn-ends': {
      const block = shell.blocks.at(-1)
      if (block) block.status = shell.status
      return
    }
    case 'loop-ends':
      shell.status = leaveBlock(self, shell)?.status ?? 0
      return
    case 'case': {
      const subject = expandText(scopeOf(machine, op.captures), op.subject)
      drop(shell, op.captures)
      shell.values.push(subject)
      return
    }
    case 'match':
      match(machine, op)
      return
    case 'no-match':
      shell.values.pop()
      shell.status = 0
      return
    case 'redirect':
      startRedirect(machine, op)
      return
    case 'redirect-ends':
      leaveBlock(self, shell)
      return
    case 'define':
      shell.functions[op.name] = { text: shell.text, entry: op.entry }
      shell.status = 0
      shell.pc = op.after
      return
    case 'return':
      leaveCall(self, shell)
      return
    case 'subshell':
    case 'background':
    case 'capture':
    case 'pipeline':
      startChildren(machine, op, here)
      return
    case 'child-ends':
      leave(kernel, self, shell, shell.status)
      return
    case 'mistake':
      shell.line = op.line
      throw new ScriptFailure(`Syntax error: ${op.message}`)
    case 'end':
      endText(kernel, self, shell)
      return
  }
}

function startChildren(
  { kernel, self, shell }: Machine,
  op: Extract<Operation, { op: 'subshell' | 'background' | 'capture' | 'pipeline' }>,
  here: number,
): void {
  shell.pc = op.after
  switch (op.op) {
    case 'subshell': {
      if (isLast(shell, op.after)) {
        shell.pc = here + 1
        return
      }
      const child = fork(kernel, self, shell, { pc: here + 1, fds: self.fds })
      self.wait = { for: 'children', pids: [child.pid] }
      return
    }
    case 'background': {
      const child = fork(kernel, self, shell, { pc: here + 1, fds: { ...self.fds, '0': 0 }, untested: true })
      child.ignored = [...child.ignored, 'INT', 'QUIT']
      shell.lastBackground = child.pid
      shell.jobs = [...shell.jobs, child.pid]
      shell.status = 0
      return
    }
    case 'capture':
      self.wait = openCapture(kernel, self, shell, here + 1)
      return
    case 'pipeline':
      self.wait = { for: 'children', pids: openPipeline(kernel, self, shell, op.entries) }
  }
}

function startFor(machine: Machine, op: Extract<Operation, { op: 'for' }>): void {
  const { shell } = machine
  const items = op.items ? expandFields(scopeOf(machine, op.captures), op.items) : shell.args
  drop(shell, op.captures)
  enter(shell, { is: 'loop', next: op.next, end: op.end, name: op.name, items, index: 0, status: 0 })
}

function nextItem({ shell }: Machine, op: Extract<Operation, { op: 'next-item' }>): void {
  const block = shell.blocks.at(-1)
  const item = block?.items?.[block.index ?? 0]
  if (block?.name === undefined || item === undefined) {
    shell.pc = op.to
    return
  }
  block.index = (block.index ?? 0) + 1
  setVariable(shell, block.name, item)
}

function match(machine: Machine, op: Extract<Operation, { op: 'match' }>): void {
  const { shell } = machine
  const scope = scopeOf(machine, op.captures)
  const subject = shell.values[scope.base - 1] ?? ''
  const found = op.patterns.some(word => matches(expandPattern(scope, word), subject))
  drop(shell, op.captures)
  if (found) shell.values.pop()
  else shell.pc = op.to
}

function startRedirect(machine: Machine, op: Extract<Operation, { op: 'redirect' }>): void {
  const { self, shell } = machine
  const redirected = redirect(scopeOf(machine, op.captures), self.fds, op.redirects)
  drop(shell, op.captures)
  if ('problem' in redirected) {
    complain(machine, redirected.problem)
    shell.pc = op.failed
    finish(machine, 2)
    return
  }
  const before = op.last ? redirected.fds : self.fds
  enter(shell, { is: 'redirect', fds: { before, after: redirected.fds } })
  self.fds = redirected.fds
}

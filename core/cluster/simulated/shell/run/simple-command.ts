/** Runs one simple command: assignments, a builtin, a function, or a program. */

import type { SimpleCommand } from '../operations.ts'
import { findProgram } from '../programs/catalogue.ts'
import { type Context, describe, findBuiltin, type Reply, special } from './builtins.ts'
import { expandFields, expandText, type Scope, setVariable } from './expand.ts'
import { find } from './find-program.ts'
import { enter } from './flow.ts'
import { costOfProcess, inheritedIgnores } from './fork.ts'
import { exit, isAlive, isCrowded, spawn } from './kernel.ts'
import { isLast } from './last-command.ts'
import { launch } from './launch.ts'
import { redirect } from './redirect.ts'
import { ScriptFailure } from './script-failure.ts'
import { signalNumbers } from './signals.ts'
import type { Environment, Fds } from './state.ts'
import { inputWait, read, write } from './streams.ts'
import { environment, lookup } from './variables.ts'

/**
 * The exit status; or `waits`: it comes when what the shell now waits for has ended; `again`: run this operation once
 * more after the wait; `moved`: the shell goes on elsewhere, or has ended.
 */
export type CommandResult = number | 'waits' | 'again' | 'moved'

type Assigned = readonly (readonly [string, string])[]
type Invocation = {
  readonly name: string
  readonly args: readonly string[]
  readonly assigned: Assigned
  readonly fds: Fds
}

export function runCommand(scope: Scope, op: SimpleCommand): CommandResult {
  const { self, shell } = scope
  shell.line = op.line
  const fields = expandFields(scope, op.words)
  const [name, ...args] = fields
  const redirected = op.redirects.length === 0 ? { fds: self.fds } : redirect(scope, self.fds, op.redirects)
  if ('problem' in redirected) {
    if (name !== undefined && special.has(name)) throw new ScriptFailure(redirected.problem)
    complain(scope, redirected.problem)
    return 2
  }
  if (name === undefined) return assignOnly(scope, op)
  const assigned = op.assignments.map(({ name: variable, value }) => [variable, expandText(scope, value)] as const)
  if (shell.options.x) trace(scope, [...assigned.map(([variable, value]) => `${variable}=${value}`), ...fields])
  return invoke(scope, op, { name, args, assigned, fds: redirected.fds }, Object.hasOwn(shell.functions, name))
}

function assignOnly(scope: Scope, op: SimpleCommand): number {
  const { shell } = scope
  for (const { name, value } of op.assignments) {
    const text = expandText(scope, value)
    if (shell.options.x) trace(scope, [`${name}=${text}`])
    setVariable(shell, name, text)
  }
  return op.captures > 0 ? shell.captureStatus : 0
}

function trace(scope: Scope, words: readonly string[]): void {
  write(scope.kernel, scope.self, 2, `+ ${words.join(' ')}\n`)
}

function complain({ kernel, self, shell }: Scope, message: string): void {
  write(kernel, self, 2, `${shell.name}: ${shell.line}: ${message}\n`)
}

function invoke(scope: Scope, op: SimpleCommand, call: Invocation, functionsToo: boolean): CommandResult {
  const { kernel, self, shell } = scope
  const { name, args, assigned, fds } = call
  if (name === 'exec') return replace(scope, call)
  if (name === 'command' && !functionsToo) return commandBuiltin(scope, op, call)
  const builtin = findBuiltin(name)
  if (functionsToo && !special.has(name)) return callFunction(scope, op, call)
  if (builtin) return runBuiltin(scope, op, call, builtin)
  const env = withAssigned(environment(shell), assigned)
  const found = find(kernel, self.cwd, name, env.PATH ?? lookup(shell, 'PATH'))
  const program = found.is === 'program' ? findProgram(found.name) : undefined
  const reads = program?.reads?.(args) ?? 0
  const runsHere = program !== undefined && (reads === 0 || !inputWait(kernel, fds, reads)) && !follows(name, args)
  if (!program || !runsHere) return start(scope, call, env)
  return inside(scope, fds, () => {
    const stdin = reads === 0 ? '' : read(kernel, fds, reads)
    const outcome = program.run({ args, env, stdin, kernel, self })
    return print(scope, outcome, outcome.code)
  })
}

/** `tail -f` never ends by itself. */
export const follows = (name: string, args: readonly string[]): boolean =>
  name === 'tail' && args.some(arg => /^-[fF]$|^--follow/.test(arg))

/** Runs something with other descriptors, and puts the present ones back. */
function inside<T>({ self }: Scope, fds: Fds, body: () => T): T {
  const before = self.fds
  self.fds = fds
  const result = body()
  self.fds = before
  return result
}

/** Writes what a program printed; its status, unless the shell ended because nobody reads it. */
function print(
  { kernel, self, shell }: Scope,
  output: { readonly stdout?: string; readonly stderr?: string },
  status: number,
): number | 'moved' {
  if (!isAlive(kernel, self)) return 'moved'
  write(kernel, self, 2, output.stderr ?? '')
  const problem = write(kernel, self, 1, output.stdout ?? '')
  if (problem === undefined) return status
  if (problem === 'broken' && !inheritedIgnores(self, shell).includes('PIPE')) {
    exit(kernel, self, 128 + signalNumbers.PIPE)
    return 'moved'
  }
  write(
    kernel,
    self,
    2,
    `${shell.name}: ${shell.line}: write error: ${problem === 'broken' ? 'Broken pipe' : problem}\n`,
  )
  return status === 0 ? 1 : status
}

function runBuiltin(
  scope: Scope,
  op: SimpleCommand,
  call: Invocation,
  builtin: (context: Context) => Reply,
): CommandResult {
  const { self, shell } = scope
  const { name, args, assigned, fds } = call
  const keeps = special.has(name)
  const before = keeps ? [] : assigned.map(([variable]) => [variable, lookup(shell, variable)] as const)
  for (const [variable, value] of assigned) setVariable(shell, variable, value)
  const outer = self.fds
  self.fds = fds
  const values = shell.values.length
  const blocks = shell.blocks.length
  const reply = builtin({ kernel: scope.kernel, self, shell, args })
  for (const [variable, value] of before) {
    if (value === undefined) delete shell.variables[variable]
    else shell.variables[variable] = value
  }
  if (reply === 'moved') {
    restoreAfterMove(scope, op, { outer, fds, values, entered: shell.blocks.length > blocks })
    return 'moved'
  }
  const result = 'status' in reply ? print(scope, reply, reply.status) : undefined
  self.fds = outer
  if (result !== undefined) return result
  if ('wait' in reply) {
    self.wait = reply.wait
    return 'waits'
  }
  if ('again' in reply) self.wait = reply.again
  return 'again'
}

/** `eval` and `.` keep their redirections until their text ends; `break`, `return` and `exit` have none left. */
function restoreAfterMove(
  { self, shell }: Scope,
  op: SimpleCommand,
  at: { readonly outer: Fds; readonly fds: Fds; readonly values: number; readonly entered: boolean },
): void {
  if (!at.entered) {
    if (self.fds === at.fds) self.fds = at.outer
    return
  }
  const block = shell.blocks.pop()
  if (block)
    shell.blocks.push({
      ...block,
      values: at.values - op.captures,
      ...(at.outer === at.fds ? {} : { fds: { before: at.outer, after: at.fds } }),
    })
  shell.values.length = at.values - op.captures
}

function callFunction(scope: Scope, op: SimpleCommand, { name, args, assigned, fds }: Invocation): CommandResult {
  const { self, shell } = scope
  const body = shell.functions[name]
  if (body === undefined) return 127
  shell.values.length -= op.captures
  const locals: Record<string, string | null> = {}
  for (const [variable] of assigned) locals[variable] = lookup(shell, variable) ?? null
  enter(shell, {
    is: 'call',
    back: { text: shell.text, pc: shell.pc },
    args: shell.args,
    locals,
    ...(fds === self.fds ? {} : { fds: { before: self.fds, after: fds } }),
  })
  for (const [variable, value] of assigned) setVariable(shell, variable, value)
  self.fds = fds
  shell.args = args
  shell.text = body.text
  shell.pc = body.entry
  return 'moved'
}

function commandBuiltin(scope: Scope, op: SimpleCommand, call: Invocation): CommandResult {
  const { kernel, self, shell } = scope
  const [first, ...rest] = call.args
  if (first === undefined) return 0
  if (first !== '-v' && first !== '-V') return invoke(scope, op, { ...call, name: first, args: rest }, false)
  const path = describe({ kernel, self, shell, args: rest }, rest[0] ?? '')
  return inside(scope, call.fds, () =>
    print(scope, { stdout: path === undefined ? '' : `${path}\n` }, path === undefined ? 127 : 0),
  )
}

function withAssigned(env: Environment, assigned: Assigned): Environment {
  return assigned.length === 0 ? env : { ...env, ...Object.fromEntries(assigned) }
}

/** Starts a program as a child and waits for it. */
function start({ kernel, self, shell }: Scope, { name, args, fds }: Invocation, env: Environment): CommandResult {
  if (isLast(shell, shell.pc)) {
    self.fds = fds
    self.ignored = inheritedIgnores(self, shell)
    launch(kernel, self, [name, ...args], env)
    return 'moved'
  }
  if (isCrowded(kernel)) throw new ScriptFailure('Cannot fork')
  self.effort.operations += costOfProcess
  const child = spawn(kernel, self, { image: { is: 'program', argv: [name, ...args], env }, fds })
  child.ignored = inheritedIgnores(self, shell)
  launch(kernel, child, [name, ...args], env)
  self.wait = { for: 'children', pids: [child.pid] }
  return 'waits'
}

/** `exec`: another program takes the place of the shell, or its redirections stay. */
function replace({ kernel, self, shell }: Scope, { args, assigned, fds }: Invocation): CommandResult {
  self.fds = fds
  if (args.length === 0) {
    for (const [variable, value] of assigned) setVariable(shell, variable, value)
    return 0
  }
  self.ignored = inheritedIgnores(self, shell)
  launch(kernel, self, args, withAssigned(environment(shell), assigned))
  return 'moved'
}

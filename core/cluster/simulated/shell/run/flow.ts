/** Where a shell goes on after a `break`, a `return`, a trap or its end. */

import { parse } from '../syntax/parse.ts'
import { exit, type Kernel } from './kernel.ts'
import { ScriptFailure } from './script-failure.ts'
import type { Block, Fds, Process, ShellImage } from './state.ts'
import { inputWait, read, write } from './streams.ts'

/** Deeper than any script that ends by itself. */
const deepest = 1000

/** Enters a block, remembering what its end puts back. */
export function enter(shell: ShellImage, block: Omit<Block, 'values' | 'tested'>): void {
  if (shell.blocks.length >= deepest) throw new ScriptFailure('functions call each other too deeply')
  shell.blocks.push({ ...block, values: shell.values.length, tested: shell.tested })
}

/** Starts another text, such as that of `eval`; its end comes back to here. */
export function enterText(shell: ShellImage, text: string, block: Omit<Block, 'values' | 'tested' | 'back'>): void {
  enter(shell, { ...block, back: { text: shell.text, pc: shell.pc } })
  shell.text = text
  shell.pc = 0
  if (block.is !== 'eval') shell.tested = 0
}

/** Leaves the innermost block and puts back what it changed. */
export function leaveBlock(self: Process, shell: ShellImage): Block | undefined {
  const block = shell.blocks.pop()
  if (block === undefined) return undefined
  shell.values.length = Math.min(shell.values.length, block.values)
  shell.tested = block.tested
  if (block.fds) self.fds = putBack(self.fds, block.fds.before, block.fds.after)
  if (block.args) shell.args = block.args
  for (const [name, value] of Object.entries(block.locals ?? {})) {
    if (value === null) delete shell.variables[name]
    else shell.variables[name] = value
  }
  if (block.back) {
    shell.text = block.back.text
    shell.pc = block.back.pc
  }
  return block
}

/** Descriptors that a redirection has changed are as before; those that were opened meanwhile stay. */
function putBack(now: Fds, before: Fds, after: Fds): Fds {
  if (now === after) return before
  const fds: Record<string, number> = { ...now }
  for (const fd of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const id = before[fd]
    if (id === after[fd]) continue
    if (id === undefined) delete fds[fd]
    else fds[fd] = id
  }
  return fds
}

/** `break` and `continue`: how many loops around the current one, 1 being the innermost. */
export function leaveLoops(self: Process, shell: ShellImage, count: number, how: 'break' | 'continue'): void {
  const loops =
    shell.blocks.length - shell.blocks.findLastIndex(block => block.is === 'call' || block.is === 'trap') - 1
  const within = shell.blocks.slice(shell.blocks.length - loops).filter(block => block.is === 'loop').length
  let left = Math.min(count, within)
  while (left > 0) {
    const block = shell.blocks.at(-1)
    if (block?.is === 'loop' && --left === 0) {
      if (how === 'break') {
        leaveBlock(self, shell)
        shell.pc = block.end ?? shell.pc
      } else {
        shell.values.length = block.values
        shell.tested = block.tested
        block.status = 0
        shell.pc = block.next ?? shell.pc
      }
      return
    }
    leaveBlock(self, shell)
  }
}

/** `return`: false when no function or sourced file is being run. */
export function leaveCall(self: Process, shell: ShellImage): boolean {
  if (!shell.blocks.some(block => block.is === 'call' || block.is === 'source')) return false
  for (let block = leaveBlock(self, shell); block; block = leaveBlock(self, shell))
    if (block.is === 'call' || block.is === 'source') return true
  return false
}

/** Ends a shell, after its EXIT trap if it has one. */
export function leave(kernel: Kernel, self: Process, shell: ShellImage, code: number): void {
  const trap = Object.hasOwn(shell.traps, 'EXIT') ? shell.traps.EXIT : undefined
  if (shell.leaving !== undefined || trap === undefined || trap === '') {
    exit(kernel, self, code)
    return
  }
  while (shell.blocks.length > 0) leaveBlock(self, shell)
  delete shell.traps.EXIT
  shell.leaving = code
  shell.status = code
  enterText(shell, trap, { is: 'trap', status: code })
}

/** Starts the trap of a signal that has arrived, unless another trap is running. */
export function takeSignal(shell: ShellImage): void {
  if (shell.blocks.some(block => block.is === 'trap')) return
  const [name, ...rest] = shell.pending
  shell.pending = rest
  const trap = name === undefined || !Object.hasOwn(shell.traps, name) ? undefined : shell.traps[name]
  if (trap === undefined || trap === '') return
  enterText(shell, trap, { is: 'trap', status: shell.status })
}

/** The end of a text: back to where it was started from, or the end of the shell. */
export function endText(kernel: Kernel, self: Process, shell: ShellImage): void {
  const block = shell.blocks.at(-1)
  if (block?.back === undefined) {
    if (shell.typed !== undefined && shell.leaving === undefined) readTyped(kernel, self, shell, shell.typed)
    else leave(kernel, self, shell, shell.status)
    return
  }
  leaveBlock(self, shell)
  if (block.is !== 'trap') return
  shell.status = block.status ?? shell.status
  if (shell.leaving !== undefined) exit(kernel, self, shell.leaving)
}

/** The next command of a shell that reads them as they come: more lines while one is not complete. */
function readTyped(kernel: Kernel, self: Process, shell: ShellImage, typed: NonNullable<ShellImage['typed']>): void {
  shell.text = ''
  shell.pc = 0
  const waiting = inputWait(kernel, self.fds, 1)
  if (waiting) {
    if (typed.prompts && !typed.prompted) {
      typed.prompted = true
      write(kernel, self, 2, typed.unfinished === '' ? (kernel.host.user === 0 ? '# ' : '$ ') : '> ')
    }
    self.wait = waiting
    return
  }
  typed.prompted = false
  const line = read(kernel, self.fds, 1)
  const text = typed.unfinished + line
  if (line === '' && text === '') {
    leave(kernel, self, shell, shell.status)
    return
  }
  const isComplete = line === '' || !isUnfinished(text)
  typed.unfinished = isComplete ? '' : text
  if (isComplete) shell.text = text
}

/** Whether the text only lacks its end, such as the `done` of a loop. */
function isUnfinished(text: string): boolean {
  const { mistake } = parse(text)
  return mistake !== undefined && /^end of file unexpected|^unterminated/i.test(mistake.message)
}

/** A shell that is typed into survives a mistake: the command ends, and the next one is read. */
export function abandonCommand(self: Process, shell: ShellImage, status: number): void {
  while (shell.blocks.length > 0) leaveBlock(self, shell)
  shell.text = ''
  shell.pc = 0
  shell.values.length = 0
  shell.tested = 0
  shell.status = status
}

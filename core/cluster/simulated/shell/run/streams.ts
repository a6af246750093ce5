/** Reading and writing through the descriptors of a process. */

import { isHeldOpen, type Kernel } from './kernel.ts'
import type { Fds, OpenFile, Process, Wait } from './state.ts'

/** A pipe takes this much before its writer has to wait for the reader. */
const pipeRoom = 65_536

/** What a command substitution may print. */
const mostBuffered = 4_000_000

/** `broken`: nobody reads what the pipe is given. Otherwise what was wrong, in words, or undefined. */
export function write(kernel: Kernel, self: Process, fd: number, text: string): 'broken' | string | undefined {
  if (text === '') return undefined
  const id = self.fds[fd]
  const file = id === undefined ? undefined : kernel.state.opens[id]
  switch (file?.is) {
    case 'null':
      return undefined
    case 'output':
      kernel.host.output(file.channel, file.stream, text)
      return undefined
    case 'file':
      return file.writes === 'nothing' ? 'Bad file descriptor' : writeFile(kernel, file, text)
    case 'pipe':
      return writePipe(kernel, self, file, text)
    default:
      return 'Bad file descriptor'
  }
}

function writeFile(kernel: Kernel, file: Extract<OpenFile, { is: 'file' }>, text: string): string | undefined {
  const found = kernel.files.read(file.path)
  // A file that was removed while it is open takes what is written and keeps none of it.
  if ('problem' in found) return undefined
  const at = file.writes === 'at-end' ? found.text.length : file.offset
  file.offset = at + text.length
  const before = found.text.slice(0, at).padEnd(at, '\0')
  return kernel.files.write(file.path, before + text + found.text.slice(file.offset))
}

function writePipe(
  kernel: Kernel,
  self: Process,
  file: Extract<OpenFile, { is: 'pipe' }>,
  text: string,
): 'broken' | string | undefined {
  if (file.end === 'read') return 'Bad file descriptor'
  const pipe = kernel.state.pipes[file.pipe]
  if (pipe === undefined) return 'broken'
  if (!pipe.captured && !hasEnd(kernel, file.pipe, 'read')) return 'broken'
  if (pipe.data.length > mostBuffered) return 'No space left on device'
  pipe.data += text
  if (!pipe.captured && pipe.data.length > pipeRoom) self.wait ??= { for: 'room', pipe: file.pipe }
  return undefined
}

export function hasEnd(kernel: Kernel, pipe: number, end: 'read' | 'write'): boolean {
  if (end === 'write' && kernel.state.pipes[pipe]?.outside === true) return true
  return isHeldOpen(kernel, file => file.is === 'pipe' && file.pipe === pipe && file.end === end)
}

/** Whether a full pipe can take more: it was read from, its reader wants all there is, or nobody reads it. */
export function hasRoom(kernel: Kernel, id: number): boolean {
  const pipe = kernel.state.pipes[id]
  if (pipe === undefined || pipe.data.length <= pipeRoom || !hasEnd(kernel, id, 'read')) return true
  return Object.values(kernel.state.processes).some(other => {
    const file = other.wait?.for === 'input' ? kernel.state.opens[other.wait.open] : undefined
    return file?.is === 'pipe' && file.pipe === id
  })
}

/** What a process must wait for before it can read so much from standard input, or undefined when it need not. */
export function inputWait(kernel: Kernel, fds: Fds, lines: number | 'all'): Wait | undefined {
  const open = fds['0']
  if (open === undefined || inputReady(kernel, open, lines)) return undefined
  return { for: 'input', open, lines }
}

export function inputReady(kernel: Kernel, open: number, lines: number | 'all'): boolean {
  const file = kernel.state.opens[open]
  if (file?.is !== 'pipe') return true
  const pipe = kernel.state.pipes[file.pipe]
  if (pipe === undefined) return true
  if (lines !== 'all' && pipe.data.split('\n', lines + 1).length > lines) return true
  return !hasEnd(kernel, file.pipe, 'write')
}

/** Writes to the standard input that a program was given from outside; false when nothing reads it any more. */
export function writeFromOutside(kernel: Kernel, id: number, text: string): boolean {
  const pipe = kernel.state.pipes[id]
  if (pipe?.outside !== true || !hasEnd(kernel, id, 'read') || pipe.data.length > mostBuffered) return false
  pipe.data += text
  return true
}

/** The standard input that a program was given from outside has ended. */
export function closeFromOutside(kernel: Kernel, id: number): void {
  const pipe = kernel.state.pipes[id]
  if (pipe !== undefined) delete pipe.outside
}

/** Takes lines, their newlines included, or everything, from standard input. Ask {@link inputWait} first. */
export function read(kernel: Kernel, fds: Fds, lines: number | 'all'): string {
  const file = kernel.state.opens[fds['0'] ?? 0]
  if (file?.is === 'pipe') {
    const pipe = kernel.state.pipes[file.pipe]
    if (pipe === undefined) return ''
    const taken = cut(pipe.data, 0, lines)
    pipe.data = pipe.data.slice(taken.length)
    return taken
  }
  if (file?.is !== 'text' && file?.is !== 'file') return ''
  const found = file.is === 'text' ? file : kernel.files.read(file.path)
  const taken = 'text' in found ? cut(found.text, file.offset, lines) : ''
  file.offset += taken.length
  return taken
}

function cut(text: string, from: number, lines: number | 'all'): string {
  if (lines === 'all') return text.slice(from)
  let end = from
  for (let count = 0; count < lines; count++) {
    const newline = text.indexOf('\n', end)
    if (newline < 0) return text.slice(from)
    end = newline + 1
  }
  return text.slice(from, end)
}

/** Opens what a command is redirected to. */

import { absolutePath } from '../files.ts'
import type { CompiledRedirect } from '../operations.ts'
import { expandText, type Scope } from './expand.ts'
import { open } from './kernel.ts'
import type { Fds } from './state.ts'

/** The descriptors with the redirections applied in order, or what was wrong. */
export type Redirected = { readonly fds: Fds } | { readonly problem: string }

export function redirect(scope: Scope, fds: Fds, redirects: readonly CompiledRedirect[]): Redirected {
  let result = fds
  for (const each of redirects) {
    const next = apply(scope, result, each)
    if ('problem' in next) return next
    result = next.fds
  }
  return { fds: result }
}

function apply(scope: Scope, fds: Fds, { how, fd, target }: CompiledRedirect): Redirected {
  const text = expandText(scope, target)
  switch (how) {
    case 'here':
      return { fds: { ...fds, [fd]: open(scope.kernel, { is: 'text', text, offset: 0 }) } }
    case 'duplicate':
      return duplicate(fds, fd, text)
    case 'both':
    case 'both-append': {
      const id = openFile(scope, text, how === 'both' ? 'write' : 'append', fds)
      return typeof id === 'number' ? { fds: { ...fds, '1': id, '2': id } } : id
    }
    default: {
      const id = openFile(scope, text, how, fds)
      return typeof id === 'number' ? { fds: { ...fds, [fd]: id } } : id
    }
  }
}

function duplicate(fds: Fds, fd: number, text: string): Redirected {
  if (text === '-') return { fds: Object.fromEntries(Object.entries(fds).filter(([key]) => key !== String(fd))) }
  const id = /^\d+$/.test(text) ? fds[text] : undefined
  return id === undefined ? { problem: `${text}: Bad file descriptor` } : { fds: { ...fds, [fd]: id } }
}

const devices: Readonly<Record<string, string>> = { '/dev/stdin': '0', '/dev/stdout': '1', '/dev/stderr': '2' }

function openFile(
  { kernel, self }: Scope,
  name: string,
  how: 'read' | 'write' | 'append' | 'read-write',
  fds: Fds,
): number | { readonly problem: string } {
  const path = absolutePath(self.cwd, name)
  if (path === '/dev/null' && name !== '') return 0
  const device = /^\/(?:dev|proc\/self)\/fd\/(\d+)$/.exec(path)?.[1] ?? devices[path]
  if (device !== undefined) return fds[device] ?? { problem: `cannot open ${name}: No such file` }
  const node = name === '' ? undefined : kernel.files.node(path)
  if (how === 'read') {
    if (node === undefined) return { problem: `cannot open ${name}: No such file` }
    return open(kernel, { is: 'file', path, writes: 'nothing', offset: 0 })
  }
  const text = how !== 'write' && node?.is === 'file' ? node.text : ''
  const problem = name === '' ? 'No such file or directory' : kernel.files.write(path, text)
  if (problem)
    return {
      problem: `cannot create ${name}: ${problem === 'No such file or directory' ? 'Directory nonexistent' : problem}`,
    }
  return open(kernel, { is: 'file', path, writes: how === 'append' ? 'at-end' : 'at-offset', offset: 0 })
}

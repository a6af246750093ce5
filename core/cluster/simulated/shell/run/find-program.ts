/** Finds what a command name stands for in a container. */

import { absolutePath } from '../files.ts'
import { findProgram, isLauncher, knownPrograms } from '../programs/catalogue.ts'
import type { Kernel } from './kernel.ts'

export type Found =
  | { readonly is: 'program' | 'launcher' | 'client'; readonly name: string }
  | { readonly is: 'script'; readonly path: string }
  | { readonly is: 'missing' | 'refused' }

const usualPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

export function find(kernel: Kernel, cwd: string, name: string, path: string | undefined): Found {
  if (!name.includes('/')) return findInPath(kernel, name, path ?? usualPath)
  const at = absolutePath(cwd, name)
  const node = kernel.files.node(at)
  if (node?.is === 'file') return node.executable ? { is: 'script', path: at } : { is: 'refused' }
  if (node?.is === 'directory') return { is: 'refused' }
  const program = at.slice(at.lastIndexOf('/') + 1)
  return /\/s?bin\/[^/]+$/.test(at) ? findBuiltIn(kernel, program) : { is: 'missing' }
}

function findInPath(kernel: Kernel, name: string, path: string): Found {
  const builtIn = findBuiltIn(kernel, name)
  if (builtIn.is !== 'missing') return builtIn
  for (const directory of path.split(':')) {
    const at = absolutePath(directory, name)
    const node = name === '' ? undefined : kernel.files.node(at)
    if (node?.is === 'file' && node.executable) return { is: 'script', path: at }
  }
  return builtIn
}

function findBuiltIn(kernel: Kernel, name: string): Found {
  if (kernel.host.hasClient(name)) return { is: 'client', name }
  if (isLauncher(name)) return { is: 'launcher', name }
  return findProgram(name) ? { is: 'program', name } : { is: 'missing' }
}

/** Says that a program is unknown, and what this container understands instead. */
export function unknownProgram(kernel: Kernel, name: string): string {
  const { hostname, understands } = kernel.host
  const own = understands.length === 0 ? '' : `${understands.join('; ')}; and `
  return `${name}: not found. The simulated container ${hostname} understands ${own}the usual programs of a shell: ${knownPrograms.join(' ')}\n`
}

/** Programs that look at files and change them. */

import { absolutePath, type FileNode } from '../files.ts'
import { type Call, done, type Outcome, options, type Program } from './program.ts'

type Complaint = string | undefined

/** Does something for each path; the program fails when any of them does. */
function forEach(name: string, paths: readonly string[], act: (path: string) => Complaint): Outcome {
  const problems = paths.flatMap(path => {
    const problem = act(path)
    return problem === undefined ? [] : [`${name}: ${problem}\n`]
  })
  return problems.length > 0 ? { code: 1, stderr: problems.join('') } : done
}

const missing = (name: string): Outcome => ({ code: 1, stderr: `${name}: missing operand\n` })

const touch: Program = {
  run({ args, kernel: { files }, self }) {
    const { flags, rest } = options(args, 'dtr')
    if (rest.length === 0) return missing('touch')
    return forEach('touch', rest, path => {
      const at = absolutePath(self.cwd, path)
      const node = files.node(at)
      if (node?.is === 'directory' || (node === undefined && flags.has('c'))) return undefined
      const problem = files.write(at, node?.text ?? '')
      return problem && `cannot touch '${path}': ${problem}`
    })
  },
}

const rm: Program = {
  run({ args, kernel, self }) {
    const { flags, rest } = options(args)
    const force = flags.has('f')
    if (rest.length === 0) return force ? done : missing('rm')
    return forEach('rm', rest, path => {
      const at = absolutePath(self.cwd, path)
      const node = kernel.files.node(at)
      if (node === undefined) return force ? undefined : `cannot remove '${path}': No such file or directory`
      if (node.is === 'directory' && !flags.has('r') && !flags.has('R'))
        return `cannot remove '${path}': Is a directory`
      const problem = removeAll(kernel.files, at)
      return problem && `cannot remove '${path}': ${problem}`
    })
  },
}

function removeAll(files: Call['kernel']['files'], path: string): Complaint {
  for (const name of files.list(path)) {
    const problem = removeAll(files, `${path}/${name}`)
    if (problem !== undefined) return problem
  }
  return files.remove(path)
}

const mkdir: Program = {
  run({ args, kernel: { files }, self }) {
    const { flags, rest } = options(args, 'm')
    if (rest.length === 0) return missing('mkdir')
    return forEach('mkdir', rest, path => {
      const at = absolutePath(self.cwd, path)
      const parts = at.split('/').slice(1)
      const wanted = flags.has('p') ? parts.map((_, index) => `/${parts.slice(0, index + 1).join('/')}`) : [at]
      for (const directory of wanted) {
        if (flags.has('p') && files.node(directory)?.is === 'directory') continue
        const problem = files.makeDirectory(directory)
        if (problem) return `cannot create directory '${path}': ${problem}`
      }
      return undefined
    })
  },
}

const rmdir: Program = {
  run({ args, kernel: { files }, self }) {
    return forEach('rmdir', args, path => {
      const at = absolutePath(self.cwd, path)
      const problem = files.node(at)?.is === 'file' ? 'Not a directory' : files.remove(at)
      return problem && `failed to remove '${path}': ${problem}`
    })
  },
}

/** Copies what is at `from`, directories with all they hold. */
function copyAll(files: Call['kernel']['files'], from: string, to: string): Complaint {
  const node = files.node(from)
  if (node === undefined) return 'No such file or directory'
  if (node.is === 'file') return files.write(to, node.text) ?? (node.executable && files.setExecutable(to, true))
  const problem = files.node(to) ? undefined : files.makeDirectory(to)
  if (problem) return problem
  for (const name of files.list(from)) {
    const below = copyAll(files, `${from}/${name}`, `${to}/${name}`)
    if (below !== undefined) return below
  }
  return undefined
}

function destinations(
  call: Call,
  rest: readonly string[],
): { readonly sources: readonly string[]; readonly to: (path: string) => string } {
  const target = rest.at(-1) ?? ''
  const at = absolutePath(call.self.cwd, target)
  const into = call.kernel.files.node(at)?.is === 'directory'
  return {
    sources: rest.slice(0, -1),
    to: path => (into ? absolutePath(at, path.replace(/\/+$/, '').split('/').at(-1) ?? '') : at),
  }
}

const cp: Program = {
  run(call) {
    const { flags, rest } = options(call.args)
    if (rest.length < 2) return missing('cp')
    const { sources, to } = destinations(call, rest)
    const { files } = call.kernel
    return forEach('cp', sources, path => {
      const from = absolutePath(call.self.cwd, path)
      const node: FileNode | undefined = files.node(from)
      if (node?.is === 'directory' && !/[rRa]/.test([...flags].join('')))
        return `-r not specified; omitting directory '${path}'`
      const problem = copyAll(files, from, to(path))
      return problem && `cannot copy '${path}': ${problem}`
    })
  },
}

const mv: Program = {
  run(call) {
    const { rest } = options(call.args)
    if (rest.length < 2) return missing('mv')
    const { sources, to } = destinations(call, rest)
    const { files } = call.kernel
    return forEach('mv', sources, path => {
      const from = absolutePath(call.self.cwd, path)
      const problem = copyAll(files, from, to(path)) ?? (from === to(path) ? undefined : removeAll(files, from))
      return problem && `cannot move '${path}': ${problem}`
    })
  },
}

const chmod: Program = {
  run({ args, kernel: { files }, self }) {
    const [mode = '', ...paths] = args.filter(arg => arg !== '-R')
    const executable = /^[0-7]+$/.test(mode) ? (Number.parseInt(mode, 8) & 0o111) !== 0 : /\+[rwX]*x/.test(mode)
    const changes = /^[0-7]+$/.test(mode) || mode.includes('x')
    return forEach('chmod', paths, path => {
      const at = absolutePath(self.cwd, path)
      if (!changes && files.node(at)) return undefined
      const problem = files.setExecutable(at, executable)
      return problem && `cannot access '${path}': ${problem}`
    })
  },
}

const ls: Program = {
  run({ args, kernel: { files }, self }) {
    const { flags, rest } = options(args)
    const paths = rest.length > 0 ? rest : ['.']
    const out: string[] = []
    const outcome = forEach('ls', paths, path => {
      const at = absolutePath(self.cwd, path)
      const node = files.node(at)
      if (node === undefined) return `cannot access '${path}': No such file or directory`
      if (node.is === 'file' || flags.has('d')) out.push(path)
      else {
        if (paths.length > 1) out.push(`${out.length > 0 ? '\n' : ''}${path}:`)
        if (flags.has('a')) out.push('.', '..')
        out.push(...files.list(at).filter(name => flags.has('a') || flags.has('A') || !name.startsWith('.')))
      }
      return undefined
    })
    const stdout = out.map(line => `${line}\n`).join('')
    return outcome.code === 0 ? { code: 0, stdout } : { ...outcome, code: 2, stdout }
  },
}

export const fileTools: Readonly<Record<string, Program>> = {
  touch,
  rm,
  mkdir,
  rmdir,
  cp,
  mv,
  chmod,
  ls,
  sync: { run: () => done },
}

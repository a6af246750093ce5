/** The file system of a container: text files in plain JSON, in trees that are mounted at paths. */

export type FileNode =
  | { readonly is: 'file'; readonly text: string; readonly executable?: true }
  | { readonly is: 'directory' }

/** Path inside the tree (`/a/b`) to node. The tree's own root is not listed. */
export type FileTree = Record<string, FileNode>

/** `tree` names one of the trees; two containers of a pod that mount one tree share its files. */
export type Mount = {
  readonly path: string
  readonly tree: string
  readonly readOnly: boolean
  /** The part of the tree that is mounted, a directory or one file. Absent: all of it. */
  readonly inside?: string
}

export type FileProblem =
  | 'No such file or directory'
  | 'Read-only file system'
  | 'Is a directory'
  | 'Not a directory'
  | 'File exists'
  | 'Directory not empty'
  | 'No space left on device'

/** The files of a simulated container are stored with the cluster. */
const largestFile = 4_000_000

const baseDirectories =
  '/bin /dev /etc /home /opt /proc /root /run /sbin /srv /sys /tmp /usr /usr/bin /usr/local /usr/sbin /var /var/lib /var/log /var/run /var/tmp'

/** What every container image has. */
export function baseTree(hostname: string): FileTree {
  const directories = baseDirectories.split(' ').map((path): [string, FileNode] => [path, { is: 'directory' }])
  return {
    ...Object.fromEntries(directories),
    '/etc/hostname': { is: 'file', text: `${hostname}\n` },
    '/etc/passwd': { is: 'file', text: 'root:x:0:0:root:/root:/bin/sh\n' },
  }
}

/** The path without `.`, `..` and doubled slashes, seen from `cwd`. */
export function absolutePath(cwd: string, path: string): string {
  const parts: string[] = []
  for (const part of (path.startsWith('/') ? path : `${cwd}/${path}`).split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return `/${parts.join('/')}`
}

/** All paths are absolute and normal, as {@link absolutePath} makes them. */
export class FileSystem {
  private readonly mounts: readonly Mount[]
  private readonly trees: Readonly<Record<string, FileTree>>

  constructor(mounts: readonly Mount[], trees: Readonly<Record<string, FileTree>>) {
    this.mounts = [...mounts].sort((a, b) => b.path.length - a.path.length)
    this.trees = trees
  }

  node(path: string): FileNode | undefined {
    const { tree, key } = this.place(path)
    return key === '/' ? { is: 'directory' } : Object.hasOwn(tree, key) ? tree[key] : undefined
  }

  read(path: string): { readonly text: string } | { readonly problem: FileProblem } {
    const node = this.node(path)
    if (node === undefined) return { problem: 'No such file or directory' }
    return node.is === 'directory' ? { problem: 'Is a directory' } : { text: node.text }
  }

  /** Makes the file have this text. It keeps whether it can be executed. */
  write(path: string, text: string): FileProblem | undefined {
    const { tree, key, readOnly } = this.place(path)
    const node = this.node(path)
    if (node?.is === 'directory') return 'Is a directory'
    if (text.length > largestFile) return 'No space left on device'
    const problem = readOnly ? 'Read-only file system' : this.parentProblem(path)
    if (problem === undefined) tree[key] = { ...node, is: 'file', text }
    return problem
  }

  setExecutable(path: string, executable: boolean): FileProblem | undefined {
    const { tree, key, readOnly } = this.place(path)
    const node = this.node(path)
    if (node === undefined) return 'No such file or directory'
    if (readOnly) return 'Read-only file system'
    if (node.is === 'file') tree[key] = { is: 'file', text: node.text, ...(executable ? { executable } : {}) }
    return undefined
  }

  makeDirectory(path: string): FileProblem | undefined {
    const { tree, key, readOnly } = this.place(path)
    if (this.node(path)) return 'File exists'
    const problem = this.parentProblem(path) ?? (readOnly ? 'Read-only file system' : undefined)
    if (problem === undefined) tree[key] = { is: 'directory' }
    return problem
  }

  /** Removes a file, or a directory without entries. */
  remove(path: string): FileProblem | undefined {
    const { tree, key, readOnly } = this.place(path)
    if (this.node(path) === undefined) return 'No such file or directory'
    if (readOnly || key === '/') return 'Read-only file system'
    if (this.list(path).length > 0) return 'Directory not empty'
    delete tree[key]
    return undefined
  }

  /** The names of a directory's entries, sorted; none for what is not a directory. */
  list(path: string): readonly string[] {
    const { tree, key } = this.place(path)
    const prefix = key === '/' ? '/' : `${key}/`
    const here = path === '/' ? '/' : `${path}/`
    const names = Object.keys(tree)
      .filter(other => other.startsWith(prefix) && !other.includes('/', prefix.length))
      .map(other => other.slice(prefix.length))
    const mounted = this.mounts
      .filter(mount => mount.path !== '/' && mount.path.startsWith(here) && !mount.path.includes('/', here.length))
      .map(mount => mount.path.slice(here.length))
    return [...new Set([...names, ...mounted])].sort()
  }

  private parentProblem(path: string): FileProblem | undefined {
    const parent = this.node(path.slice(0, path.lastIndexOf('/')) || '/')
    if (parent === undefined) return 'No such file or directory'
    return parent.is === 'directory' ? undefined : 'Not a directory'
  }

  private place(path: string): { readonly tree: FileTree; readonly key: string; readonly readOnly: boolean } {
    for (const { path: at, tree, readOnly, inside = '' } of this.mounts) {
      const found = this.trees[tree]
      if (found && (at === '/' || path === at || path.startsWith(`${at}/`)))
        return { tree: found, key: at === '/' ? path : inside + path.slice(at.length) || '/', readOnly }
    }
    return { tree: {}, key: path, readOnly: true }
  }
}

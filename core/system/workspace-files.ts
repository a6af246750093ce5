/** The YAML files of a folder on this machine, as the language server asks for them. */

import { lstat, readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

/** Folders of dependencies and results; hidden folders are left out as well. */
const leftOut = new Set(['node_modules', 'vendor', 'dist', 'build', 'out', 'target', 'coverage'])
const yaml = /\.ya?ml$/i

/** Symbolic links are not followed, so no folder is walked twice and none outside the workspace. */
export const workspaceFiles = {
  async list(folder: string, { count }: { readonly count: number }): Promise<readonly string[]> {
    const start = pathOf(folder)
    const found: string[] = []
    const waiting = start === undefined ? [] : [start]
    // Breadth first, so that a limit leaves out what lies deepest.
    for (let next = waiting.shift(); next !== undefined && found.length < count; next = waiting.shift()) {
      const entries = await readdir(next, { withFileTypes: true }).catch(() => [])
      for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
        const path = join(next, entry.name)
        if (entry.isDirectory() && isWalked(entry.name)) waiting.push(path)
        if (entry.isFile() && yaml.test(entry.name) && found.length < count) found.push(pathToFileURL(path).href)
      }
    }
    return found
  },

  async read(file: string, { sizeBytes }: { readonly sizeBytes: number }): Promise<string | undefined> {
    const path = pathOf(file)
    if (path === undefined) return undefined
    try {
      const found = await lstat(path)
      return found.isFile() && found.size <= sizeBytes ? await readFile(path, 'utf8') : undefined
    } catch {
      // Gone, or not ours to read: it does not count.
      return undefined
    }
  },

  covers(folder: string, file: string): boolean {
    const start = pathOf(folder)
    const path = pathOf(file)
    if (start === undefined || path === undefined) return false
    return yaml.test(path) && relative(start, path).split(sep).slice(0, -1).every(isWalked)
  },
}

/** Undefined for what is not on this machine's disks. */
function pathOf(uri: string): string | undefined {
  try {
    return fileURLToPath(uri)
  } catch {
    return undefined
  }
}

function isWalked(folder: string): boolean {
  return !folder.startsWith('.') && !leftOut.has(folder)
}

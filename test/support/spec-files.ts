/** Spec files below a folder, for suites and benchmarks that take what others wrote. */

import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

export type SpecFile = { readonly name: string; readonly text: string }

/** Every YAML file below `folder`, sorted; names are relative to it. */
export function readSpecFiles(folder: string): readonly SpecFile[] {
  const walk = (at: string): string[] =>
    readdirSync(at, { withFileTypes: true }).flatMap(entry => {
      const path = join(at, entry.name)
      if (entry.isDirectory()) return walk(path)
      return /\.ya?ml$/.test(entry.name) ? [path] : []
    })
  return walk(folder)
    .sort()
    .map(path => ({ name: relative(folder, path), text: readFileSync(path, 'utf8') }))
}

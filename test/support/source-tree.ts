/** The product's own sources, parsed: what each file imports, and every syntax node for rules about code. */

import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseSync } from 'oxc-parser'

export type Import = {
  readonly from: string
  readonly typeOnly: boolean
  readonly dynamic: boolean
}
export type SyntaxNode = {
  readonly type: string
  readonly [field: string]: unknown
}
export type SourceFile = {
  /** Relative to the repository, with forward slashes. */
  readonly path: string
  readonly text: string
  readonly imports: readonly Import[]
  readonly program: SyntaxNode
}

export const repository = fileURLToPath(new URL('../..', import.meta.url))

/** Every TypeScript file of the product, sorted by path. */
export function readSources(folders: readonly string[] = ['core', 'plugin', 'extension']): readonly SourceFile[] {
  return folders
    .flatMap(folder => filesBelow(join(repository, folder)))
    .filter(path => /\.tsx?$/.test(path) && !path.endsWith('.d.ts'))
    .map(path => parse(path))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
}

/** The repository path a relative import names. */
export function target(file: SourceFile, from: string): string {
  return relative(repository, resolve(repository, dirname(file.path), from))
    .split(sep)
    .join('/')
}

export function* nodesOf(root: unknown): Iterable<SyntaxNode> {
  if (Array.isArray(root)) {
    for (const item of root) yield* nodesOf(item)
    return
  }
  if (typeof root !== 'object' || root === null) return
  if (isNode(root)) yield root
  for (const value of Object.values(root)) yield* nodesOf(value)
}

function isNode(value: object): value is SyntaxNode {
  return 'type' in value && typeof value.type === 'string'
}

function parse(path: string): SourceFile {
  const text = readFileSync(path, 'utf8')
  const { module, program, errors } = parseSync(path, text)
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`)
  const reExports = module.staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ moduleRequest, isType }) =>
      moduleRequest ? [{ from: moduleRequest.value, typeOnly: isType, dynamic: false }] : [],
    ),
  )
  const imports = module.staticImports.map(({ moduleRequest, entries }) => ({
    from: moduleRequest.value,
    typeOnly: entries.length > 0 && entries.every(entry => entry.isType),
    dynamic: false,
  }))
  const lazy = module.dynamicImports.map(({ moduleRequest }) => ({
    from: text.slice(moduleRequest.start, moduleRequest.end).replace(/^['"`]|['"`]$/g, ''),
    typeOnly: false,
    dynamic: true,
  }))
  return {
    path: relative(repository, path).split(sep).join('/'),
    text,
    imports: [...imports, ...reExports, ...lazy],
    program: program as unknown as SyntaxNode,
  }
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    if (entry.name === 'node_modules' || entry.name === 'dist') return []
    const path = join(folder, entry.name)
    return entry.isDirectory() ? filesBelow(path) : [path]
  })
}

/** The rules of the house: who may import whom, and what pure layers never touch. */

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { nodesOf, readSources, repository, type SourceFile, type SyntaxNode, target } from './support/source-tree.ts'

type Layer = {
  readonly folder: string
  readonly layers: readonly string[]
  readonly packages: readonly string[]
}

/** Most specific folder first. `layers` are the faces a layer may import; `packages` ending in `:` allow a prefix. */
const layers: readonly Layer[] = [
  { folder: 'core/base', layers: [], packages: [] },
  { folder: 'core/specs', layers: ['core/base'], packages: [] },
  {
    folder: 'core/language',
    layers: ['core/base', 'core/specs'],
    packages: ['yaml'],
  },
  { folder: 'core/ports', layers: ['core/base', 'core/specs'], packages: [] },
  {
    folder: 'core/engine',
    layers: ['core/base', 'core/specs', 'core/ports'],
    packages: ['temporal-polyfill'],
  },
  {
    folder: 'core/controller',
    layers: ['core/base', 'core/specs', 'core/ports', 'core/engine', 'core/cluster/reflector'],
    packages: [],
  },
  {
    folder: 'core/views',
    layers: ['core/base', 'core/specs', 'core/ports', 'core/engine', 'core/actions', 'core/simulation'],
    packages: [],
  },
  {
    folder: 'core/actions',
    layers: ['core/base', 'core/specs', 'core/ports', 'core/engine'],
    packages: [],
  },
  {
    folder: 'core/cluster/simulated',
    layers: ['core/base', 'core/specs', 'core/ports'],
    packages: [],
  },
  {
    folder: 'core/cluster/kubernetes',
    layers: ['core/base', 'core/specs', 'core/ports'],
    packages: ['@kubernetes/client-node', 'node:', 'ws', 'yaml'],
  },
  { folder: 'core/cluster/shadow', layers: ['core/base', 'core/specs', 'core/ports'], packages: [] },
  { folder: 'core/cluster/reflector', layers: ['core/base', 'core/specs', 'core/ports'], packages: [] },
  {
    folder: 'core/apiserver',
    layers: ['core/base', 'core/specs', 'core/ports', 'core/cluster/simulated'],
    packages: ['node:', 'ws', 'node-forge', 'rfc6902', 'yaml'],
  },
  { folder: 'core/storage/object-store', layers: ['core/base', 'core/ports'], packages: [] },
  { folder: 'core/storage/s3', layers: ['core/base', 'core/ports'], packages: ['@aws-sdk/client-s3', 'node:'] },
  { folder: 'core/storage/claims', layers: ['core/base', 'core/specs', 'core/ports'], packages: [] },
  {
    folder: 'core/storage/csi',
    layers: ['core/base', 'core/specs', 'core/ports', 'core/storage/claims'],
    packages: [],
  },
  {
    folder: 'core/storage/stork',
    layers: ['core/base', 'core/specs', 'core/ports', 'core/storage/claims'],
    packages: [],
  },
  {
    folder: 'core/storage/simulated',
    layers: ['core/base', 'core/specs', 'core/ports', 'core/storage/object-store'],
    packages: [],
  },
  {
    folder: 'core/system',
    layers: ['core/base', 'core/specs', 'core/ports'],
    packages: ['node:'],
  },
  {
    folder: 'core/lsp',
    layers: ['core/base', 'core/specs', 'core/language'],
    packages: ['vscode-languageserver', 'vscode-languageserver-textdocument', 'vscode-languageserver-types'],
  },
  {
    folder: 'core/simulation',
    layers: [
      'core/base',
      'core/specs',
      'core/ports',
      'core/engine',
      'core/cluster/simulated',
      'core/storage/simulated',
      'core/storage/object-store',
    ],
    packages: [],
  },
  {
    folder: 'plugin',
    layers: [],
    packages: ['@pxsnap/core/', 'diff', 'fflate', 'fuzzysort', 'ink', 'react', 'string-width', 'yaml', 'node:'],
  },
  {
    folder: 'extension',
    layers: [],
    packages: ['@pxsnap/core/', 'vscode', 'vscode-languageclient', 'node:'],
  },
]

const sources = readSources()
const layerOf = (path: string): Layer | undefined => layers.find(layer => path.startsWith(`${layer.folder}/`))
const inCore = sources.filter(file => file.path.startsWith('core/'))
const mayTouchTheWorld = (path: string): boolean =>
  path.startsWith('core/system/') || path.startsWith('core/cluster/kubernetes/')

test('every source file belongs to a layer', () => {
  expect(sources.length).toBeGreaterThan(20)
  expect(sources.filter(file => layerOf(file.path) === undefined).map(file => file.path)).toEqual([])
})

test('a layer imports only the layers and packages its row allows, and other layers only through their face', () => {
  expect(sources.flatMap(forbiddenImports)).toEqual([])
})

test('no two modules import each other by value, however far around', () => {
  expect(cycles(sources)).toEqual([])
})

test('no clock, chance, timer, console or process outside the adapters of the real world', () => {
  const found = inCore
    .filter(file => !mayTouchTheWorld(file.path))
    .flatMap(file => worldly(file).map(what => `${file.path}: ${what}`))
  expect(found).toEqual([])
})

test('no any, no non-null assertion, no enum, no namespace, no default export', () => {
  const banned = new Map([
    ['TSAnyKeyword', 'any'],
    ['TSNonNullExpression', '!'],
    ['TSEnumDeclaration', 'enum'],
    ['TSModuleDeclaration', 'namespace'],
    ['ExportDefaultDeclaration', 'default export'],
  ])
  const found = sources.flatMap(file =>
    [...nodesOf(file.program)].flatMap(({ type }) => (banned.has(type) ? [`${file.path}: ${banned.get(type)}`] : [])),
  )
  expect(found).toEqual([])
})

test('a face re-exports by name and does nothing else', () => {
  const faces = inCore.filter(file => file.path.endsWith('/index.ts'))
  const busy = faces.filter(file =>
    (file.program.body as readonly SyntaxNode[]).some(
      node => node.type !== 'ExportNamedDeclaration' || node.source === null,
    ),
  )
  expect(busy.map(file => file.path)).toEqual([])
})

test('every layer of core has a face and a page that says what it is for', () => {
  const folders = layers.map(layer => layer.folder).filter(folder => folder.startsWith('core/'))
  const missing = folders.flatMap(folder =>
    ['index.ts', 'README.md'].map(name => `${folder}/${name}`).filter(path => !existsSync(join(repository, path))),
  )
  expect(missing).toEqual([])
})

test('file names are kebab-case words that say what is inside', () => {
  const vague = /(^|\/)(utils?|helpers?|common|misc|types|constants)\.tsx?$/
  const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.config|\.test)?\.tsx?$/
  const found = sources
    .map(file => file.path)
    .filter(path => vague.test(path) || !kebab.test(path.split('/').at(-1) ?? ''))
  expect(found).toEqual([])
})

function forbiddenImports(file: SourceFile): readonly string[] {
  const layer = layerOf(file.path)
  if (layer === undefined) return []
  return file.imports.flatMap(({ from }) => {
    if (from.startsWith('.')) {
      const path = target(file, from)
      if (path.startsWith(`${layer.folder}/`)) return []
      const other = layerOf(path)
      if (other && layer.layers.includes(other.folder) && path === `${other.folder}/index.ts`) return []
      return [`${file.path} imports ${path}`]
    }
    const allowed = layer.packages.some(
      name => from === name || from.startsWith(name.endsWith(':') || name.endsWith('/') ? name : `${name}/`),
    )
    return allowed ? [] : [`${file.path} imports ${from}`]
  })
}

function cycles(files: readonly SourceFile[]): readonly string[] {
  const edges = new Map(
    files.map(file => [
      file.path,
      file.imports
        .filter(({ from, typeOnly, dynamic }) => from.startsWith('.') && !typeOnly && !dynamic)
        .map(({ from }) => target(file, from)),
    ]),
  )
  const found: string[] = []
  const done = new Set<string>()
  const visit = (path: string, trail: readonly string[]): void => {
    const seenAt = trail.indexOf(path)
    if (seenAt >= 0) {
      found.push([...trail.slice(seenAt), path].join(' -> '))
      return
    }
    if (done.has(path)) return
    for (const next of edges.get(path) ?? []) visit(next, [...trail, path])
    done.add(path)
  }
  for (const path of edges.keys()) visit(path, [])
  return found
}

/** What a file uses of the world: the current time, chance, timers, the console or the process. */
function worldly(file: SourceFile): readonly string[] {
  const globals = new Set(['process', 'console', 'setTimeout', 'setInterval', 'setImmediate', 'performance', 'crypto'])
  return [...nodesOf(file.program)].flatMap(node => {
    if (node.type === 'NewExpression' && name(node.callee) === 'Date' && (node.arguments as unknown[]).length === 0)
      return ['new Date()']
    if (node.type === 'CallExpression' && name(node.callee) && globals.has(name(node.callee)))
      return [name(node.callee)]
    if (node.type !== 'MemberExpression') return []
    const object = name(node.object)
    const property = name(node.property)
    if (globals.has(object)) return [`${object}.${property}`]
    if (object === 'Date' && property === 'now') return ['Date.now']
    if (object === 'Math' && property === 'random') return ['Math.random']
    return []
  })
}

function name(node: unknown): string {
  const { type, name: found } = (node ?? {}) as {
    type?: string
    name?: string
  }
  return type === 'Identifier' && found !== undefined ? found : ''
}

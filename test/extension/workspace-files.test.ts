/** The files of a workspace on this machine: which are listed, which are read. */

import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { workspaceFiles } from '@pxsnap/core/system'
import { afterEach, beforeEach, expect, test } from 'vitest'

const limits = { count: 100, sizeBytes: 1024 }
let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pxsnap-workspace files-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function put(path: string, text = 'kind: Rule\n'): string {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
  return pathToFileURL(join(folder, path)).href
}

const uri = (): string => pathToFileURL(folder).href

test('YAML files are listed at every depth, other files are not', async () => {
  const expected = [put('b.yml'), put('a.yaml'), put('apps/mysql/snap shot+1.YAML')]
  put('notes.md')
  put('package.json')
  expect((await workspaceFiles.list(uri(), limits)).toSorted()).toEqual(expected.toSorted())
})

test('folders of dependencies, hidden folders and links are left out', async () => {
  const expected = put('kept/rule.yaml')
  put('node_modules/some/rule.yaml')
  put('apps/.terraform/rule.yaml')
  symlinkSync(folder, join(folder, 'again'))
  symlinkSync(join(folder, 'kept/rule.yaml'), join(folder, 'linked.yaml'))
  expect(await workspaceFiles.list(uri(), limits)).toEqual([expected])
})

test('no more files are listed than asked for', async () => {
  for (let each = 0; each < 20; each += 1) put(`many/${each}.yaml`)
  expect(await workspaceFiles.list(uri(), { ...limits, count: 7 })).toHaveLength(7)
  expect(await workspaceFiles.list(uri(), { ...limits, count: 0 })).toEqual([])
})

test('a file that grew beyond the limit, is gone or is a folder is not read', async () => {
  expect(await workspaceFiles.read(put('small.yaml', 'a: 1'), limits)).toBe('a: 1')
  expect(await workspaceFiles.read(put('large.yaml', '#'.repeat(1025)), limits)).toBeUndefined()
  expect(await workspaceFiles.read(pathToFileURL(join(folder, 'gone.yaml')).href, limits)).toBeUndefined()
  expect(await workspaceFiles.read(uri(), limits)).toBeUndefined()
})

test('a folder that is not on a disk has no files', async () => {
  expect(await workspaceFiles.list('vscode-vfs://github/some/repository', limits)).toEqual([])
  expect(await workspaceFiles.read('vscode-vfs://github/some/repository/a.yaml', limits)).toBeUndefined()
})

test('a change is followed exactly where a listing would look', async () => {
  const paths = ['a.yaml', 'deep/er/b.yml', 'c.json', '.hidden/d.yaml', 'dist/e.yaml', 'out/f/g.yaml']
  const files = paths.map(path => put(path))
  const listed = await workspaceFiles.list(uri(), limits)
  expect(files.filter(file => workspaceFiles.covers(uri(), file)).toSorted()).toEqual(listed.toSorted())
  expect(workspaceFiles.covers(pathToFileURL(join(folder, 'deep')).href, files[0] ?? '')).toBe(false)
})

test('a workspace that itself lies in a hidden folder is a workspace like any other', async () => {
  const file = put('.config/clusters/rule.yaml')
  const inside = pathToFileURL(join(folder, '.config/clusters')).href
  expect(await workspaceFiles.list(inside, limits)).toEqual([file])
  expect(workspaceFiles.covers(inside, file)).toBe(true)
})

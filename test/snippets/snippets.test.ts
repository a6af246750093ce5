/** The snippet files: valid as they are, right once filled in, and the same text after a trip through an editor. */

import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createWorkspace, editorSnippet, fillSnippet, readSnippet } from '@pxsnap/core/language'
import { describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { expandEditorSnippet } from './expand-editor-snippet.ts'

const folder = fileURLToPath(new URL('../../snippets/', import.meta.url))
const names = readdirSync(folder)
  .filter(file => file.endsWith('.yaml'))
  .map(file => file.slice(0, -'.yaml'.length))

test('there is a snippet for every story of the seed documents', () => {
  expect(names).toEqual(
    expect.arrayContaining([
      'volume-snapshot',
      'volume-snapshot-cloud',
      'group-volume-snapshot',
      'rule-mysql',
      'rule-mongodb-freeze',
      'rule-mongodb-thaw',
      'rule-cassandra',
      '3dsnap-mysql',
      '3dsnap-mongodb',
      '3dsnap-cassandra',
      'clone',
    ]),
  )
})

test('migrations, backups and CSI snapshots have a snippet for every kind', () => {
  const kinds = names.flatMap(name =>
    [...readFileSync(`${folder}${name}.yaml`, 'utf8').matchAll(/^kind: (\w+)$/gm)].map(match => match[1]),
  )
  expect(kinds).toEqual(
    expect.arrayContaining([
      'ClusterPair',
      'Migration',
      'MigrationSchedule',
      'ResourceTransformation',
      'BackupLocation',
      'ApplicationBackup',
      'ApplicationBackupSchedule',
      'ApplicationRestore',
      'ApplicationClone',
      'VolumeSnapshotClass',
      'VolumeSnapshotContent',
      'VolumeGroupSnapshot',
      'VolumeGroupSnapshotClass',
      'VolumeGroupSnapshotContent',
    ]),
  )
})

describe.each(names)('%s', name => {
  const text = readFileSync(`${folder}${name}.yaml`, 'utf8')
  const snippet = readSnippet(name, text)

  test('is valid YAML before anything is filled in', () => {
    expect(parseAllDocuments(text).flatMap(document => document.errors)).toEqual([])
  })

  test('has no findings with its starting values', () => {
    const workspace = createWorkspace()
    workspace.set('snippet.yaml', fillSnippet(snippet))
    expect(workspace.diagnose('snippet.yaml')).toEqual([])
    expect(workspace.objects('snippet.yaml').length).toBe(workspace.documentCount('snippet.yaml'))
  })

  test('keeps every character of its text through the syntax of editors', () => {
    const { text: expanded } = expandEditorSnippet(editorSnippet(snippet).body.join('\n'))
    expect(expanded).toBe(fillSnippet(snippet))
  })

  test('visits its placeholders in the declared order, each once', () => {
    const { stops } = expandEditorSnippet(editorSnippet(snippet).body.join('\n'))
    const declared = snippet.placeholders.map(({ value }, index) => ({ stop: index + 1, value }))
    expect(stops).toEqual([...declared, { stop: 0, value: '' }])
  })
})

test('a placeholder nobody declared, or nobody uses, is refused', () => {
  const head = '# A thing.\n#\n# <name>  thing\n\n'
  expect(() => readSnippet('thing', `${head}name: <name>\nother: <other>\n`)).toThrow('declares exactly')
  expect(() => readSnippet('thing', `${head}name: thing\n`)).toThrow('declares exactly')
})

test('given values replace the starting values, wherever the placeholder occurs', () => {
  const snippet = readSnippet('thing', '# A thing.\n#\n# <name>  thing\n# <size>  1Gi\n\na: <name>\nb: <name>-<size>\n')
  expect(fillSnippet(snippet, { name: 'mine' })).toBe('a: mine\nb: mine-1Gi\n')
})

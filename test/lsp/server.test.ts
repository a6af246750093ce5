/** The language server, asked as an editor asks it. */

import { createWorkspace, readSnippet } from '@pxsnap/core/language'
import type { WorkspaceFiles } from '@pxsnap/core/lsp'
import { waitCommand } from '@pxsnap/core/specs'
import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import {
  type ClientCapabilities,
  type CodeAction,
  CodeActionRequest,
  CodeActionResolveRequest,
  type CompletionItem,
  CompletionItemKind,
  CompletionRequest,
  CompletionTriggerKind,
  type Diagnostic,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  DidChangeWorkspaceFoldersNotification,
  FileChangeType,
  HoverRequest,
  type Range,
  type ServerCapabilities,
  type TextEdit,
} from 'vscode-languageserver/node'
import { type Editor, type EditorOptions, rangeOf, startEditor } from './editor.ts'

const uri = 'file:///shop/mysql.yaml'
const rule = `apiVersion: stork.libopenstorage.org/v1alpha1
kind: Rule
metadata:
  name: mysql-freeze
# the items
spec:
  - podSelector:
      app: mysql
    actions:
      - type: command
        value: sync # all of it
`
const snapshot = (claim: string): string => `apiVersion: volumesnapshot.external-storage.k8s.io/v1
kind: VolumeSnapshot
metadata:
  name: mysql-snapshot
  annotations:
    stork.rule/pre-snapshot: mysql-freeze
spec:
  persistentVolumeClaimName: ${claim}
`

const editors: Editor[] = []
async function start(options?: EditorOptions): Promise<Editor> {
  const editor = await startEditor(options)
  editors.push(editor)
  return editor
}
afterEach(async () => {
  for (const editor of editors.splice(0)) {
    expect(editor.errors).toEqual([])
    await editor.end()
  }
})

const codes = (diagnostics: readonly Diagnostic[]): readonly unknown[] => diagnostics.map(each => each.code).toSorted()
const all: Range = { start: { line: 0, character: 0 }, end: { line: 1_000, character: 0 } }

describe('capabilities', () => {
  /** One question for everything a server may declare here; what is declared and not listed fails the test. */
  const questions: Partial<Record<keyof ServerCapabilities, (editor: Editor) => Promise<unknown>>> = {
    completionProvider: ({ connection }) =>
      connection.sendRequest(CompletionRequest.type, {
        textDocument: { uri },
        position: { line: 0, character: 0 },
      }),
    hoverProvider: ({ connection }) =>
      connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position: { line: 1, character: 1 } }),
    codeActionProvider: ({ connection }) =>
      connection.sendRequest(CodeActionRequest.type, {
        ...{ textDocument: { uri }, range: all },
        context: { diagnostics: [] },
      }),
    textDocumentSync: async editor => editor.type(uri, rangeOf(rule, 'spec:'), 'rules:'),
    workspace: async () => undefined,
  }

  test('everything that is declared is answered', async () => {
    const editor = await start()
    await editor.open(uri, rule)
    for (const declared of Object.keys(editor.initialized.capabilities)) {
      const ask = questions[declared as keyof ServerCapabilities]
      expect(ask, `${declared} has a question in this test`).toBeDefined()
      await expect(ask?.(editor), declared).resolves.not.toThrow()
    }
  })
})

describe('findings', () => {
  test('arrive with the version of the text they belong to, at the place that is meant, and with help', async () => {
    const editor = await start()
    const { version, diagnostics } = await editor.open(uri, rule)
    const found = diagnostics.find(each => each.severity === 1)
    expect(version).toBe(1)
    expect(found).toMatchObject({ source: 'pxsnap', range: rangeOf(rule, 'spec') })
    expect(String(found?.message).split('\n').length).toBeGreaterThan(1)
  })

  test('go as soon as the text is put right by typing', async () => {
    const editor = await start()
    await editor.open(uri, rule)
    const { diagnostics } = await editor.type(uri, rangeOf(rule, 'spec'), 'rules')
    expect(diagnostics).toEqual([])
  })

  test('of a burst of keystrokes only the last text is looked at', async () => {
    const moments: (() => void)[] = []
    const editor = await start({ later: work => moments.push(work) })
    const last = editor.next(params => params.version === 21)
    void editor.open(uri, rule)
    for (const [index, character] of Array.from('# twenty characters\n').entries())
      void editor.type(uri, { start: { line: 0, character: index }, end: { line: 0, character: index } }, character)
    // Requests are answered in order, so the server has read all of the typing when this is answered.
    await editor.connection.sendRequest(HoverRequest.type, {
      textDocument: { uri },
      position: { line: 0, character: 0 },
    })
    for (const moment of moments.splice(0)) moment()
    expect(codes((await last).diagnostics)).toContain('rule/spec-instead-of-rules')
    expect(editor.published).toHaveLength(1)
  })

  test('are the same after any edits as for the text opened at once', async () => {
    const editor = await start()
    let files = 0
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            at: fc.nat(400),
            length: fc.nat(30),
            text: fc.oneof(fc.string({ maxLength: 8 }), fc.constantFrom('\n', '---\n', 'spec:', '𝄞', '\r\n', '  ')),
          }),
          { minLength: 1, maxLength: 6 },
        ),
        async edits => {
          files += 1
          const file = `file:///any/${files}.yaml`
          await editor.open(file, rule)
          let last: readonly Diagnostic[] = []
          for (const { at, length, text } of edits) {
            const now = editor.textOf(file)
            const start = offsetToPosition(now, Math.min(at, now.length))
            const end = offsetToPosition(now, Math.min(at + length, now.length))
            last = (await editor.type(file, { start, end }, text)).diagnostics
          }
          const workspace = createWorkspace()
          workspace.set('fresh', editor.textOf(file))
          expect(last.map(each => each.code)).toEqual(workspace.diagnose('fresh').map(each => each.code))
          editor.close(file)
        },
      ),
      { numRuns: 60 },
    )
  })

  test('are taken back when the document is closed', async () => {
    const editor = await start()
    await editor.open(uri, rule)
    const told = editor.next(params => params.uri === uri)
    editor.close(uri)
    expect((await told).diagnostics).toEqual([])
  })

  test('say nothing about documents of other kinds', async () => {
    const editor = await start()
    const text = 'apiVersion: v1\nkind: ConfigMap\nspec: { unknown: 1 }\n---\njust: yaml\n---\n- 1\n'
    expect((await editor.open(uri, text)).diagnostics).toEqual([])
  })

  test.each([
    ['deeply nested', '['.repeat(50_000)],
    ['binary', String.fromCharCode(...Array.from({ length: 4_000 }, (_, index) => index % 256))],
    [
      'full of aliases',
      `a: &a [${'x,'.repeat(9)}]\n${Array.from({ length: 30 }, (_, n) => `b${n}: [${'*a,'.repeat(9)}]\n`).join('')}`,
    ],
    ['one very long line', `kind: ${'x'.repeat(300_000)}`],
  ])('a text that is %s costs nobody the server', async (_, text) => {
    const editor = await start()
    await editor.open('file:///hostile.yaml', text)
    expect((await editor.open(uri, rule)).diagnostics.length).toBeGreaterThan(0)
  })
})

describe('code actions', () => {
  const ask = (editor: Editor, range: Range, only?: string[]) =>
    editor.connection.sendRequest(CodeActionRequest.type, {
      ...{ textDocument: { uri }, range },
      context: { diagnostics: [], ...(only === undefined ? {} : { only }) },
    })
  const editsOf = (action: unknown) =>
    (action as { edit: { documentChanges: { textDocument: { version: number }; edits: never[] }[] } }).edit
      .documentChanges[0]

  test('a quick fix belongs to its finding, edits the version that was looked at, and keeps every comment', async () => {
    const editor = await start()
    const { diagnostics } = await editor.open(uri, rule)
    const [action] = (await ask(editor, rangeOf(rule, 'spec'), ['quickfix'])) ?? []
    expect(action).toMatchObject({ kind: 'quickfix', isPreferred: true, diagnostics: [diagnostics[0]] })
    expect(editsOf(action)?.textDocument.version).toBe(1)
    expect(editor.edited(uri, editsOf(action)?.edits ?? [])).toBe(rule.replace('spec:', 'rules:'))
  })

  test('far from any finding there is nothing to fix', async () => {
    const editor = await start()
    await editor.open(uri, rule)
    expect(await ask(editor, rangeOf(rule, 'mysql-freeze'), ['quickfix'])).toEqual([])
  })

  test('all fixes of a file come as one action, which an editor may run on save', async () => {
    const editor = await start()
    const text = `${rule}---\n${snapshot('mysql-data')}`
    await editor.open(uri, text)
    for (const only of ['source.fixAll.pxsnap', 'source.fixAll', 'source']) {
      const [action, ...others] = ((await ask(editor, all, [only])) ?? []) as CodeAction[]
      expect(others).toEqual([])
      expect(action?.edit, 'is worked out when it is chosen').toBeUndefined()
      const chosen = await editor.connection.sendRequest(CodeActionResolveRequest.type, action ?? { title: '' })
      const fixed = editor.edited(uri, editsOf(chosen)?.edits ?? [])
      expect(fixed).toContain('\nrules:\n')
      expect(fixed).toContain('stork.libopenstorage.org/pre-snapshot-rule: mysql-freeze')
      expect(fixed).toContain('# all of it')
    }
    expect(await ask(editor, all, ['source.organizeImports'])).toEqual([])
  })

  test('an action that was offered for an older text changes nothing', async () => {
    const editor = await start()
    await editor.open(uri, rule)
    const [action] = ((await ask(editor, all, ['source.fixAll.pxsnap'])) ?? []) as CodeAction[]
    await editor.type(uri, rangeOf(rule, 'sync'), 'true')
    const chosen = await editor.connection.sendRequest(CodeActionResolveRequest.type, action ?? { title: '' })
    expect(chosen.edit).toBeUndefined()
  })

  test('a file without findings offers no action', async () => {
    const editor = await start()
    await editor.open(uri, rule.replace('spec:', 'rules:'))
    expect(await ask(editor, all)).toEqual([])
  })
})

describe('completion and hover', () => {
  const complete = (editor: Editor, line: number, character: number, triggerCharacter?: string) =>
    editor.connection.sendRequest(CompletionRequest.type, {
      ...{ textDocument: { uri }, position: { line, character } },
      ...(triggerCharacter === undefined
        ? {}
        : { context: { triggerKind: CompletionTriggerKind.TriggerCharacter, triggerCharacter } }),
    })
  const labels = (answer: unknown): readonly string[] => (answer as { label: string }[]).map(each => each.label)

  test('fields that are not there yet are offered, with an edit that replaces what is typed', async () => {
    const editor = await start()
    const text = `${rule.replace('spec:', 'rules:')}        backg`
    await editor.open(uri, text)
    const answer = await complete(editor, 11, 13)
    expect(labels(answer)).toContain('background')
    expect(labels(answer)).not.toContain('value')
  })

  test('annotation keys are offered on a snapshot', async () => {
    const editor = await start()
    await editor.open(uri, snapshot('data').replace('    stork.rule/pre-snapshot: mysql-freeze', '    stork'))
    expect(labels(await complete(editor, 5, 9))).toContain('stork.libopenstorage.org/pre-snapshot-rule')
  })

  test('a blank that only indents a line is not taken for a question', async () => {
    const editor = await start()
    await editor.open(uri, `${rule.replace('spec:', 'rules:')}        `)
    expect(labels(await complete(editor, 11, 8, ' '))).toEqual([])
    expect(labels(await complete(editor, 11, 8)).length).toBeGreaterThan(0)
  })

  test('a document of another kind gets no suggestions and no hover', async () => {
    const editor = await start()
    await editor.open(uri, 'apiVersion: apps/v2\nkind: Other\nspec:\n  \n')
    expect(labels(await complete(editor, 3, 2))).toEqual([])
    expect(
      await editor.connection.sendRequest(HoverRequest.type, {
        textDocument: { uri },
        position: { line: 2, character: 1 },
      }),
    ).toBeNull()
  })

  test('hover tells what a field is for, over the key it belongs to', async () => {
    const editor = await start()
    const text = rule.replace('spec:', 'rules:')
    await editor.open(uri, text)
    const answer = await editor.connection.sendRequest(HoverRequest.type, {
      textDocument: { uri },
      position: rangeOf(text, 'podSelector').start,
    })
    expect(answer?.range).toEqual(rangeOf(text, 'podSelector'))
    expect(JSON.stringify(answer?.contents)).toContain('pods')
  })
})

describe('snippets', () => {
  const snippets = [readSnippet('thing', '# A thing.\n#\n# <name>  mine\n\nkind: Thing\nname: <name>\n')]
  const withTabStops = { textDocument: { completion: { completionItem: { snippetSupport: true } } } }
  const offered = async (text: string, line: number, character: number, capabilities: ClientCapabilities = {}) => {
    const editor = await start({ snippets, capabilities })
    await editor.open(uri, text)
    const answer = await editor.connection.sendRequest(CompletionRequest.type, {
      ...{ textDocument: { uri }, position: { line, character } },
    })
    return (answer as CompletionItem[])
      .filter(({ kind }) => kind === CompletionItemKind.Snippet)
      .map(({ textEdit }) => editor.edited(uri, [textEdit as TextEdit]))
  }

  test('fill an empty document, with tab stops where the editor has them', async () => {
    expect(await offered('px-th', 0, 5)).toEqual(['kind: Thing\nname: mine\n'])
    expect(await offered('# a note\npx-', 1, 3, withTabStops)).toEqual([
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a tab stop
      '# a note\nkind: Thing\nname: ${1:mine}\n$0',
    ])
  })

  test('begin a document of their own behind one that has content', async () => {
    expect(await offered('a: 1\npx-', 1, 3)).toEqual(['a: 1\n---\nkind: Thing\nname: mine\n'])
    expect(await offered('a: 1\n---\npx-\n---\nb: 1\n', 2, 3)).toEqual([
      'a: 1\n---\nkind: Thing\nname: mine\n\n---\nb: 1\n',
    ])
  })

  test.each([
    ['in a value', 'name: px-', 0, 9],
    ['indented', 'metadata:\n  px-', 1, 5],
    ['above content', 'px-\nkind: Rule\n', 0, 3],
    ['before text of the line', 'px- # here', 0, 3],
    ['behind another word', 'sp', 0, 2],
  ])('are not offered %s', async (_, text, line, character) => {
    expect(await offered(text, line, character)).toEqual([])
  })
})

describe('files that are not open', () => {
  /** Files in memory, under `file:///shop`. */
  function filesOf(texts: Map<string, string>): WorkspaceFiles {
    return {
      list: async (_, { count }) => [...texts.keys()].slice(0, count),
      read: async (file, { sizeBytes }) => {
        const text = texts.get(file)
        return text !== undefined && text.length <= sizeBytes ? text : undefined
      },
      covers: (folder, file) => file.startsWith(folder),
    }
  }
  const folders = ['file:///shop']
  const watching = { workspace: { didChangeWatchedFiles: { dynamicRegistration: true }, workspaceFolders: true } }
  /** Wrong only as a post-exec rule, which another file has to say. */
  const background = rule.replace('spec:', 'rules:').replace('value: sync', 'background: true\n        value: sh $WAIT')
  const held = background.replace('$WAIT', waitCommand)
  const usedAfter = snapshot('data').replace('stork.rule/pre-snapshot', 'stork.libopenstorage.org/post-snapshot-rule')
  const usedBefore = usedAfter.replace('post-snapshot-rule', 'pre-snapshot-rule')
  const code = 'rule/background-in-post-rule'
  const disk = 'file:///shop/snapshots/a%20b.yaml'
  const tells = (editor: Editor, wanted: boolean) =>
    editor.next(params => params.uri === uri && codes(params.diagnostics).includes(code) === wanted)

  test('count as neighbours of the open ones, and are not reported themselves', async () => {
    const files = filesOf(new Map([[disk, usedAfter]]))
    const editor = await start({ files, folders, capabilities: watching })
    const told = tells(editor, true)
    void editor.open(uri, held)
    await told
    expect(editor.published.map(each => each.uri)).not.toContain(disk)
  })

  test('are read again when they change, and forgotten when they go', async () => {
    const texts = new Map([[disk, usedBefore]])
    const editor = await start({ files: filesOf(texts), folders, capabilities: watching })
    expect(codes((await editor.open(uri, held)).diagnostics)).toEqual([])
    expect(editor.registered).toContain('workspace/didChangeWatchedFiles')
    const changes = (type: FileChangeType) =>
      editor.connection.sendNotification(DidChangeWatchedFilesNotification.type, { changes: [{ uri: disk, type }] })
    texts.set(disk, usedAfter)
    const worse = tells(editor, true)
    await changes(FileChangeType.Changed)
    await worse
    const better = tells(editor, false)
    await changes(FileChangeType.Deleted)
    await better
  })

  test('an open document wins over the file, however its URI is spelled, until it is closed', async () => {
    const editor = await start({ files: filesOf(new Map([[disk, usedAfter]])), folders, capabilities: watching })
    const worse = tells(editor, true)
    void editor.open(uri, held)
    await worse
    const better = tells(editor, false)
    const spelledOtherwise = 'file:///shop/snapshots/a b.yaml'
    await editor.open(spelledOtherwise, usedBefore)
    await better
    const worseAgain = tells(editor, true)
    editor.close(spelledOtherwise)
    await worseAgain
  })

  test.each([
    ['count', { maximumCount: 0 }],
    ['size', { maximumSizeKib: 0 }],
  ])('are left alone beyond the limit of %s', async (_, workspaceFiles) => {
    const read: string[] = []
    const { list, covers, ...files } = filesOf(new Map([[disk, usedAfter]]))
    const counting = (file: string, limits: { count: number; sizeBytes: number }) => {
      read.push(file)
      return files.read(file, limits)
    }
    const editor = await start({
      ...{ files: { list, covers, read: counting }, folders, capabilities: watching },
      initializationOptions: { workspaceFiles },
    })
    expect(codes((await editor.open(uri, held)).diagnostics)).toEqual([])
    await editor.logged('0 files of the workspace')
  })

  test('a folder that is added counts, and one that is removed does not', async () => {
    const files = filesOf(new Map([[disk, usedAfter]]))
    const editor = await start({ files, capabilities: watching })
    expect(codes((await editor.open(uri, held)).diagnostics)).toEqual([])
    const folder = { uri: 'file:///shop', name: 'shop' }
    const change = (event: { added: (typeof folder)[]; removed: (typeof folder)[] }) =>
      editor.connection.sendNotification(DidChangeWorkspaceFoldersNotification.type, { event })
    const worse = tells(editor, true)
    await change({ added: [folder], removed: [] })
    await worse
    const better = tells(editor, false)
    await change({ added: [], removed: [folder] })
    await better
  })
})

describe('settings', () => {
  const seedSnapshot = snapshot('data').replace(
    'stork.rule/pre-snapshot: mysql-freeze',
    'px/pre-snap-command: nodetool flush',
  )
  const asked = { workspace: { configuration: true, didChangeConfiguration: { dynamicRegistration: true } } }

  test('codes that are ignored are not shown, one by one or by their first word', async () => {
    const editor = await start({ initializationOptions: { ignore: ['rule/'] } })
    expect((await editor.open(uri, rule)).diagnostics).toEqual([])
  })

  test('what our own executor honours is no finding for it', async () => {
    const stork = await start()
    const ours = await start({ initializationOptions: { executor: 'pxsnap' } })
    const found = codes((await stork.open(uri, seedSnapshot)).diagnostics)
    const foundByOurs = codes((await ours.open(uri, seedSnapshot)).diagnostics)
    expect(found.length).toBeGreaterThan(0)
    expect(foundByOurs.length).toBeLessThan(found.length)
  })

  test('a change takes effect at once, whether the editor is asked or tells', async () => {
    let executor = 'stork'
    const asking = await start({ capabilities: asked, configuration: () => ({ executor }) })
    const told = await start()
    for (const editor of [asking, told]) {
      const before = codes((await editor.open(uri, seedSnapshot)).diagnostics)
      const after = editor.next(params => params.uri === uri && codes(params.diagnostics).length < before.length)
      executor = 'pxsnap'
      await editor.connection.sendNotification(DidChangeConfigurationNotification.type, {
        settings: { pxsnap: { executor } },
      })
      expect((await after).version).toBe(1)
      executor = 'stork'
    }
    expect(asking.registered).toContain('workspace/didChangeConfiguration')
  })

  test('settings of the wrong type are as good as none', async () => {
    const editor = await start({ initializationOptions: { executor: 7, ignore: 'rule/', workspaceFiles: null } })
    expect((await editor.open(uri, rule)).diagnostics.length).toBeGreaterThan(0)
  })
})

function offsetToPosition(text: string, offset: number): { line: number; character: number } {
  const before = text.slice(0, offset).split(/\r\n|\r|\n/)
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 }
}

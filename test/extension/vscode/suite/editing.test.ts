/** The installed extension in VS Code: findings, fixes, completion, hover, snippets and settings. */

import assert from 'node:assert/strict'
import { suite, suiteSetup, teardown, test } from 'mocha'
import { commands, DiagnosticSeverity, extensions, Position, Range, workspace } from 'vscode'
import { codeActions, completions, hoverText, insertedRange, suggestions, textOfItem } from './asking.ts'
import { closeAll, fileUri, findings, newDocument, nothingFoundIn, openFile, rangeOf } from './documents.ts'

const rule = `apiVersion: stork.libopenstorage.org/v1alpha1
kind: Rule
metadata:
  name: flush
spec: # the items
  - podSelector:
      app: cassandra
    actions:
      - type: command
        value: nodetool flush
`
const snapshot = `apiVersion: volumesnapshot.external-storage.k8s.io/v1
kind: VolumeSnapshot
metadata:
  name: cassandra-snapshot
  annotations:
    stork
spec:
  persistentVolumeClaimName: cassandra-data
`
const wrongKey = 'rule/spec-instead-of-rules'

suite('pxsnap in VS Code', () => {
  suiteSetup(async () => {
    const extension = extensions.getExtension('pxsnap.pxsnap')
    assert.ok(extension, 'the extension is installed')
    await extension.activate()
  })

  teardown(closeAll)

  test('a Rule with its items under spec is an error at that key', async () => {
    const { document } = await newDocument(rule)
    const found = await findings(document.uri, codes => codes.includes(wrongKey))
    const [finding] = found.filter(({ code }) => code === wrongKey)
    assert.equal(finding?.severity, DiagnosticSeverity.Error)
    assert.deepEqual(finding?.range, rangeOf(document, 'spec'))
  })

  test('a file of the workspace has the findings of its documents', async () => {
    const { document } = await openFile('mysql.yaml')
    await findings(document.uri, codes => codes.includes(wrongKey) && codes.length > 1)
  })

  test('the quick fix renames the key and keeps the comment beside it', async () => {
    const { document } = await newDocument(rule)
    const [finding] = await findings(document.uri, codes => codes.includes(wrongKey))
    assert.ok(finding)
    const actions = await codeActions(document.uri, finding.range)
    const fix = actions.find(({ kind, edit }) => kind?.value === 'quickfix' && edit !== undefined)
    assert.ok(fix?.edit, actions.map(({ title }) => title).join(', '))
    await workspace.applyEdit(fix.edit)
    assert.equal(document.getText(), rule.replace('spec: # the items', 'rules: # the items'))
    await findings(document.uri, codes => codes.length === 0)
  })

  test('the command fixes all that has a fix', async () => {
    const { document } = await openFile('mysql.yaml')
    await findings(document.uri, codes => codes.includes(wrongKey))
    await commands.executeCommand('pxsnap.fixAll')
    await findings(document.uri, codes => !codes.includes(wrongKey))
    const text = document.getText()
    assert.match(text, /^rules:$/m)
    assert.match(text, /stork\.libopenstorage\.org\/pre-snapshot-rule: orders-lock/)
    assert.match(text, /# keeps the tables locked until the copies are taken/)
  })

  test('findings follow the typing', async () => {
    const editor = await newDocument(rule.replace('spec:', 'rules:'))
    const { document } = editor
    await findings(document.uri, codes => codes.length === 0)
    await editor.edit(edit => edit.replace(rangeOf(document, 'podSelector'), 'podSelecter'))
    await findings(document.uri, codes => codes.length > 0)
    await editor.edit(edit => edit.replace(rangeOf(document, 'podSelecter'), 'podSelector'))
    await findings(document.uri, codes => codes.length === 0)
  })

  test('completion offers the fields of an action that are not there yet', async () => {
    const { document } = await newDocument(`${rule.replace('spec:', 'rules:')}        \n`)
    const labels = await suggestions(document.uri, new Position(10, 8))
    assert.ok(labels.includes('background') && labels.includes('runInSinglePod'), labels.join(', '))
    assert.ok(!labels.includes('value'))
  })

  test('completion offers annotation keys, and accepting one replaces what was typed', async () => {
    const editor = await newDocument(snapshot)
    const { document } = editor
    const at = rangeOf(document, '    stork\n').start.translate(0, 9)
    const { items } = await completions(document.uri, at)
    const item = items.find(each => textOfItem(each) === 'stork.libopenstorage.org/pre-snapshot-rule')
    assert.ok(item, items.map(textOfItem).join(', '))
    assert.deepEqual(insertedRange(item.range), rangeOf(document, 'stork\n').with({ end: at }))
  })

  test('hover says what a field is for', async () => {
    const { document } = await newDocument(rule.replace('spec:', 'rules:'))
    const at = rangeOf(document, 'podSelector').start
    const text = await hoverText(document.uri, at)
    assert.match(text, /pods/i)
  })

  test('documents of other kinds stay silent: no findings, no suggestions, no hover, no actions', async () => {
    const { document } = await openFile('other-kinds.yaml')
    const at = rangeOf(document, 'unknown').start
    const { items } = await completions(document.uri, at)
    assert.deepEqual(items.map(textOfItem), [])
    assert.deepEqual(await commands.executeCommand('vscode.executeHoverProvider', document.uri, at), [])
    assert.deepEqual(await codeActions(document.uri, new Range(at, at)), [])
    await nothingFoundIn(document.uri)
  })

  test('a JSON file is read like a YAML file', async () => {
    const { document } = await newDocument(
      '{"apiVersion":"stork.libopenstorage.org/v1alpha1","kind":"Rule","metadata":{"name":"a"},"spec":[]}',
      'json',
    )
    await findings(document.uri, codes => codes.includes(wrongKey))
  })

  test("broken JSON is left to VS Code's own JSON support", async () => {
    const { document } = await newDocument('{"apiVersion":"stork.libopenstorage.org/v1alpha1","kind":"Rule",,}', 'json')
    await nothingFoundIn(document.uri)
  })

  test('a snippet inserts a document that has no findings', async () => {
    const { document } = await newDocument('')
    await commands.executeCommand('editor.action.insertSnippet', {
      langId: 'yaml',
      name: 'An application-consistent snapshot of MySQL: the rule and the snapshot that uses it',
    })
    assert.match(document.getText(), /^kind: Rule$/m)
    assert.match(document.getText(), /system timeout 45 sh \$\{WAIT_CMD\};/)
    assert.match(document.getText(), /persistentVolumeClaimName: mysql-data/)
    await nothingFoundIn(document.uri)
  })

  test('snippets are offered by their prefix where a document can begin, and not inside one', async () => {
    const { document } = await newDocument('px-')
    const labels = await suggestions(document.uri, new Position(0, 3))
    assert.ok(labels.includes('px-rule-mysql') && labels.includes('px-clone'), labels.join(', '))
    const inside = await newDocument('kind: ConfigMap\nmetadata:\n  name: px-\n')
    assert.deepEqual(await suggestions(inside.document.uri, new Position(2, 11)), [])
  })

  test('an ignored code is not shown, and is shown again when it is no longer ignored', async () => {
    const { document } = await newDocument(rule)
    await findings(document.uri, codes => codes.includes(wrongKey))
    await workspace.getConfiguration('pxsnap').update('ignore', [wrongKey])
    await findings(document.uri, codes => !codes.includes(wrongKey))
    await workspace.getConfiguration('pxsnap').update('ignore', undefined)
    await findings(document.uri, codes => codes.includes(wrongKey))
  })

  test('a restarted server finds the same again', async () => {
    const { document } = await newDocument(rule)
    await findings(document.uri, codes => codes.includes(wrongKey))
    await commands.executeCommand('pxsnap.restartServer')
    await findings(document.uri, codes => codes.includes(wrongKey))
  })

  test('a file that nobody opened is not reported, only known', async () => {
    await nothingFoundIn(fileUri('rules/never-opened.yaml'))
    const { document } = await openFile('rules/thaw.yaml')
    await findings(document.uri, codes => codes.includes('rule/background-in-post-rule'))
  })
})

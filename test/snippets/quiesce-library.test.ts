/** The table of the quiesce library and the snippets with its rules say the same. */

import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createWorkspace, fillSnippet, readSnippet } from '@pxsnap/core/language'
import {
  entry as entryOf,
  findQuiesceEntry,
  locksOf,
  quiesceEntryFor,
  quiesceLibrary,
  studyCommand,
  textOf,
  usesOf,
  valueAt,
} from '@pxsnap/core/specs'
import { describe, expect, test } from 'vitest'

const folder = fileURLToPath(new URL('../../snippets/', import.meta.url))
const ruleSnippets = readdirSync(folder)
  .filter(file => /^rule-.*\.yaml$/.test(file))
  .map(file => file.slice(0, -'.yaml'.length))

/** In place of rule-mongodb, for those who want a lock in the foreground. */
const alternatives = ['rule-mongodb-freeze', 'rule-mongodb-thaw']

test('the library speaks of every application that people ask for', () => {
  expect(quiesceLibrary.map(({ id }) => id)).toEqual(
    expect.arrayContaining([
      ...['mysql', 'mariadb', 'postgresql', 'mongodb', 'cassandra', 'elasticsearch', 'redis', 'redis-aof', 'kafka'],
      ...['rabbitmq', 'etcd', 'sql-server', 'oracle', 'cockroachdb', 'neo4j', 'zookeeper', 'influxdb', 'kubevirt'],
      'filesystem',
    ]),
  )
})

test('every rule of the table is a snippet, and every snippet with a rule for an application is in the table', () => {
  const named = quiesceLibrary.flatMap(({ rules }) => [rules?.pre, rules?.post]).filter(name => name !== undefined)
  expect([...named, ...alternatives].toSorted()).toEqual(ruleSnippets.toSorted())
})

test('where there is no rule, the entry says what to do instead and that nothing was tried', () => {
  for (const { id, rules, instead, tried } of quiesceLibrary) {
    if (rules !== undefined) continue
    expect(instead, id).toMatch(/\.$/)
    expect(tried, id).toBe('nothing')
  }
})

test('the image to try a rule with is recognised as that application, and its companions are not', () => {
  for (const { id, image, testImage } of quiesceLibrary)
    if (image !== undefined) expect(quiesceEntryFor(testImage)?.id, testImage).toBe(id)
  for (const companion of [
    'prom/mysqld-exporter:1',
    'mongo-express',
    'bitnami/redis-sentinel:7',
    'docker.elastic.co/kibana/kibana:8',
  ])
    expect(quiesceEntryFor(companion), companion).toBeUndefined()
})

test('entries are found by the names that people type', () => {
  expect(['pg', 'MSSQL', 'opensearch', 'mongo', 'MySQL'].map(word => findQuiesceEntry(word)?.id)).toEqual([
    ...['postgresql', 'sql-server', 'elasticsearch', 'mongodb', 'mysql'],
  ])
  expect(findQuiesceEntry('constructor')).toBeUndefined()
})

test('a block on the writes of Elasticsearch is a freeze that stays, however it is spelled', () => {
  const url = 'curl -XPUT localhost:9200/_all'
  for (const value of [
    `${url}/_settings -d '{"index.blocks.write": true}'`,
    `${url}/_settings -d '{"index": {"blocks": {"write": "true"}}}'`,
    `${url}/_settings -d '{"index":{"blocks.read_only":true}}'`,
    'curl -XPUT localhost:9200/orders/_block/write',
  ])
    expect(
      locksOf(studyCommand(value)).map(({ use }) => use.command.id),
      value,
    ).toEqual(['elasticsearch/write-block'])
  const thaws = usesOf(studyCommand(`${url}/_settings -d '{"index.blocks.write": null}'`), 'thaw', 'freeze')
  expect(thaws.map(({ use }) => use.command.id)).toEqual(['elasticsearch/write-unblock'])
})

describe.each(quiesceLibrary.filter(({ rules }) => rules !== undefined))('$id', entry => {
  const pre = actionsOf(entry.rules?.pre ?? '')
  const post = entry.rules?.post === undefined ? [] : actionsOf(entry.rules.post)
  const study = pre.map(({ value }) => studyCommand(value))
  const locks = study.flatMap(each => usesOf(each, 'freeze', 'backup-mode'))

  test('says who keeps the lock as the commands of its rule do', () => {
    // A setting of Redis is no lock that the table of commands knows.
    if (entry.id === 'redis-aof') return
    expect([...new Set(locks.map(({ use }) => use.command.scope))]).toEqual(entry.lock === 'none' ? [] : [entry.lock])
  })

  test('a lock ends by itself, by its session, a trap, or the post rule; nothing holds without a limit', () => {
    for (const [index, { background, value }] of pre.entries()) {
      if (background) expect(value, value).toMatch(/timeout \d+ sh \$\{WAIT_CMD\}/)
      else expect(value).not.toContain('WAIT_CMD')
      const each = study[index]
      if (each === undefined || entry.lock === 'none' || entry.id === 'redis-aof') continue
      const lasting = locksOf(each).filter(({ use }) => use.command.scope !== 'session')
      const undone = (ids: readonly string[]) =>
        [...pre, ...post].some(({ value: text }) =>
          usesOf(studyCommand(text), 'thaw').some(({ use }) => ids.includes(use.command.id)),
        )
      for (const { use } of lasting) expect(undone(use.command.undoneBy), use.command.id).toBe(true)
    }
  })

  test('the programs that its rules call are those that it says it needs', () => {
    const usual = [
      'echo',
      'printf',
      'mv',
      'rm',
      'cat',
      'sleep',
      'wait',
      'trap',
      'export',
      'exit',
      '[',
      'busy',
      'ask',
      'grep',
    ]
    const called = [...pre, ...post].flatMap(({ value }) => studyCommand(value).calls.map(({ program }) => program))
    const clients = called.filter(program => /^[a-z][\w-]*$/.test(program) && !usual.includes(program))
    for (const program of new Set(clients)) expect([...entry.needs.tools, 'tail'], program).toContain(program)
  })
})

function actionsOf(name: string): readonly { readonly value: string; readonly background: boolean }[] {
  const workspace = createWorkspace()
  workspace.set(name, fillSnippet(readSnippet(name, readFileSync(`${folder}${name}.yaml`, 'utf8'))))
  const rules = workspace.objects(name).flatMap(({ object }) => listOf(valueAt(object, ['rules'])))
  return rules.flatMap(item =>
    listOf(entryOf(item, 'actions')).map(action => ({
      value: textOf(entryOf(action, 'value')) ?? '',
      background: entryOf(action, 'background') === true,
    })),
  )
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

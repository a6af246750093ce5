/** What `get` prints, in the forms that kubectl has. */

import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { goText } from '../../plugin/output/go-text.ts'
import { sortObjects } from '../../plugin/output/sort-objects.ts'
import { openShop, type Shop } from './shop.ts'

let shop: Shop

beforeAll(async () => {
  shop = await openShop('mysql.yaml')
})

const lines = (text: string) => text.trimEnd().split('\n')

describe('columns of the user', () => {
  test('stand under their headers; what is not there is <none>, maps are written as kubectl does', async () => {
    const columns = 'NAME:.metadata.name,APP:metadata.labels.app,LABELS:{.metadata.labels},NOT:.spec.nothing'
    const { exit, out } = await shop.run(`get pvc -n shop -o custom-columns=${columns} --sim`)
    expect(exit).toBe(0)
    const [head = '', first = ''] = lines(out)
    expect(head).toMatch(/^NAME +APP +LABELS +NOT$/)
    expect(first).toMatch(/^\S+ +mysql +map\[app:mysql.*\] +<none>$/)
  })

  test('may stand in a file of two lines', async () => {
    const cwd = mkdtempSync(join(tmpdir(), 'pxsnap-columns-'))
    writeFileSync(join(cwd, 'columns.txt'), 'CLAIM   PHASE\nmetadata.name   .status.phase\n')
    const { out } = await shop.run('get pvc -n shop -o custom-columns-file=columns.txt --sim', { cwd })
    expect(lines(out)[0]).toMatch(/^CLAIM +PHASE$/)
    expect(lines(out)[1]).toMatch(/ Bound$/)
    writeFileSync(join(cwd, 'columns.txt'), 'CLAIM PHASE\nmetadata.name\n')
    expect(await shop.run('get pvc -n shop -o custom-columns-file=columns.txt --sim', { cwd })).toMatchObject({
      exit: 2,
      err: expect.stringContaining('2 headers on its first line and 1 paths'),
    })
  })

  test.each([
    'custom-columns',
    'custom-columns=',
    'custom-columns=NAME',
    'custom-columns=NAME:.a[',
    'go-template={{.}}',
  ])('-o %s is refused with exit code 2', async form => {
    expect((await shop.run(`get pvc -n shop -o ${form} --sim`)).exit).toBe(2)
  })

  test('values are written as Go writes them', () => {
    expect(goText({ b: [1, 'x'], a: true })).toBe('map[a:true b:[1 x]]')
    expect(goText(null)).toBe('<nil>')
  })
})

describe('templates', () => {
  test('come from a file, too', async () => {
    const cwd = mkdtempSync(join(tmpdir(), 'pxsnap-template-'))
    writeFileSync(join(cwd, 'names.jsonpath'), '{range .items[*]}{.kind}/{.metadata.name} {end}\n')
    const { out } = await shop.run('get pvc -n shop -o jsonpath-file=names.jsonpath --sim', { cwd })
    expect(out).toMatch(/^(PersistentVolumeClaim\/\S+ )+$/)
  })

  test('give a JSON list with jsonpath-as-json', async () => {
    const { out } = await shop.run('get pvc -n shop -o jsonpath-as-json={.items[*].kind} --sim')
    expect(new Set(JSON.parse(out))).toEqual(new Set(['PersistentVolumeClaim']))
  })
})

describe('order', () => {
  const named = (name: string, size?: string) => ({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name },
    ...(size === undefined ? {} : { size }),
  })
  const sorted = (path: string, ...objects: ReturnType<typeof named>[]) =>
    sortObjects(objects, path, one => one).map(({ metadata }) => metadata.name)

  test('is that of numbers inside of text, of quantities by size, and of what is missing first', () => {
    expect(sorted('.metadata.name', named('a10'), named('a9'), named('a1'))).toEqual(['a1', 'a9', 'a10'])
    expect(sorted('.size', named('large', '2Ti'), named('none'), named('small', '900Gi'))).toEqual([
      'none',
      'small',
      'large',
    ])
  })

  test('by a field that nothing has is refused', async () => {
    expect(await shop.run('get pvc -n shop --sort-by .spec.colour --sim')).toMatchObject({
      exit: 2,
      err: expect.stringContaining('No object has the field'),
    })
  })
})

describe('which objects and columns', () => {
  test('labels in a last column, or in columns of their own', async () => {
    expect(lines((await shop.run('get pvc -n shop --show-labels --sim')).out)[0]).toMatch(/ LABELS$/)
    const { out } = await shop.run('get pvc -n shop -L app,tier --sim')
    expect(lines(out)[0]).toMatch(/ APP +TIER$/)
    expect(lines(out)[1]).toMatch(/ mysql +\S+$/)
  })

  test('by their fields', async () => {
    const names = lines((await shop.run('get pods -n shop -o name --sim')).out)
    const one = names[0]?.split('/')[1] ?? ''
    expect((await shop.run(`get pods -n shop --field-selector metadata.name=${one} -o name --sim`)).out).toBe(
      `pod/${one}\n`,
    )
    expect((await shop.run('get pods -n shop --field-selector status.phase!=Running -o name --sim')).out).toBe('')
    expect(await shop.run('get pods -n shop --field-selector spec.colour=red --sim')).toMatchObject({ exit: 1 })
    expect(await shop.run(`get pods ${one} -n shop --field-selector a=b --sim`)).toMatchObject({ exit: 2 })
  })

  test('one that is not there is exit code 4, unless that is no error', async () => {
    expect(await shop.run('get pvc gone -n shop --sim')).toMatchObject({ exit: 4 })
    expect(await shop.run('get pvc gone -n shop --ignore-not-found --sim')).toEqual({ exit: 0, out: '', err: '' })
  })

  test('kinds that only the cluster knows are found by what it serves', async () => {
    expect(await shop.run('get cronjobs -n shop --sim')).toMatchObject({
      exit: 0,
      err: expect.stringContaining('No resources found'),
    })
    expect(await shop.run('get unicorns -n shop --sim')).toMatchObject({ exit: 4 })
  })

  test('a chunk size is a number', async () => {
    expect((await shop.run('get pvc -n shop --chunk-size 2 -o name --sim')).exit).toBe(0)
    expect((await shop.run('get pvc -n shop --chunk-size many --sim')).exit).toBe(2)
  })
})

describe('with -w', () => {
  const rule = (name: string) =>
    JSON.stringify({
      apiVersion: 'stork.libopenstorage.org/v1alpha1',
      kind: 'Rule',
      metadata: { name, namespace: 'shop' },
      rules: [{ podSelector: { app: 'mysql' }, actions: [{ type: 'command', value: 'sync' }] }],
    })

  test('a row for each object, and then one for every change, until Ctrl-C', async () => {
    await shop.run('apply -f - -y --sim', { stdin: rule('there-0') })
    const interrupt = new AbortController()
    const steps = [
      { after: 'there-0', line: 'apply -f - -y --sim', stdin: rule('watched-1') },
      { after: 'watched-1', line: 'delete rule watched-1 -n shop -y --sim', stdin: '' },
    ]
    let work: Promise<unknown> = Promise.resolve()
    let printed = ''
    const { exit, out, err } = await shop.run('get rules -n shop -w --output-watch-events --sim', {
      signal: interrupt.signal,
      onPrint: text => {
        printed += text
        const [next] = steps
        if (next !== undefined && printed.includes(next.after)) {
          steps.shift()
          work = work.then(() => shop.run(next.line, { stdin: next.stdin }))
        }
        if (printed.includes('DELETED')) interrupt.abort(new Error('enough'))
      },
    })
    await work
    expect({ exit, err }).toEqual({ exit: 130, err: '' })
    expect(lines(out).map(line => line.split(/ +/).slice(0, 2))).toEqual([
      ['EVENT', 'NAME'],
      ['ADDED', 'there-0'],
      ['ADDED', 'watched-1'],
      ['DELETED', 'watched-1'],
    ])
  })

  test('several kinds are refused', async () => {
    expect(await shop.run('get pvc,rules -w --sim')).toMatchObject({ exit: 2 })
  })
})

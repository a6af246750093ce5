import { kindCatalogue } from '@pxsnap/core/specs'
import { beforeAll, describe, expect, test } from 'vitest'
import { fieldFlags } from '../../plugin/create/field-flags.ts'
import { expectGolden } from './golden.ts'
import { runCommand } from './run-command.ts'
import { openShop, type Shop } from './shop.ts'

describe('an object from flags', () => {
  test('every field is a flag, and annotations of the kind are', async () => {
    const argv = [
      ...[
        'create',
        'vs',
        'orders',
        '-n',
        'shop',
        '--persistent-volume-claim-name',
        'orders-data',
        '--label',
        'app=mysql',
      ],
      ...['--snapshot-type=cloud', '--annotation', 'team=shop', '--dry-run', '-o', 'yaml'],
    ]
    const { exit, out } = await runCommand(argv)
    expectGolden('create-dry-run', out)
    expect(exit).toBe(0)
  })

  test('selectors, lists and numbers have their types', async () => {
    const { out } = await runCommand(
      'create gvs nightly --pvc-selector app=mysql,tier=db --restore-namespaces test,office --max-retries 3 --dry-run -o json',
    )
    expect(JSON.parse(out)).toMatchObject({
      spec: {
        pvcSelector: { matchLabels: { app: 'mysql', tier: 'db' } },
        restoreNamespaces: ['test', 'office'],
        maxRetries: 3,
      },
    })
  })

  test('what has an inner shape is YAML or JSON', async () => {
    const rules = '[{podSelector: {app: mysql}, actions: [{type: command, value: sync}]}]'
    const { out } = await runCommand(['create', 'rule', 'flush', '--rules', rules, '--dry-run', '-o', 'json'])
    expect(JSON.parse(out)).toMatchObject({ rules: [{ actions: [{ value: 'sync' }] }] })
  })

  test.each([
    ['create vs', 2, 'needs a name'],
    ['create vs a b', 2, '"b" is one name too many'],
    ['create no-such-kind a', 4, 'no-such-kind'],
    ['create gvs a --max-retrys 3', 2, 'Did you mean --max-retries?'],
    ['create gvs a --max-retries many', 2, '--max-retries is whole number'],
    ['create gvs a --pvc-selector mysql', 2, '--pvc-selector is KEY=VALUE'],
    ['create rule a --rules {', 2, '--rules is list of maps, written as YAML or JSON'],
    ['create rule a --rules {a:1}', 2, 'it is no list'],
    ['create vs a --dry-run -o yaml', 3, 'is missing: what to snapshot'],
  ])('%s is exit code %i', async (line, exit, message) => {
    expect(await runCommand(line)).toMatchObject({ exit, out: '', err: expect.stringContaining(message) })
  })

  test('a kind explains its own flags', async () => {
    const { exit, out } = await runCommand('create gvs --help')
    expect(exit).toBe(0)
    expect(out).toContain('--pvc-selector=')
    expect(out).toContain('--pre-exec-rule=')
  })

  test.each(kindCatalogue.map(kind => [kind.kind, kind] as const))('no two flags of a %s share a name', (_, kind) => {
    const names = fieldFlags(kind).map(({ name }) => name)
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
  })
})

describe('creating in a cluster', () => {
  let shop: Shop

  beforeAll(async () => {
    shop = await openShop('mysql.yaml')
  })

  test('a group snapshot is carried out and followed', async () => {
    const line = 'create gvs nightly --pvc-selector app=mysql -n shop -y --sim'
    const { exit, out } = await shop.run(line)
    expect(exit).toBe(0)
    expect(out).toContain('groupvolumesnapshot.stork.libopenstorage.org/nightly created')
    expect(await shop.run(line)).toMatchObject({ exit: 1, err: expect.stringContaining('There is already a') })
  })
})

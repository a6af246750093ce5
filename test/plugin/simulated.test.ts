import { describe, expect, test } from 'vitest'
import { expectGolden } from './golden.ts'
import { mysqlGroup, openShop } from './shop.ts'

describe('a snapshot from the spec to the clone', () => {
  test('reads as text that people can follow', async () => {
    const shop = await openShop('mysql.yaml')
    const lines = [
      'get pvc,pods -n shop --sim',
      'apply --sim -f - --dry-run',
      'apply --sim -f -',
      'get gvs,vs -n shop --sim -o name',
      'describe gvs orders-before-upgrade -n shop --sim',
      'timeline gvs orders-before-upgrade -n shop --sim',
      'clone gvs/orders-before-upgrade --as data-copy,log-copy -n shop --sim',
      'get pvc -n shop --sim -o wide',
      'delete gvs orders-before-upgrade -n shop --sim',
      'get gvs,vs,volumesnapshotdatas -n shop --sim',
    ]
    const texts: string[] = []
    for (const line of lines) {
      const { exit, out, err } = await shop.run(line, { stdin: mysqlGroup })
      texts.push(`$ kubectl pxsnap ${line}\n${err}${out}(exit code ${exit})\n`)
    }
    expectGolden('snapshot-to-clone', texts.join('\n'))
  })

  test('the timeline as JSON keeps its promised shape', async () => {
    const shop = await openShop('mysql.yaml')
    await shop.run('apply --sim -f -', { stdin: mysqlGroup })
    const { exit, out } = await shop.run('timeline gvs/orders-before-upgrade -n shop --sim -o json')
    expect(exit).toBe(0)
    const timeline = JSON.parse(out)
    expect(Object.keys(timeline)).toEqual(['object', 'consistency', 'frozen', 'snapshotAt', 'events'])
    expect(timeline).toMatchObject({
      object: { kind: 'GroupVolumeSnapshot', namespace: 'shop', name: 'orders-before-upgrade' },
      consistency: 'application',
      frozen: [{ namespace: 'shop', pod: 'mysql-0' }],
    })
    const [frozen] = timeline.frozen
    expect(Object.keys(frozen)).toEqual(['namespace', 'pod', 'from', 'to', 'ms'])
    expect(Date.parse(timeline.snapshotAt)).toBeGreaterThan(Date.parse(frozen.from))
    expect(Date.parse(timeline.snapshotAt)).toBeLessThan(Date.parse(frozen.to))
    expect(frozen.ms).toBe(Date.parse(frozen.to) - Date.parse(frozen.from))
  })

  test('applying twice changes nothing and says so', async () => {
    const shop = await openShop('mysql.yaml')
    const first = await shop.run('apply --sim -f -', { stdin: mysqlGroup })
    const before = await shop.run('get gvs,vs,rules -n shop --sim -o yaml')
    const second = await shop.run('apply --sim -f -', { stdin: mysqlGroup })
    expect([first.exit, second.exit]).toEqual([0, 0])
    expect(second.out).toContain('groupvolumesnapshot.stork.libopenstorage.org/orders-before-upgrade unchanged\n')
    expect((await shop.run('get gvs,vs,rules -n shop --sim -o yaml')).out).toBe(before.out)
  })

  test('machine output is data only: the plan and the progress go to standard error', async () => {
    const shop = await openShop('mysql.yaml')
    const { out, err } = await shop.run('apply --sim -f - -o json', { stdin: mysqlGroup })
    expect(JSON.parse(out).items.map(({ kind }: { kind: string }) => kind)).toEqual(['Rule', 'GroupVolumeSnapshot'])
    expect(err).toContain('create')
    expect((await shop.run('get gvs -n shop --sim -o name')).out).toBe(
      'groupvolumesnapshot.stork.libopenstorage.org/orders-before-upgrade\n',
    )
  })
})

describe('exit codes tell how it ended', () => {
  const apply = async (spec: string, ...manifests: readonly string[]) =>
    (await openShop(...manifests)).run('apply --sim -f -', { stdin: spec })
  const single = (annotations: string, claim = 'mysql-data') =>
    `apiVersion: volumesnapshot.external-storage.k8s.io/v1\nkind: VolumeSnapshot\nmetadata:\n  name: one\n  namespace: shop\n  annotations: {${annotations}}\nspec:\n  persistentVolumeClaimName: ${claim}\n`

  test('0: a crash-consistent snapshot is what a spec without a rule asks for', async () => {
    const { exit, out } = await apply(single(''), 'mysql.yaml')
    expect(out).toContain('volumesnapshot/one ready: crash-consistent')
    expect(exit).toBe(0)
  })
  test('1: a command that the application does not know, with what it understands', async () => {
    const { exit, out } = await apply(
      single(`px/pre-snap-command: "mysql --user=root --password=not-a-real-password -e 'MAKE COFFEE'"`),
      'mysql.yaml',
    )
    expect(exit).toBe(1)
    expect(out).toContain('volumesnapshot/one failed')
    expect(out).toContain('MAKE COFFEE')
  })
  test('3: a spec with errors is not written', async () => {
    const shop = await openShop('mysql.yaml')
    const { exit, err, out } = await shop.run('apply --sim -f mysql-group.yaml')
    expect({ exit, out }).toEqual({ exit: 3, out: '' })
    expect(err).toContain('rule/spec-instead-of-rules')
    expect(err).toContain('Nothing was written.')
    expect((await shop.run('get rules -A --sim -o name')).out).toBe('')
  })
  test('4: a claim that is not there, before anything is written', async () => {
    const shop = await openShop('mysql.yaml')
    const { exit, err, out } = await shop.run('apply --sim -f -', { stdin: single('', 'nowhere') })
    expect({ exit, out }).toEqual({ exit: 4, out: '' })
    expect(err).toContain('VolumeSnapshot "one" cannot be carried out: Claim nowhere does not exist')
    expect((await shop.run('get vs -A --sim -o name')).out).toBe('')
  })
  test('4: a rule that is not there', async () => {
    const { exit, err } = await apply(single('stork.libopenstorage.org/pre-snapshot-rule: nowhere'), 'mysql.yaml')
    expect(exit).toBe(4)
    expect(err).toContain('nowhere')
  })
  test('7: a run that takes longer than --timeout is stopped, and nothing stays frozen', async () => {
    const shop = await openShop('mysql.yaml')
    const { exit, out } = await shop.run('apply --sim -f - --timeout 200ms', { stdin: mysqlGroup })
    expect(exit).toBe(7)
    expect(out).toContain('groupvolumesnapshot/orders-before-upgrade stopped; nothing is frozen.')
  })
})

describe('an interrupt in the middle of a freeze', () => {
  test('thaws first, says so, and ends with 130', async () => {
    const shop = await openShop('mysql.yaml')
    const interrupt = new AbortController()
    const { exit, out, err } = await shop.run('apply --sim -f -', {
      stdin: mysqlGroup,
      signal: interrupt.signal,
      onPrint: text => {
        if (text.includes('Holding: held')) interrupt.abort(new Error('Interrupted.'))
      },
    })
    expect(exit).toBe(130)
    expect(err).toContain('Stopping. Whatever is frozen is thawed first.')
    expect(err).toContain('Releasing: released')
    expect(out).toContain('stopped; nothing is frozen.')
    // The cluster is usable, and the application can be frozen again.
    const again = await shop.run('apply --sim -f -', {
      stdin: mysqlGroup.replaceAll('orders-before-upgrade', 'second-try'),
    })
    expect(again.exit).toBe(0)
  })
})

describe('selections', () => {
  test.each([
    ['get pvc nowhere -n shop --sim', 4, 'There is no PersistentVolumeClaim "nowhere" in namespace "shop".'],
    ['get gadgets --sim', 4, 'pxsnap knows no kind "gadgets".'],
    ['get pvc/mysql-data pods -n shop --sim', 2, '"pods" is not of the form KIND/NAME'],
    ['get pvc,pods x -n shop --sim', 2, 'Several kinds cannot share a list of names.'],
    ['get pvc x -A --sim', 2, 'A name cannot be looked up in all namespaces.'],
    ['get pvc -o toml --sim', 2, '-o toml is not an output of this command'],
    ['get pvc -o jsonpath={.a[ --sim', 2, 'The jsonpath template is not understood'],
    ['get pvc', 4, 'There is no kubeconfig'],
    ['get pvc --sim=../etc', 2, '"../etc" cannot name a simulated cluster'],
    ['get pvc --sim=nowhere', 4, 'There is no simulated cluster "nowhere".'],
    ['timeline pvc mysql-data -n shop --sim', 4, 'has no timeline'],
    ['delete pvc -n shop --sim', 2, 'Deleting everything of a kind needs -l'],
    ['delete', 2, 'delete needs to know what.'],
    ['clone nowhere -n shop --sim', 4, 'There is no VolumeSnapshot "nowhere"'],
    ['apply --sim', 2, 'apply needs files.'],
    ['apply --sim -n other -f mysql.yaml', 2, 'names the namespace "shop", but -n says "other".'],
    ['apply --sim -f mysql.yaml --sim-speed fast', 2, '--sim-speed is a number above 0 or max, not "fast".'],
  ])('%s', async (line, exit, message) => {
    const shop = await openShop('mysql.yaml')
    const ran = await shop.run(line)
    expect(ran.err).toContain(`error: `)
    expect(ran.err).toContain(message)
    expect(ran).toMatchObject({ exit, out: '' })
  })

  test('labels, names and jsonpath', async () => {
    const shop = await openShop('mysql.yaml', 'cassandra.yaml')
    expect((await shop.run('get pvc -l app=mysql -n shop --sim -o name')).out).toBe(
      'persistentvolumeclaim/mysql-data\npersistentvolumeclaim/mysql-log\n',
    )
    expect((await shop.run('get pvc mysql-data -n shop --sim -o jsonpath={.status.phase}')).out).toBe('Bound')
    expect((await shop.run('get pvc mysql-data nowhere -n shop --sim -o name')).exit).toBe(4)
    expect((await shop.run('get vs -n shop --sim')).err).toBe('No resources found in namespace "shop".\n')
  })

  test('PXSNAP_SIM stands for --sim', async () => {
    const shop = await openShop('mysql.yaml')
    expect((await shop.run('get pods -n shop -o name', { env: { PXSNAP_SIM: 'default' } })).out).toBe('pod/mysql-0\n')
  })
})

describe('simulated clusters', () => {
  test('come, are listed, emptied and go', async () => {
    const { run } = await openShop()
    expect(await run('sim list')).toMatchObject({
      exit: 0,
      out: '',
      err: 'No simulated clusters. Create one: kubectl pxsnap sim up\n',
    })
    expect((await run('sim up staging')).err).toContain('Simulated cluster "staging" created.')
    expect((await run('sim up staging')).err).toContain('is already there')
    expect((await run('sim load --sim=staging -f mysql.yaml')).exit).toBe(0)
    expect(JSON.parse((await run('sim list -o json')).out)).toMatchObject([{ name: 'staging', pods: 1, claims: 2 }])
    expect((await run('sim reset staging')).exit).toBe(0)
    expect(JSON.parse((await run('sim list -o json')).out)).toMatchObject([{ name: 'staging', pods: 0, claims: 0 }])
    expect((await run('sim down staging')).err).toBe('Simulated cluster "staging" removed.\n')
    expect((await run('sim down staging')).exit).toBe(4)
  })

  test('ask on a terminal before they are emptied, and no means no', async () => {
    const { run } = await openShop('mysql.yaml')
    const asked = await run('sim reset', { tty: true, stdin: 'n\n' })
    expect(asked).toMatchObject({ exit: 130 })
    expect(asked.err).toContain('Remove everything in the simulated cluster "default"? [y/N] ')
    expect((await run('get pods -A --sim -o name')).out).toBe('pod/mysql-0\n')
    expect((await run('sim reset', { tty: true, stdin: 'yes\n' })).exit).toBe(0)
    expect((await run('get pods -A --sim -o name')).out).toBe('')
  })

  test('refuse kinds that they do not serve, and load the rest', async () => {
    const { run } = await openShop()
    const stdin =
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n---\napiVersion: example.com/v1\nkind: Gadget\nmetadata: {name: b}\n'
    const { exit, out, err } = await run('sim load --sim -f -', { stdin })
    expect({ exit, out }).toEqual({ exit: 8, out: 'configmap/a loaded\n' })
    expect(err).toContain('gadget.example.com/b not loaded: The simulated cluster serves no Gadget of example.com/v1.')
  })
})

describe('deletion', () => {
  test('of a claim in use waits for its pods, and says which', async () => {
    const shop = await openShop('mysql.yaml')
    const { exit, out } = await shop.run('delete pvc mysql-data -n shop --sim')
    expect({ exit, out }).toEqual({
      exit: 8,
      out: 'persistentvolumeclaim/mysql-data is going; it goes when no pod uses it any more: mysql-0\n',
    })
  })
  test('of what is not there is an error unless it may be missing', async () => {
    const shop = await openShop('mysql.yaml')
    expect(await shop.run('delete vs a b -n shop --sim')).toMatchObject({ exit: 4, out: '' })
    expect((await shop.run('delete vs a b -n shop --sim --ignore-not-found')).exit).toBe(0)
  })
  test('of a file deletes what the file created', async () => {
    const shop = await openShop('mysql.yaml')
    await shop.run('apply --sim -f -', { stdin: mysqlGroup })
    const { exit } = await shop.run('delete --sim -f -', { stdin: mysqlGroup })
    expect(exit).toBe(0)
    expect((await shop.run('get gvs,vs,rules,volumesnapshotdatas -A --sim -o name')).out).toBe('')
  })
})

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkCatalogue, oldSyntaxCodes } from '@pxsnap/core/specs'
import { describe, expect, test } from 'vitest'
import { expectGolden } from './golden.ts'
import { runCommand } from './run-command.ts'
import { temporaryDirectory } from './temporary-directory.ts'

const ring = `# Taken every evening by hand.
apiVersion: volumesnapshot.external-storage.k8s.io/v1
kind: VolumeSnapshot
metadata:
  name: ring
  namespace: shop
  annotations:
    px/pre-snap-command: "nodetool flush" # all nodes
    portworx/pre-snap-command-run-once: "true"
    px/snapshot-type: cloud
spec:
  persistentVolumeClaimName: ring-0
`
const inline = `apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: copy
  namespace: shop
  annotations:
    px/snapshot-source-pvc: orders-data # from the shop
spec:
  accessModes: [ReadWriteOnce]
  storageClassName: px
  resources: { requests: { storage: 10Gi } }
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: ns.office-name.nightly
  namespace: shop
spec:
  accessModes: [ReadWriteOnce]
  resources: { requests: { storage: 10Gi } }
`
const byId = ring.replace(/ {4}px\/pre[\s\S]*cloud\n/, '    px/group-id: "7"\n')

describe('convert', () => {
  test('every code it converts is the code of a finding', () => {
    const codes = new Set(checkCatalogue.map(({ code }) => code))
    expect(oldSyntaxCodes.filter(code => !codes.has(code))).toEqual([])
  })

  test('commands in annotations become a Rule, and comments stay; whose pods only the user knows', async () => {
    const cwd = temporaryDirectory({ 'ring.yaml': ring })
    const { exit, out, err } = await runCommand('convert -f ring.yaml', { cwd })
    expectGolden('convert-command', `${out}--- standard error\n${err}`)
    expect(exit).toBe(3)
    expect(readFileSync(join(cwd, 'ring.yaml'), 'utf8')).toBe(ring)
  })

  test('inline clones become a snapshot and a claim of the class for clones', async () => {
    const { exit, out } = await runCommand('convert -f -', { stdin: inline })
    expectGolden('convert-inline-clone', out)
    expect(exit).toBe(0)
  })

  test('a workload that uses the claim says whose pods', async () => {
    const workload = `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: ring, namespace: shop}
spec:
  serviceName: ring
  selector: {matchLabels: {app: cassandra}}
  template:
    metadata: {labels: {app: cassandra}}
    spec:
      containers: [{name: cassandra, image: cassandra:4}]
      volumes: [{name: data, persistentVolumeClaim: {claimName: ring-0}}]
`
    const { exit, out } = await runCommand('convert -f -', { stdin: `${workload}---\n${ring}` })
    expect({ exit, out }).toEqual({ exit: 0, out: expect.stringContaining('podSelector:\n      app: cassandra') })
  })

  test('what was converted is not converted again', async () => {
    const once = await runCommand('convert -f -', { stdin: inline })
    const twice = await runCommand('convert -f -', { stdin: once.out })
    expect(twice).toEqual({ exit: 0, out: once.out, err: 'Nothing here is old syntax.\n' })
  })

  test('what needs a decision is left, said, and makes the exit code 3', async () => {
    const { exit, out, err } = await runCommand('convert -f -', { stdin: byId })
    expect({ exit, out }).toEqual({ exit: 3, out: byId })
    expect(err).toContain('volume-snapshot/legacy-group-id')
    expect(err).toContain('1 passage cannot be brought up to date without you.')
  })

  test('--write changes the files, and only those with something old', async () => {
    const cwd = temporaryDirectory({ 'ring.yaml': ring, 'new.yaml': 'a: 1\n' })
    const { exit, out } = await runCommand('convert -f . --write', { cwd })
    expect({ exit, out }).toEqual({ exit: 3, out: '' })
    expect(readFileSync(join(cwd, 'ring.yaml'), 'utf8')).toContain('kind: Rule')
    expect(readFileSync(join(cwd, 'new.yaml'), 'utf8')).toBe('a: 1\n')
  })

  test('several files are printed as one text of several documents', async () => {
    const cwd = temporaryDirectory({ 'a.yaml': 'a: 1', 'b.yaml': '---\nb: 1\n', 'c.yaml': 'c: 1\n' })
    expect((await runCommand('convert -f .', { cwd })).out).toBe('a: 1\n---\nb: 1\n---\nc: 1\n')
  })

  test('--dry-run prints a diff', async () => {
    const cwd = temporaryDirectory({ 'ring.yaml': ring })
    const { out } = await runCommand('convert -f ring.yaml --dry-run', { cwd })
    expect(out).toContain('+kind: Rule')
    expect(readFileSync(join(cwd, 'ring.yaml'), 'utf8')).toBe(ring)
  })
})

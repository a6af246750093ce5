/** A cluster whose disk is full says so, and the same command goes on when there is room again. */

import { nextAction, runUntilSettled } from '@pxsnap/core/engine'
import { PortError } from '@pxsnap/core/ports'
import { expect, test } from 'vitest'
import { groupVolumeSnapshot, mysql, mysqlLock, openShop, refOf } from '../support/shop.ts'

test('a full disk is not taken for a broken connection, and the run goes on when there is room', async () => {
  const { cluster } = await openShop(1, ...mysql(), mysqlLock)
  const group = groupVolumeSnapshot('nightly', { app: 'mysql' }, { preExecRule: 'mysql-lock' })
  cluster.load([group])
  const full = () => Promise.reject(new PortError('full', 'There is no room left.'))
  const { cluster: api } = cluster.ports
  const writable = new Proxy(api, { get: (target, name) => (name === 'update' ? full : Reflect.get(target, name)) })
  const ports = { ...cluster.ports, cluster: writable }
  const run = () => new AbortController().signal
  const [outcome] = await cluster.drive(runUntilSettled(ports, { only: [refOf(group)] }, run()))
  expect(outcome).toMatchObject({ result: 'waiting', reason: { code: 'no-room' } })
  expect(outcome?.reason === undefined ? '' : nextAction(outcome.reason)).toContain('space')
  expect(cluster.pods.frozenPods()).toEqual([])
  const [again] = await cluster.drive(runUntilSettled(cluster.ports, { only: [refOf(group)] }, run()))
  expect(again).toMatchObject({ result: 'successful', evidence: { consistency: 'application' } })
})

/** The served API in a process of its own, so that its processor time can be told from that of its clients. */

import { openServedCluster } from '../support/served-cluster.ts'

export type ServedOrder =
  | { readonly do: 'usage' }
  | { readonly do: 'change'; readonly turns: number; readonly perTurn: number }
export type ServedReport = { readonly url?: string; readonly cpuMs?: number; readonly made?: number }

const served = await openServedCluster({ secure: false })
const { plane } = served.cluster
const data = Object.fromEntries(Array.from({ length: 8 }, (_, index) => [`setting-${index}`, 'a value of some length']))
for (let index = 0; index < 500; index += 1) {
  plane.create({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: `settings-${index}`, namespace: 'default' },
    data,
  })
}
const tell = (report: ServedReport) => process.send?.(report)
tell({ url: served.url })

process.on('message', async (order: ServedOrder) => {
  if (order.do === 'usage') {
    tell({ cpuMs: cpuMs() })
    return
  }
  let made = 0
  const ref = { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'default', name: 'settings-0' }
  for (let turn = 0; turn < order.turns; turn += 1) {
    for (let index = 0; index < order.perTurn; index += 1) {
      const object = plane.get(ref)
      if (object === undefined) return
      made += 1
      plane.update({ ...object, data: { ...data, turn: String(made) } })
    }
    await new Promise(resolve => setImmediate(resolve))
  }
  tell({ made })
})
process.on('disconnect', () => process.exit(0))

function cpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

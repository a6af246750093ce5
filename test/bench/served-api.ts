/** What the served API gives per core: objects read, and events delivered to watchers. */

import { type ChildProcess, fork } from 'node:child_process'
import { connect, type Socket } from 'node:net'
import { fileURLToPath } from 'node:url'
import { type Figure, number, timeMsAsync } from './figure.ts'
import type { ServedOrder, ServedReport } from './served-api-process.ts'

const connections = 32
const requests = 60_000
const watchers = 100

/** Rates are per second of the server's processor time: the clients share the machine with it. */
export async function servedApiFigures(): Promise<readonly Figure[]> {
  const server = fork(fileURLToPath(new URL('./served-api-process.ts', import.meta.url)), {
    execArgv: ['--import', 'tsx'],
  })
  try {
    const { url = '' } = await nextReport(server)
    const place = new URL(url)
    await read(place, requests / 4)
    const reading = await measured(server, () => read(place, requests))
    const one = await deliver(server, place, { turns: 2_000, perTurn: 1 })
    const many = await deliver(server, place, { turns: 250, perTurn: 16 })
    return [
      {
        what: 'GET of one object, per core',
        measured: `${number((requests / reading.cpuMs) * 1000)} requests/s`,
        against: `${number((requests / reading.wallMs) * 1000)}/s of wall time`,
        target: '>= 20,000',
      },
      ...[
        { what: 'one change a turn', result: one },
        { what: '16 changes a turn', result: many },
      ].map(({ what, result: { delivered, cpuMs, wallMs } }) => ({
        what: `events to ${watchers} watchers, ${what}, per core`,
        measured: `${number((delivered / cpuMs) * 1000)} deliveries/s`,
        against: `${number((delivered / wallMs) * 1000)}/s of wall time`,
        target: '>= 300,000',
      })),
    ]
  } finally {
    server.disconnect()
  }
}

type Measured = { readonly cpuMs: number; readonly wallMs: number }

async function measured(server: ChildProcess, work: () => Promise<void>): Promise<Measured> {
  const before = await ask(server, { do: 'usage' })
  const wallMs = await timeMsAsync(work)
  const after = await ask(server, { do: 'usage' })
  return { cpuMs: (after.cpuMs ?? 0) - (before.cpuMs ?? 0), wallMs }
}

/** So many requests over a few connections, the next on each as soon as the last is answered. */
async function read(place: URL, count: number): Promise<void> {
  const request = Buffer.from(requestFor(place, '/api/v1/namespaces/default/configmaps/settings-7'))
  let left = count
  await Promise.all(
    Array.from({ length: connections }, async () => {
      const socket = await open(place)
      await new Promise<void>((resolve, reject) => {
        let expected = 0
        let got = 0
        socket.on('error', reject)
        socket.on('data', chunk => {
          // All answers have one length, which the first one tells.
          if (expected === 0) expected = lengthOf(chunk)
          got += chunk.length
          if (got < expected) return
          got = 0
          left -= 1
          if (left >= connections) socket.write(request)
          else resolve()
        })
        socket.write(request)
      })
      socket.destroy()
    }),
  )
}

async function deliver(
  server: ChildProcess,
  place: URL,
  changes: { readonly turns: number; readonly perTurn: number },
): Promise<Measured & { readonly delivered: number }> {
  const path = '/api/v1/namespaces/default/configmaps?watch=1&fieldSelector=metadata.name%3Dsettings-0'
  const sockets = await Promise.all(Array.from({ length: watchers }, () => open(place)))
  let lines = 0
  let wake = () => {}
  for (const socket of sockets) {
    socket.on('data', chunk => {
      for (let at = chunk.indexOf('}\n'); at !== -1; at = chunk.indexOf('}\n', at + 2)) lines += 1
      wake()
    })
    socket.write(requestFor(place, path))
  }
  const until = (wanted: number) =>
    new Promise<void>(resolve => {
      wake = () => {
        if (lines >= wanted) resolve()
      }
      wake()
    })
  await until(watchers)
  lines = 0
  const delivered = changes.turns * changes.perTurn * watchers
  const result = await measured(server, async () => {
    await Promise.all([ask(server, { do: 'change', ...changes }), until(delivered)])
  })
  for (const socket of sockets) socket.destroy()
  return { ...result, delivered }
}

function requestFor(place: URL, path: string): string {
  return `GET ${path} HTTP/1.1\r\nHost: ${place.host}\r\nAuthorization: Bearer test-token\r\nAccept: application/json\r\n\r\n`
}

function open(place: URL): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(place.port), place.hostname, () => resolve(socket))
    socket.setNoDelay(true)
    socket.once('error', reject)
  })
}

function lengthOf(chunk: Buffer): number {
  const text = chunk.toString('latin1')
  const head = text.indexOf('\r\n\r\n') + 4
  const length = /content-length: (\d+)/i.exec(text)
  if (head < 4 || length === null || !text.startsWith('HTTP/1.1 200'))
    throw new Error(`The server answered ${text.slice(0, 60)}`)
  return head + Number(length[1])
}

async function ask(server: ChildProcess, order: ServedOrder): Promise<ServedReport> {
  const report = nextReport(server)
  server.send(order)
  return report
}

function nextReport(server: ChildProcess): Promise<ServedReport> {
  return new Promise((resolve, reject) => {
    server.once('message', report => resolve(report as ServedReport))
    server.once('exit', code => reject(new Error(`The server ended with ${code}.`)))
  })
}

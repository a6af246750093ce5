/** A simulation on a terminal: one live line that is gone in the end, and an interrupt that keeps what is known. */

import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { liveLine } from '../../plugin/output/live-line.ts'
import { runCommand } from './run-command.ts'

const cwd = fileURLToPath(new URL('../simulation/shown', import.meta.url))
const esc = String.fromCharCode(27)

function terminal(columns: number, isTTY = true) {
  const written: string[] = []
  return {
    written,
    stream: { write: (text: string) => void written.push(text), isTTY, columns: () => columns, rows: () => 24 },
  }
}

describe('a live line', () => {
  test('is written over, cut where it would wrap, and gone in the end', () => {
    const { written, stream } = terminal(10)
    const line = liveLine(stream)
    line.show('1 of 3')
    line.show('2 of 3 and more')
    line.clear()
    line.clear()
    expect(written).toEqual([`\r${esc}[K1 of 3`, `\r${esc}[K2 of 3 an`, `\r${esc}[K`])
  })

  test('is nothing where there is no terminal', () => {
    const { written, stream } = terminal(80, false)
    const line = liveLine(stream)
    line.show('1 of 3')
    line.clear()
    expect(written).toEqual([])
  })
})

describe('simulate on a terminal', () => {
  test('counts its runs, and those that broke a promise', async () => {
    const words = 'simulate -f orders.yaml -f nightly.yaml --executor stork --fault storage-error:5m --runs 2'
    const { err } = await runCommand(words, { cwd, tty: true })
    expect(err).toContain('2 of 2 runs, 2 broken so far')
    expect(err).toContain('2 broken; shortening (1 tried): every freeze ends')
    expect(err.endsWith(`\r${esc}[K`)).toBe(true)
  })

  test('interrupted, it reports the runs that were made, with exit code 130', async () => {
    const interrupt = new AbortController()
    const { out, exit } = await runCommand('simulate -f orders.yaml -f nightly.yaml --runs 500 -o json', {
      cwd,
      tty: true,
      signal: interrupt.signal,
      onPrint: text => {
        if (text.includes('3 of 500 runs')) interrupt.abort(new Error('interrupted'))
      },
    })
    expect(JSON.parse(out)).toMatchObject({ runs: 3, consistency: { application: 3 } })
    expect(exit).toBe(130)
  })
})

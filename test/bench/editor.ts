/** What an editor waits for after one keystroke in a long file. */

import { createWorkspace } from '@pxsnap/core/language'
import { type Figure, number, timeMs } from './figure.ts'
import { largeFile } from './large-file.ts'

const edits = 300

export function editorFigures(): readonly Figure[] {
  const text = largeFile(10_000)
  const file = 'large.yaml'
  const workspace = createWorkspace()
  const openMs = timeMs(() => {
    workspace.set(file, text)
    workspace.diagnose(file)
  })
  const middle = text.indexOf('app: shop-', Math.floor(text.length / 2)) + 'app: shop-'.length
  const times = Array.from({ length: edits }, (_, index) => {
    const next = `${text.slice(0, middle)}${index}${text.slice(middle)}`
    return timeMs(() => {
      workspace.set(file, next)
      workspace.diagnose(file)
    })
  }).slice(20)
  const key = workspace.text(file)?.lastIndexOf('  preExecRule') ?? 0
  const completions = Array.from({ length: 100 }, () => timeMs(() => void workspace.complete(file, key + 2)))
  const whole = timeMs(() => {
    const fresh = createWorkspace()
    fresh.set(file, text)
    fresh.diagnose(file)
  })
  const p50 = quantile(times, 0.5)
  return [
    {
      what: 'edit to diagnostics, 10,000 lines, p50',
      measured: `${number(p50)} ms`,
      against: `${number(whole / p50)} x faster than reading the whole file again`,
      target: '<= 5 ms',
    },
    {
      what: 'edit to diagnostics, 10,000 lines, p99',
      measured: `${number(quantile(times, 0.99))} ms`,
      target: '<= 16 ms',
    },
    { what: 'opening 10,000 lines, cold', measured: `${number(openMs)} ms` },
    { what: 'completion, 10,000 lines, p50', measured: `${number(quantile(completions, 0.5))} ms`, target: '<= 5 ms' },
  ]
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

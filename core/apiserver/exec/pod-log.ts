/** The log of a container, as a whole or as it grows. */

import { fromIso, type Instant, toIso } from '../../base/index.ts'
import type { LogLine, SimulatedPods } from '../../cluster/simulated/index.ts'
import type { Clock } from '../../ports/index.ts'
import type { Answer } from '../answer.ts'
import type { ApiCall } from '../api-call.ts'
import { badRequest } from '../problems.ts'
import type { ExecPlace } from './exec-session.ts'

/** Throws `BadRequest`. Source: Kubernetes, PodLogOptions. */
export function podLog(call: ApiCall, pods: SimulatedPods, place: ExecPlace, clock: Clock): Answer {
  const container = call.asked('container')
  const at = { ...place, ...(container === undefined ? {} : { container }) }
  const problem = pods.problemOf(at)
  if (problem !== undefined) throw badRequest(problem)
  const spell = call.says('timestamps')
    ? ({ at, text }: LogLine) => `${toIso(at)} ${text}\n`
    : ({ text }: LogLine) => `${text}\n`
  const previous = call.says('previous')
  const lines = pods.log(at, { previous })
  if (lines === undefined) {
    throw badRequest(`previous terminated container "${container ?? ''}" in pod "${place.pod}" not found`)
  }
  const text = wanted(lines, call, clock.now()).map(spell).join('')
  const type = 'text/plain; charset=utf-8'
  if (!call.says('follow') || previous) return { status: 200, type, body: text }
  return {
    stream: response => {
      response.writeHead(200, { 'content-type': type })
      response.flushHeaders()
      if (text !== '') response.write(text)
      const stop = pods.followLog(at, line => {
        if (line === 'ended') response.end()
        else response.write(spell(line))
      })
      response.once('close', stop)
    },
  }
}

function wanted(lines: readonly LogLine[], call: ApiCall, now: Instant): readonly LogLine[] {
  const seconds = numberIn(call, 'sinceSeconds')
  const since = call.asked('sinceTime')
  const from = since === undefined ? undefined : fromIso(since)
  if (since !== undefined && from === undefined) throw badRequest(`sinceTime: "${since}" is no time`)
  const begin = Math.max(from ?? 0, seconds === undefined ? 0 : now - seconds * 1000)
  const recent = lines.filter(({ at }) => at >= begin)
  const tail = numberIn(call, 'tailLines')
  return tail === undefined ? recent : recent.slice(Math.max(0, recent.length - tail))
}

function numberIn(call: ApiCall, parameter: string): number | undefined {
  const text = call.asked(parameter)
  if (text === undefined) return undefined
  const value = Number(text)
  if (!Number.isSafeInteger(value) || value < 0) throw badRequest(`${parameter}: "${text}" is no whole number from 0`)
  return value
}

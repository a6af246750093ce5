/** Follows the changes of one kind on a real API server, over as many requests as it takes. */

import type { IncomingMessage } from 'node:http'
import { type ListQuery, PortError, type WatchEvent } from '../../ports/index.ts'
import type { ApiClient } from './api-client.ts'
import { portErrorOf, readStatus, statusOf } from './api-status.ts'
import { type Fields, fieldsOf, textOf } from './json-reading.ts'
import { readObject } from './kube-objects.ts'
import { askedOf, selectors, spellParameters } from './paged-list.ts'
import { pathOf, type ResourceNames } from './resource-names.ts'
import { readLines } from './watch-lines.ts'

export type WatchTimes = {
  /** The server is asked to end each request after a time drawn between these, so that load spreads. */
  readonly leastMs: number
  readonly mostMs: number
  /** A server that has sent bookmarks, which come about every minute, is taken for dead after so much silence. */
  readonly silenceMs: number
  /** Any server is taken for dead when it is so much later than it was asked to end. */
  readonly graceMs: number
  /** From 0 up to but not including 1. */
  readonly random: () => number
}

/** Source: client-go's reflector asks for 5 to 10 minutes; the rest is our choice. */
export const defaultWatchTimes: WatchTimes = {
  leastMs: 300_000,
  mostMs: 600_000,
  silenceMs: 150_000,
  graceMs: 30_000,
  random: Math.random,
}

export type Watching = {
  readonly client: ApiClient
  readonly names: ResourceNames
  readonly times: WatchTimes
}

/** A server that ends requests at once is asked again ever more slowly, up to this. */
const longestPauseMs = 30_000
const shortMs = 1_000
const refusalMs = 5_000

/**
 * Goes on by itself when the server ends a request in order. Throws when the line breaks (`unreachable`), falls silent
 * (`timeout`), or the server refuses; and the signal's reason.
 */
export async function* watchKind(
  { client, names, times }: Watching,
  query: ListQuery,
  resourceVersion: string,
  signal: AbortSignal,
): AsyncIterable<WatchEvent> {
  let seen = resourceVersion
  let pauseMs = 0
  for (;;) {
    signal.throwIfAborted()
    const began = client.clock.now()
    let events = 0
    for await (const event of watchOnce({ client, names, times }, query, seen, signal)) {
      if (event.type === 'BOOKMARK') {
        seen = event.resourceVersion
      } else {
        seen = event.object.metadata.resourceVersion ?? seen
        events += 1
      }
      yield event
    }
    const lasted = client.clock.now() - began >= shortMs || events > 0
    pauseMs = lasted ? 0 : Math.min(longestPauseMs, Math.max(shortMs / 4, pauseMs * 2))
    if (pauseMs > 0) await client.clock.sleep(pauseMs * (0.75 + times.random() / 2), signal)
  }
}

async function* watchOnce(
  { client, names, times }: Watching,
  query: ListQuery,
  resourceVersion: string,
  signal: AbortSignal,
): AsyncIterable<WatchEvent> {
  const name = await names.find(query, signal)
  const endMs = times.leastMs + times.random() * (times.mostMs - times.leastMs)
  const parameters = selectors(query)
  parameters.set('watch', 'true')
  parameters.set('allowWatchBookmarks', 'true')
  parameters.set('resourceVersion', resourceVersion)
  parameters.set('timeoutSeconds', String(Math.max(1, Math.ceil(endMs / 1000))))
  const path = `${pathOf(name, query)}${spellParameters(parameters)}`
  const asked = askedOf('watch', name, query)
  const message = await client.line.open({ method: 'GET', path }, signal)
  const { statusCode: status = 0, headers } = message
  if (status !== 200) {
    const text = await firstText(message)
    if (status === 404) throw await names.unserved(query, signal)
    throw portErrorOf(statusOf({ status, headers, text }), asked, client.line.account)
  }
  let silenceMs = endMs + times.graceMs
  const reading = {
    message,
    signal,
    address: client.line.server,
    silenceMs: () => silenceMs,
    endMs: endMs + times.graceMs,
  }
  // The server has taken the watch: whoever listens knows that the line stands.
  yield { type: 'BOOKMARK', resourceVersion }
  for await (const line of readLines(reading)) {
    const { type, object } = parseLine(line)
    if (type === 'ERROR') throw portErrorOf(readStatus(fieldsOf(object), 500), asked, client.line.account)
    if (type === 'BOOKMARK') {
      silenceMs = times.silenceMs
      const version = textOf(fieldsOf(fieldsOf(object).metadata).resourceVersion)
      if (version !== undefined) yield { type, resourceVersion: version }
    } else if (type === 'ADDED' || type === 'MODIFIED' || type === 'DELETED') {
      yield { type, object: readObject(object, query) }
    }
  }
}

function parseLine(line: string): Fields {
  try {
    return fieldsOf(JSON.parse(line))
  } catch (error) {
    throw new PortError('corrupted', 'The API server sent a change that is not JSON.', { cause: error })
  }
}

/** The beginning of a refusal's text; it is not waited for long. */
async function firstText(message: IncomingMessage): Promise<string> {
  const timer = setTimeout(() => message.destroy(), refusalMs)
  let text = ''
  try {
    for await (const chunk of message as AsyncIterable<Buffer>) {
      text += chunk.toString('utf8')
      if (text.length > 65_536) break
    }
  } catch {
    // A refusal that breaks off is a refusal all the same.
  }
  clearTimeout(timer)
  message.destroy()
  return text
}

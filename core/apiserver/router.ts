/** Leads each request to whoever answers it. */

import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { groupOf } from '../cluster/simulated/index.ts'
import { reviewResources } from './access-reviews.ts'
import { type Answer, jsonAnswer, textAnswer } from './answer.ts'
import type { ApiCall } from './api-call.ts'
import { ApiFailure } from './api-failure.ts'
import { discovery, serverVersion } from './discovery.ts'
import { OpenApi, type OpenApiAnswer } from './openapi/open-api.ts'
import type { OpenApiResource } from './openapi/operations.ts'
import { customDefinitions, ownHandler, patchHandler } from './patch/handlers.ts'
import { type Resource, ResourceTable } from './resource.ts'
import { answerCall, type ServerContext } from './resource-calls.ts'
import type { ServeOptions } from './serve-api.ts'
import { type Target, targetOf } from './target.ts'
import type { WatchHub } from './watch-hub.ts'

/** Paths are few and come again, but names are many. */
const mostPaths = 10_000

export class Router {
  readonly #context: ServerContext
  readonly #resources: ResourceTable
  readonly #openApi: OpenApi
  readonly #targets = new Map<string, Target>()
  #version = -1

  constructor(options: ServeOptions, hub: WatchHub) {
    const { plane, clock, token, deny = () => undefined, afterWrite = async () => {}, withoutGroups = [] } = options
    this.#resources = new ResourceTable(plane.kinds, reviewResources, ({ apiVersion }) =>
      withoutGroups.includes(groupOf(apiVersion)),
    )
    this.#context = {
      plane,
      clock,
      hub,
      token,
      deny,
      afterWrite,
      subresources: {},
      patch: patchHandler({ plane, clock }),
      own: ownHandler({ plane, clock }),
    }
    this.#openApi = new OpenApi({
      resources: () => this.#resources.all().map(openApiResource),
      definitions: () => customDefinitions(plane),
      revision: () => this.#resources.version,
    })
  }

  /** The answer to what everybody may ask, without a token; undefined for everything else. */
  open({ url = '/' }: IncomingMessage): Answer | undefined {
    if (/^\/version\/?(?:\?.*)?$/.test(url)) return jsonAnswer(serverVersion)
    return /^\/(?:healthz|livez|readyz)(?:[/?].*)?$/.test(url) ? textAnswer('ok') : undefined
  }

  answer(call: ApiCall): Answer | Promise<Answer> {
    const target = this.#targetOf(call.path)
    if (target !== undefined) return answerCall(call, target, this.#context)
    const found = discovery(call, this.#resources)
    if (found !== undefined) return found
    const document = this.#openApi.answer(call.path, call.headers.accept ?? '')
    if (document !== undefined) return documentAnswer(call, document)
    if (call.path === '/') return jsonAnswer({ paths: this.#paths() })
    throw new ApiFailure('NotFound', 'the server could not find the requested resource')
  }

  async upgrade(_request: IncomingMessage, socket: Socket, _head: Buffer): Promise<void> {
    socket.destroy()
  }

  #targetOf(path: string): Target | undefined {
    if (this.#version !== this.#resources.version || this.#targets.size > mostPaths) {
      this.#targets.clear()
      this.#version = this.#resources.version
    }
    const known = this.#targets.get(path)
    if (known !== undefined) return known
    const target = targetOf(path, this.#resources)
    if (target !== undefined) this.#targets.set(path, target)
    return target
  }

  #paths(): readonly string[] {
    const versions = this.#resources
      .all()
      .map(({ apiVersion, group }) => (group === '' ? '/api/v1' : `/apis/${apiVersion}`))
    return [
      '/api',
      '/apis',
      ...new Set(versions),
      '/healthz',
      '/livez',
      '/openapi/v2',
      '/openapi/v3',
      '/readyz',
      '/version',
    ]
  }
}

function openApiResource({ apiVersion, served, verbs }: Resource): OpenApiResource {
  const { kind, plural, scope } = served
  return { apiVersion, kind, plural, namespaced: scope === 'Namespaced', verbs }
}

/** Documents are large and seldom change, so clients keep them and ask whether theirs is the newest. */
function documentAnswer(call: ApiCall, { type, body, hash }: OpenApiAnswer): Answer {
  const headers = { etag: `"${hash}"`, 'cache-control': 'no-cache, private' }
  if (call.headers['if-none-match'] === headers.etag) return { status: 304, type, body: '', headers }
  return { status: 200, type, body: typeof body === 'string' ? body : Buffer.from(body), headers }
}

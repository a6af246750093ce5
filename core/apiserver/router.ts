/** Leads each request to whoever answers it. */

import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { groupOf, type SimulatedPods } from '../cluster/simulated/index.ts'
import { forbidden, userOf } from './access.ts'
import { reviewResources } from './access-reviews.ts'
import { type Answer, jsonAnswer, textAnswer } from './answer.ts'
import { ApiCall } from './api-call.ts'
import { ApiFailure, failureOf } from './api-failure.ts'
import { discovery, serverVersion } from './discovery.ts'
import { eventResource } from './event-resource.ts'
import type { ExecPlace } from './exec/exec-session.ts'
import { podLog } from './exec/pod-log.ts'
import { refusedSubresource, refuseUpgrade, serveExec } from './exec/upgrades.ts'
import { OpenApi, type OpenApiAnswer } from './openapi/open-api.ts'
import type { OpenApiResource } from './openapi/operations.ts'
import { customDefinitions, ownHandler, patchHandler } from './patch/handlers.ts'
import { badRequest } from './problems.ts'
import { type Resource, ResourceTable } from './resource.ts'
import { answerCall, questionOf, type ServerContext } from './resource-calls.ts'
import type { ServeOptions } from './serve-api.ts'
import { type Target, targetOf } from './target.ts'
import type { WatchHub } from './watch-hub.ts'
import { stored } from './writing.ts'

/** Paths are few and come again, but names are many. */
const mostPaths = 10_000

export class Router {
  readonly #context: ServerContext
  readonly #resources: ResourceTable
  readonly #openApi: OpenApi
  readonly #pods: SimulatedPods
  readonly #targets = new Map<string, Target>()
  #version = -1

  constructor(options: ServeOptions, hub: WatchHub) {
    const {
      plane,
      pods,
      clock,
      token,
      deny = () => undefined,
      afterWrite = async () => {},
      withoutGroups = [],
    } = options
    this.#pods = pods
    this.#resources = new ResourceTable(
      plane.kinds,
      [eventResource(plane.kinds), ...reviewResources],
      ({ apiVersion }) => withoutGroups.includes(groupOf(apiVersion)),
    )
    this.#context = {
      plane,
      clock,
      hub,
      token,
      deny,
      afterWrite,
      subresources: {
        log: (call, target) => podLog(call, pods, placeOf(target), clock),
        exec: () => {
          throw badRequest('exec needs an upgrade to a WebSocket or to SPDY/3.1')
        },
        attach: () => {
          throw refusedSubresource('attach') ?? badRequest('attach is not served')
        },
        portforward: () => {
          throw refusedSubresource('portforward') ?? badRequest('portforward is not served')
        },
      },
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

  upgrade(request: IncomingMessage, socket: Socket, head: Buffer): void {
    socket.on('error', () => socket.destroy())
    try {
      const call = new ApiCall(request, undefined, userOf(request, this.#context.token))
      const target = this.#targetOf(call.path)
      if (target?.subresource !== 'exec') {
        const refusal = target?.subresource === undefined ? undefined : refusedSubresource(target.subresource)
        throw refusal ?? new ApiFailure('BadRequest', 'there is nothing here that leaves HTTP')
      }
      const question = questionOf(call, target, 'create')
      const why = this.#context.deny(question)
      if (why !== undefined) throw forbidden(question, why)
      stored(this.#context.plane, target)
      serveExec(this.#pods, call, placeOf(target), { request, socket, head })
    } catch (error) {
      refuseUpgrade(socket, failureOf(error))
    }
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

function placeOf({ namespace = 'default', name = '' }: Target): ExecPlace {
  return { namespace, pod: name }
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

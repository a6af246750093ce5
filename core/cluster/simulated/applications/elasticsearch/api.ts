/** The HTTP API of the Elasticsearch model. */

import { type Instant, toIso } from '../../../../base/index.ts'
import { PortError } from '../../../../ports/index.ts'
import type { Json, MountedVolumes } from '../application.ts'
import { beginSnapshot, type ElasticsearchState, flushAll, register, type Snapshot } from './database.ts'

export type Request = {
  readonly method: string
  readonly path: string
  readonly query: string
  readonly body: string
  /** Whether it came with the right password, where one is needed. */
  readonly allowed: boolean
}

export type Response = { readonly status: number; readonly body: Json }

type Context = { readonly state: ElasticsearchState; readonly volumes: MountedVolumes; readonly now: Instant }
type Route = {
  readonly methods: readonly string[]
  readonly path: RegExp
  run(context: Context, match: RegExpExecArray, request: Request): Response | 'wait'
}

export const understoodRequests = [
  'GET /, /_cluster/health, /_cat/indices, /_count',
  'POST /_flush, /_refresh',
  'PUT /_all/_settings {"index.blocks.write": true|false|null}, PUT /INDEX/_block/write',
  'PUT /_snapshot/REPOSITORY {"type": "fs", "settings": {"location": PATH}}',
  'PUT /_snapshot/REPOSITORY/NAME[?wait_for_completion=true], GET and DELETE of it',
]

/** Every index of the model, which has one. */
const index = '(?:/(?:_all|\\*|[a-z0-9_.,*-]+))?'
const shards: Json = { _shards: { total: 2, successful: 1, failed: 0 } }
const acknowledged: Json = { acknowledged: true }
const ok = (body: Json): Response => ({ status: 200, body })

const routes: readonly Route[] = [
  { methods: ['GET', 'HEAD'], path: /^\/$/, run: about },
  { methods: ['GET'], path: /^\/_cluster\/health(\/[^/]*)?$/, run: ({ state }) => ok(health(state)) },
  { methods: ['GET'], path: /^\/_cat\/(health|indices|nodes|count)(\/[^/]*)?$/, run: listed },
  {
    methods: ['GET'],
    path: pathOf(`${index}/_count`),
    run: ({ state }) => ok({ count: state.rhythm.acknowledged, ...count }),
  },
  { methods: ['GET', 'POST'], path: pathOf(`${index}/_flush`), run: flush },
  { methods: ['GET', 'POST'], path: pathOf(`${index}/_refresh`), run: () => ok(shards) },
  { methods: ['PUT'], path: pathOf(`${index}/_settings`), run: settings },
  { methods: ['GET'], path: pathOf(`${index}/_settings`), run: ({ state }) => ok(settingsOf(state)) },
  { methods: ['PUT'], path: pathOf(`${index}/_block/(write|read_only)`), run: block },
  { methods: ['PUT', 'POST'], path: /^\/_snapshot\/([^/]+)$/, run: makeRepository },
  { methods: ['GET'], path: /^\/_snapshot(\/[^/]+)?$/, run: ({ state }) => ok(repositoriesOf(state)) },
  { methods: ['PUT', 'POST'], path: /^\/_snapshot\/([^/]+)\/([^/]+)$/, run: snapshot },
  { methods: ['GET'], path: /^\/_snapshot\/([^/]+)\/([^/]+)(?:\/_status)?$/, run: showSnapshot },
  { methods: ['DELETE'], path: /^\/_snapshot\/([^/]+)\/([^/]+)$/, run: deleteSnapshot },
]

const count: Readonly<Record<string, Json>> = { _shards: { total: 1, successful: 1, skipped: 0, failed: 0 } }

function pathOf(text: string): RegExp {
  return new RegExp(`^${text}/?$`)
}

export function answer(request: Request, context: Context): Response | 'wait' {
  if (!request.allowed)
    return failed(401, 'security_exception', `missing authentication credentials for REST request [${request.path}]`)
  const found = routes.filter(({ path }) => path.test(request.path))
  const route = found.find(({ methods }) => methods.includes(request.method))
  const match = route?.path.exec(request.path)
  if (route === undefined || match === null || match === undefined)
    return failed(
      found.length > 0 ? 405 : 400,
      'illegal_argument_exception',
      `The simulated Elasticsearch does not know ${request.method} ${request.path}. It understands: ${understoodRequests.join('; ')}.`,
    )
  try {
    return route.run(context, match, request)
  } catch (problem) {
    if (!(problem instanceof PortError)) throw problem
    return failed(500, 'i_o_exception', `No space left on device: ${problem.message}`)
  }
}

function failed(status: number, type: string, reason: string): Response {
  return { status, body: { error: { root_cause: [{ type, reason }], type, reason }, status } }
}

function about({ state }: Context): Response {
  return ok({
    name: 'simulated',
    cluster_name: state.flavour === 'opensearch' ? 'opensearch-cluster' : 'elasticsearch',
    version: { number: state.flavour === 'opensearch' ? '2.17.0' : '8.15.0', distribution: state.flavour },
    tagline: 'You Know, for Search',
  })
}

const health = (state: ElasticsearchState): Json => ({
  cluster_name: state.flavour === 'opensearch' ? 'opensearch-cluster' : 'elasticsearch',
  status: 'green',
  timed_out: false,
  number_of_nodes: 1,
  active_shards: 1,
  unassigned_shards: 0,
})

function listed({ state }: Context, match: RegExpExecArray): Response {
  if (match[1] === 'health') return ok('elasticsearch green 1 1 1\n')
  if (match[1] === 'indices') return ok(`green open orders 1 0 ${state.rhythm.acknowledged}\n`)
  return ok(`${state.rhythm.acknowledged}\n`)
}

/** Writers go on behind it; what they write is in the translog again. */
function flush({ state, volumes }: Context): Response | 'wait' {
  return flushAll(state, volumes) ? ok(shards) : 'wait'
}

function settings({ state }: Context, _match: RegExpExecArray, { body }: Request): Response {
  const given = parsed(body)
  if (given === undefined) return failed(400, 'parse_exception', 'request body is required and must be JSON')
  const blocked = flat(given)
  for (const [name, value] of blocked) {
    const key = name.replace(/^index\./, '').replace(/^settings\.(index\.)?/, '')
    if (!/^blocks\.(write|read_only)$/.test(key)) continue
    state.writesBlocked = value === true || value === 'true'
  }
  return ok(acknowledged)
}

/** Source: the add-block API waits until writes under way are done; here none is ever under way. */
function block({ state }: Context): Response {
  state.writesBlocked = true
  return ok({ acknowledged: true, shards_acknowledged: true, indices: [{ name: 'orders', blocked: true }] })
}

const settingsOf = (state: ElasticsearchState): Json => ({
  orders: { settings: { index: { blocks: { write: String(state.writesBlocked) } } } },
})

function makeRepository({ state, volumes }: Context, match: RegExpExecArray, { body }: Request): Response {
  const given = new Map(flat(parsed(body) ?? {}))
  const location = given.get('settings.location')
  if (given.get('type') !== 'fs' || typeof location !== 'string')
    return failed(400, 'repository_exception', 'The simulated repository is of type fs and has a location.')
  if (!register(state, volumes, { name: match[1] ?? '', location }))
    return failed(
      500,
      'repository_exception',
      `location [${location}] doesn't match any of the locations specified by path.repo: another volume than that of the data must be mounted there`,
    )
  return ok(acknowledged)
}

const repositoriesOf = (state: ElasticsearchState): Json =>
  Object.fromEntries(state.repositories.map(({ name, location }) => [name, { type: 'fs', settings: { location } }]))

function snapshot(context: Context, match: RegExpExecArray, { query }: Request): Response | 'wait' {
  const { state, now } = context
  const [, repository = '', name = ''] = match
  const waits = /(^|&)wait_for_completion(=true)?(&|$)/.test(query)
  const same = (each: Snapshot): boolean => each.repository === repository && each.name === name
  if (!state.repositories.some(each => each.name === repository))
    return failed(404, 'repository_missing_exception', `[${repository}] missing`)
  const done = state.snapshots.find(same)
  if (state.running !== undefined && same(state.running) && waits) return 'wait'
  if (state.running !== undefined)
    return failed(503, 'concurrent_snapshot_execution_exception', 'a snapshot is already running')
  // Who waits for one asks again and again, and finds it done at last.
  if (done !== undefined && waits && now - done.at <= 10) return ok({ snapshot: shown(done) })
  if (done !== undefined)
    return failed(
      400,
      'invalid_snapshot_name_exception',
      `[${repository}:${name}] snapshot with the same name already exists`,
    )
  beginSnapshot(state, repository, name, now)
  return waits ? 'wait' : ok({ accepted: true })
}

function showSnapshot({ state }: Context, match: RegExpExecArray): Response {
  const [, repository = '', name = ''] = match
  const all = [...state.snapshots, ...(state.running ? [state.running] : [])]
  const found = all.filter(
    each => each.repository === repository && (name === '_all' || name === '*' || each.name === name),
  )
  if (found.length === 0 && name !== '_all')
    return failed(404, 'snapshot_missing_exception', `[${repository}:${name}] is missing`)
  return ok({ snapshots: found.map(shown) })
}

function deleteSnapshot({ state }: Context, match: RegExpExecArray): Response {
  const [, repository, name] = match
  const left = state.snapshots.filter(each => each.repository !== repository || each.name !== name)
  if (left.length === state.snapshots.length)
    return failed(404, 'snapshot_missing_exception', `[${repository}:${name}] is missing`)
  state.snapshots = left
  return ok(acknowledged)
}

const shown = ({ name, state, at, write }: Snapshot): Json => ({
  snapshot: name,
  state,
  indices: ['orders'],
  end_time: toIso(at as Instant),
  documents: write,
})

function parsed(body: string): Json | undefined {
  try {
    return JSON.parse(body) as Json
  } catch {
    return undefined
  }
}

/** `{"index": {"blocks.write": true}}` as `index.blocks.write`. */
function flat(value: Json, prefix = ''): readonly (readonly [string, Json])[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [[prefix, value]]
  return Object.entries(value).flatMap(([key, inner]) => flat(inner as Json, prefix === '' ? key : `${prefix}.${key}`))
}

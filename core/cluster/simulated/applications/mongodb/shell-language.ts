/** What the simulated MongoDB answers to expressions of its shells, and what they do to its lock. */

import { PortError } from '../../../../ports/index.ts'
import type { MountedVolumes } from '../application.ts'
import { flushAll, type MongodbState } from './database.ts'
import { asJson, asScript } from './print.ts'
import type { Expression, Value } from './script.ts'

export type Outcome =
  | { readonly outcome: 'value'; readonly value: Value; readonly printed: string }
  | { readonly outcome: 'error'; readonly text: string }
  /** `again`: the same expression after the pause; otherwise the pause was all it asked for. */
  | { readonly outcome: 'wait'; readonly ms: number; readonly again: boolean }
  | { readonly outcome: 'quit'; readonly code: number }

export type Dialect = 'mongo' | 'mongosh'

type Context = { readonly state: MongodbState; readonly volumes: MountedVolumes; readonly dialect: Dialect }

export const understoodExpressions = [
  'db.fsyncLock()',
  'db.fsyncUnlock()',
  'db.adminCommand({ fsync: 1, lock: true })',
  'db.adminCommand({ fsyncUnlock: 1 })',
  'db.runCommand({ ping: 1 })',
  'db.currentOp()',
  'db.hello(), db.isMaster(), db.version(), db.stats(), db.serverStatus()',
  'printjson(…), print(…), sleep(ms), quit()',
]

/** Thrown while evaluating, always caught in `evaluate`: the expression ends here. */
class Ends extends Error {
  readonly outcome: Outcome

  constructor(outcome: Outcome) {
    super()
    this.outcome = outcome
  }
}

export function evaluate(expression: Expression, text: string, context: Context): Outcome {
  const printed: string[] = []
  try {
    return { outcome: 'value', value: worth(expression), printed: printed.join('') }
  } catch (end) {
    if (end instanceof Ends) return end.outcome
    if (end instanceof PortError) return { outcome: 'error', text: `MongoServerError: ${end.message}` }
    throw end
  }

  function worth(of: Expression): Value {
    switch (of.is) {
      case 'literal':
        return of.value
      case 'array':
        return of.items.map(worth)
      case 'object':
        return Object.fromEntries(of.entries.map(([key, value]) => [key, worth(value)]))
      case 'member':
        return memberOf(of)
      case 'call':
        return call(nameOf(of.of), of.args)
      case 'name':
        return nameOf(of) === 'db' ? 'test' : unknown()
    }
  }

  /** A field of an answer, such as `.ok`. */
  function memberOf(of: Extract<Expression, { is: 'member' }>): Value {
    const whole = worth(of.of)
    if (whole === null || typeof whole !== 'object') return unknown()
    return Object.hasOwn(whole, of.name) ? (whole as Readonly<Record<string, Value>>)[of.name] : undefined
  }

  function call(name: string | undefined, args: readonly Expression[]): Value {
    const fn = functions.get(name ?? '')
    if (fn === undefined) return unknown()
    return fn(args.map(worth), context, {
      print: words => {
        printed.push(`${words}\n`)
        return undefined
      },
      unknown,
    })
  }

  function unknown(): never {
    throw new Ends({
      outcome: 'error',
      text: `The simulated MongoDB does not know '${text}'. It understands: ${understoodExpressions.join('; ')}.`,
    })
  }
}

/** `db.fsyncLock` for any way to say it: through `db.getSiblingDB('admin')`, `db.getMongo()` or not. */
function nameOf(of: Expression): string | undefined {
  if (of.is === 'name') return of.name
  if (of.is === 'call') {
    const name = nameOf(of.of)
    return name === 'db.getSiblingDB' || name === 'db.getMongo' || name === 'db.getMongo.getDB' ? 'db' : undefined
  }
  if (of.is !== 'member') return undefined
  const owner = nameOf(of.of)
  return owner === undefined ? undefined : `${owner}.${of.name}`
}

type Tools = { print(words: string): undefined; unknown(): never }
type ShellFunction = (args: readonly Value[], context: Context, tools: Tools) => Value

const functions: ReadonlyMap<string, ShellFunction> = new Map<string, ShellFunction>([
  ['printjson', ([value], { dialect }, { print }) => print(dialect === 'mongo' ? asJson(value) : asScript(value))],
  ['print', (values, _context, { print }) => print(values.map(plain).join(' '))],
  ['console.log', (values, _context, { print }) => print(values.map(plain).join(' '))],
  ['JSON.stringify', ([value]) => JSON.stringify(value)],
  ['EJSON.stringify', ([value]) => JSON.stringify(value)],
  ['tojson', ([value]) => asJson(value)],
  ['quit', ([code]) => quit(code)],
  ['exit', ([code]) => quit(code)],
  ['sleep', ([ms]) => pause(typeof ms === 'number' ? ms : 0)],
  ['db.fsyncLock', (_args, context) => lock(context)],
  ['db.fsyncUnlock', (_args, context) => unlock(context)],
  ['db.adminCommand', command],
  ['db.runCommand', command],
  ['db.currentOp', (_args, context) => currentOp(context)],
  ['db.hello', () => hello()],
  ['db.isMaster', () => hello()],
  ['db.version', () => '7.0.0-simulated'],
  ['db.getName', () => 'test'],
  ['db.auth', () => 1],
  ['db.stats', (_args, { state }) => ({ db: 'test', collections: 1, objects: state.rhythm.acknowledged, ok: 1 })],
  ['db.serverStatus', (_args, context) => serverStatus(context)],
  ['use command', ([name]) => `switched to db ${plain(name)}`],
  [
    'show command',
    ([what], _context, { unknown }) =>
      what === 'dbs' || what === 'databases' ? 'admin\nconfig\nlocal\nshop' : unknown(),
  ],
])

function command(args: readonly Value[], context: Context, { unknown }: Tools): Value {
  const [spec] = args
  const asked = typeof spec === 'string' ? { [spec]: 1 } : spec
  if (asked === null || typeof asked !== 'object') return unknown()
  const fields = asked as Readonly<Record<string, Value>>
  switch (Object.keys(fields)[0]?.toLowerCase()) {
    case 'ping':
      return { ok: 1 }
    case 'fsync':
      return fields.lock === true || fields.lock === 1 ? lock(context) : flush(context, { numFiles: 1, ok: 1 })
    case 'fsyncunlock':
      return unlock(context)
    case 'currentop':
      return currentOp(context)
    case 'hello':
    case 'ismaster':
      return hello()
    case 'serverstatus':
      return serverStatus(context)
    case 'buildinfo':
      return { version: '7.0.0-simulated', ok: 1 }
    default:
      return unknown()
  }
}

/** Source: fsyncLock counts; writes are allowed again after as many fsyncUnlocks. */
function lock(context: Context): Value {
  const info = 'now locked against writes, use db.fsyncUnlock() to unlock'
  // While the volumes take no writes nobody writes behind the flush, and asking again must not count twice.
  if (context.state.lockCount > 0) {
    context.state.lockCount += 1
    return { info, lockCount: context.state.lockCount, ok: 1 }
  }
  if (!flushAll(context.state, context.volumes)) throw new Ends({ outcome: 'wait', ms: 5, again: true })
  context.state.lockCount = 1
  return { info, lockCount: 1, ok: 1 }
}

/** Source: the old shell prints the server's refusal as a document and ends well; mongosh throws. */
function unlock({ state, dialect }: Context): Value {
  if (state.lockCount === 0) {
    const errmsg = 'fsyncUnlock called when not locked'
    if (dialect === 'mongo') return { ok: 0, errmsg, code: 125, codeName: 'CommandFailed' }
    throw new Ends({ outcome: 'error', text: `MongoServerError: ${errmsg}` })
  }
  state.lockCount -= 1
  return { info: 'fsyncUnlock completed', lockCount: state.lockCount, ok: 1 }
}

function flush({ state, volumes }: Context, answer: Value): Value {
  if (!flushAll(state, volumes)) throw new Ends({ outcome: 'wait', ms: 5, again: true })
  return answer
}

const currentOp = ({ state }: Context): Value => ({
  inprog: [{ type: 'op', op: 'update', ns: 'shop.orders', waitingForLock: state.lockCount > 0 }],
  ...(state.lockCount > 0
    ? { fsyncLock: true, info: 'use db.fsyncUnlock() to terminate the fsync write/snapshot lock' }
    : {}),
  ok: 1,
})

const hello = (): Value => ({ isWritablePrimary: true, ismaster: true, secondary: false, ok: 1 })

const serverStatus = ({ state }: Context): Value => ({
  version: '7.0.0-simulated',
  uptimeMillis: 0,
  opcounters: { update: state.rhythm.acknowledged },
  wiredTiger: { log: { 'log records not in a checkpoint': state.rhythm.acknowledged - state.checkpoint.write } },
  ok: 1,
})

function quit(code: Value): never {
  throw new Ends({ outcome: 'quit', code: typeof code === 'number' ? code : 0 })
}

function pause(ms: number): never {
  throw new Ends({ outcome: 'wait', ms, again: false })
}

const plain = (value: Value): string => (typeof value === 'string' ? value : asJson(value))

/** What `wait --for` waits for, and whether an object has come so far. */

import { entry, type KubeObject, textOf, valueAt } from '@pxsnap/core/specs'
import { standingOf } from '@pxsnap/core/views'
import { goText } from './output/go-text.ts'
import { jsonPathQuery } from './output/jsonpath.ts'
import { Problem } from './problem.ts'

/** `failed`: it will not come so far any more. `partial`: it has, with less than was asked for. */
export type Met = { readonly is: 'met' | 'partial' | 'not-yet' } | { readonly is: 'failed'; readonly why: string }

export type WaitCondition = {
  /** In words, for messages. */
  readonly text: string
  /** What an object that is not there means. */
  readonly absent: 'met' | 'not-yet' | 'not-found'
  readonly met: (object: KubeObject) => Met
}

const examples =
  "--for=usable, --for=condition=Ready, --for=stage=Final, --for=delete, --for=jsonpath='{.status.phase}'=Bound"

/** Reads the value of `--for`. Throws a Problem for one that is not understood. */
export function waitCondition(text: string | undefined): WaitCondition {
  if (text === undefined) throw new Problem('usage', 'What is waited for? --for is missing.', examples)
  if (text === 'delete') return { text: 'delete', absent: 'met', met: () => notYet }
  if (text === 'create') return { text: 'create', absent: 'not-yet', met: () => met }
  if (text === 'usable') return { text: 'usable', absent: 'not-found', met: usable }
  const [, what = '', rest = ''] = /^(condition|jsonpath|stage)=(.*)$/s.exec(text) ?? []
  if (what === '' || rest === '') throw new Problem('usage', `--for=${text} is nothing to wait for.`, examples)
  if (what === 'stage') return { text, absent: 'not-found', met: stage(rest) }
  return { text, absent: 'not-found', met: what === 'condition' ? condition(rest) : path(rest) }
}

const met: Met = { is: 'met' }
const notYet: Met = { is: 'not-yet' }

/** Kinds that nobody carries out are usable when they are there. */
function usable(object: KubeObject): Met {
  const standing = standingOf(object)
  if (standing === undefined || standing.result === 'successful') return met
  if (standing.result === 'partial') return { is: 'partial' }
  if (standing.result === 'failed') return { is: 'failed', why: standing.message ?? standing.word }
  return notYet
}

/** Names and values in any case, as kubectl compares them. A condition of an earlier generation does not count. */
function condition(text: string): (object: KubeObject) => Met {
  const [name = '', value = 'true'] = text.toLowerCase().split('=')
  return object => {
    const conditions = valueAt(object, ['status', 'conditions'])
    const generation = object.metadata.generation
    const holds = (Array.isArray(conditions) ? conditions : []).some(one => {
      const observed = entry(one, 'observedGeneration') ?? valueAt(object, ['status', 'observedGeneration'])
      const isOld = typeof observed === 'number' && generation !== undefined && observed < generation
      return (
        !isOld &&
        textOf(entry(one, 'type'))?.toLowerCase() === name &&
        textOf(entry(one, 'status'))?.toLowerCase() === value
      )
    })
    return holds ? met : notYet
  }
}

/** The stage of STORK's kinds. One that ended without success never comes to another stage. */
function stage(name: string): (object: KubeObject) => Met {
  return object => {
    const now = textOf(valueAt(object, ['status', 'stage']))
    if (now?.toLowerCase() === name.toLowerCase()) return met
    if (now === 'Final') return { is: 'failed', why: `it is at the stage Final, which is the last` }
    return notYet
  }
}

/** `{.path}=value`, or `{.path}` for anything there. */
function path(text: string): (object: KubeObject) => Met {
  const [, template = '', , value] = /^(\{.*\}|[^{=]+)(=(.*))?$/s.exec(text) ?? []
  const query = jsonPathQuery(template)
  if (!query.ok) throw new Problem('usage', `The path in --for=jsonpath=${text} is not understood: ${query.problem}`)
  return object => {
    const found = query.find(object)
    const holds = value === undefined ? found.length > 0 : found.some(one => goText(one) === value)
    return holds ? met : notYet
  }
}

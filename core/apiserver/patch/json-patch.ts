/** JSON patch: a list of operations, all of them or none. Source: RFC 6902. */

import { applyPatch, type Operation } from 'rfc6902'
import { entry, textOf } from '../../specs/index.ts'
import { badRequest, type PatchRefusal } from './refusal.ts'

/** Source: Kubernetes, limit of operations of one patch. */
const mostOperations = 10_000

export function jsonPatch(
  current: unknown,
  patch: unknown,
): { readonly ok: true; readonly value: unknown } | PatchRefusal {
  if (!Array.isArray(patch)) return badRequest('error decoding patch: a JSON patch is a list of operations')
  if (patch.length > mostOperations) {
    const message = `The allowed maximum operations in a JSON patch is ${mostOperations}, got ${patch.length}`
    return { ok: false, code: 413, reason: 'RequestEntityTooLarge', message }
  }
  const odd = patch.findIndex(operation => !isOperation(operation))
  if (odd !== -1) return badRequest(`error decoding patch: operation ${odd} has no known op, or no path`)
  const value: unknown = structuredClone(current)
  const problem = applyPatch(value, patch).find(result => result !== null)
  if (problem === undefined) return { ok: true, value }
  return {
    ok: false,
    code: 422,
    reason: 'Invalid',
    message: `the JSON patch cannot be carried out: ${problem.message}`,
  }
}

const operations: readonly string[] = ['add', 'remove', 'replace', 'move', 'copy', 'test']

function isOperation(value: unknown): value is Operation {
  const op = textOf(entry(value, 'op'))
  return op !== undefined && operations.includes(op) && textOf(entry(value, 'path')) !== undefined
}

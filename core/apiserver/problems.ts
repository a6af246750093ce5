/** Refusals in Kubernetes' own words. */

import type { WriteRefusal } from '../ports/index.ts'
import { ApiFailure, type FailureDetails } from './api-failure.ts'
import { qualifiedName, type Resource } from './resource.ts'

export function notFound(resource: Resource, name: string): ApiFailure {
  return new ApiFailure('NotFound', `${qualifiedName(resource)} "${name}" not found`, {
    details: detailsOf(resource, name),
  })
}

export function alreadyExists(resource: Resource, name: string): ApiFailure {
  return new ApiFailure('AlreadyExists', `${qualifiedName(resource)} "${name}" already exists`, {
    details: detailsOf(resource, name),
  })
}

/** A change that was made from an older state, or a precondition that does not hold. */
export function conflict(
  resource: Resource,
  name: string,
  why = 'the object has been modified; please apply your changes to the latest version and try again',
): ApiFailure {
  return new ApiFailure('Conflict', `Operation cannot be fulfilled on ${qualifiedName(resource)} "${name}": ${why}`, {
    details: detailsOf(resource, name),
  })
}

export function badRequest(message: string): ApiFailure {
  return new ApiFailure('BadRequest', message)
}

/** The object breaks a rule of its kind. The field is what the problem begins with, where it begins with one. */
export function invalid(resource: Resource, name: string, problem: string): ApiFailure {
  const { group, served } = resource
  const field = /^(?:spec|status|metadata|data|rules|provisioner|parameters)[\w.[\]"-]*/.exec(problem)?.[0]
  const qualified = group === '' ? served.kind : `${served.kind}.${group}`
  return new ApiFailure('Invalid', `${qualified} "${name}" is invalid: ${problem}`, {
    details: {
      name,
      group,
      kind: served.kind,
      causes: [
        {
          reason: 'FieldValueInvalid',
          message: withoutField(problem, field),
          ...(field === undefined ? {} : { field }),
        },
      ],
    },
  })
}

function withoutField(problem: string, field: string | undefined): string {
  return field !== undefined && problem.startsWith(`${field}: `) ? problem.slice(field.length + 2) : problem
}

/** What the store refused, as the API server spells it. */
export function refused(resource: Resource, name: string, { because, message }: WriteRefusal): ApiFailure {
  switch (because) {
    case 'conflict':
      return conflict(resource, name)
    case 'not-found':
      return notFound(resource, name)
    case 'already-exists':
      return alreadyExists(resource, name)
    case 'rejected':
      return invalid(resource, name, message.replace(/^.*? is refused: /, '').replace(/\.$/, ''))
  }
}

/** Source: Kubernetes, etcd3 store. */
export function expired(message: string, continueWith?: string): ApiFailure {
  return new ApiFailure('Expired', message, continueWith === undefined ? {} : { continueWith })
}

export function detailsOf({ group, served }: Resource, name: string): FailureDetails {
  return { name, ...(group === '' ? {} : { group }), kind: served.plural }
}

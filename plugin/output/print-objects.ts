/** Objects in the machine-readable forms of kubectl: json, yaml, name and jsonpath. */

import type { KubeObject } from '@pxsnap/core/specs'
import { Problem } from '../problem.ts'
import { jsonPath, jsonPathQuery } from './jsonpath.ts'
import { sanitise, sanitiseLine } from './sanitise.ts'
import { printJson, printYaml } from './structured.ts'

/** How a command prints its result. `text` is whatever the command prints for people. */
export type OutputForm = 'text' | 'wide' | 'json' | 'yaml' | 'name' | { readonly jsonpath: (data: unknown) => string }

/** Reads the value of `-o`, or throws a Problem that names what the command can print. */
export function outputForm(value: string | undefined, allowed: readonly string[]): OutputForm {
  if (value === undefined) return 'text'
  const [, form = value, template] = /^(jsonpath|jsonpath-as-json)=(.*)$/s.exec(value) ?? []
  if (!allowed.includes(form))
    throw new Problem('usage', `-o ${value} is not an output of this command; it prints ${allowed.join(', ')}.`)
  if (form === 'table') return 'text'
  if (form === 'wide' || form === 'json' || form === 'yaml' || form === 'name') return form
  if (form === 'jsonpath-as-json') {
    const query = jsonPathQuery(template ?? '')
    if (!query.ok) throw new Problem('usage', `The jsonpath template is not understood: ${query.problem}`)
    return { jsonpath: data => printJson(query.find(data)) }
  }
  const compiled = jsonPath(template ?? '')
  if (!compiled.ok) throw new Problem('usage', `The jsonpath template is not understood: ${compiled.problem}`)
  return { jsonpath: compiled.run }
}

/** One object as it is, several as a List, as kubectl does. */
export function printObjects(
  objects: readonly KubeObject[],
  form: Exclude<OutputForm, 'text' | 'wide'>,
  options: { readonly single: boolean },
): string {
  if (form === 'name') return objects.map(object => `${sanitiseLine(objectName(object))}\n`).join('')
  const [only] = objects
  const data = options.single && only !== undefined ? only : { apiVersion: 'v1', kind: 'List', items: objects }
  if (form === 'json') return printJson(data)
  if (form === 'yaml') return printYaml(data)
  const found = form.jsonpath(data)
  return sanitise(found)
}

/** `volumesnapshot.volumesnapshot.external-storage.k8s.io/orders`, or `pod/orders-0` for the core group. */
export function objectName(object: Pick<KubeObject, 'apiVersion' | 'kind' | 'metadata'>): string {
  const group = object.apiVersion.includes('/') ? `.${object.apiVersion.split('/')[0]}` : ''
  return `${object.kind.toLowerCase()}${group}/${object.metadata.name}`
}

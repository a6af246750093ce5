/** An object as it may be shown to strangers: without passwords, keys, tokens, and the data of Secrets and ConfigMaps. */

import { redact } from '../base/index.ts'
import { entry, isMap, textOf } from './json.ts'
import { findKind } from './kinds/catalogue.ts'
import type { KubeObject } from './kube-object.ts'
import type { Field, Fields } from './schema.ts'

const hidden = '***'

/** Kinds whose contents are anybody's guess. */
const opaque: ReadonlySet<string> = new Set(['Secret', 'ConfigMap'])
const opaqueFields: ReadonlySet<string> = new Set(['data', 'stringData', 'binaryData'])

/** Keys whose values are secrets wherever they stand; `secretName` and the like name objects and are none. */
const secretKey =
  /(?:password|passwd|token|secret|secretaccesskey|accesskey|accesskeyid|accountkey|key-data|privatekey|encryption(?:v2)?key)$/i
const secretVariable = /PASS|PWD|TOKEN|SECRET|CREDENTIAL|(?:^|_)KEY|ACCESS_?KEY/i

/** Copies of the whole object that tools keep beside it. */
const dropped: ReadonlySet<string> = new Set(['managedFields', 'kubectl.kubernetes.io/last-applied-configuration'])

/** Everything else stays as it is, and what is hidden is `***`, so that one sees that it was there. */
export function redactedObject(object: KubeObject): KubeObject {
  const fields = findKind(object.apiVersion, object.kind)?.fields ?? {}
  const isOpaque = opaque.has(object.kind)
  const entries = Object.entries(object).map(([name, value]) => {
    if (isOpaque && opaqueFields.has(name)) return [name, emptied(value)]
    return [name, cleaned(value, fieldOf(fields, name))]
  })
  return { ...object, ...Object.fromEntries(entries) }
}

function emptied(value: unknown): unknown {
  return isMap(value) ? Object.fromEntries(Object.keys(value).map(key => [key, hidden])) : hidden
}

function cleaned(value: unknown, field: Field | undefined): unknown {
  if (field?.secret === true) return hidden
  if (typeof value === 'string') return redact(value)
  if (Array.isArray(value)) {
    const items = field?.type.is === 'list' ? field.type.items : undefined
    return value.map(item => variable(item) ?? cleaned(item, items))
  }
  if (!isMap(value)) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !dropped.has(key))
      .map(([key, inside]) => [
        key,
        typeof inside === 'string' && secretKey.test(key) ? hidden : cleaned(inside, within(field, key)),
      ]),
  )
}

/** An environment variable whose name says that its value is a secret. */
function variable(item: unknown): unknown {
  const name = textOf(entry(item, 'name'))
  if (!isMap(item) || name === undefined || typeof item.value !== 'string' || !secretVariable.test(name))
    return undefined
  return { ...item, value: hidden }
}

function within(field: Field | undefined, key: string): Field | undefined {
  if (field?.type.is === 'object') return fieldOf(field.type.fields, key)
  return field?.type.is === 'map' ? field.type.values : undefined
}

function fieldOf(fields: Fields, name: string): Field | undefined {
  return Object.hasOwn(fields, name) ? fields[name] : undefined
}

/** The parse boundary: answers of the API server become objects, or an error that says what is wrong with them. */

import { PortError } from '../../ports/index.ts'
import type { KubeObject } from '../../specs/index.ts'
import { type Fields, isFields, textsOf } from './json-reading.ts'

type KindName = { readonly apiVersion: string; readonly kind: string }

/**
 * Items of lists carry no apiVersion and kind: they are those of the list. What the envelope promises is made true:
 * labels and annotations that are no texts, as kinds without a schema can have them, are left out.
 *
 * Throws `corrupted` when it is no object with a name.
 */
export function readObject(value: unknown, { apiVersion, kind }: KindName): KubeObject {
  if (!isFields(value) || !isFields(value.metadata) || typeof value.metadata.name !== 'string') {
    throw new PortError('corrupted', `The API server gave a ${kind} of ${apiVersion} that is no object with a name.`)
  }
  const named = typeof value.apiVersion === 'string' && typeof value.kind === 'string'
  const whole = named ? value : { apiVersion, kind, ...value }
  return (isSound(value.metadata) ? whole : { ...whole, metadata: mended(value.metadata) }) as KubeObject
}

function isSound(metadata: Fields): boolean {
  const { labels, annotations, finalizers, ownerReferences } = metadata
  return isTexts(labels) && isTexts(annotations) && isList(finalizers) && isList(ownerReferences) && hasTexts(metadata)
}

const textFields = ['namespace', 'uid', 'resourceVersion', 'creationTimestamp', 'deletionTimestamp', 'generateName']

/** Whether the fields that are texts are texts, or absent. Some servers write null for a time that is absent. */
function hasTexts(metadata: Fields): boolean {
  return textFields.every(field => metadata[field] === undefined || typeof metadata[field] === 'string')
}

function isTexts(value: unknown): boolean {
  if (value === undefined) return true
  if (!isFields(value)) return false
  for (const key in value) if (typeof value[key] !== 'string') return false
  return true
}

function isList(value: unknown): boolean {
  return value === undefined || Array.isArray(value)
}

function mended(metadata: Fields): Fields {
  const kept = Object.entries(metadata).flatMap(([field, value]): readonly (readonly [string, unknown])[] => {
    if (textFields.includes(field)) return typeof value === 'string' ? [[field, value]] : []
    if (field === 'labels' || field === 'annotations') return isFields(value) ? [[field, texts(value)]] : []
    if (field === 'finalizers') return Array.isArray(value) ? [[field, textsOf(value)]] : []
    if (field === 'ownerReferences') return Array.isArray(value) ? [[field, value.filter(isFields)]] : []
    return [[field, value]]
  })
  return Object.fromEntries(kept)
}

function texts(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => typeof value === 'string'))
}

/** Prints values as the MongoDB shells do. */

import type { Value } from './script.ts'

/** As `printjson` of the old shell: tabs, quoted keys. */
export function asJson(value: Value, indent = ''): string {
  const deeper = `${indent}\t`
  if (isList(value))
    return value.length === 0 ? '[ ]' : `[\n${value.map(item => deeper + asJson(item, deeper)).join(',\n')}\n${indent}]`
  if (value === undefined) return 'undefined'
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const entries = Object.entries(value).map(([key, item]) => `${deeper}"${key}" : ${asJson(item, deeper)}`)
  return entries.length === 0 ? '{ }' : `{\n${entries.join(',\n')}\n${indent}}`
}

/** As mongosh prints results: JavaScript with single quotes. */
export function asScript(value: Value, indent = ''): string {
  const deeper = `${indent}  `
  if (typeof value === 'string') return `'${value.replaceAll("'", "\\'")}'`
  if (isList(value)) return value.length === 0 ? '[]' : `[ ${value.map(item => asScript(item, deeper)).join(', ')} ]`
  if (value === null || typeof value !== 'object') return String(value)
  const entries = Object.entries(value).map(([key, item]) => `${deeper}${key}: ${asScript(item, deeper)}`)
  return entries.length === 0 ? '{}' : `{\n${entries.join(',\n')}\n${indent}}`
}

const isList = (value: Value): value is readonly Value[] => Array.isArray(value)

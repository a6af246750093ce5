/** A project's own settings for `lint`: the file `.pxsnap.yaml`, or the one that --config names. */

import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { type LevelRule, readLevelRule } from '@pxsnap/core/language'
import { type Executor, isMap, nearest } from '@pxsnap/core/specs'
import { parse } from 'yaml'
import { Problem } from '../problem.ts'

export type LintConfig = {
  readonly levels: readonly LevelRule[]
  readonly executor?: Executor
}

export const configName = '.pxsnap.yaml'
const noConfig: LintConfig = { levels: [] }

/** The settings of the nearest `.pxsnap.yaml`, from `cwd` upwards to the root of the repository. Throws a Problem. */
export function readLintConfig(cwd: string, named: string | undefined): LintConfig {
  if (named === 'none') return noConfig
  if (named !== undefined) return readConfigFile(resolve(cwd, named), named)
  const found = nearestConfig(cwd)
  return found === undefined ? noConfig : readConfigFile(found, configName)
}

function nearestConfig(directory: string): string | undefined {
  const path = join(directory, configName)
  if (existsSync(path)) return path
  const parent = dirname(directory)
  return parent === directory || existsSync(join(directory, '.git')) ? undefined : nearestConfig(parent)
}

function readConfigFile(path: string, name: string): LintConfig {
  const refuse = (message: string) =>
    new Problem('usage', `${name}: ${message}`, 'kubectl pxsnap lint --help shows what it may say.')
  let content: unknown
  try {
    content = parse(readFileSync(path, 'utf8'), { maxAliasCount: 10 })
  } catch (error) {
    throw refuse(error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'It cannot be read.')
  }
  if (content === null || content === undefined) return noConfig
  const { lint } = section(content, ['lint'], 'The file', refuse)
  if (lint === undefined || lint === null) return noConfig
  const { rules, executor } = section(lint, ['rules', 'executor'], 'lint', refuse)
  return { levels: readLevels(rules, refuse), ...readExecutor(executor, refuse) }
}

type Refuse = (message: string) => Problem

function section(
  value: unknown,
  keys: readonly string[],
  where: string,
  refuse: Refuse,
): Readonly<Record<string, unknown>> {
  if (!isMap(value)) throw refuse(`${where} is a map of settings.`)
  const unknown = Object.keys(value).find(key => !keys.includes(key))
  if (unknown === undefined) return value
  const meant = nearest(unknown, keys)
  throw refuse(`${where} has no setting "${unknown}".${meant === undefined ? '' : ` Did you mean ${meant}?`}`)
}

function readLevels(rules: unknown, refuse: Refuse): readonly LevelRule[] {
  if (rules === undefined || rules === null) return []
  if (!isMap(rules)) throw refuse('lint.rules is a map of codes and levels, such as "rule/*: warn".')
  return Object.entries(rules).map(([codes, level]) => {
    // Readers of older YAML write a boolean for off.
    const reading = readLevelRule(codes, level === false ? 'off' : String(level))
    if (!reading.ok) throw refuse(reading.problem)
    return reading.rule
  })
}

function readExecutor(executor: unknown, refuse: Refuse): { readonly executor?: Executor } {
  if (executor === undefined || executor === null) return {}
  if (executor === 'stork' || executor === 'pxsnap') return { executor }
  throw refuse('lint.executor is stork or pxsnap.')
}

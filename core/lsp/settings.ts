/** The settings of the section `pxsnap`, as an editor sends them: anything may be missing or of another type. */

import type { Executor } from '../specs/index.ts'

export type Settings = {
  readonly executor: Executor
  /** Codes of findings that are not shown. A code that ends in `/` stands for all that start with it. */
  readonly ignore: readonly string[]
  readonly limits: Limits
}

/** How much of the workspace is read beyond the open documents. */
export type Limits = { readonly count: number; readonly sizeBytes: number }

export const defaultSettings: Settings = {
  executor: 'stork',
  ignore: [],
  limits: { count: 2_000, sizeBytes: 512 * 1024 },
}

/** What is usable of `sent`; the defaults for the rest. */
export function readSettings(sent: unknown): Settings {
  const { executor, ignore, workspaceFiles } = record(sent)
  const { maximumCount, maximumSizeKib } = record(workspaceFiles)
  const { limits } = defaultSettings
  return {
    executor: executor === 'pxsnap' ? 'pxsnap' : defaultSettings.executor,
    ignore: Array.isArray(ignore) ? ignore.filter(each => typeof each === 'string') : defaultSettings.ignore,
    limits: {
      count: wholeNumber(maximumCount) ?? limits.count,
      sizeBytes: (wholeNumber(maximumSizeKib) ?? limits.sizeBytes / 1024) * 1024,
    },
  }
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

function wholeNumber(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : undefined
}

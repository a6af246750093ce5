/** Files that hold an input and what is expected of it; `UPDATE_GOLDEN=1` rewrites them. */

import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'

export const goldenFolder = fileURLToPath(new URL('../golden', import.meta.url))

const updating = process.env.UPDATE_GOLDEN === '1'

/** All files below a folder of `test/golden`, by their path within it, sorted. */
export function goldenFiles(area: string): readonly string[] {
  const folder = join(goldenFolder, area)
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .toSorted()
}

export function readGolden(area: string, file: string): string {
  return readFileSync(join(goldenFolder, area, file), 'utf8')
}

/** Compares a text with the golden file, which must not exist where the text is undefined. */
export function matchesGolden(area: string, file: string, actual: string | undefined): void {
  const path = join(goldenFolder, area, file)
  const expected = existsSync(path) ? readFileSync(path, 'utf8') : undefined
  if (!updating) {
    expect(actual).toBe(expected)
    return
  }
  if (actual === undefined) rmSync(path, { force: true })
  else if (actual !== expected) {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, actual)
  }
}

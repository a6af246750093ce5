/** Text that a user sees, kept as files that people review. UPDATE_GOLDEN=1 rewrites them. */

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'

const directory = fileURLToPath(new URL('../golden/commands', import.meta.url))

export function expectGolden(name: string, text: string): void {
  const path = join(directory, `${name}.txt`)
  if (process.env.UPDATE_GOLDEN) {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  }
  expect(text).toBe(readFileSync(path, 'utf8'))
}

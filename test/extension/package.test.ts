/** What the extension's manifest promises, against the code and the page that describes it. */

import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defaultSettings, readSettings } from '@pxsnap/core/lsp'
import { expect, test } from 'vitest'

type Manifest = {
  readonly version: string
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[]
    readonly configuration: { readonly properties: Readonly<Record<string, { readonly default: unknown }>> }
  }
}

const read = (path: string): string => readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8')
const manifest = JSON.parse(read('extension/package.json')) as Manifest
const { properties } = manifest.contributes.configuration

test('the defaults that VS Code shows are the defaults of the server', () => {
  const sent: Record<string, unknown> = {}
  for (const [key, { default: value }] of Object.entries(properties)) {
    const [first = '', second] = key.replace('pxsnap.', '').split('.')
    sent[first] = second === undefined ? value : { ...(sent[first] as object | undefined), [second]: value }
  }
  expect(readSettings(sent)).toEqual(defaultSettings)
})

test('every setting is described on the page of the extension, with its default', () => {
  const page = read('extension/README.md').replace(/ +/g, ' ')
  for (const [key, { default: value }] of Object.entries(properties)) {
    const shown = typeof value === 'string' ? value : JSON.stringify(value)
    expect(page).toContain(`| \`${key}\` | \`${shown}\` |`)
  }
})

test('every command of the palette is registered by the extension', () => {
  const source = read('extension/commands.ts')
  for (const { command } of manifest.contributes.commands) expect(source).toContain(`registerCommand('${command}'`)
})

test('the extension has the version of the whole', () => {
  expect(manifest.version).toBe((JSON.parse(read('package.json')) as Manifest).version)
})

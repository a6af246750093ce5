/** The snippet files: in `snippets/` of the repository, and beside the bundle once it is built. */

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { readSnippet, type Snippet } from '@pxsnap/core/language'

export function snippetFile(name: string): Snippet {
  return readSnippet(name, readFileSync(new URL(`${name}.yaml`, folder()), 'utf8'))
}

export function snippetNames(): readonly string[] {
  return readdirSync(folder())
    .filter(file => file.endsWith('.yaml'))
    .map(file => file.slice(0, -'.yaml'.length))
    .toSorted()
}

function folder(): URL {
  const beside = new URL('./snippets/', import.meta.url)
  return existsSync(beside) ? beside : new URL('../snippets/', import.meta.url)
}

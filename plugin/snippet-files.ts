/** The snippet files: in `snippets/` of the repository, and beside the bundle once it is built. */

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { readSnippet, type Snippet } from '@pxsnap/core/language'

export function snippetFile(name: string): Snippet {
  return readSnippet(name, readFileSync(new URL(`${name}.yaml`, folder()), 'utf8'))
}

/** All of them, by name. */
export function allSnippets(): readonly Snippet[] {
  const names = readdirSync(folder()).filter(file => file.endsWith('.yaml'))
  return names.sort().map(file => snippetFile(file.slice(0, -'.yaml'.length)))
}

function folder(): URL {
  const beside = new URL('./snippets/', import.meta.url)
  return existsSync(beside) ? beside : new URL('../snippets/', import.meta.url)
}

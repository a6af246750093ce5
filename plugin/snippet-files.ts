/** The snippet files: in `snippets/` of the repository, and beside the bundle once it is built. */

import { existsSync, readFileSync } from 'node:fs'
import { readSnippet, type Snippet } from '@pxsnap/core/language'

export function snippetFile(name: string): Snippet {
  return readSnippet(name, readFileSync(new URL(`${name}.yaml`, folder()), 'utf8'))
}

function folder(): URL {
  const beside = new URL('./snippets/', import.meta.url)
  return existsSync(beside) ? beside : new URL('../snippets/', import.meta.url)
}

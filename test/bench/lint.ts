/** What it costs to read and check specs, against a parser that keeps no positions and checks nothing. */

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createWorkspace } from '@pxsnap/core/language'
import { loadAll } from 'js-yaml'
import { repository } from '../support/source-tree.ts'
import { readSpecFiles } from '../support/spec-files.ts'
import { type Figure, number, timeMs } from './figure.ts'
import { largeFile } from './large-file.ts'
import { median } from './paired.ts'

const corpus = join(repository, '..', 'shared', 'corpus')

export function lintFigures(): readonly Figure[] {
  const large = [{ name: 'large.yaml', text: largeFile(10_000) }]
  return [
    ...(existsSync(corpus) ? [compare('lint of the corpus, warm', readSpecFiles(corpus))] : []),
    compare('lint of 10,000 lines of our kinds, warm', large),
  ]
}

function compare(what: string, files: readonly { readonly name: string; readonly text: string }[]): Figure {
  let documents = 0
  const lint = (): void => {
    const workspace = createWorkspace()
    for (const { name, text } of files) workspace.set(name, text)
    workspace.diagnoseAll()
    documents = files.reduce((sum, { name }) => sum + workspace.documentCount(name), 0)
  }
  const bare = (): void => {
    for (const { text } of files) {
      try {
        loadAll(text)
      } catch {
        // A file this parser refuses costs it nothing more.
      }
    }
  }
  const pairs = Array.from({ length: 9 }, () => ({ ours: timeMs(lint), theirs: timeMs(bare) })).slice(2)
  const ours = median(pairs.map(pair => pair.ours))
  return {
    what,
    measured: `${number((documents / ours) * 1000)} documents/s (${documents} documents in ${number(ours)} ms)`,
    against: `${number(median(pairs.map(pair => pair.ours / pair.theirs)))} x js-yaml, which only parses`,
  }
}

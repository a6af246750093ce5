/** Answers a shell that asks what the last word may be, in the protocol that kubectl and its shells share. */

import { readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { parse } from 'yaml'
import type { Face } from '../face.ts'
import { simulatorHome } from '../open-world.ts'
import { sanitiseLine } from '../output/sanitise.ts'
import { liveNames } from './live-names.ts'
import { type Candidate, type Walked, walk } from './walk.ts'

/** Bits of the last line. Source: cobra, shell completion directives. */
const noSpace = 2
const noFiles = 4

/**
 * Prints a line `value<TAB>description` for each candidate and `:DIRECTIVE` last. Whatever goes wrong, it prints fewer
 * lines and no error: nobody reads errors in the middle of typing.
 */
export async function complete(face: Face, argv: readonly string[]): Promise<void> {
  // Shells that cannot pass an empty argument write it as two quotes.
  const words = argv.length === 0 ? [''] : argv.map(word => (word === '""' ? '' : word))
  const quiet: Face = { ...face, stderr: { ...face.stderr, isTTY: false, write: () => undefined } }
  const walked = walk(words)
  const found = await candidatesOf(quiet, walked).catch(() => walked.candidates)
  const fitting = found.filter(({ value }) => value.startsWith(walked.typed))
  const lines = fitting.map(({ value, about }) => {
    const text = `${walked.before}${sanitiseLine(value)}`
    return about === undefined ? text : `${text}\t${sanitiseLine(about)}`
  })
  const holdsOn = fitting.length > 0 && fitting.every(({ value }) => /[=/]$/.test(value))
  const directive = (walked.files ? 0 : noFiles) | (holdsOn ? noSpace : 0)
  face.stdout.write([...lines, `:${directive}`, ''].join('\n'))
}

async function candidatesOf(face: Face, walked: Walked): Promise<readonly Candidate[]> {
  const { candidates, wanted, typed, global } = walked
  switch (wanted?.of) {
    case undefined:
      return candidates
    case 'simulated-clusters':
      return [...candidates, ...(await simulatorHome(face).names()).map(value => ({ value }))]
    case 'contexts':
      return [...candidates, ...contexts(face)]
    case 'kinds-and-objects': {
      const slash = typed.indexOf('/')
      if (slash === -1) return candidates
      const word = typed.slice(0, slash)
      return (await liveNames(face, global, word)).map(name => ({ value: `${word}/${name}` }))
    }
    case 'objects': {
      const all = await Promise.all(
        wanted.words.map(async word => ({ word, names: await liveNames(face, global, word) })),
      )
      // The first kind is the one that is meant when only a name is given.
      const named = all.flatMap(({ word, names }, index) =>
        names.map(name => ({ value: index === 0 ? name : `${word}/${name}`, about: word })),
      )
      return [...candidates, ...named]
    }
  }
}

/** From the kubeconfig files, without a connection. */
function contexts(face: Face): readonly Candidate[] {
  const files = (face.env.KUBECONFIG ?? '').split(delimiter).filter(file => file !== '')
  const paths = files.length > 0 ? files : [join(face.homeDirectory, '.kube', 'config')]
  return paths.flatMap(path => {
    try {
      const config = parse(readFileSync(path, 'utf8')) as { readonly contexts?: unknown } | null
      const list = Array.isArray(config?.contexts) ? config.contexts : []
      return list.flatMap(one => (typeof one?.name === 'string' ? [{ value: one.name as string }] : []))
    } catch {
      return []
    }
  })
}

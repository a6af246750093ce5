/** The texts that `-f` names: files, directories, standard input. Says plainly what cannot be read and why. */

import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Face } from './face.ts'
import { Problem } from './problem.ts'

export type SpecFile = {
  /** As the user named it, for messages. `(standard input)` for `-`. */
  readonly name: string
  /** Where it can be written back, or undefined for standard input. */
  readonly path?: string
  readonly text: string
}

/** Larger input is refused: nothing that an API server stores comes near it. */
export const maxInputBytes = 64 * 1024 * 1024
export const standardInput = '(standard input)'

export type ReadOptions = {
  /** Looks into the directories inside a directory, too. */
  readonly recursive: boolean
  /** Leaves binary files to the caller instead of refusing them. */
  readonly binary: 'refuse' | 'keep'
}

/** All texts in the order named; the files of a directory by name. Throws a Problem for the first that cannot be read. */
export async function readSpecFiles(
  face: Pick<Face, 'stdin' | 'cwd'>,
  names: readonly string[],
  options: ReadOptions,
): Promise<readonly SpecFile[]> {
  const files: SpecFile[] = []
  for (const name of names) files.push(...(await readNamed(face, name, options)))
  return files
}

async function readNamed(
  face: Pick<Face, 'stdin' | 'cwd'>,
  name: string,
  options: ReadOptions,
): Promise<readonly SpecFile[]> {
  if (name === '-')
    return [{ name: standardInput, text: textOf(standardInput, await readStandardInput(face), options) }]
  if (/^https?:\/\//.test(name)) {
    throw new Problem(
      'usage',
      `${name} is an address; pxsnap reads files only.`,
      `curl -fsSL ${name} | kubectl pxsnap … -f -`,
    )
  }
  const path = resolve(face.cwd, name)
  const found = attempt(name, () => statSync(path))
  if (!found.isDirectory()) return [readOne({ name, path }, options)]
  const inside = specFilesIn({ name, path }, options.recursive, new Set())
  if (inside.length === 0) {
    const deeper = options.recursive ? '' : ' Add -R to look into the directories inside it.'
    throw new Problem('notFound', `There is no file ending in .yaml, .yml or .json in the directory ${name}.${deeper}`)
  }
  return inside.map(place => readOne(place, options))
}

type Place = { readonly name: string; readonly path: string }

function specFilesIn({ name, path }: Place, recursive: boolean, visited: Set<string>): readonly Place[] {
  // A link may lead back to a directory above.
  const real = attempt(name, () => realpathSync(path))
  if (visited.has(real)) return []
  visited.add(real)
  const entries = attempt(name, () => readdirSync(path))
  const found: Place[] = []
  for (const entry of entries.sort()) {
    const inside = { name: join(name, entry), path: join(path, entry) }
    // A link that leads nowhere is no directory; reading it will say so.
    if (statSync(inside.path, { throwIfNoEntry: false })?.isDirectory() ?? false) {
      if (recursive) found.push(...specFilesIn(inside, true, visited))
    } else if (/\.(ya?ml|json)$/.test(entry)) found.push(inside)
  }
  return found
}

function readOne({ name, path }: Place, options: ReadOptions): SpecFile {
  const { size } = attempt(name, () => statSync(path))
  if (size > maxInputBytes) throw tooLarge(name)
  return {
    name,
    path,
    text: textOf(
      name,
      attempt(name, () => readFileSync(path)),
      options,
    ),
  }
}

// Synchronous on purpose: a command reads its files once, and Node's promised file system costs more than the reading.
function attempt<T>(name: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    return cannotRead(name, error)
  }
}

async function readStandardInput(face: Pick<Face, 'stdin'>): Promise<Uint8Array> {
  if (face.stdin.isTTY) {
    throw new Problem(
      'usage',
      '-f - reads standard input, but nothing is piped into it.',
      'cat FILE | kubectl pxsnap … -f -',
    )
  }
  return face.stdin.readAll(maxInputBytes).catch(error => {
    if (error instanceof RangeError) throw tooLarge(standardInput)
    throw error
  })
}

/** The byte order mark stays in the text, so that a file that is written back keeps it. */
function textOf(name: string, bytes: Uint8Array, { binary }: ReadOptions): string {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    throw new Problem('failed', `${name} is written in UTF-16, not in UTF-8.`, `iconv -f utf-16 -t utf-8 ${name}`)
  }
  const zero = bytes.indexOf(0)
  if (zero !== -1) {
    if (binary === 'keep') return '\u0000'
    throw new Problem('failed', `${name} is a binary file, not YAML or JSON: byte ${zero + 1} is zero.`)
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (cause) {
    throw new Problem('failed', `${name} is not text in UTF-8.`, `iconv -f latin1 -t utf-8 ${name}`, { cause })
  }
}

function tooLarge(name: string): Problem {
  return new Problem(
    'failed',
    `${name} is larger than ${maxInputBytes / 1024 / 1024} MiB, which no API server would take.`,
    'Split it.',
  )
}

function cannotRead(name: string, error: unknown): never {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOENT' || code === 'ENOTDIR') throw new Problem('notFound', `There is no file or directory ${name}.`)
  if (code === 'EACCES' || code === 'EPERM') throw new Problem('failed', `This user may not read ${name}.`)
  throw new Problem('failed', `${name} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
}

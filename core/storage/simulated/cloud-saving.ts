/** The cloud side of a back end as plain JSON: trees by their numbers, and the pieces of embedded buckets as blobs. */

import { PortError } from '../../ports/index.ts'
import type { Base } from './bases.ts'
import type { CloudState } from './cloud.ts'
import type { Credentials, CredentialsState } from './credentials.ts'
import type { StoredRoot, TreeReader, TreeWriter } from './stored-tree.ts'

export type SavedCloud = {
  readonly asked: number
  readonly tasks: CloudState['tasks']
  readonly roots: readonly { readonly key: string; readonly blocks: StoredRoot }[]
  readonly bases: readonly (Omit<Base, 'root'> & { readonly blocks: StoredRoot })[]
  readonly credentials: CredentialsState
}

const pieceKey = (piece: string): string => `o${piece}`

export function saveCloud(cloud: CloudState, credentials: Credentials, writer: TreeWriter): SavedCloud {
  return {
    asked: cloud.asked,
    tasks: cloud.tasks,
    roots: cloud.roots.map(({ key, root }) => ({ key, blocks: writer.store(root) })),
    bases: cloud.bases.map(({ root, ...base }) => ({ ...base, blocks: writer.store(root) })),
    credentials: credentials.state(),
  }
}

export async function loadCloud(saved: SavedCloud, reader: TreeReader): Promise<CloudState> {
  const roots = []
  for (const { key, blocks } of saved.roots) roots.push({ key, root: await reader.load(blocks) })
  const bases = []
  for (const { blocks, ...base } of saved.bases) bases.push({ ...base, root: await reader.load(blocks) })
  return { asked: saved.asked, tasks: saved.tasks, roots, bases }
}

/** Tells which pieces of embedded buckets were never handed out to be stored. */
export class StoredPieces {
  #stored: ReadonlySet<string>

  constructor(stored: Iterable<string> = []) {
    this.#stored = new Set(stored)
  }

  /** Those that are new, by the keys of their blobs. They count as stored from now on. */
  take(pieces: ReadonlyMap<string, Uint8Array>): ReadonlyMap<string, Uint8Array> {
    const fresh = [...pieces].filter(([piece]) => !this.#stored.has(piece))
    this.#stored = new Set(pieces.keys())
    return new Map(fresh.map(([piece, bytes]) => [pieceKey(piece), bytes]))
  }

  keys(): readonly string[] {
    return Array.from(this.#stored, pieceKey)
  }
}

/** Every piece that the buckets name. Throws a `corrupted` PortError when one is missing. */
export async function loadPieces(
  { buckets }: CredentialsState,
  block: (key: string) => Promise<Uint8Array | undefined>,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const names = new Set(
    buckets.flatMap(({ objects, uploads }) =>
      [...objects, ...uploads.flatMap(({ parts }) => parts)].flatMap(({ pieces }) => pieces),
    ),
  )
  const pieces = new Map<string, Uint8Array>()
  for (const name of names) {
    const bytes = await block(pieceKey(name))
    if (bytes === undefined) throw new PortError('corrupted', `The stored object piece ${pieceKey(name)} is missing.`)
    pieces.set(name, bytes)
  }
  return pieces
}

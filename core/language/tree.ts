/** What a document's text says, as a small tree with offsets. Independent of the YAML library. */

/** Offsets in the document's own text. A block's end is the end of its last value, without comments after it. */
type Placed = { readonly start: number; readonly end: number; readonly anchor?: string }

export type TreeNode = MapNode | ListNode | ScalarNode | AliasNode

export type MapNode = Placed & { readonly is: 'map'; readonly flow: boolean; readonly entries: readonly MapEntry[] }

export type MapEntry = { readonly key: ScalarNode; readonly value: TreeNode }

export type ListNode = Placed & { readonly is: 'list'; readonly flow: boolean; readonly items: readonly TreeNode[] }

/** `empty`: no value is written, as in `spec:`; it lies right after the colon or dash. */
export type ScalarStyle = 'plain' | 'single' | 'double' | 'block' | 'empty'

export type ScalarNode = Placed & {
  readonly is: 'scalar'
  readonly style: ScalarStyle
  readonly value: string | number | boolean | null
  /** The value as text, also where it is a number. */
  readonly text: string
}

export type AliasNode = Placed & { readonly is: 'alias'; readonly name: string }

/** The last entry of that key, which is the one that counts. */
export function entryOf(node: TreeNode | undefined, key: string): MapEntry | undefined {
  return node?.is === 'map' ? node.entries.findLast(entry => entry.key.text === key) : undefined
}

/** `tree`: an object with its owners, its members and the data behind it. */

import { type TreeNode, treeOf } from '@pxsnap/core/views'
import type { InvocationOf } from '../args.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Face } from '../face.ts'
import { allObjects, oneObject } from '../one-object.ts'
import { inWorld } from '../open-world.ts'
import { type Charset, charset } from '../output/charset.ts'
import { type Paint, painter } from '../output/paint.ts'
import { sanitiseLine } from '../output/sanitise.ts'
import { printJson } from '../output/structured.ts'
import { padEnd, width } from '../output/width.ts'

export async function tree(face: Face, { flags, positionals, global }: InvocationOf<'tree'>): Promise<ExitCode> {
  return inWorld(face, global, { access: 'look', missing: 'refuse' }, async world => {
    const asked = await oneObject(world, 'tree', positionals)
    const top = treeOf(asked, await allObjects(world), world.now())
    face.stdout.write(
      flags.output === 'json'
        ? printJson(nodeJson(top))
        : treeText(top, { paint: painter(face, face.stdout, global.noColor), lines: charset(face) }),
    )
    return exitCodes.done
  })
}

export type TreeRow = { readonly text: string; readonly node: TreeNode }
type Style = { readonly paint: Paint; readonly lines: Charset }

function treeText(top: TreeNode, { paint, lines }: Style): string {
  const rows = treeRows(top, lines)
  const column = Math.max(...rows.map(({ text }) => width(text))) + 3
  const states = Math.max(...rows.map(({ node }) => width(sanitiseLine(node.state.text)))) + 3
  return rows
    .map(({ text, node }) => {
      const shown = node.isAsked ? paint('strong', text) : text
      const state = sanitiseLine(node.state.text)
      const gap = ' '.repeat(column - width(text))
      return `${shown}${gap}${paint(node.state.tone, state)}${' '.repeat(states - width(state))}${padEnd(node.age, 6)}`.trimEnd()
    })
    .map(line => `${line}\n`)
    .join('')
}

/** From the top down, with the lines of the tree before the names. Sanitised. */
export function treeRows(top: TreeNode, lines: Charset): readonly TreeRow[] {
  return rowsOf(top, '', '', lines)
}

function rowsOf(node: TreeNode, lead: string, under: string, lines: Charset): readonly TreeRow[] {
  const { kind, metadata } = node.object
  const relation = node.relation === '' ? '' : ` (${node.relation})`
  const { branch, lastBranch, trunk } = lines
  const rows = node.children.map((child, index) => {
    const isLast = index === node.children.length - 1
    return rowsOf(child, `${under}${isLast ? lastBranch : branch}`, `${under}${isLast ? '   ' : trunk}`, lines)
  })
  return [{ text: `${lead}${sanitiseLine(`${kind}/${metadata.name}`)}${relation}`, node }, ...rows.flat()]
}

type NodeJson = {
  readonly kind: string
  readonly namespace?: string
  readonly name: string
  readonly relation: string
  readonly state: string
  readonly children: readonly NodeJson[]
}

function nodeJson({ object: { kind, metadata }, relation, state, children }: TreeNode): NodeJson {
  const { namespace, name } = metadata
  return {
    kind,
    ...(namespace === undefined ? {} : { namespace }),
    name,
    relation: relation === '' ? 'owned' : relation,
    state: state.text,
    children: children.map(nodeJson),
  }
}

/** The rules of the quiesce library that fit the application on some claims, ready to be written beside its snapshot. */

import { createWorkspace, isPlainValue, snippetFor } from '@pxsnap/core/language'
import { factsOf, type KubeObject, type Proposal, proposals } from '@pxsnap/core/specs'
import type { World } from './open-world.ts'
import { Problem } from './problem.ts'
import { entryNamed, kindsWithPods } from './quiesce-entry.ts'
import { snippetFile } from './snippet-files.ts'

export type LibraryRules = {
  readonly pre: KubeObject
  readonly post?: KubeObject
  /** The entry's title, for people. */
  readonly title: string
}

/** `word`: what `generate rule --for` takes, or `auto`. Throws a Problem where no rule can be chosen. */
export async function libraryRules(
  world: World,
  { word, claims, name }: { readonly word: string; readonly claims: readonly string[]; readonly name: string },
): Promise<LibraryRules> {
  const { cluster } = world.ports
  const { namespace } = world
  const lists = await world.drive(Promise.all(kindsWithPods.map(kind => cluster.list({ ...kind, namespace }))))
  const onClaims = proposals(factsOf(lists.flatMap(({ items }) => items)), namespace).filter(one =>
    one.claims.some(claim => claims.includes(claim)),
  )
  const { entry, labels, container } = chosen(onClaims, word)
  if (entry.rules === undefined)
    throw new Problem(
      'failed',
      `The library has no rule for ${entry.title}: no command makes a snapshot of it better.`,
      entry.instead,
    )
  const rule = (snippet: string, ending: string) =>
    ruleFrom(snippet, {
      name: `${name}-${ending}`,
      labels,
      namespace,
      ...(container === undefined ? {} : { container }),
    })
  return {
    pre: rule(entry.rules.pre, 'pre'),
    ...(entry.rules.post === undefined ? {} : { post: rule(entry.rules.post, 'post') }),
    title: entry.title,
  }
}

function chosen(onClaims: readonly Proposal[], word: string): Proposal {
  const wanted = word === 'auto' ? undefined : entryNamed(word)
  const fitting = wanted === undefined ? onClaims : onClaims.map(one => ({ ...one, entry: wanted }))
  const [first, second] = fitting
  if (first === undefined)
    throw new Problem(
      'notFound',
      'No pod that the library knows uses these claims, so nobody can say in which pods a rule should run.',
      'kubectl pxsnap generate rule --for APPLICATION --selector LABELS, then snapshot --pre RULE',
    )
  if (second !== undefined)
    throw new Problem(
      'usage',
      `Several applications use these claims: ${fitting.map(({ workload }) => workload).join(', ')}.`,
      'kubectl pxsnap generate rule --for auto writes a rule for each; join them and use --pre.',
    )
  return first
}

type Filling = {
  readonly name: string
  readonly labels: Proposal['labels']
  readonly namespace: string
  readonly container?: string
}

function ruleFrom(snippetName: string, { name, labels, namespace, container }: Filling): KubeObject {
  const snippet = snippetFile(snippetName)
  const placeholder = /^metadata:\n {2}name: <([a-z-]+)>$/m.exec(snippet.body)?.[1] ?? 'name'
  const unsafe = Object.values(labels).find(value => value !== '' && !isPlainValue(value))
  if (unsafe !== undefined) throw new Problem('failed', `The label "${unsafe}" of the pods cannot stand in a rule.`)
  const text = snippetFor(snippet, {
    values: { [placeholder]: name, namespace },
    labels,
    namespace,
    ...(container === undefined ? {} : { container }),
  })
  const workspace = createWorkspace()
  workspace.set('rule', text)
  const [placed] = workspace.objects('rule')
  if (placed === undefined) throw new Problem('failed', `The rule ${snippetName} of the library cannot be read.`)
  return placed.object
}

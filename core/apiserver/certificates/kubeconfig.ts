/** A kubeconfig that leads to a served cluster, alone or merged into one that exists. */

import { type Document, isMap, isSeq, parseDocument, type YAMLMap, YAMLSeq } from 'yaml'
import { PortError } from '../../ports/index.ts'

export type ServedContext = {
  /** Of the context, its cluster and its user: `pxsnap-sim-default`. */
  readonly name: string
  readonly url: string
  /** PEM. */
  readonly authority: string
  readonly token: string
  readonly namespace?: string
}

/** A kubeconfig with this context only, as text. */
export function kubeconfigOf(context: ServedContext): string {
  return withContext('', context, { use: true })
}

/**
 * The kubeconfig with the context added or replaced; everything else stays as it is written, comments included.
 * `use`: makes it the current one. A kubeconfig without a current context keeps none otherwise.
 * Throws `rejected` for a text that is no kubeconfig.
 */
export function withContext(text: string, context: ServedContext, options: { readonly use: boolean }): string {
  const document: Document = parseDocument(text)
  const [error] = document.errors
  if (error !== undefined) throw new PortError('rejected', `The kubeconfig cannot be read: ${error.message}`)
  if (document.contents === null) document.contents = document.createNode({ apiVersion: 'v1', kind: 'Config' })
  if (!isMap(document.contents)) throw new PortError('rejected', 'The kubeconfig is no map of clusters and contexts.')
  const { name, url, authority, token, namespace } = context
  const place = namespace === undefined ? {} : { namespace }
  put(document, 'clusters', name, {
    cluster: { server: url, 'certificate-authority-data': base64(authority) },
  })
  put(document, 'users', name, { user: { token } })
  put(document, 'contexts', name, { context: { cluster: name, user: name, ...place } })
  if (options.use) document.set('current-context', name)
  else if (!document.has('current-context')) document.set('current-context', '')
  return document.toString({ lineWidth: 0 })
}

function put(document: Document, list: string, name: string, fields: Readonly<Record<string, unknown>>): void {
  const node = document.createNode({ name, ...fields })
  const found = document.get(list)
  const items: YAMLSeq = isSeq(found) ? found : new YAMLSeq()
  if (items !== found) document.set(list, items)
  items.flow = false
  const at = items.items.findIndex(item => isMap(item) && (item as YAMLMap).get('name') === name)
  if (at === -1) items.add(node)
  else items.items[at] = node
}

function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64')
}

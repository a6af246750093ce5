/** The namespaces that the keys `0` to `9` choose. */

import type { Ui } from './ui.ts'

/** `0` is all of them; the others in the order of their names, those of Kubernetes itself last. */
export function namespaceChoices(ui: Ui): readonly { readonly key: string; readonly name: string | undefined }[] {
  return [
    { key: '0', name: undefined },
    ...namespaceNames(ui)
      .slice(0, 9)
      .map((name, index) => ({ key: String(index + 1), name })),
  ]
}

/** As far as they are known. An account that may not list namespaces has the one it works in. */
export function namespaceNames(ui: Ui): readonly string[] {
  const { name, namespace } = ui.world
  const found = ui.live.list({ apiVersion: 'v1', kind: 'Namespace' }).objects()
  const names = found.length === 0 && name !== '' ? [namespace] : found.map(({ metadata }) => metadata.name)
  return [...names.filter(one => !isOfKubernetes(one)), ...names.filter(isOfKubernetes)]
}

function isOfKubernetes(name: string): boolean {
  return name.startsWith('kube-')
}

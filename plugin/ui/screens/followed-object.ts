/** An object that a screen is about, as it is now. */

import { refOf } from '@pxsnap/core/actions'
import type { KubeObject } from '@pxsnap/core/specs'
import type { Ui } from '../ui.ts'

/** The newest state of the object; the last one that was seen once it is gone. */
export function follower(ui: Ui, first: KubeObject): () => { readonly object: KubeObject; readonly isGone: boolean } {
  let last = first
  return () => {
    const { apiVersion, kind, namespace, name } = refOf(last)
    const list = ui.live.list({ apiVersion, kind, ...(namespace === undefined ? {} : { namespace }) })
    const found = list.objects().find(({ metadata }) => metadata.name === name)
    if (found !== undefined) last = found
    return { object: last, isGone: found === undefined && list.state().synced }
  }
}

export function idOf(object: KubeObject): string {
  const { kind, apiVersion, namespace = '', name } = refOf(object)
  return `${apiVersion}/${kind}/${namespace}/${name}`
}

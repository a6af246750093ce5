/** The objects around one object, kept up to date: those of its namespace that belong together with it. */

import type { KubeObject } from '@pxsnap/core/specs'
import { kindByWord } from '../../kind-words.ts'
import type { Ui } from '../ui.ts'

const kinds = [
  'pods',
  'pvc',
  'vs',
  'gvs',
  'rules',
  'volumesnapshotschedules',
  'volumesnapshotrestores',
  'migrations',
].map(kindByWord)

export function neighboursOf(ui: Ui, { metadata: { namespace } }: KubeObject): readonly KubeObject[] {
  return kinds.flatMap(({ apiVersion, kind }) =>
    ui.live.list({ apiVersion, kind, ...(namespace === undefined ? {} : { namespace }) }).objects(),
  )
}

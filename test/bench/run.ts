/**
 * Prints what the product costs, as ratios within this one run.
 *
 * Usage: npm run bench [-- GROUP …] with groups start, lint, editor, engine, storage, cloud, cluster, ui. Absolute times drift with the
 * machine; quote the ratios.
 */

import { cloudFigures } from './cloud.ts'
import { clusterFigures } from './cluster.ts'
import { editorFigures } from './editor.ts'
import { engineFigures } from './engine.ts'
import type { Figure } from './figure.ts'
import { lintFigures } from './lint.ts'
import { servedApiFigures } from './served-api.ts'
import { startFigures } from './start.ts'
import { storageFigures } from './storage.ts'
import { uiFigures } from './ui.ts'

const groups: Readonly<Record<string, () => Promise<readonly Figure[]> | readonly Figure[]>> = {
  start: startFigures,
  lint: lintFigures,
  editor: editorFigures,
  engine: engineFigures,
  storage: storageFigures,
  cloud: cloudFigures,
  served: servedApiFigures,
  cluster: clusterFigures,
  ui: uiFigures,
}

const asked = process.argv.slice(2)
const unknown = asked.filter(name => !(name in groups))
if (unknown.length > 0) {
  process.stderr.write(`There is no group ${unknown.join(', ')}; the groups are ${Object.keys(groups).join(', ')}.\n`)
  process.exit(2)
}

for (const [name, figures] of Object.entries(groups)) {
  if (asked.length > 0 && !asked.includes(name)) continue
  print(name, await figures())
}

function print(group: string, figures: readonly Figure[]): void {
  process.stdout.write(`\n${group}\n`)
  const width = Math.max(...figures.map(({ what }) => what.length))
  for (const { what, measured, against, target } of figures) {
    const goal = target === undefined ? '' : `  (target ${target})`
    process.stdout.write(`  ${what.padEnd(width)}  ${measured}${against === undefined ? '' : `, ${against}`}${goal}\n`)
  }
}

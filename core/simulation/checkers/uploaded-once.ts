/** What has arrived in the object store is not uploaded again, whoever goes on with the run. */

import type { Checker } from './checker.ts'

export const uploadedOnce: Checker = {
  name: 'nothing is uploaded twice',
  check: ({ world }) => {
    const done = new Set<string>()
    for (const { snapshot, what } of world.truth.uploads) {
      if (done.has(snapshot)) return `${snapshot} was uploaded again after it had arrived.`
      if (what === 'done') done.add(snapshot)
    }
    return undefined
  },
}

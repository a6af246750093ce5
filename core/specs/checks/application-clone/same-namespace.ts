/** A clone onto itself. */

import { at, check } from '../../check.ts'
import { applicationClone } from '../../kinds/application-clone.ts'
import { isSpelledOut } from '../../placeholder.ts'

export const sameNamespace = check(applicationClone, {
  code: 'application-clone/same-namespace',
  severity: 'error',
  help: 'Name another namespace to copy to; it is made when it does not exist.',
  find: ({ spec }) => {
    const { sourceNamespace: from, destinationNamespace: to } = spec ?? {}
    if (from === undefined || from !== to || !isSpelledOut(from)) return []
    return [at('spec.destinationNamespace', `The namespace \`${from}\` would be copied onto itself.`)]
  },
})

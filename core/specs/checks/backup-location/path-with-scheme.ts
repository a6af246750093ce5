/** A URL where the name of a bucket belongs. The type says already how the store is reached. */

import { at, check } from '../../check.ts'
import { fixPlan, setValue } from '../../fix-plan.ts'
import { backupLocation } from '../../kinds/backup-location.ts'

export const pathWithScheme = check(backupLocation, {
  code: 'backup-location/path-with-scheme',
  severity: 'error',
  help: 'Write the name of the bucket or container alone; the address belongs under `endpoint`.',
  find: ({ location }) => {
    const path = location?.path ?? ''
    const [, rest] = /^(?:s3|gs|gcs|azure|wasbs?|abfss?|nfs|https?):\/\/(.*)$/i.exec(path) ?? []
    if (rest === undefined) return []
    const bucket = /^(?:s3|gs|gcs):/i.test(path) ? rest.replace(/\/+$/, '') : ''
    const fix = /^[a-z0-9.-]+$/.test(bucket)
      ? fixPlan(`Change to ${bucket}`, setValue('location.path', bucket))
      : undefined
    return [at('location.path', 'This is a URL, and the path is the name of a bucket.', fix)]
  },
})

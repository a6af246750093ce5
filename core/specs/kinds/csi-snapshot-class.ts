/** What the CSI kinds for single and for group snapshots have in common. */

import { choice, map, object, text, time } from '../schema.ts'

/** Whether the bytes go with the content. */
export function deletionPolicy(required: boolean) {
  return choice(
    { Delete: 'the snapshot of the storage goes too', Retain: 'the snapshot of the storage stays' },
    { required, doc: 'What happens to the snapshot of the storage when the object that stands for it is deleted.' },
  )
}

/** The fields of a class, which stand at the top level. */
export function classFields() {
  return {
    driver: text({ required: true, doc: 'The CSI driver that takes the snapshots.', example: 'pxd.portworx.com' }),
    deletionPolicy: deletionPolicy(true),
    parameters: map(text({ doc: 'The value.' }), { doc: 'Settings of the driver; all values are text.' }),
  }
}

/** The last failure, as snapshots and groups tell it. */
export function lastError() {
  return object(
    { time: time({ doc: 'When it happened.' }), message: text({ doc: 'What went wrong.' }) },
    { doc: 'The last failure; gone once an attempt has worked.', setBy: 'controller' },
  )
}

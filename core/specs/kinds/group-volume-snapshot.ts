/** STORK's GroupVolumeSnapshot: one snapshot of all claims that carry the given labels, at one instant. */

import { cloudCredential, snapshotType } from '../annotations.ts'
import { type InferKind, kind } from '../kind.ts'
import { anything, choice, count, labelSelector, list, object, openObject, reference, text } from '../schema.ts'

export const groupVolumeSnapshot = kind(
  'stork.libopenstorage.org/v1alpha1',
  'GroupVolumeSnapshot',
  {
    plural: 'groupvolumesnapshots',
    scope: 'Namespaced',
    doc: 'A request to snapshot several claims together, at one consistency point.',
  },
  () => ({
    spec: object(
      {
        pvcSelector: labelSelector({
          required: true,
          chooses: 'PersistentVolumeClaim',
          doc: 'Chooses the claims that are snapshotted together, in the namespace of the group. STORK accepts `matchLabels` only.',
          source: 'STORK, group snapshot controller, initial stage',
        }),
        preExecRule: reference('Rule', {
          doc: 'The Rule run before the snapshot, for example to flush and lock tables. In the namespace of the group.',
          source: 'STORK, group snapshot controller',
        }),
        postExecRule: reference('Rule', {
          doc: 'The Rule run after the snapshot, for example to unlock. In the namespace of the group.',
          source: 'STORK, group snapshot controller',
        }),
        restoreNamespaces: list(text({ doc: 'A regular expression that must match the whole namespace name.' }), {
          doc: 'Other namespaces that may restore from the snapshots.',
          since: '2.2.0',
          source: 'STORK, snapshot provisioner',
        }),
        maxRetries: count({
          default: 0,
          doc: 'Attempts allowed after the first one fails. STORK counts failed cloud tasks only.',
          source: 'STORK, group snapshot controller',
        }),
        options: openObject(
          {
            'portworx/snapshot-type': snapshotType.value,
            'portworx/cloud-cred-id': cloudCredential.value,
          },
          {
            doc: 'STORK reads `portworx/snapshot-type` (local, cloud) and `portworx/cloud-cred-id`, nothing else.',
            source: 'STORK, Portworx driver',
          },
        ),
      },
      { required: true, doc: 'What to snapshot, and how.' },
    ),
    status: object(
      {
        stage: choice(
          {
            '': 'not started',
            PreChecks: 'looking for claims and rules',
            PreSnapshot: 'the pre rule runs',
            Snapshot: 'the storage takes the snapshots',
            PostSnapshot: 'the post rule runs',
            Final: 'over',
          },
          { doc: 'Where in its life the group is.', setBy: 'controller' },
        ),
        status: choice(
          { '': 'not started', Pending: 'waits', InProgress: 'works', Failed: 'failed', Successful: 'done' },
          { doc: 'How it is going.', setBy: 'controller' },
        ),
        numRetries: count({ doc: 'Attempts made after the first.', setBy: 'controller' }),
        volumeSnapshots: list(
          object(
            {
              VolumeSnapshotName: text({ doc: 'The VolumeSnapshot made for the member.' }),
              TaskID: text({ doc: 'The cloud task; empty for a local snapshot.' }),
              ParentVolumeID: text({ doc: 'The volume that was snapshotted.' }),
              DataSource: anything({ doc: 'Where the snapshot lies, as in VolumeSnapshotData.' }),
              Conditions: anything({ doc: 'Conditions of the member; none while its task is queued.' }),
            },
            { doc: 'One member. These keys are capitalised.' },
          ),
          { doc: 'One entry per member.', setBy: 'controller' },
        ),
      },
      { doc: 'Where the group is and how it is going.', setBy: 'controller' },
    ),
  }),
)

export type GroupVolumeSnapshot = InferKind<typeof groupVolumeSnapshot>

/** STORK's VolumeSnapshotSchedule: snapshots of one claim, or with pxsnap of a group, again and again. */

import { type InferKind, kind } from '../kind.ts'
import { choice, flag, list, map, object, reference, text, time } from '../schema.ts'

export const volumeSnapshotSchedule = kind(
  'stork.libopenstorage.org/v1alpha1',
  'VolumeSnapshotSchedule',
  {
    plural: 'volumesnapshotschedules',
    scope: 'Namespaced',
    shortNames: ['snapshotschedule', 'snapshotschedules', 'vss'],
    doc: 'Snapshots of one claim at the times of a policy. Its labels and annotations are copied to every snapshot, so options such as `portworx/snapshot-type` stand in its own metadata.',
  },
  () => ({
    spec: object(
      {
        schedulePolicyName: reference('SchedulePolicy', {
          required: true,
          doc: 'The policy: a NamespacedSchedulePolicy of this namespace, or else the SchedulePolicy of that name.',
          source: 'STORK, snapshot schedule controller',
        }),
        suspend: flag({
          default: false,
          doc: 'No new snapshots while it is true. pxsnap does not make up for slots that passed meanwhile, and says how many they were.',
          source: 'STORK, snapshot schedule controller',
        }),
        reclaimPolicy: choice(
          {
            Delete: 'the snapshots are deleted with the schedule',
            Retain: 'the snapshots stay when the schedule is deleted',
          },
          {
            default: 'Delete',
            doc: 'What becomes of the snapshots when the schedule is deleted.',
            source: 'STORK, snapshot schedule controller',
          },
        ),
        preExecRule: reference('Rule', {
          doc: 'The Rule run before every snapshot, in the namespace of the schedule.',
          source: 'STORK, snapshot schedule controller',
        }),
        postExecRule: reference('Rule', {
          doc: 'The Rule run after every snapshot, in the namespace of the schedule.',
          source: 'STORK, snapshot schedule controller',
        }),
        template: object(
          {
            spec: object(
              {
                persistentVolumeClaimName: reference('PersistentVolumeClaim', {
                  doc: 'The claim to snapshot, in the namespace of the schedule. Left out only where the annotation `pxsnap.io/pvc-selector` chooses a group.',
                  source: 'STORK, snapshot schedule controller',
                }),
              },
              { required: true, doc: 'The spec of every snapshot.' },
            ),
          },
          { required: true, doc: 'What every snapshot is made from. Nothing but `spec` is read.' },
        ),
      },
      { required: true, doc: 'What to snapshot, when, and how much to keep.' },
    ),
    status: object(
      {
        items: map(
          list(
            object(
              {
                name: text({ doc: 'The snapshot.' }),
                creationTimestamp: time({ doc: 'When the run began.' }),
                finishTimestamp: time({ doc: 'When it was over.' }),
                status: choice(
                  { Pending: 'under way', Ready: 'usable', Error: 'failed' },
                  { doc: 'What became of the run.' },
                ),
                message: text({ doc: 'For Error: what went wrong.' }),
                deleted: flag({ doc: 'The failed snapshot was removed.' }),
              },
              { doc: 'One run.' },
            ),
            { doc: 'The runs of one section.' },
          ),
          { doc: 'The runs by section: Interval, Daily, Weekly, Monthly.', setBy: 'controller' },
        ),
      },
      { doc: 'The runs that are kept, and those under way.', setBy: 'controller' },
    ),
  }),
)

export type VolumeSnapshotSchedule = InferKind<typeof volumeSnapshotSchedule>

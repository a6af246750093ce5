/** What an ApplicationBackup is asked to do; an ApplicationBackupSchedule holds the same as its template. */

import { choice, flag, labels, list, map, object, reference, text } from '../schema.ts'

/** The objects named one by one, in backups and restores. */
export function namedObjects(doc: string) {
  return list(
    object(
      {
        name: text({ doc: 'The name of the object.' }),
        namespace: text({ doc: 'Its namespace.' }),
        group: text({ doc: 'Its API group; `core` for the one without a name.' }),
        version: text({ doc: 'Its API version.' }),
        kind: text({ doc: 'Its kind.' }),
      },
      { doc: 'One object.' },
    ),
    { doc },
  )
}

/** What a backup or restore is of. */
export function backupObjectType() {
  return choice(
    { '': 'the same as All', All: 'all objects', VirtualMachine: 'KubeVirt virtual machines' },
    { default: 'All', doc: 'What is backed up. Any other word fails at once.', source: 'STORK, backup controller' },
  )
}

/** The field `spec` of an ApplicationBackup, or of a schedule's template. */
export function applicationBackupSpec() {
  return object(
    {
      namespaces: list(reference('Namespace', { doc: 'The name of a namespace; `*` for all but the system ones.' }), {
        doc: 'Namespaces to back up. Outside the admin namespace only the own one is allowed.',
        source: 'STORK, backup controller',
      }),
      namespaceSelector: text({
        doc: 'A label selector as text. Overrides `namespaces` in every pass.',
        example: 'team=shop',
        source: 'STORK, backup controller',
      }),
      backupLocation: reference('BackupLocation', {
        required: true,
        doc: 'The BackupLocation, in the namespace of the backup.',
        source: 'STORK, backup controller',
      }),
      platformCredential: text({ doc: 'The PlatformCredential of a Rancher cluster.' }),
      rancherProjects: map(text({ doc: 'The name of the project.' }), { doc: 'Rancher projects.' }),
      selectors: labels({ doc: 'Only objects that carry all of these labels.', source: 'STORK, resource collector' }),
      includeResources: namedObjects('Only these objects.'),
      resourceTypes: list(text({ doc: 'A kind.' }), { doc: 'Only objects of these kinds.' }),
      preExecRule: reference('Rule', {
        doc: 'The Rule run before the volumes, in every namespace. Stands in the namespace of the backup. A failure fails the backup.',
        source: 'STORK, backup controller',
      }),
      postExecRule: reference('Rule', {
        doc: 'The Rule run after the volumes have been started, in every namespace. Stands in the namespace of the backup.',
        source: 'STORK, backup controller',
      }),
      reclaimPolicy: choice(
        { Delete: 'the bytes go with the object', Retain: 'the bytes stay' },
        { default: 'Delete', doc: 'What happens to the bytes when the object is deleted.' },
      ),
      options: map(text({ doc: 'The value.' }), { doc: 'Options of the driver; all values are text.' }),
      backupType: choice(
        { '': 'the way of the driver', Generic: 'a file copy that suits any driver' },
        { doc: 'How volumes are backed up.' },
      ),
      csiSnapshotClassMap: map(reference('VolumeSnapshotClass', { doc: 'The class to use.' }), {
        doc: 'CSI driver: the VolumeSnapshotClass to use.',
      }),
      backupObjectType: backupObjectType(),
      skipAutoExecRules: flag({
        default: false,
        doc: 'Do not freeze virtual machines by rules of its own. Must be true where explicit rules and VirtualMachine meet.',
        source: 'STORK, backup controller',
      }),
      skipServiceUpdate: flag({ default: false, doc: 'Keep the cluster IPs of services.' }),
      directKDMP: flag({ default: false, doc: 'Copy files straight from the volume, without a snapshot.' }),
    },
    { required: true, doc: 'What to back up, and where to.' },
  )
}

/** STORK's BackupLocation: the object store that backups and pairs use. It has no `spec`. */

import { type InferKind, kind } from '../kind.ts'
import { choice, count, flag, object, openObject, reference, text } from '../schema.ts'

export const backupLocation = kind(
  'stork.libopenstorage.org/v1alpha1',
  'BackupLocation',
  {
    plural: 'backuplocations',
    scope: 'Namespaced',
    doc: 'An object store for backups. The items stand under the top-level key `location`.',
  },
  () => ({
    location: object(
      {
        type: choice(
          {
            s3: 'an S3 endpoint',
            azure: 'Azure Blob Storage',
            google: 'Google Cloud Storage',
            nfs: 'an NFS share',
          },
          { required: true, doc: 'The kind of store; the block of the same name holds its settings.' },
        ),
        path: text({ doc: 'The bucket or container, or the directory of a share.' }),
        secretConfig: reference('Secret', {
          doc: 'A Secret, in the namespace of the location, that holds keys and passwords instead of this object.',
          source: 'STORK, backup location',
        }),
        sync: flag({ doc: 'Make ApplicationBackup objects for the backups found in the store.' }),
        encryptionKey: text({ secret: true, doc: 'No longer to be used; see `encryptionV2Key`.' }),
        encryptionV2Key: text({ secret: true, doc: 'The key that backups are encrypted with.' }),
        repositoryPassword: text({ secret: true, doc: 'The password of the repository of generic backups.' }),
        s3Config: openObject(
          {
            endpoint: text({ default: 's3.amazonaws.com', doc: 'The address of the endpoint.' }),
            accessKeyID: text({ doc: 'The access key id.' }),
            secretAccessKey: text({ secret: true, doc: 'The access key.' }),
            region: text({ default: 'us-east-1', doc: 'The region of the bucket.' }),
            disableSSL: flag({ default: false, doc: 'Talk to the endpoint without encryption.' }),
            storageClass: text({ doc: 'The storage class of the objects in the bucket.' }),
            useIam: flag({ default: false, doc: 'Use the role of the node instead of keys.' }),
            sse: choice(
              { AES256: 'with keys of the store', 'aws:kms': 'with keys of its key service' },
              { doc: 'Encryption on the side of the store.' },
            ),
          },
          { doc: 'An S3 endpoint.' },
        ),
        azureConfig: openObject(
          {
            storageAccountName: text({ doc: 'The storage account.' }),
            storageAccountKey: text({ secret: true, doc: 'Its key.' }),
            tenantID: text({ doc: 'The tenant.' }),
            subscriptionID: text({ doc: 'The subscription.' }),
            clientID: text({ doc: 'The client to log in as.' }),
            clientSecret: text({ secret: true, doc: 'Its password.' }),
            environment: text({ default: 'AzurePublicCloud', doc: 'The cloud; AzureChinaCloud for the Chinese one.' }),
            resourceGroupName: text({ doc: 'The resource group.' }),
          },
          { doc: 'Azure Blob Storage.' },
        ),
        googleConfig: openObject(
          {
            projectID: text({ doc: 'The project.' }),
            accountKey: text({ secret: true, doc: 'The key of the service account, as JSON.', multiline: true }),
          },
          { doc: 'Google Cloud Storage.' },
        ),
        nfsConfig: openObject(
          {
            serverAddr: text({ doc: 'The address of the server.' }),
            subPath: text({ doc: 'The directory of the share.' }),
            mountOptions: text({ doc: 'Options of the mount.' }),
            nfsIOTimeoutInSecs: count({ doc: 'How long one operation may take, in seconds.' }),
          },
          { doc: 'An NFS share.' },
        ),
      },
      { required: true, doc: 'Where the store is, and how to get in.' },
    ),
    cluster: openObject(
      {
        type: choice(
          { aws: 'Amazon', gcp: 'Google', azure: 'Microsoft' },
          { doc: 'The cloud that the cluster runs in.' },
        ),
      },
      { doc: "Access to the cluster's own cloud." },
    ),
  }),
)

export type BackupLocation = InferKind<typeof backupLocation>

/** The buckets that credentials of simulated clusters point at: directories beside the clusters, or real S3 endpoints. */

import { dirname, join } from 'node:path'
import { type ObjectStore, PortError } from '@pxsnap/core/ports'
import type { Credential } from '@pxsnap/core/storage/simulated'
import { directoryObjectStore } from '@pxsnap/core/system'
import type { Face } from './face.ts'
import { simulatedClustersDirectory } from './sim-home.ts'

/** All simulated clusters of one home share its buckets. Keys of S3 come from the environment and are kept nowhere. */
export function objectStoresOf(face: Face): (credential: Credential) => Promise<ObjectStore> {
  return async credential => {
    const { at, bucket } = credential
    if (at.kind === 's3') return openS3(face, credential.name, bucket, at)
    const path = join(dirname(simulatedClustersDirectory(face)), 'buckets', encodeURIComponent(bucket))
    return directoryObjectStore({ path, bucket, absent: 'make' })
  }
}

async function openS3(
  { env }: Face,
  name: string,
  bucket: string,
  { endpoint, region, pathStyle, keysFrom = 'AWS_' }: Extract<Credential['at'], { readonly kind: 's3' }>,
): Promise<ObjectStore> {
  const accessKeyId = env[`${keysFrom}ACCESS_KEY_ID`]
  const secretAccessKey = env[`${keysFrom}SECRET_ACCESS_KEY`]
  const sessionToken = env[`${keysFrom}SESSION_TOKEN`]
  if (!accessKeyId || !secretAccessKey)
    throw new PortError(
      'unauthenticated',
      `The credential ${name} has no keys: set ${keysFrom}ACCESS_KEY_ID and ${keysFrom}SECRET_ACCESS_KEY.`,
    )
  // Its warning about versions of Node is meant for whoever builds on it, not for users of this program.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true'
  // Large, and most commands never need it.
  const { s3ObjectStore } = await import('@pxsnap/core/storage/s3')
  return s3ObjectStore({
    bucket,
    keys: { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) },
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(region === undefined ? {} : { region }),
    ...(pathStyle === undefined ? {} : { pathStyle }),
  })
}

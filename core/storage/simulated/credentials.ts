/** Who may use which bucket. A credential's keys are never here: it only says where they are found. */

import type { Instant } from '../../base/index.ts'
import { type ObjectStore, PortError } from '../../ports/index.ts'
import { MemoryBucket, type MemoryBucketOptions, type MemoryBucketState } from '../object-store/index.ts'

export type Credential = {
  readonly name: string
  readonly bucket: string
  /** Whether the store still knows it. */
  readonly valid: boolean
  readonly at:
    | { readonly kind: 'embedded' }
    /** Files that all simulated clusters of one home share. */
    | { readonly kind: 'directory' }
    | {
        readonly kind: 's3'
        readonly endpoint?: string
        readonly region?: string
        readonly pathStyle?: boolean
        /** Environment variables are `<prefix>ACCESS_KEY_ID` and `<prefix>SECRET_ACCESS_KEY`; absent: `AWS_`. */
        readonly keysFrom?: string
      }
}

/** Where the bytes of a credential go. */
export type Bucket =
  | { readonly kind: 'embedded'; readonly bucket: MemoryBucket }
  | { readonly kind: 'outside'; readonly store: () => Promise<ObjectStore> }

export type CredentialsOptions = {
  readonly now: () => Instant
  /** Opens what a credential outside the cluster's own state points at; absent: an embedded bucket stands in for it. */
  readonly objectStore?: (credential: Credential) => Promise<ObjectStore>
  readonly digest?: MemoryBucketOptions['digest']
}

export type CredentialsState = {
  readonly credentials: readonly Credential[]
  readonly buckets: readonly MemoryBucketState[]
}

function usual({ objectStore }: CredentialsOptions): Credential {
  return { name: 'default', bucket: 'backups', valid: true, at: { kind: objectStore ? 'directory' : 'embedded' } }
}

export class Credentials {
  readonly #options: CredentialsOptions
  readonly #credentials = new Map<string, Credential>()
  readonly #buckets = new Map<string, MemoryBucket>()
  readonly #stores = new Map<string, Promise<ObjectStore>>()

  /** Begins with one called `default`, for a bucket that other clusters share where there is one, else an embedded one. */
  constructor(
    options: CredentialsOptions,
    state?: CredentialsState,
    pieces: ReadonlyMap<string, Uint8Array> = new Map(),
  ) {
    this.#options = options
    for (const bucket of state?.buckets ?? [])
      this.#buckets.set(bucket.name, MemoryBucket.restore(this.#bucketOptions, bucket, pieces))
    for (const credential of state?.credentials ?? [usual(options)]) this.set(credential)
  }

  get #bucketOptions(): Omit<MemoryBucketOptions, 'name'> {
    const { now, digest } = this.#options
    return digest === undefined ? { now } : { now, digest }
  }

  all(): readonly Credential[] {
    return [...this.#credentials.values()]
  }

  /** Adds the credential or changes the one of its name, and makes its bucket when that is an embedded one. */
  set(credential: Credential): void {
    this.#credentials.set(credential.name, credential)
    this.#stores.delete(credential.name)
    if (credential.at.kind === 'embedded' && !this.#buckets.has(credential.bucket))
      this.#buckets.set(credential.bucket, new MemoryBucket({ ...this.#bucketOptions, name: credential.bucket }))
  }

  remove(name: string): void {
    this.#credentials.delete(name)
    this.#stores.delete(name)
  }

  /** An embedded bucket, to look into and to let go wrong. */
  bucket(name: string): MemoryBucket | undefined {
    return this.#buckets.get(name)
  }

  removeBucket(name: string): void {
    this.#buckets.delete(name)
  }

  /** The credential of that name, or the only one. Throws a PortError that says what there is. */
  named(name: string | undefined): Credential {
    const known = this.all()
    const [only, ...others] = known
    if (name === undefined && only !== undefined && others.length === 0) return only
    const names = known.length === 0 ? 'There are none' : `There are ${known.map(each => each.name).join(', ')}`
    if (name === undefined) throw new PortError('rejected', `Which credential to use is not said. ${names}.`)
    const found = this.#credentials.get(name)
    if (found === undefined) throw new PortError('unauthenticated', `There is no credential ${name}. ${names}.`)
    return found
  }

  /** Where its bytes go. Throws a PortError when the credential cannot be used. */
  open(credential: Credential): Bucket {
    if (!credential.valid)
      throw new PortError(
        'unauthenticated',
        `The object store does not know the credential ${credential.name} any more.`,
      )
    if (credential.at.kind === 'embedded') {
      const bucket = this.#buckets.get(credential.bucket)
      if (bucket === undefined) throw new PortError('missing', `There is no bucket ${credential.bucket}.`)
      return { kind: 'embedded', bucket }
    }
    const { objectStore } = this.#options
    if (objectStore === undefined) return { kind: 'embedded', bucket: this.#standIn(credential) }
    const store = async (): Promise<ObjectStore> => {
      const opened = this.#stores.get(credential.name) ?? objectStore(credential)
      this.#stores.set(credential.name, opened)
      opened.catch(() => this.#stores.delete(credential.name))
      return opened
    }
    return { kind: 'outside', store }
  }

  /** What a world without outside, such as a copy to try things in, has instead of a bucket outside. */
  #standIn({ name, bucket }: Credential): MemoryBucket {
    const key = `${name}/${bucket}`
    const known = this.#buckets.get(key) ?? new MemoryBucket({ ...this.#bucketOptions, name: key })
    this.#buckets.set(key, known)
    return known
  }

  state(): CredentialsState {
    return { credentials: this.all(), buckets: Array.from(this.#buckets.values(), bucket => bucket.state()) }
  }

  /** The bytes of all embedded buckets. */
  pieces(): ReadonlyMap<string, Uint8Array> {
    return new Map(Array.from(this.#buckets.values()).flatMap(bucket => [...bucket.pieces()]))
  }
}

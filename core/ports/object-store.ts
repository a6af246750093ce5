/** A bucket of an S3 object store: bytes under keys, written whole or not at all. Keys are UTF-8 without a leading slash. */

export type StoredObject = {
  readonly bytes: Uint8Array
  /** The store's own mark of this content. */
  readonly etag: string
}

export type ObjectInfo = { readonly key: string; readonly sizeBytes: number; readonly etag: string }

export type PartInfo = { readonly number: number; readonly sizeBytes: number; readonly etag: string }

/**
 * Expected absences are values. Throws a PortError: `unauthenticated` for credentials that nobody knows, `forbidden`,
 * `missing` for a bucket that is not there, `unreachable` for no answer and 5xx, `timeout`, `corrupted` for bytes that
 * are not what was sent, `full`.
 */
export interface ObjectStore {
  /** What it is, for messages: never with credentials. */
  readonly description: string
  /** The etag that these bytes get as one object or part; undefined where the store makes marks that nobody can foretell. */
  markOf(bytes: Uint8Array): string | undefined
  /** Whether the bucket is there and may be used. */
  check(signal?: AbortSignal): Promise<void>
  /** Stores the bytes, which arrive whole or not at all; checked end to end. */
  put(key: string, bytes: Uint8Array, signal?: AbortSignal): Promise<{ readonly etag: string }>
  /** `range`: bytes from `start` to before `end`. */
  get(
    key: string,
    range?: { readonly start: number; readonly end: number },
    signal?: AbortSignal,
  ): Promise<StoredObject | undefined>
  head(key: string, signal?: AbortSignal): Promise<ObjectInfo | undefined>
  /** Keys with the prefix in the order of their bytes, at most 1,000 after `after`. */
  list(
    prefix: string,
    after?: string,
    signal?: AbortSignal,
  ): Promise<{ readonly objects: readonly ObjectInfo[]; readonly more: boolean }>
  /** Repeating it changes nothing. */
  delete(key: string, signal?: AbortSignal): Promise<void>
  /** Begins an upload in parts, of 5 MiB and more but the last. */
  beginUpload(key: string, signal?: AbortSignal): Promise<string>
  /** Unfinished uploads of keys with the prefix, oldest first, so that one whose answer was lost is found again. */
  listUploads(
    prefix: string,
    signal?: AbortSignal,
  ): Promise<readonly { readonly key: string; readonly upload: string }[]>
  /** Numbers count from 1. Sending a number again replaces the part. */
  putPart(
    part: { readonly key: string; readonly upload: string; readonly number: number; readonly bytes: Uint8Array },
    signal?: AbortSignal,
  ): Promise<PartInfo>
  /** The parts that have arrived, by number; undefined when there is no such upload. */
  listParts(key: string, upload: string, signal?: AbortSignal): Promise<readonly PartInfo[] | undefined>
  /** Makes the object of its parts. Repeating it after it was done changes nothing. */
  completeUpload(
    upload: { readonly key: string; readonly upload: string; readonly parts: readonly PartInfo[] },
    signal?: AbortSignal,
  ): Promise<{ readonly etag: string }>
  /** Forgets an unfinished upload and its parts. Repeating it changes nothing. */
  abortUpload(key: string, upload: string, signal?: AbortSignal): Promise<void>
}

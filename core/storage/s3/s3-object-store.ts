/** A bucket of a real S3 endpoint: the port over the S3 client, which repeats nothing by itself. */

import { createHash } from 'node:crypto'
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import { type ObjectInfo, type ObjectStore, type PartInfo, PortError } from '../../ports/index.ts'
import { asPortError, codeOf } from './s3-errors.ts'

export type S3Options = {
  readonly bucket: string
  /** Absent: AWS's own for the region. */
  readonly endpoint?: string
  readonly region?: string
  /** `https://host/bucket/key` instead of `https://bucket.host/key`, as most servers other than AWS want it. */
  readonly pathStyle?: boolean
  readonly keys: { readonly accessKeyId: string; readonly secretAccessKey: string; readonly sessionToken?: string }
  readonly connectTimeoutMs?: number
  /** Without a byte for so long, a call has failed. */
  readonly idleTimeoutMs?: number
}

/** Uploads go through MD5, the one checksum that every S3 server knows: it guards against damage on the way, no more. */
export function s3ObjectStore(options: S3Options): ObjectStore & { close(): void } {
  return new S3ObjectStore(options)
}

class S3ObjectStore implements ObjectStore {
  readonly description: string
  readonly #bucket: string
  readonly #client: S3Client
  /** A lookup of a key that is not there does not say whether the bucket is; it is asked for until it was seen once. */
  #bucketSeen = false

  constructor({ bucket, endpoint, region = 'us-east-1', pathStyle = false, keys, ...times }: S3Options) {
    this.#bucket = bucket
    const where = endpoint === undefined ? `AWS, region ${region}` : new URL(endpoint).host
    this.description = `bucket ${bucket} at ${where}`
    const idleMs = times.idleTimeoutMs ?? 60_000
    this.#client = new S3Client({
      region,
      credentials: keys,
      forcePathStyle: pathStyle,
      maxAttempts: 1,
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      requestHandler: {
        connectionTimeout: times.connectTimeoutMs ?? 5_000,
        requestTimeout: idleMs,
        throwOnRequestTimeout: true,
        socketTimeout: idleMs,
      },
      ...(endpoint === undefined ? {} : { endpoint }),
    })
  }

  close(): void {
    this.#client.destroy()
  }

  /** Right for plain parts; where the bucket has a key of a key service, what is there never matches and is sent again. */
  markOf(bytes: Uint8Array): string {
    return md5(bytes, 'hex')
  }

  async check(signal?: AbortSignal): Promise<void> {
    // A HEAD of the bucket answers without words: wrong keys and a missing permission look the same.
    const command = new ListObjectsV2Command({ Bucket: this.#bucket, MaxKeys: 1 })
    await this.#ask(abort => this.#client.send(command, abort), signal)
    this.#bucketSeen = true
  }

  async put(key: string, bytes: Uint8Array, signal?: AbortSignal): Promise<{ readonly etag: string }> {
    const command = new PutObjectCommand({
      Bucket: this.#bucket,
      Key: key,
      Body: bytes,
      ContentLength: bytes.length,
      ContentMD5: md5(bytes, 'base64'),
    })
    const answer = await this.#ask(abort => this.#client.send(command, abort), signal)
    this.#bucketSeen = true
    return { etag: this.#arrived(key, bytes, answer) }
  }

  async get(key: string, range?: { readonly start: number; readonly end: number }, signal?: AbortSignal) {
    if (range !== undefined && range.end <= range.start) {
      const found = await this.head(key, signal)
      return found && { bytes: new Uint8Array(0), etag: found.etag }
    }
    const part = range === undefined ? {} : { Range: `bytes=${range.start}-${range.end - 1}` }
    const command = new GetObjectCommand({ Bucket: this.#bucket, Key: key, ...part })
    const answer = await this.#unless(
      ['NoSuchKey'],
      async abort => {
        const got = await this.#client.send(command, abort)
        return { got, bytes: (await got.Body?.transformToByteArray()) ?? new Uint8Array(0) }
      },
      signal,
    )
    if (answer === undefined) return undefined
    const { got, bytes } = answer
    const etag = plain(got.ETag)
    const short = got.ContentLength !== undefined && got.ContentLength !== bytes.length
    const changed = range === undefined && isMd5(etag, got.ServerSideEncryption) && md5(bytes, 'hex') !== etag
    if (short || changed) throw this.#damaged(key)
    return { bytes, etag }
  }

  async head(key: string, signal?: AbortSignal): Promise<ObjectInfo | undefined> {
    const command = new HeadObjectCommand({ Bucket: this.#bucket, Key: key })
    const answer = await this.#unless(['NotFound', 'NoSuchKey'], abort => this.#client.send(command, abort), signal)
    if (answer === undefined && !this.#bucketSeen) await this.check(signal)
    return answer && { key, sizeBytes: answer.ContentLength ?? 0, etag: plain(answer.ETag) }
  }

  async list(prefix: string, after?: string, signal?: AbortSignal) {
    const start = after === undefined ? {} : { StartAfter: after }
    const command = new ListObjectsV2Command({ Bucket: this.#bucket, Prefix: prefix, MaxKeys: 1000, ...start })
    const answer = await this.#ask(abort => this.#client.send(command, abort), signal)
    const objects = (answer.Contents ?? []).flatMap(({ Key, Size, ETag }) =>
      Key === undefined ? [] : [{ key: Key, sizeBytes: Size ?? 0, etag: plain(ETag) }],
    )
    return { objects, more: answer.IsTruncated === true }
  }

  async delete(key: string, signal?: AbortSignal): Promise<void> {
    const command = new DeleteObjectCommand({ Bucket: this.#bucket, Key: key })
    await this.#unless(['NoSuchKey'], abort => this.#client.send(command, abort), signal)
  }

  async beginUpload(key: string, signal?: AbortSignal): Promise<string> {
    const command = new CreateMultipartUploadCommand({ Bucket: this.#bucket, Key: key })
    const { UploadId } = await this.#ask(abort => this.#client.send(command, abort), signal)
    if (UploadId === undefined) throw new PortError('rejected', `${this.description} began an upload without a name.`)
    return UploadId
  }

  async listUploads(prefix: string, signal?: AbortSignal) {
    const found: { readonly key: string; readonly upload: string; readonly begun: number }[] = []
    for (let after = {}; ; ) {
      const command = new ListMultipartUploadsCommand({ Bucket: this.#bucket, Prefix: prefix, ...after })
      const answer = await this.#ask(abort => this.#client.send(command, abort), signal)
      // Some servers give all of the bucket's, whatever the prefix.
      for (const { Key, UploadId, Initiated } of answer.Uploads ?? [])
        if (Key?.startsWith(prefix) && UploadId !== undefined)
          found.push({ key: Key, upload: UploadId, begun: Initiated?.getTime() ?? 0 })
      const { IsTruncated, NextKeyMarker, NextUploadIdMarker } = answer
      if (IsTruncated !== true || NextKeyMarker === undefined) break
      after = {
        KeyMarker: NextKeyMarker,
        ...(NextUploadIdMarker === undefined ? {} : { UploadIdMarker: NextUploadIdMarker }),
      }
    }
    return found.sort((a, b) => a.begun - b.begun).map(({ key, upload }) => ({ key, upload }))
  }

  async putPart(
    {
      key,
      upload,
      number,
      bytes,
    }: { readonly key: string; readonly upload: string; readonly number: number; readonly bytes: Uint8Array },
    signal?: AbortSignal,
  ): Promise<PartInfo> {
    const command = new UploadPartCommand({
      Bucket: this.#bucket,
      Key: key,
      UploadId: upload,
      PartNumber: number,
      Body: bytes,
      ContentLength: bytes.length,
      ContentMD5: md5(bytes, 'base64'),
    })
    const answer = await this.#ask(abort => this.#client.send(command, abort), signal)
    return { number, sizeBytes: bytes.length, etag: this.#arrived(key, bytes, answer) }
  }

  async listParts(key: string, upload: string, signal?: AbortSignal): Promise<readonly PartInfo[] | undefined> {
    const found: PartInfo[] = []
    for (let after = {}; ; ) {
      const command = new ListPartsCommand({ Bucket: this.#bucket, Key: key, UploadId: upload, ...after })
      const answer = await this.#unless(['NoSuchUpload'], abort => this.#client.send(command, abort), signal)
      if (answer === undefined) return undefined
      for (const { PartNumber, Size, ETag } of answer.Parts ?? [])
        if (PartNumber !== undefined) found.push({ number: PartNumber, sizeBytes: Size ?? 0, etag: plain(ETag) })
      if (answer.IsTruncated !== true || answer.NextPartNumberMarker === undefined) break
      after = { PartNumberMarker: answer.NextPartNumberMarker }
    }
    return found.sort((a, b) => a.number - b.number)
  }

  async completeUpload(
    { key, upload, parts }: { readonly key: string; readonly upload: string; readonly parts: readonly PartInfo[] },
    signal?: AbortSignal,
  ): Promise<{ readonly etag: string }> {
    const command = new CompleteMultipartUploadCommand({
      Bucket: this.#bucket,
      Key: key,
      UploadId: upload,
      MultipartUpload: { Parts: parts.map(({ number, etag }) => ({ PartNumber: number, ETag: `"${etag}"` })) },
    })
    const answer = await this.#unless(['NoSuchUpload'], abort => this.#client.send(command, abort), signal)
    if (answer !== undefined) return { etag: plain(answer.ETag) }
    // Done already, with the answer lost: then the object is made of so many parts and has their size.
    const found = await this.head(key, signal)
    const sizeBytes = parts.reduce((sum, part) => sum + part.sizeBytes, 0)
    if (found?.sizeBytes === sizeBytes && found.etag.endsWith(`-${parts.length}`)) return { etag: found.etag }
    throw new PortError('rejected', `${this.description} knows no such upload of ${key}.`)
  }

  async abortUpload(key: string, upload: string, signal?: AbortSignal): Promise<void> {
    const command = new AbortMultipartUploadCommand({ Bucket: this.#bucket, Key: key, UploadId: upload })
    await this.#unless(['NoSuchUpload'], abort => this.#client.send(command, abort), signal)
  }

  /** The mark of what was stored, which says what arrived wherever it is the bytes' MD5. */
  #arrived(
    key: string,
    bytes: Uint8Array,
    answer: { readonly ETag?: string | undefined; readonly ServerSideEncryption?: string | undefined },
  ): string {
    const etag = plain(answer.ETag)
    if (isMd5(etag, answer.ServerSideEncryption) && etag !== md5(bytes, 'hex')) throw this.#damaged(key)
    return etag
  }

  #damaged(key: string): PortError {
    return new PortError('corrupted', `The bytes of ${key} were damaged on the way to or from ${this.description}.`)
  }

  async #unless<T>(
    codes: readonly string[],
    work: (abort: { readonly abortSignal?: AbortSignal }) => Promise<T>,
    signal: AbortSignal | undefined,
  ): Promise<T | undefined> {
    try {
      return await work(signal === undefined ? {} : { abortSignal: signal })
    } catch (error) {
      signal?.throwIfAborted()
      if (codes.includes(codeOf(error))) return undefined
      throw asPortError(error, this.description)
    }
  }

  async #ask<T>(
    work: (abort: { readonly abortSignal?: AbortSignal }) => Promise<T>,
    signal: AbortSignal | undefined,
  ): Promise<T> {
    const answer = await this.#unless([], work, signal)
    if (answer === undefined) throw new PortError('rejected', `${this.description} gave no answer.`)
    return answer
  }
}

function md5(bytes: Uint8Array, as: 'hex' | 'base64'): string {
  return createHash('md5').update(bytes).digest(as)
}

/** Under a key of a key service the mark is something else. */
function isMd5(etag: string, encryption: string | undefined): boolean {
  return /^[0-9a-f]{32}$/.test(etag) && (encryption === undefined || encryption === 'AES256')
}

const plain = (etag: string | undefined): string => (etag ?? '').replace(/^"|"$/g, '')

/** The frames of SPDY/3.1 as far as Kubernetes clients use them. Source: SPDY 3.1, framing layer. */

export type Frame =
  | { readonly is: 'data'; readonly stream: number; readonly fin: boolean; readonly bytes: Buffer }
  | { readonly is: 'syn-stream'; readonly stream: number; readonly fin: boolean; readonly headers: Buffer }
  | { readonly is: 'headers'; readonly stream: number; readonly headers: Buffer }
  | { readonly is: 'reset'; readonly stream: number }
  | { readonly is: 'ping'; readonly id: number }
  | { readonly is: 'go-away' }
  /** Settings, window updates, and types that nobody knows. */
  | { readonly is: 'other' }

const types = { synStream: 1, synReply: 2, reset: 3, ping: 6, goAway: 7, headers: 8 } as const
const version = 3
const finFlag = 1
const headBytes = 8
/** Clients of Kubernetes send 32 KiB at once; more than this is nonsense. */
const longestFrame = 4 * 1024 * 1024

/** Cuts a stream of bytes into frames. */
export class FrameReader {
  #rest: Buffer = Buffer.alloc(0)

  /** The frames that are complete now. Throws RangeError for a frame that is too long, or for another protocol. */
  read(chunk: Buffer): readonly Frame[] {
    this.#rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk])
    const frames: Frame[] = []
    while (this.#rest.length >= headBytes) {
      const length = this.#rest.readUIntBE(5, 3)
      if (length > longestFrame) throw new RangeError(`a frame of ${length} bytes`)
      if (this.#rest.length < headBytes + length) break
      frames.push(frameOf(this.#rest.subarray(0, headBytes), this.#rest.subarray(headBytes, headBytes + length)))
      this.#rest = this.#rest.subarray(headBytes + length)
    }
    return frames
  }
}

function frameOf(head: Buffer, body: Buffer): Frame {
  const first = head.readUInt32BE(0)
  const fin = ((head[4] ?? 0) & finFlag) !== 0
  if (first < 0x8000_0000) return { is: 'data', stream: first, fin, bytes: body }
  const spoken = (first >>> 16) & 0x7fff
  if (spoken !== version) throw new RangeError(`SPDY version ${spoken}`)
  const stream = body.length >= 4 ? body.readUInt32BE(0) & 0x7fff_ffff : 0
  switch (first & 0xffff) {
    case types.synStream:
      return { is: 'syn-stream', stream, fin, headers: body.subarray(10) }
    case types.headers:
      return { is: 'headers', stream, headers: body.subarray(4) }
    case types.reset:
      return { is: 'reset', stream }
    case types.ping:
      return { is: 'ping', id: body.length >= 4 ? body.readUInt32BE(0) : 0 }
    case types.goAway:
      return { is: 'go-away' }
    default:
      return { is: 'other' }
  }
}

export function dataFrame(stream: number, bytes: Uint8Array, options: { readonly fin: boolean }): Buffer {
  const head = Buffer.alloc(headBytes)
  head.writeUInt32BE(stream, 0)
  head[4] = options.fin ? finFlag : 0
  head.writeUIntBE(bytes.length, 5, 3)
  return Buffer.concat([head, bytes])
}

export function synReplyFrame(stream: number, headers: Uint8Array): Buffer {
  return controlFrame(types.synReply, Buffer.concat([number(stream), headers]))
}

export function pingFrame(id: number): Buffer {
  return controlFrame(types.ping, number(id))
}

export function goAwayFrame(lastStream: number): Buffer {
  return controlFrame(types.goAway, Buffer.concat([number(lastStream), number(0)]))
}

/** As a client sends it; for tests. */
export function synStreamFrame(stream: number, headers: Uint8Array): Buffer {
  return controlFrame(types.synStream, Buffer.concat([number(stream), number(0), Buffer.from([0, 0]), headers]))
}

function controlFrame(type: number, body: Buffer): Buffer {
  const head = Buffer.alloc(headBytes)
  head.writeUInt16BE(0x8000 | version, 0)
  head.writeUInt16BE(type, 2)
  head.writeUIntBE(body.length, 5, 3)
  return Buffer.concat([head, body])
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

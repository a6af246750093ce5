/** Exec over SPDY/3.1, for clients that know nothing newer. Source: Kubernetes, remotecommand protocols 1 to 4. */

import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { type ClientStreams, type ProgramStreams, statusOf, wordsOf } from '../streams.ts'
import { dataFrame, type Frame, FrameReader, goAwayFrame, pingFrame, synReplyFrame } from './frames.ts'
import { HeaderReader, HeaderWriter } from './header-block.ts'

/** Best first. */
const protocols = ['v4.channel.k8s.io', 'v3.channel.k8s.io', 'v2.channel.k8s.io', 'channel.k8s.io']

/** The version to speak with the client, or undefined when it offers none that is spoken here. */
export function spdyProtocol({ headersDistinct }: IncomingMessage): string | undefined {
  const offered = (headersDistinct['x-stream-protocol-version'] ?? []).flatMap(line => line.split(','))
  const words = offered.map(word => word.trim())
  return protocols.find(protocol => words.includes(protocol))
}

export type SpdyExec = {
  readonly protocol: string
  /** Which streams the client will open, beside the one for errors. */
  readonly streams: readonly ('stdin' | 'stdout' | 'stderr')[]
  readonly start: (client: ClientStreams) => ProgramStreams
}

/** Accepts the upgrade. The program starts when the client has opened its streams. */
export function serveSpdy(socket: Socket, head: Buffer, exec: SpdyExec): void {
  const { protocol } = exec
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: SPDY/3.1\r\nX-Stream-Protocol-Version: ${protocol}\r\n\r\n`,
  )
  const connection = new SpdyConnection(socket, exec)
  socket.on('data', chunk => connection.receive(chunk))
  socket.on('end', () => connection.gone())
  socket.on('close', () => connection.gone())
  socket.on('error', () => connection.gone())
  if (head.length > 0) connection.receive(head)
}

class SpdyConnection {
  readonly #socket: Socket
  readonly #exec: SpdyExec
  readonly #frames = new FrameReader()
  readonly #reader = new HeaderReader()
  readonly #writer = new HeaderWriter()
  /** Stream numbers by what they carry. */
  readonly #streams = new Map<string, number>()
  #program: ProgramStreams | undefined
  /** Frames are handled one after the other: header blocks depend on those before. */
  #work: Promise<void> = Promise.resolve()
  #last = 0
  #isGone = false

  constructor(socket: Socket, exec: SpdyExec) {
    this.#socket = socket
    this.#exec = exec
  }

  receive(chunk: Buffer): void {
    this.#work = this.#work
      .then(async () => {
        for (const frame of this.#frames.read(chunk)) await this.#handle(frame)
      })
      .catch(() => {
        this.#socket.destroy()
        this.gone()
      })
  }

  gone(): void {
    if (this.#isGone) return
    this.#isGone = true
    this.#program?.gone()
    this.#reader.close()
    this.#writer.close()
  }

  async #handle(frame: Frame): Promise<void> {
    if (this.#isGone) return
    switch (frame.is) {
      case 'syn-stream': {
        const headers = await this.#reader.read(frame.headers)
        this.#last = frame.stream
        this.#streams.set(headers.streamtype ?? '', frame.stream)
        const reply = await this.#writer.write({})
        this.#send(synReplyFrame(frame.stream, reply))
        if (frame.fin && headers.streamtype === 'stdin') this.#program?.stdinEnded()
        this.#startWhenReady()
        return
      }
      case 'headers':
        await this.#reader.read(frame.headers)
        return
      case 'data': {
        const { stream, bytes, fin } = frame
        if (stream !== this.#streams.get('stdin')) return
        if (bytes.length > 0) this.#program?.stdin(bytes)
        if (fin) this.#program?.stdinEnded()
        return
      }
      case 'reset':
        if (frame.stream === this.#streams.get('stdin')) this.#program?.stdinEnded()
        return
      case 'ping':
        // A client's own pings have odd numbers; the answer carries the same.
        if (frame.id % 2 === 1) this.#send(pingFrame(frame.id))
        return
      case 'go-away':
      case 'other':
        return
    }
  }

  #startWhenReady(): void {
    const isReady = ['error', ...this.#exec.streams].every(name => this.#streams.has(name))
    if (!isReady || this.#program !== undefined) return
    this.#program = this.#exec.start({
      write: (stream, bytes) => this.#write(stream, bytes, false),
      end: ending => {
        const isNew = this.#exec.protocol === 'v4.channel.k8s.io'
        for (const name of ['stdout', 'stderr']) this.#write(name, new Uint8Array(), true)
        this.#write('error', Buffer.from(isNew ? JSON.stringify(statusOf(ending)) : wordsOf(ending)), true)
        this.#send(goAwayFrame(this.#last))
        this.#socket.end()
      },
    })
  }

  #write(name: string, bytes: Uint8Array, fin: boolean): void {
    const stream = this.#streams.get(name)
    if (stream !== undefined) this.#send(dataFrame(stream, bytes, { fin }))
  }

  #send(frame: Buffer): void {
    if (this.#socket.writable) this.#socket.write(frame)
  }
}

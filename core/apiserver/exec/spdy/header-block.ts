/** Header blocks of SPDY: names and values with their lengths, compressed with one memory per direction. */

import { constants, createDeflate, createInflate, type Deflate, type Inflate } from 'node:zlib'
import { headerDictionary } from './dictionary.ts'

export type Headers = Readonly<Record<string, string>>

/** More than any client sends; what expands further is refused. */
const longestBlock = 1024 * 1024

/** Blocks must be read in the order in which they were sent. */
export class HeaderReader {
  readonly #inflate: Inflate = createInflate({ dictionary: headerDictionary, finishFlush: constants.Z_SYNC_FLUSH })

  async read(block: Buffer): Promise<Headers> {
    return headersIn(await through(this.#inflate, block))
  }

  close(): void {
    this.#inflate.close()
  }
}

/** Blocks must be sent in the order in which they were made. */
export class HeaderWriter {
  readonly #deflate: Deflate = createDeflate({ dictionary: headerDictionary, flush: constants.Z_SYNC_FLUSH })

  write(headers: Headers): Promise<Buffer> {
    return through(this.#deflate, blockOf(headers))
  }

  close(): void {
    this.#deflate.close()
  }
}

function through(stream: Inflate | Deflate, block: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = []
    let size = 0
    const collect = (part: Buffer) => {
      size += part.length
      if (size > longestBlock) stream.destroy(new RangeError('a header block that is too long'))
      parts.push(part)
    }
    const settle = (error?: Error | null) => {
      stream.off('data', collect)
      stream.off('error', settle)
      if (error) reject(error)
      else resolve(Buffer.concat(parts))
    }
    stream.on('data', collect)
    stream.on('error', settle)
    stream.write(block, error => {
      if (error) settle(error)
      else stream.flush(constants.Z_SYNC_FLUSH, () => settle())
    })
  })
}

function headersIn(block: Buffer): Headers {
  const headers: Record<string, string> = {}
  let at = 0
  const number = (): number => {
    if (at + 4 > block.length) throw new RangeError('a header block that ends too early')
    at += 4
    return block.readUInt32BE(at - 4)
  }
  const text = (): string => {
    const length = number()
    if (at + length > block.length) throw new RangeError('a header block that ends too early')
    at += length
    return block.toString('utf8', at - length, at)
  }
  for (let count = number(); count > 0; count--) {
    const name = text()
    headers[name.toLowerCase()] = text()
  }
  return headers
}

function blockOf(headers: Headers): Buffer {
  const number = (value: number) => {
    const bytes = Buffer.alloc(4)
    bytes.writeUInt32BE(value)
    return bytes
  }
  const entries = Object.entries(headers)
  const pairs = entries.flat().flatMap(text => {
    const bytes = Buffer.from(text)
    return [number(bytes.length), bytes]
  })
  return Buffer.concat([number(entries.length), ...pairs])
}

/** Writes protobuf messages. Source: Protocol Buffers, encoding. */

/** One message: the bytes of its fields, in the order in which they were added. */
export class Message {
  readonly #parts: Uint8Array[] = []
  #size = 0

  /** Nothing is written for what is absent or empty, as proto3 has it. */
  text(field: number, value: unknown): this {
    if (typeof value !== 'string' || value === '') return this
    return this.#bytes(field, new TextEncoder().encode(value))
  }

  texts(field: number, values: unknown): this {
    for (const value of Array.isArray(values) ? values : []) this.#bytes(field, new TextEncoder().encode(String(value)))
    return this
  }

  flag(field: number, value: unknown): this {
    if (value !== true) return this
    return this.#add(varint(field * 8), varint(1))
  }

  message(field: number, value: Message | undefined): this {
    if (value === undefined) return this
    return this.#bytes(field, value.bytes())
  }

  bytes(): Uint8Array {
    const whole = new Uint8Array(this.#size)
    let at = 0
    for (const part of this.#parts) {
      whole.set(part, at)
      at += part.length
    }
    return whole
  }

  #bytes(field: number, value: Uint8Array): this {
    return this.#add(varint(field * 8 + 2), varint(value.length), value)
  }

  #add(...parts: readonly Uint8Array[]): this {
    for (const part of parts) {
      this.#parts.push(part)
      this.#size += part.length
    }
    return this
  }
}

function varint(value: number): Uint8Array {
  const bytes: number[] = []
  let rest = value
  while (rest > 127) {
    bytes.push((rest % 128) + 128)
    rest = Math.floor(rest / 128)
  }
  return Uint8Array.from([...bytes, rest])
}

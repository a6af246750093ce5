/** The bytes of protobuf messages as numbered fields. Source: Protocol Buffers, encoding. */

export type WireField =
  | { readonly number: number; readonly type: 'varint'; readonly value: bigint }
  | { readonly number: number; readonly type: 'double'; readonly value: number }
  | { readonly number: number; readonly type: 'bytes'; readonly value: Buffer }

/** What is wrong with bytes that are no message. */
export class WireProblem extends Error {
  override readonly name = 'WireProblem'
}

/** The fields in their order. Throws WireProblem. */
export function* fieldsIn(bytes: Buffer): Iterable<WireField> {
  let at = 0
  const varint = (): bigint => {
    let value = 0n
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = bytes[at]
      if (byte === undefined) throw new WireProblem('the message ends within a number')
      at += 1
      value |= BigInt(byte & 0x7f) << shift
      if (byte < 0x80) return BigInt.asIntN(64, value)
    }
    throw new WireProblem('a number has more than 64 bits')
  }
  while (at < bytes.length) {
    const tag = Number(varint())
    const number = tag >> 3
    switch (tag & 7) {
      case 0:
        yield { number, type: 'varint', value: varint() }
        break
      case 1:
        if (at + 8 > bytes.length) throw new WireProblem('the message ends within a field')
        yield { number, type: 'double', value: bytes.readDoubleLE(at) }
        at += 8
        break
      case 2: {
        const length = Number(varint())
        if (length < 0 || at + length > bytes.length) throw new WireProblem('the message ends within a field')
        yield { number, type: 'bytes', value: bytes.subarray(at, at + length) }
        at += length
        break
      }
      case 5:
        if (at + 4 > bytes.length) throw new WireProblem('the message ends within a field')
        yield { number, type: 'double', value: bytes.readFloatLE(at) }
        at += 4
        break
      default:
        throw new WireProblem(`there is no wire type ${tag & 7}`)
    }
  }
}

/** SPDY framing: what is cut apart comes together again, and headers keep their memory between blocks. */

import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { dataFrame, FrameReader, pingFrame, synStreamFrame } from '../../../core/apiserver/exec/spdy/frames.ts'
import { HeaderReader, HeaderWriter } from '../../../core/apiserver/exec/spdy/header-block.ts'

describe('frames', () => {
  test.prop([
    fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 8 }),
    fc.infiniteStream(fc.integer({ min: 1, max: 50 })),
  ])('are the same however the bytes arrive', (bodies, sizes) => {
    const whole = Buffer.concat(bodies.map((body, index) => dataFrame(index + 1, body, { fin: index % 2 === 0 })))
    const reader = new FrameReader()
    const frames = []
    for (let at = 0; at < whole.length; ) {
      const size = sizes.next().value ?? 1
      frames.push(...reader.read(whole.subarray(at, at + size)))
      at += size
    }
    expect(frames.map(frame => (frame.is === 'data' ? [frame.stream, frame.fin, [...frame.bytes]] : frame.is))).toEqual(
      bodies.map((body, index) => [index + 1, index % 2 === 0, [...body]]),
    )
  })

  test('control frames are told apart, and unknown ones are passed over', () => {
    const unknown = Buffer.from([0x80, 3, 0, 99, 0, 0, 0, 0])
    const bytes = Buffer.concat([pingFrame(7), unknown, synStreamFrame(3, Buffer.from('h'))])
    expect(new FrameReader().read(bytes)).toEqual([
      { is: 'ping', id: 7 },
      { is: 'other' },
      { is: 'syn-stream', stream: 3, fin: false, headers: Buffer.from('h') },
    ])
  })

  test('another protocol, or a frame without end, is refused', () => {
    expect(() => new FrameReader().read(Buffer.from([0x80, 2, 0, 1, 0, 0, 0, 0]))).toThrow(/SPDY version 2/)
    expect(() => new FrameReader().read(Buffer.from([0, 0, 0, 1, 0, 255, 255, 255]))).toThrow(/a frame of/)
  })
})

describe('header blocks', () => {
  test('come out as they went in, block after block', async () => {
    const writer = new HeaderWriter()
    const reader = new HeaderReader()
    const blocks = [{ streamtype: 'error' }, { streamtype: 'stdin', port: '80' }, {}, { streamtype: 'stdin' }]
    const sizes: number[] = []
    for (const block of blocks) {
      const bytes = await writer.write(block)
      sizes.push(bytes.length)
      expect(await reader.read(bytes)).toEqual(block)
    }
    expect(sizes[3]).toBeLessThan(sizes[0] ?? 0)
    writer.close()
    reader.close()
  })

  test('what is no block is an error, not a wait', async () => {
    const reader = new HeaderReader()
    await expect(reader.read(Buffer.from('no zlib at all'))).rejects.toThrow()
  })
})

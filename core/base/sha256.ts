/** SHA-256 of bytes, in plain arithmetic, so that every layer can name and check content without asking the system. */

/** The digest of the pieces joined, as 64 hexadecimal digits. Source: FIPS 180-4. */
export function sha256(...pieces: readonly Uint8Array[]): string {
  const state = initial.slice()
  const rest = new Uint8Array(128)
  let held = 0
  let length = 0
  for (const piece of pieces) {
    length += piece.length
    let at = 0
    if (held > 0) {
      at = Math.min(64 - held, piece.length)
      rest.set(piece.subarray(0, at), held)
      held += at
      if (held < 64) continue
      compress(state, rest, 0, 1)
      held = 0
    }
    const whole = Math.floor((piece.length - at) / 64)
    compress(state, piece, at, whole)
    at += whole * 64
    rest.set(piece.subarray(at))
    held = piece.length - at
  }
  rest.fill(0, held)
  rest[held] = 0x80
  const blocks = held < 56 ? 1 : 2
  const view = new DataView(rest.buffer)
  view.setUint32(blocks * 64 - 8, Math.floor(length / 2 ** 29))
  view.setUint32(blocks * 64 - 4, (length << 3) >>> 0)
  compress(state, rest, 0, blocks)
  return Array.from(state, word => (word >>> 0).toString(16).padStart(8, '0')).join('')
}

/** Roots of the first primes, fractional parts: square roots for the start, cube roots for the rounds. */
const [initial, rounds] = constants()
const words = new Int32Array(64)

function compress(state: Int32Array, bytes: Uint8Array, start: number, blocks: number): void {
  let [h0 = 0, h1 = 0, h2 = 0, h3 = 0, h4 = 0, h5 = 0, h6 = 0, h7 = 0] = state
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let block = 0; block < blocks; block++) {
    const at = start + block * 64
    for (let i = 0; i < 16; i++) words[i] = view.getInt32(at + i * 4)
    for (let i = 16; i < 64; i++) {
      const x = words[i - 15] ?? 0
      const y = words[i - 2] ?? 0
      const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3)
      const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10)
      words[i] = ((words[i - 16] ?? 0) + s0 + (words[i - 7] ?? 0) + s1) | 0
    }
    let a = h0
    let b = h1
    let c = h2
    let d = h3
    let e = h4
    let f = h5
    let g = h6
    let h = h7
    for (let i = 0; i < 64; i++) {
      const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))
      const first = (h + s1 + ((e & f) ^ (~e & g)) + (rounds[i] ?? 0) + (words[i] ?? 0)) | 0
      const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))
      const second = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
      h = g
      g = f
      f = e
      e = (d + first) | 0
      d = c
      c = b
      b = a
      a = (first + second) | 0
    }
    h0 = (h0 + a) | 0
    h1 = (h1 + b) | 0
    h2 = (h2 + c) | 0
    h3 = (h3 + d) | 0
    h4 = (h4 + e) | 0
    h5 = (h5 + f) | 0
    h6 = (h6 + g) | 0
    h7 = (h7 + h) | 0
  }
  state.set([h0, h1, h2, h3, h4, h5, h6, h7])
}

function constants(): readonly [Int32Array, Int32Array] {
  const fractional = (root: number): number => ((root - Math.floor(root)) * 2 ** 32) | 0
  const primes: number[] = []
  for (let candidate = 2; primes.length < 64; candidate++)
    if (primes.every(prime => candidate % prime !== 0)) primes.push(candidate)
  return [
    Int32Array.from(primes.slice(0, 8), prime => fractional(Math.sqrt(prime))),
    Int32Array.from(primes, prime => fractional(Math.cbrt(prime))),
  ]
}

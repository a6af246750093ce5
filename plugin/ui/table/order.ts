/** In which order texts of a column stand: numbers, sizes and durations by what they mean, everything else by its letters. */

/** Empty texts come last, whichever way it is sorted. */
export function compareCells(one: string, other: string, descending: boolean): number {
  if (one === other) return 0
  if (one === '') return 1
  if (other === '') return -1
  const order = compareFilled(one, other)
  return descending ? -order : order
}

function compareFilled(one: string, other: string): number {
  const left = amountOf(one)
  const right = amountOf(other)
  if (left !== undefined && right !== undefined) return left - right
  if (left !== undefined) return -1
  if (right !== undefined) return 1
  return one < other ? -1 : 1
}

const known = new Map<string, number | undefined>()

/** `12`, `3/4`, `10Gi`, `1.8 s`, `5m12s`, `2 min 5 s`; undefined for anything else. */
function amountOf(text: string): number | undefined {
  if (known.has(text)) return known.get(text)
  if (known.size > 20_000) known.clear()
  const amount = readAmount(text)
  known.set(text, amount)
  return amount
}

const part = /^\s*(\d+(?:\.\d+)?)\s*([A-Za-z]*)/

function readAmount(text: string): number | undefined {
  if (/^\d+\/\d+$/.test(text)) return Number(text.split('/')[0]) / Math.max(1, Number(text.split('/')[1]))
  let rest = text
  let total = 0
  while (rest.trim() !== '') {
    const match = part.exec(rest)
    if (match === null) return undefined
    const unit = units[match[2] ?? '']
    if (unit === undefined) return undefined
    total += Number(match[1]) * unit
    rest = rest.slice(match[0].length)
  }
  return total
}

const second = 1000
const units: Readonly<Record<string, number>> = {
  '': 1,
  ms: 1,
  s: second,
  m: 60 * second,
  min: 60 * second,
  h: 3600 * second,
  d: 24 * 3600 * second,
  y: 365 * 24 * 3600 * second,
  B: 1,
  Ki: 1024,
  Mi: 1024 ** 2,
  Gi: 1024 ** 3,
  Ti: 1024 ** 4,
  Pi: 1024 ** 5,
  KiB: 1024,
  MiB: 1024 ** 2,
  GiB: 1024 ** 3,
  TiB: 1024 ** 4,
  K: 1e3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  kB: 1e3,
  MB: 1e6,
  GB: 1e9,
  TB: 1e12,
}

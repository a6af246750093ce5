/** Amounts as Kubernetes writes them: `10Gi`, `500M`, `2e9`, `100m`. */

const factors: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
}

/**
 * The amount as a plain number (bytes for storage), or undefined when the text is no quantity.
 * A bare number, as YAML gives for `storage: 5`, is a quantity too.
 *
 * Source: Kubernetes API, resource.Quantity.
 */
export function parseQuantity(text: unknown): number | undefined {
  if (typeof text === 'number') return Number.isFinite(text) ? text : undefined
  if (typeof text !== 'string') return undefined
  const [, digits, exponent, suffix] =
    /^([+-]?(?:\d+\.?\d*|\.\d+))(?:([eE][+-]?\d+)|([numkMGTPE]|[KMGTPE]i)?)$/.exec(text) ?? []
  if (digits === undefined) return undefined
  if (exponent !== undefined) return Number(`${digits}${exponent}`)
  const factor = factors[suffix ?? '']
  return factor === undefined ? undefined : Number(digits) * factor
}

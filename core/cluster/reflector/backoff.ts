/** How long to wait before the next attempt. */

export type Backoff = { readonly firstMs: number; readonly factor: number; readonly mostMs: number }

/** Source: client-go's reflector waits from 0.8 s, doubling up to 30 s. */
export const usualBackoff: Backoff = { firstMs: 800, factor: 2, mostMs: 30_000 }

/**
 * The pause after so many failures in a row, at least one. `chance` from 0 up to but not including 1 makes it up to a
 * third longer or shorter, so that many clients do not come back together.
 */
export function pauseMs({ firstMs, factor, mostMs }: Backoff, failures: number, chance: number): number {
  const even = Math.min(mostMs, firstMs * factor ** Math.min(failures - 1, 30))
  return Math.round(even * (2 / 3 + (chance * 2) / 3))
}

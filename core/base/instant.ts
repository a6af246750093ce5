/** Points in time and lengths of time, kept apart from plain numbers at the edges. */

/** Milliseconds since the Unix epoch, UTC. */
export type Instant = number & { readonly unit: 'instant' }

/** A length of time in milliseconds. */
export type DurationMs = number & { readonly unit: 'ms' }

export const instant = (epochMs: number): Instant => epochMs as Instant
export const ms = (duration: number): DurationMs => duration as DurationMs
export const after = (start: Instant, duration: number): Instant => (start + duration) as Instant

/** The instant in Kubernetes' form with milliseconds, for example `2026-01-31T10:15:00.250Z`. */
export function toIso(at: Instant): string {
  const second = Math.floor(at / 1000)
  const place = second & (remembered - 1)
  let text = texts[place] ?? ''
  if (seconds[place] !== second) {
    const whole = new Date(second * 1000).toISOString()
    text = whole.slice(0, whole.lastIndexOf('.') + 1)
    texts[place] = text
    seconds[place] = second
  }
  const milliseconds = Math.floor(at - second * 1000)
  return `${text}${milliseconds < 10 ? '00' : milliseconds < 100 ? '0' : ''}${milliseconds}Z`
}

// Dates are slow to write, and most instants share their second with another one shortly before.
const remembered = 64
const seconds: number[] = []
const texts: string[] = []

/** The instant that an ISO 8601 text names, or undefined when it names none. */
export function fromIso(text: string): Instant | undefined {
  const epochMs = Date.parse(text)
  return Number.isNaN(epochMs) ? undefined : instant(epochMs)
}

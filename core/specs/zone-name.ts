/** Names of time zones, and whether clocks change there, without the weight of a library for dates. */

/** Whether it is the name of a zone. Offsets such as +02:00 are none: they know no daylight saving. */
export function isZoneName(name: string): boolean {
  if (!/^[A-Za-z][\w+-]*(?:\/[\w+-]+)*$/.test(name)) return false
  return offsetMinutes(name, new Date(0)) !== undefined
}

/** Whether clocks in the zone were moved during that year. */
export function changesClocks(name: string, year: number): boolean {
  const offsets = Array.from({ length: 12 }, (_, month) => offsetMinutes(name, new Date(Date.UTC(year, month, 1))))
  return new Set(offsets).size > 1
}

/** How far the clock on the wall is ahead of UTC at that moment; undefined where there is no such zone. */
export function offsetMinutes(name: string, at: Date): number | undefined {
  try {
    const parts = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' }).formatToParts(at)
    const text = parts.find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT'
    const [, sign = '+', hours = '0', minutes = '0'] = /GMT([+-])(\d\d):(\d\d)/.exec(text) ?? []
    return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
  } catch {
    return undefined
  }
}

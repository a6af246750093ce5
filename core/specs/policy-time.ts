/** Times and days as SchedulePolicies spell them: `10:14PM`, `Sunday`. Source: STORK, schedule package. */

/** A time of day on the wall clock. */
export type TimeOfDay = { readonly hour: number; readonly minute: number }

const twelveHours = /^(0?\d|1[0-2]):([0-5]\d)(AM|PM|am|pm)$/

/** The time that the text spells, or undefined. `0:30PM` is half past noon, as Go's clock parser has it. */
export function policyTime(text: string): TimeOfDay | undefined {
  const [, hour, minute, half] = twelveHours.exec(text) ?? []
  if (hour === undefined || minute === undefined || half === undefined) return undefined
  return { hour: (Number(hour) % 12) + (half.toLowerCase() === 'pm' ? 12 : 0), minute: Number(minute) }
}

/** The time as policies spell it. */
export function spellPolicyTime({ hour, minute }: TimeOfDay): string {
  return `${hour % 12 === 0 ? 12 : hour % 12}:${String(minute).padStart(2, '0')}${hour < 12 ? 'AM' : 'PM'}`
}

/** What somebody meant who wrote the time otherwise: `21:05`, `9:05 pm`, `9PM`, `9.05pm`. Undefined when it is no time. */
export function meantTime(text: string): TimeOfDay | undefined {
  const [, hours, minutes = '0', half] = /^\s*(\d{1,2})(?:[:.h](\d{1,2}))?\s*([AaPp]\.?[Mm]\.?)?\s*$/.exec(text) ?? []
  if (hours === undefined) return undefined
  const [hour, minute] = [Number(hours), Number(minutes)]
  if (minute > 59 || hour > 23 || (half === undefined && !/[:.h]/.test(text))) return undefined
  if (half === undefined || hour > 12) return { hour, minute }
  return { hour: (hour % 12) + (half.toLowerCase().startsWith('p') ? 12 : 0), minute }
}

/** Sunday is 0. */
export type Weekday = 0 | 1 | 2 | 3 | 4 | 5 | 6

export const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const

const shortForms: readonly (readonly string[])[] = [
  ['Sun'],
  ['Mon'],
  ['Tue'],
  ['Wed'],
  ['Thu', 'Thur', 'Thurs'],
  ['Fri'],
  ['Sat'],
]

const spelledDays: ReadonlyMap<string, Weekday> = new Map(
  ([0, 1, 2, 3, 4, 5, 6] as const).flatMap(day =>
    [weekdays[day], ...(shortForms[day] ?? [])].flatMap(name => [
      [name, day] as const,
      [name.toLowerCase(), day] as const,
    ]),
  ),
)

/** The day that the text spells, or undefined. Capitalised or all in lower case; `SUNDAY` and `Tues` are no days. */
export function policyDay(text: string): Weekday | undefined {
  return spelledDays.get(text)
}

/** The day that somebody meant who wrote it otherwise: `SUNDAY`, `Tues`, `Weds`. Undefined when it is no day. */
export function meantDay(text: string): Weekday | undefined {
  const word = text.trim().toLowerCase()
  if (word.length < 3) return undefined
  const found = weekdays.findIndex(name => name.toLowerCase().startsWith(word) || word.startsWith(name.toLowerCase()))
  if (found >= 0) return asWeekday(found)
  const three = weekdays.findIndex(name => name.slice(0, 3).toLowerCase() === word.slice(0, 3) && word.length <= 6)
  return three < 0 ? undefined : asWeekday(three)
}

/** The weekday of a number of days since a Sunday. */
export function asWeekday(days: number): Weekday {
  const day = ((days % 7) + 7) % 7
  return day as Weekday
}

/** What a flag is: its spelling, its documentation and how its text becomes a value. */

/** The value of a flag, or what is wrong with its text. */
export type FlagReading<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: string }

export type Flag<T> = {
  readonly long: string
  readonly short?: string
  /** `optional` takes its value only after `=`, as in `--sim=NAME`. */
  readonly takes: 'nothing' | 'optional' | 'value'
  /** How help writes the value, for example `NAME`. */
  readonly placeholder?: string
  readonly doc: string
  /** From everything given, in order; a toggle without `=` gives `true`, an optional value left out gives ``. */
  readonly read: (given: readonly string[]) => FlagReading<T>
}

export type Flags = Readonly<Record<string, Flag<unknown>>>
export type FlagValues<F extends Flags> = { readonly [K in keyof F]: F[K] extends Flag<infer T> ? T : never }

type Spelling = { readonly long: string; readonly short?: string; readonly doc: string; readonly placeholder?: string }

/** On or off: `--wait`, `--wait=false`. */
export function toggle(spelling: Spelling & { readonly default?: boolean }): Flag<boolean> {
  const { default: otherwise = false, ...rest } = spelling
  return {
    ...rest,
    takes: 'nothing',
    read: given => {
      const last = given.at(-1)
      if (last === undefined) return { ok: true, value: otherwise }
      if (last === 'true' || last === 'false') return { ok: true, value: last === 'true' }
      return { ok: false, problem: `--${rest.long} is either true or false, not "${last}".` }
    },
  }
}

/** On, off, or undefined when it is left out. */
export function optionalToggle(spelling: Spelling): Flag<boolean | undefined> {
  const { read, ...rest } = toggle(spelling)
  return { ...rest, read: given => (given.length === 0 ? { ok: true, value: undefined } : read(given)) }
}

/** One text; the last one given counts. */
export function text(spelling: Spelling): Flag<string | undefined> {
  return {
    ...spelling,
    takes: 'value',
    read: given => {
      const last = given.at(-1)
      return last === '' ? { ok: false, problem: `--${spelling.long} has no value.` } : { ok: true, value: last }
    },
  }
}

/** A text that may be left out: undefined when the flag is absent, `whenBare` when it stands alone. */
export function optionalText(spelling: Spelling & { readonly whenBare: string }): Flag<string | undefined> {
  const { whenBare, ...rest } = spelling
  return {
    ...rest,
    takes: 'optional',
    read: given => {
      const last = given.at(-1)
      return { ok: true, value: last === '' ? whenBare : last }
    },
  }
}

/** All texts given, as they are. */
export function texts(spelling: Spelling): Flag<readonly string[]> {
  return { ...spelling, takes: 'value', read: given => ({ ok: true, value: given }) }
}

/** All texts given, split at commas as kubectl does. */
export function list(spelling: Spelling): Flag<readonly string[]> {
  return {
    ...spelling,
    takes: 'value',
    read: given => {
      const items = given.flatMap(one => one.split(','))
      return items.includes('')
        ? { ok: false, problem: `--${spelling.long} has an empty value.` }
        : { ok: true, value: items }
    },
  }
}

/** One of a few words. */
export function choice<const C extends string>(
  spelling: Spelling & { readonly choices: readonly C[]; readonly default: C },
): Flag<C> {
  const { choices, default: otherwise, ...rest } = spelling
  return {
    placeholder: choices.join('|'),
    ...rest,
    takes: 'value',
    read: given => {
      const last = given.at(-1) ?? otherwise
      const chosen = choices.find(one => one === last)
      return chosen === undefined
        ? { ok: false, problem: `--${rest.long} is one of ${choices.join(', ')}, not "${last}".` }
        : { ok: true, value: chosen }
    },
  }
}

/** One of a few words; undefined when it is left out. */
export function optionalChoice<const C extends string>(
  spelling: Spelling & { readonly choices: readonly C[] },
): Flag<C | undefined> {
  const [first] = spelling.choices
  const { read, ...rest } = choice({ ...spelling, default: first as C })
  return { ...rest, read: given => (given.length === 0 ? { ok: true, value: undefined } : read(given)) }
}

const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }

/** A length of time such as `90s`, `2m30s` or `1h`, in milliseconds. A bare number counts seconds. */
export function duration(spelling: Spelling): Flag<number | undefined> {
  return {
    placeholder: 'TIME',
    ...spelling,
    takes: 'value',
    read: given => {
      const last = given.at(-1)
      if (last === undefined) return { ok: true, value: undefined }
      const value = durationMs(last)
      return value === undefined
        ? { ok: false, problem: `--${spelling.long} is a time such as 90s, 2m30s or 1h, not "${last}".` }
        : { ok: true, value }
    },
  }
}

/** The milliseconds that a text such as `2m30s` names, or undefined when it names none. */
function durationMs(text: string): number | undefined {
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000
  if (!/^(\d+(\.\d+)?(ms|s|m|h))+$/.test(text)) return undefined
  return [...text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)].reduce(
    (sum, [, amount, unit]) => sum + Number(amount) * (unitMs[unit ?? ''] ?? 0),
    0,
  )
}

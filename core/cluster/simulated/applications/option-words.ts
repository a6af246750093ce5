/** Reads command-line options as the database clients do: short ones may be combined, values may be attached. */

export type OptionTable = {
  /** Long and short names of options that take a value, each with the name it is known by. */
  readonly values: Readonly<Record<string, string>>
  /** Options with a value only when it is attached, such as `-psecret` and `--password=secret`. */
  readonly attached: Readonly<Record<string, string>>
  readonly flags: Readonly<Record<string, string>>
}

export type ReadOptions = {
  readonly values: Readonly<Record<string, string>>
  /** How often each flag was given. */
  readonly flags: Readonly<Record<string, number>>
  readonly words: readonly string[]
  /** Options with their values in the order in which they were given, for those that may be repeated. */
  readonly given: readonly { readonly name: string; readonly value: string }[]
  /** The first option the table does not know, or that lacks its value. */
  readonly problem?: string
}

export function readOptions(args: readonly string[], table: OptionTable): ReadOptions {
  const values: Record<string, string> = {}
  const flags: Record<string, number> = {}
  const words: string[] = []
  const given: { name: string; value: string }[] = []
  const take = (name: string, value: string): void => {
    values[name] = value
    given.push({ name, value })
  }
  const known = (names: Readonly<Record<string, string>>, name: string): string | undefined =>
    Object.hasOwn(names, name) ? names[name] : undefined
  const raise = (name: string): void => {
    flags[name] = (flags[name] ?? 0) + 1
  }
  const result = (problem?: string): ReadOptions => ({ values, flags, words, given, ...(problem ? { problem } : {}) })

  for (let index = 0; index < args.length; index++) {
    const arg = args[index] ?? ''
    if (arg === '--') {
      words.push(...args.slice(index + 1))
      break
    }
    if (!arg.startsWith('-') || arg === '-') {
      words.push(arg)
      continue
    }
    if (arg.startsWith('--') || known(table.flags, arg) || known(table.values, arg)) {
      const [name = '', ...rest] = arg.split('=')
      const attached = rest.length > 0 ? rest.join('=') : undefined
      const asValue = known(table.values, name)
      const asAttached = known(table.attached, name)
      const asFlag = known(table.flags, name)
      if (asValue !== undefined) {
        const value = attached ?? args[++index]
        if (value === undefined) return result(`option '${name}' requires an argument`)
        take(asValue, value)
      } else if (asAttached !== undefined) {
        if (attached === undefined) raise(asAttached)
        else values[asAttached] = attached
      } else if (asFlag !== undefined) raise(asFlag)
      else return result(`unknown option '${name}'`)
      continue
    }
    // Short options, possibly several in one word, the last of them possibly with its value.
    for (let letter = 1; letter < arg.length; letter++) {
      const name = `-${arg[letter]}`
      const rest = arg.slice(letter + 1)
      const asValue = known(table.values, name)
      const asAttached = known(table.attached, name)
      const asFlag = known(table.flags, name)
      if (asValue !== undefined) {
        const value = rest === '' ? args[++index] : rest
        if (value === undefined) return result(`option '${name}' requires an argument`)
        take(asValue, value)
        break
      }
      if (asAttached !== undefined) {
        if (rest === '') raise(asAttached)
        else values[asAttached] = rest
        break
      }
      if (asFlag === undefined) return result(`unknown option '${name}'`)
      raise(asFlag)
    }
  }
  return result()
}

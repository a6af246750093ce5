/** Answers as flags of a command. */

/** The flag with the first value, unless there is none or it is empty. */
export function flag(name: string, values: readonly string[] | undefined): readonly string[] {
  const [value = ''] = values ?? []
  return value === '' ? [] : [name, value]
}

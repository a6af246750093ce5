/** The `read` of a shell: one line of standard input into variables. */

import type { Context, Reply } from './builtins.ts'
import { setVariable } from './expand.ts'
import { inputWait, read } from './streams.ts'
import { lookup } from './variables.ts'

/** Source: POSIX read. With `-r` a backslash is an ordinary character. */
export function readLine({ kernel, self, shell, args }: Context): Reply {
  const raw = args[0] === '-r'
  const names = raw ? args.slice(1) : args
  const waiting = inputWait(kernel, self.fds, 1)
  if (waiting) return { again: waiting }
  let line = read(kernel, self.fds, 1)
  while (!raw && /(^|[^\\])(\\\\)*\\\n$/.test(line)) {
    const more = inputWait(kernel, self.fds, 1) ? '' : read(kernel, self.fds, 1)
    line = line.slice(0, -2) + more
    if (more === '') break
  }
  const status = line.endsWith('\n') ? 0 : 1
  const values = cut(line.replace(/\n$/, ''), lookup(shell, 'IFS') ?? ' \t\n', names.length, raw)
  names.forEach((name, index) => {
    setVariable(shell, name, values[index] ?? '')
  })
  return { status }
}

/** At most `count` fields; the last one keeps the separators between what is left. */
function cut(line: string, separators: string, count: number, raw: boolean): readonly string[] {
  const blank = (char: string): boolean => char !== '' && separators.includes(char) && ' \t\n'.includes(char)
  const fields: string[] = []
  let at = 0
  while (blank(line[at] ?? '')) at++
  while (fields.length < count - 1 && at < line.length) {
    let field = ''
    while (at < line.length && !separators.includes(line[at] ?? '')) {
      if (!raw && line[at] === '\\') at++
      field += line[at++] ?? ''
    }
    fields.push(field)
    while (blank(line[at] ?? '')) at++
    if (at < line.length && separators.includes(line[at] ?? '') && !blank(line[at] ?? '')) at++
    while (blank(line[at] ?? '')) at++
  }
  if (at < line.length) {
    let end = line.length
    while (end > at && blank(line[end - 1] ?? '')) end--
    const rest = line.slice(at, end)
    // A single separator at the very end only closes the last field.
    const closed = /^(.*)(.)$/s.exec(rest)
    const last =
      closed?.[2] !== undefined &&
      separators.includes(closed[2]) &&
      ![...(closed[1] ?? '')].some(char => separators.includes(char))
    fields.push((last ? (closed?.[1] ?? '') : rest).replace(raw ? /$^/ : /\\(.)/gs, '$1'))
  }
  return fields
}

import { allCommands, readShell } from '@pxsnap/core/specs'
import fc from 'fast-check'
import { expect, test } from 'vitest'

const words = (text: string) => allCommands(readShell(text).list).map(command => command.words.map(word => word.text))

test('quotes and escapes are taken off, expansions stay', () => {
  expect(words(`mysql -e 'flush tables; system \${WAIT_CMD}' "a b$C" d\\ e \${F:-g h} $(date +%s)`)).toEqual([
    ['mysql', '-e', `flush tables; system \${WAIT_CMD}`, 'a b$C', 'd e', `\${F:-g h}`, '$(date +%s)'],
  ])
})

test('commands say what joins them to the next', () => {
  const joined = allCommands(readShell('a && b || c | d & e; f\ng').list).map(({ words, next }) => [
    words[0]?.text,
    next,
  ])
  expect(joined).toEqual([
    ['a', '&&'],
    ['b', '||'],
    ['c', '|'],
    ['d', '&'],
    ['e', ';'],
    ['f', ';'],
    ['g', ''],
  ])
})

test('assignments before a program are no words', () => {
  const [command] = allCommands(readShell(`PGPASSWORD="$P" LANG=C psql -c x`).list)
  expect(command?.assignments.map(({ name, value }) => [name, value.text])).toEqual([
    ['PGPASSWORD', '$P'],
    ['LANG', 'C'],
  ])
  expect(command?.words.map(word => word.text)).toEqual(['psql', '-c', 'x'])
})

test('groups, branches and loops are entered', () => {
  expect(words('if [ -f x ]; then a; else { b; }; fi; for i in 1 2 3; do c $i; done; (d; e) | f')).toEqual([
    ['[', '-f', 'x', ']'],
    ['a'],
    ['b'],
    ['c', '$i'],
    ['d'],
    ['e'],
    ['f'],
  ])
})

test('a here-document and a here-string are input, not words', () => {
  const [mysql, next] = allCommands(readShell('mysql -u root <<EOF\nflush tables;\nEOF\necho done').list)
  expect(mysql?.input).toBe('flush tables;')
  expect(mysql?.words).toHaveLength(3)
  expect(next?.words.map(word => word.text)).toEqual(['echo', 'done'])
  expect(allCommands(readShell('psql <<< "select 1"').list)[0]?.input).toBe('select 1')
})

test('redirections are no words, also with a number before them', () => {
  expect(words('a >/dev/null 2>&1 b <in')).toEqual([['a', 'b']])
})

test('comments are skipped, a # inside a word is none', () => {
  expect(words('a # b c\nd#e')).toEqual([['a'], ['d#e']])
})

test('a quote that is never closed is told', () => {
  expect(readShell(`echo "a`).unclosed).toBe('"')
  expect(readShell(`echo 'a`).unclosed).toBe("'")
  expect(readShell(`echo "$(echo "it's")"`).unclosed).toBe(undefined)
  expect(readShell(`(echo a`).unclosed).toBe('(')
})

test('any text is read, in time that grows with its length', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...'ab $`\'"\\(){};&|<>\n#if fi do done='.split('')), maxLength: 300 }),
      text => {
        for (const command of allCommands(readShell(text).list)) {
          for (const word of command.words) expect(word.start).toBeLessThanOrEqual(word.end)
        }
      },
    ),
    { numRuns: 2000 },
  )
  for (const piece of ['(', '{ ', 'if ', '"', '$(', '`', "'", '<<a ', 'a|']) readShell(piece.repeat(20_000))
})

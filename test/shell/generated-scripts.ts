/** Random scripts of everything the shell knows, each of which ends by itself. */

import fc from 'fast-check'

const names = ['a', 'b', 'c']
const words = ['x', 'yy', '1', '2', '30', '*', 'a b', "it's", '-n', '', '$', 'p/q.r', '~', '[', '\\']

const name = fc.constantFrom(...names)
const quoted = fc.constantFrom(...words).map(word => `'${word.replaceAll("'", `'\\''`)}'`)

const parameter = fc.oneof(
  name.map(found => `$${found}`),
  fc.constantFrom('$#', '$1', '$2', '$*', '$@', '$?', `\${#a}`, `\${1-none}`),
  fc
    .tuple(
      name,
      fc.constantFrom('-', ':-', '+', ':+', '#', '##', '%', '%%'),
      fc.constantFrom('x', '*', '?', 'a b', 'y*'),
    )
    .map(([found, operator, word]) => `\${${found}${operator}${word}}`),
)

const arithmetic: fc.Arbitrary<string> = fc.letrec<{ expression: string }>(tie => ({
  expression: fc.oneof(
    { maxDepth: 3 },
    fc.integer({ min: 0, max: 99 }).map(String),
    fc.constantFrom('n', 'm', 'unset_name'),
    fc
      .tuple(
        tie('expression'),
        fc.constantFrom('+', '-', '*', '<', '>=', '==', '&&', '||', '&', '|', '^'),
        tie('expression'),
      )
      .map(([left, operator, right]) => `(${left} ${operator} ${right})`),
    tie('expression').map(inner => `-${inner}`.replace(/^--/, '- -')),
    fc.tuple(tie('expression'), tie('expression'), tie('expression')).map(([x, y, z]) => `(${x} ? ${y} : ${z})`),
  ),
})).expression

const { script } = fc.letrec<{ word: string; simple: string; command: string; list: string; script: string }>(tie => ({
  word: fc.oneof(
    { maxDepth: 3 },
    quoted,
    fc.constantFrom('x', 'yy', '1', '2', 'a*'),
    parameter,
    parameter.map(found => `"${found}"`),
    parameter.map(found => `pre"${found}"post`),
    arithmetic.map(expression => `$((${expression}))`),
    tie('list').map(list => `"$( ${list})"`),
    tie('list').map(list => `$( ${list})`),
  ),
  simple: fc.oneof(
    fc.array(tie('word'), { maxLength: 3 }).map(list => `echo ${list.join(' ')}`),
    fc.array(tie('word'), { maxLength: 3 }).map(list => `printf '<%s>' ${list.join(' ')}`),
    fc.tuple(name, tie('word')).map(([found, word]) => `${found}=${word}`),
    fc.tuple(name, tie('word')).map(([found, word]) => `export ${found}="${word.replaceAll('"', '')}"`),
    fc.array(tie('word'), { maxLength: 3 }).map(list => `set -- ${list.join(' ')}`),
    fc
      .tuple(tie('word'), fc.constantFrom('=', '!='), tie('word'))
      .map(
        ([left, operator, right]) => `[ "x${left.replaceAll('"', '')}" ${operator} "x${right.replaceAll('"', '')}" ]`,
      ),
    fc.constantFrom(
      'true',
      'false',
      ':',
      'shift',
      'f x y',
      '(exit 3)',
      'sh -c "echo \\$a"',
      'eval "echo $a"',
      'unset b',
      'echo lines | cat',
      'read c',
      'nosuch',
      'return 2',
      'break',
      'continue',
      'trap "echo bye" EXIT',
      'echo to file > file',
      'cat file',
      'cat',
    ),
  ),
  command: fc.oneof(
    { maxDepth: 4 },
    { weight: 4, arbitrary: tie('simple') },
    tie('list').map(list => `{ ${list}; }`),
    tie('list').map(list => `( ${list} )`),
    fc.tuple(tie('list'), tie('list'), tie('list')).map(([x, y, z]) => `if ${x}; then ${y}; else ${z}; fi`),
    fc
      .tuple(name, fc.array(tie('word'), { maxLength: 3 }), tie('list'))
      .map(([found, items, body]) => `for ${found} in ${items.join(' ')}; do ${body}; done`),
    fc
      .tuple(tie('word'), tie('word'), tie('list'), tie('list'))
      .map(([subject, pattern, x, y]) => `case ${subject} in ${pattern}) ${x};; *) ${y};; esac`),
    fc.tuple(tie('list')).map(([body]) => `while [ \${#w} -lt 3 ]; do w=x$w; ${body}; done`),
    fc.tuple(tie('command'), tie('command')).map(([x, y]) => `${x} | ${y}`),
    fc
      .tuple(tie('command'), fc.constantFrom('> out', '>> out', '2> err', '< /dev/null'))
      .map(([x, redirection]) => `${x} ${redirection}`),
    tie('command').map(command => `! ${command}`),
  ),
  list: fc.oneof(
    { maxDepth: 3 },
    tie('command'),
    fc
      .tuple(tie('command'), fc.constantFrom('; ', ' && ', ' || ', '\n'), tie('list'))
      .map(([x, joint, y]) => `${x}${joint}${y}`),
  ),
  script: fc
    .tuple(tie('list'), fc.array(tie('list'), { maxLength: 3 }), fc.constantFrom('', '', 'set -e\n'))
    .map(
      ([body, lines, option]) =>
        `set -f\n${option}n=3 m=4\nf() { ${body.replaceAll('f x y', ':')}\n}\n${lines.join('\n')}\ncat out file 2>/dev/null\necho "$a|$b|$c|$#"`,
    ),
}))

export const randomScript: fc.Arbitrary<string> = script

/** Text that looks like a script here and there, and is broken in most places. */
export const brokenScript: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...'if then else elif fi while until do done for in case esac { } ( ) ;; ; & && || | ! < > >> << <<- >& <& $ ${ $( $(( )) ` " \' \\ = # ~ * ? [ ] a b1 x=1 f() E'.split(
          ' ',
        ),
        ' ',
        '\n',
        '\t',
      ),
      fc.string({ maxLength: 4 }),
    ),
    { maxLength: 40 },
  )
  .map(parts => parts.join(''))

/** Which characters the terminal can be trusted to show. */

import type { Face } from '../face.ts'

export type Charset = {
  readonly frozen: string
  readonly command: string
  readonly storage: string
  readonly idle: string
  readonly instant: string
  readonly instantThroughPods: string
  readonly pointer: string
  readonly done: string
  readonly failed: string
  readonly working: string
  readonly rule: string
  /** Lines of a tree: a branch, the last branch, a line that goes on, each three wide. */
  readonly branch: string
  readonly lastBranch: string
  readonly trunk: string
}

const unicode: Charset = {
  frozen: '█',
  command: '▒',
  storage: '░',
  idle: '·',
  instant: '◆',
  instantThroughPods: '┃',
  pointer: '↑',
  done: '✔',
  failed: '✘',
  working: '…',
  rule: '─',
  branch: '├─ ',
  lastBranch: '└─ ',
  trunk: '│  ',
}

const ascii: Charset = {
  frozen: '#',
  command: '=',
  storage: '~',
  idle: '.',
  instant: '*',
  instantThroughPods: '|',
  pointer: '^',
  done: '+',
  failed: 'x',
  working: '-',
  rule: '-',
  branch: '|- ',
  lastBranch: '`- ',
  trunk: '|  ',
}

/** Plain ASCII for the C locale and dumb terminals, which say that they can show nothing else. */
export function charset({ env }: Pick<Face, 'env'>): Charset {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG
  return locale === 'C' || locale === 'POSIX' || env.TERM === 'dumb' ? ascii : unicode
}

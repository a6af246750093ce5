/** Every exit code of the plugin and what it means; help, errors and tests read this table. */

export const exitCodes = {
  done: 0,
  failed: 1,
  usage: 2,
  findings: 3,
  notFound: 4,
  forbidden: 5,
  unreachable: 6,
  timedOut: 7,
  partial: 8,
  interrupted: 130,
} as const

export type ExitName = keyof typeof exitCodes
export type ExitCode = (typeof exitCodes)[ExitName]

export const exitCodeMeanings: Readonly<Record<ExitName, string>> = {
  done: 'done',
  failed: 'the operation failed',
  usage: 'wrong usage',
  findings: 'findings of level error',
  notFound: 'not found',
  forbidden: 'forbidden or unauthenticated',
  unreachable: 'cluster unreachable',
  timedOut: 'timed out waiting',
  partial: 'partial success: it worked, but less consistent than asked for',
  interrupted: 'interrupted',
}

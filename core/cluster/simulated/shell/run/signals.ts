/** The signals a program can be sent, by name and number. Source: Linux. */

export const signalNumbers = {
  HUP: 1,
  INT: 2,
  QUIT: 3,
  ABRT: 6,
  KILL: 9,
  USR1: 10,
  USR2: 12,
  PIPE: 13,
  ALRM: 14,
  TERM: 15,
  CHLD: 17,
  CONT: 18,
  STOP: 19,
  TSTP: 20,
} as const

export type Signal = keyof typeof signalNumbers

/** The signal that `TERM`, `SIGTERM`, `term` or `15` names. */
export function signalNamed(text: string): Signal | undefined {
  const wanted = text.toUpperCase().replace(/^SIG/, '')
  return signalNames.find(name => name === wanted || String(signalNumbers[name]) === wanted)
}

export const signalNames = Object.keys(signalNumbers).filter((name): name is Signal => name in signalNumbers)

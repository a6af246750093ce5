/** Reads how a program ended from the last message of its connection. */

import { type Fields, fieldsOf, listOf, textOf } from './json-reading.ts'

export type ExecEnd = { readonly exit: number | 'unknown'; readonly problem?: string }

/** The line broke after the request may have been heard: nobody knows whether the program was started. */
export class LostRequest extends Error {}

/**
 * Success is 0 and nothing else is. Source: Kubernetes, remotecommand: a Failure of the reason NonZeroExitCode has the
 * code in its causes; any other Failure says why the program could not be started or followed.
 */
export function readExecStatus(text: string): ExecEnd {
  const status = parse(text)
  if (status === undefined) return unknown('the server ended it with something that is no Status')
  if (status.status === 'Success') return { exit: 0 }
  const message = textOf(status.message) ?? 'the server does not say why'
  if (status.status !== 'Failure') return unknown(message)
  const cause = listOf(fieldsOf(status.details).causes)
    .map(fieldsOf)
    .find(({ reason }) => reason === 'ExitCode')
  const code = Number(textOf(cause?.message) ?? Number.NaN)
  if (!Number.isInteger(code)) return unknown(message)
  // A failure whose code is 0 contradicts itself.
  return code === 0 ? unknown(message) : { exit: code }
}

/** Whether nothing more is to come. */
export function isWholeStatus(text: string): boolean {
  return textOf(parse(text)?.status) !== undefined
}

function unknown(problem: string): ExecEnd {
  return { exit: 'unknown', problem }
}

function parse(text: string): Fields | undefined {
  try {
    return fieldsOf(JSON.parse(text))
  } catch {
    return undefined
  }
}

/** Joins the streams of a client with a program in a simulated pod. */

import type { SimulatedPods } from '../../cluster/simulated/index.ts'
import type { ExecOptions } from './exec-request.ts'
import type { ClientStreams, Ending, ProgramStreams } from './streams.ts'
import { terminal, toTerminal } from './terminal.ts'

export type ExecPlace = { readonly namespace: string; readonly pod: string }

/** Starts the program; what the client sends from now on goes to the answered streams. */
export function startExec(
  pods: SimulatedPods,
  { namespace, pod }: ExecPlace,
  options: ExecOptions,
  client: ClientStreams,
): ProgramStreams {
  const { argv, container, stdin, tty } = options
  const encoder = new TextEncoder()
  const wants = { stdout: options.stdout, stderr: options.stderr }
  let isOver = false
  const show = (stream: 'stdout' | 'stderr', text: string) => {
    if (isOver || text === '') return
    if (tty) client.write('stdout', encoder.encode(toTerminal(text)))
    else if (wants[stream]) client.write(stream, encoder.encode(text))
  }
  const place = { namespace, pod, ...(container === undefined ? {} : { container }) }
  const session = pods.open(
    { ...place, argv, stdin, terminal: tty },
    {
      output: show,
      ended: result => {
        if (isOver) return
        isOver = true
        client.end(endingOf(result, argv))
      },
    },
  )
  // Pieces of one character may come in two messages.
  const decoder = new TextDecoder()
  const screen = terminal({
    line: session.write,
    end: session.end,
    interrupt: session.interrupt,
    echo: text => show('stdout', text.replaceAll('\r\n', '\n')),
  })
  return {
    stdin: bytes => {
      if (isOver || !stdin) return
      const text = decoder.decode(bytes, { stream: true })
      if (tty) screen.typed(text)
      else session.write(text)
    },
    stdinEnded: () => {
      if (!isOver) session.end()
    },
    gone: () => {
      if (isOver) return
      isOver = true
      session.hangUp()
    },
  }
}

function endingOf(
  { exit, problem }: { readonly exit: number | 'unknown'; readonly problem?: string },
  [program = '']: readonly string[],
): Ending {
  if (exit !== 'unknown') return { is: 'exit', code: exit }
  const words = problem ?? 'it is not known how the program ended'
  // What kubectl cp starts.
  const hint = program === 'tar' ? ' (simulated containers have no tar, so kubectl cp cannot work with them)' : ''
  return { is: 'failure', message: `error executing command in container: ${words}${hint}` }
}

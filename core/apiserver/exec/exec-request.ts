/** What a client asks for when it runs a program in a container. */

import type { ApiCall } from '../api-call.ts'
import { badRequest } from '../problems.ts'

export type ExecOptions = {
  readonly argv: readonly string[]
  readonly container?: string
  readonly stdin: boolean
  readonly stdout: boolean
  readonly stderr: boolean
  readonly tty: boolean
}

/** Throws `BadRequest`. Source: Kubernetes, PodExecOptions. */
export function execOptions(call: ApiCall): ExecOptions {
  const container = call.asked('container')
  const tty = call.says('tty')
  const options = {
    argv: call.query.getAll('command'),
    ...(container === undefined ? {} : { container }),
    stdin: call.says('stdin'),
    stdout: call.says('stdout'),
    // A terminal has one stream of output.
    stderr: call.says('stderr') && !tty,
    tty,
  }
  if (options.argv.length === 0) throw badRequest('you must specify at least 1 command for the container')
  if (!options.stdin && !options.stdout && !options.stderr) {
    throw badRequest('you must specify at least 1 of stdin, stdout, stderr')
  }
  return options
}

/** Performs what happens in pods: effects become calls of the scripts there, and what these print becomes answers. */

import type { ExecResult, PodExec } from '../ports/index.ts'
import { armWatchdog, closeTask, readCloseReply, runCommand } from './command-script.ts'
import type { Answer, PodEffect, PodWord } from './effect.ts'
import { cleanUp, lookAtHold, readHoldReply, releaseHold, startHold } from './hold-script.ts'
import type { Target } from './snapshot-lifecycle.ts'

/** Added to what a script may take, for the connection around it. */
const connectionMs = 5_000
const shortSeconds = 10

/** Throws what the port throws. */
export async function askPod(exec: PodExec, effect: PodEffect, signal: AbortSignal | undefined): Promise<Answer> {
  const { target } = effect
  const run = (argv: readonly string[], seconds: number) => {
    const { namespace, pod, container } = target
    return exec.run({ namespace, pod, container, argv, timeoutMs: seconds * 1000 + connectionMs }, signal)
  }
  switch (effect.do) {
    case 'arm': {
      const { seconds, postCommands } = effect
      const result = await run(armWatchdog({ task: target.task, seconds, postCommands }), shortSeconds)
      const said = result.stdout.trim()
      const word: PodWord = said === 'armed' || said === 'unwritable' ? said : 'unknown'
      return { got: 'word', word, output: said === word ? '' : outputOf(result) }
    }
    case 'run': {
      const { name, seconds, text, guarded } = effect
      const result = await run(runCommand({ task: target.task, name, seconds, text, guarded }), seconds + 2)
      return { got: 'exit', exit: result.exit, output: outputOf(result) }
    }
    case 'hold': {
      const { name, seconds, readySeconds, text } = effect
      const task = holdTask(target, name)
      return holdAnswer(await run(startHold({ task, seconds, readySeconds, command: text }), readySeconds))
    }
    case 'look-at-hold':
      return holdAnswer(await run(lookAtHold(holdTask(target, effect.name)), shortSeconds))
    case 'release': {
      const { seconds } = effect
      return holdAnswer(await run(releaseHold({ task: holdTask(target, effect.name), seconds }), seconds + 2))
    }
    case 'close': {
      const result = await run(closeTask(target.task), shortSeconds)
      return { got: 'word', word: readCloseReply(result.stdout), output: outputOf(result) }
    }
    case 'clean-up': {
      const holds = effect.holds.map(name => holdTask(target, name))
      await run(cleanUp([target.task, ...holds]), shortSeconds)
      return { got: 'done' }
    }
  }
}

/** The task of one hold in a target: a container can have several. */
export function holdTask(target: Target, name: string): string {
  return `${target.task}-${name}`
}

function holdAnswer(result: ExecResult): Answer {
  const { word, exit, output } = readHoldReply(result.stdout)
  const said = word === 'unknown' ? outputOf(result) : output
  return { got: 'word', word, ...(exit === undefined ? {} : { exit }), output: said }
}

function outputOf(result: ExecResult): string {
  return [result.problem ?? '', result.stderr.trim(), result.stdout.trim()].filter(text => text !== '').join('\n')
}

/** The files in a target container by which the executor and the release talk to a background command. */

/** All holds of one rule run share the task, so one kill file ends them all. Source: STORK, name formats. */
export const waitScript = (task: string): string => `/tmp/wait-${task}.sh`
export const statusFile = (task: string): string => `/tmp/stork-cmd-done-${task}`
export const killFile = (task: string): string => `/tmp/killme-${task}`

/** Removes what an earlier command of the task left, and writes the script that the placeholder stands for. */
export function prepare(task: string, loopSeconds: number): string {
  const lines = [
    '#!/bin/sh',
    `touch ${statusFile(task)}`,
    `while [ ! -f ${killFile(task)} ]; do sleep ${loopSeconds}; done`,
  ]
  const text = lines.map(line => `'${line}'`).join(' ')
  return `rm -f ${statusFile(task)} ${killFile(task)} && printf '%s\\n' ${text} >${waitScript(task)} && chmod +x ${waitScript(task)}`
}

export const isHolding = (task: string): string => `test -f ${statusFile(task)}`
export const clearStatus = (task: string): string => `rm -f ${statusFile(task)}`
export const release = (task: string): string => `touch ${killFile(task)}`

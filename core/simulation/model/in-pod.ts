/** What effects do in a pod of the model, and what is heard of them. */

import { assert } from '../../base/index.ts'
import type { Answer, Effect, PodEffect, Reason } from '../../engine/index.ts'
import type { ModelPod } from './model-pod.ts'
import type { SnapshotWorld } from './snapshot-world.ts'

/** What a pod's commands depend on besides the pod. */
export type PodSurroundings = Pick<SnapshotWorld, 'now' | 'fault' | 'chance'>

/** The effect reaches its pod. */
export function beginInPod(world: PodSurroundings, pod: ModelPod, effect: PodEffect): void {
  const { task } = effect.target
  switch (effect.do) {
    case 'arm': {
      if (pod.task(task) !== undefined) return
      const files = pod.open(task)
      files.armed = true
      files.firesAt = world.now + effect.seconds * 1000
      files.posts = effect.postCommands
      return
    }
    case 'run':
      beginCommand(world, pod, effect)
      return
    case 'hold': {
      if (pod.hold(task, effect.name) !== undefined) return
      const slow = world.fault('lockSlow') ? Math.floor(world.chance() * 80_000) : 0
      const lockAt = world.now + 5 + Math.floor(world.chance() * 100) + slow
      const deadline = world.now + effect.seconds * 1000
      pod.holds.push({ task, name: effect.name, lockAt, deadline, state: 'starting' })
      return
    }
    case 'release': {
      const hold = pod.hold(task, effect.name)
      if (hold === undefined) pod.holds.push({ task, name: effect.name, lockAt: 0, deadline: 0, state: 'never' })
      else if (hold.state === 'held') hold.state = 'released'
      else if (hold.state === 'starting') hold.state = 'lost'
      return
    }
    case 'close': {
      const files = pod.open(task)
      files.firesAt = -1
      files.disarmed = true
      pod.close(files)
      return
    }
    case 'clean-up':
      pod.tasks = pod.tasks.filter(files => files.task !== task)
      pod.holds = pod.holds.filter(hold => hold.task !== task || !effect.holds.includes(hold.name))
      return
    case 'look-at-hold':
      return
  }
}

function beginCommand(world: PodSurroundings, pod: ModelPod, effect: Extract<Effect, { do: 'run' }>): void {
  const isPre = effect.name.startsWith('pre')
  const known = pod.task(effect.target.task)
  if (isPre && effect.guarded && (known === undefined || known.firesAt < 0)) return
  const files = known ?? pod.open(effect.target.task)
  if (isPre ? files.closed : files.disarmed) return
  if (!isPre) pod.close(files)
  if (files.commands.some(command => command.name === effect.name)) return
  const does = effect.text
  assert(does === 'lock' || does === 'unlock' || does === 'flush' || does === 'fail', 'the model knows the command')
  const slow = isPre && world.fault('lockSlow') ? Math.floor(world.chance() * 80_000) : 0
  const actAt = world.now + 5 + Math.floor(world.chance() * 50) + slow
  files.commands.push({ name: effect.name, does, actAt, stopAt: world.now + effect.seconds * 1000, exit: undefined })
}

/** What the pod says when it is asked. */
export function podAnswer(pod: ModelPod | undefined, effect: PodEffect): Answer {
  if (pod?.running !== true) return unanswered(effect)
  const { task } = effect.target
  const files = pod.task(task)
  switch (effect.do) {
    case 'arm':
      return { got: 'word', word: files?.armed === true ? 'armed' : 'unwritable', output: '' }
    case 'run': {
      const command = files?.commands.find(one => one.name === effect.name)
      if (command === undefined) return { got: 'exit', exit: 125, output: '' }
      return { got: 'exit', exit: command.exit ?? 124, output: '' }
    }
    case 'close': {
      const word = files?.armed !== true ? 'gone' : files.fired ? 'fired' : 'disarmed'
      return { got: 'word', word, output: '' }
    }
    case 'clean-up':
      return { got: 'done' }
    case 'hold': {
      const state = pod.hold(task, effect.name)?.state
      if (state === 'held') return { got: 'word', word: 'held', output: '' }
      if (state === 'starting') return { got: 'word', word: 'timeout', output: '' }
      if (state === 'never') return { got: 'word', word: 'unwritable', output: '' }
      return { got: 'word', word: 'exited', exit: 0, output: '' }
    }
    case 'look-at-hold':
    case 'release': {
      const state = pod.hold(task, effect.name)?.state
      return { got: 'word', word: state === undefined || state === 'never' ? 'gone' : state, output: '' }
    }
  }
}

/** What is known of an effect whose answer never came. */
export function unanswered(effect: Effect): Answer {
  if (effect.do === 'run') return { got: 'exit', exit: 'unknown', output: '' }
  if ('target' in effect && effect.do !== 'clean-up') return { got: 'word', word: 'unknown', output: '' }
  return { got: 'failure', reason: noAnswer, mayPass: true }
}

export const noAnswer: Reason = { code: 'unreachable', message: 'No answer.', blame: 'cluster' }

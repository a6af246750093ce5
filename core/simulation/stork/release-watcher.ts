/** Waits for the word to release, and then makes the kill files. */

import { GoChannel } from './go-channel.ts'
import { release } from './hold-files.ts'
import { shellIn } from './in-container.ts'
import { isThere, type RulePod } from './rule-pods.ts'
import type { RuleRun } from './rule-run.ts'
import { messageOf, pause, refOf, type StorkProcess } from './stork-process.ts'
import { untrack } from './tracker.ts'

export class ReleaseWatcher {
  readonly channel = new GoChannel()
  readonly #stork: StorkProcess
  readonly #run: RuleRun
  readonly #pods = new Map<string, RulePod>()

  constructor(stork: StorkProcess, run: RuleRun) {
    this.#stork = stork
    this.#run = run
    stork.go(this.#watch())
  }

  register(pods: readonly RulePod[]): void {
    for (const pod of pods) this.#pods.set(pod.uid, pod)
  }

  /** One message is taken, and no other ever after. */
  async #watch(): Promise<void> {
    const { signal, tell } = this.#stork
    await this.channel.receive(signal)
    const pods = [...this.#pods.values()]
    if (pods.length === 0) return
    tell(refOf(this.#run.owner), `The release of the holds goes to ${pods.map(({ name }) => name).join(', ')}.`)
    await Promise.all(
      pods.map(pod => releaseIn(this.#stork, pod, { ...this.#run, container: () => this.#run.container })),
    )
    tell(refOf(this.#run.owner), 'Kill files are made; each hold ends within two seconds.')
    await untrack(this.#stork, this.#run.owner).catch(error => messageOf(this.#stork, error))
  }
}

/**
 * Makes the kill file, every five seconds until it is made. The container is that of the item which the runner came to
 * last, not of the item that started the hold (BUG). Source: STORK, rule runner.
 */
export async function releaseIn(
  stork: StorkProcess,
  pod: RulePod,
  of: { readonly task: string; readonly owner: RuleRun['owner']; readonly container: () => string },
): Promise<void> {
  const { exec, signal, timings, tell } = stork
  let told = ''
  for (;;) {
    try {
      if (!(await isThere(stork, pod))) return
      const target = { namespace: pod.namespace, pod: pod.name, container: of.container() }
      const problem = await shellIn(exec, target, release(of.task), signal)
      if (problem === undefined) return
      if (problem !== told) tell(refOf(of.owner), `The hold in ${pod.name} cannot be released: ${problem}`)
      told = problem
    } catch (error) {
      messageOf(stork, error)
    }
    await pause(stork, timings.killPauseMs)
  }
}

/** What is known of quiescing one application: how, at what price, and what a copy is worth afterwards. */

import type { QuiesceScope } from '../quiesce-commands.ts'

export type QuiesceEntry = {
  /** What people type: `mysql`, `redis-aof`. */
  readonly id: string
  readonly title: string
  /** Searched in the last part of an image's name, without its tag. Absent: no image tells it. */
  readonly image?: RegExp
  /**
   * The rules of the library, by the names of their snippets; absent where no command makes a volume snapshot better.
   * The texts of the rules are in `snippets/` only.
   */
  readonly rules?: { readonly pre: string; readonly post?: string }
  /** What to do where there is no rule, or what is better than the rule. */
  readonly instead?: string
  /** Who keeps the lock of the pre rule alive. `none`: it locks nothing. */
  readonly lock: QuiesceScope
  /** Whether running the pre rule again changes nothing. */
  readonly repeatable: boolean
  readonly needs: { readonly tools: readonly string[]; readonly privilege: string }
  /** The longest time that clients can be expected to bear. Absent: nothing is frozen. */
  readonly longestFreezeMs?: number
  /** The volumes that must be cut at one instant. */
  readonly together: string
  readonly supported: { readonly byVendor: 'yes' | 'partly' | 'no'; readonly says: string }
  /** A command that shows, after a restore, that the copy is sound. */
  readonly verify: string
  readonly versions: string
  /** The image to try the rule with. */
  readonly testImage: string
  /**
   * How far the rules were tried here: `model`: on the simulator's model of the application, while it writes; `shell`:
   * their shell text, with stand-ins for the clients.
   */
  readonly tried: 'model' | 'shell' | 'nothing'
  readonly notes: readonly string[]
  readonly source: string
}

/** What a model of an application is: it writes to its volumes as time passes, and answers its client programs. */

import type { Instant } from '../../../base/index.ts'
import type { BlockDevice } from '../../../ports/index.ts'

/** Anything that survives a round trip through JSON. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** The volumes a container mounts, in the order of its mounts. */
export type MountedVolumes = readonly { readonly path: string; readonly claim: string; readonly device: BlockDevice }[]

/** What the pod's object says about the container that an application can tell its version and settings from. */
export type ContainerFacts = {
  readonly image: string
  readonly env: Readonly<Record<string, string>>
  /** Its command and arguments. */
  readonly arguments: readonly string[]
  /** The numeric user it runs as. */
  readonly user: number
}

/** All `State` is plain JSON; functions change only what they are given. */
export type Application<State> = {
  /** `mysql`, `cassandra`, `mongodb`, or `files`: a generic writer for any other container with a claim. */
  readonly name: string
  readonly runs: (image: string, containerName: string) => boolean
  /** Shown when a command is unknown: what the application understands, in words. */
  readonly understands: readonly string[]
  /** Opens, or recovers, what is on the volumes. */
  start(volumes: MountedVolumes, now: Instant, seed: number, container?: ContainerFacts): State
  /** Writes what the application writes between two instants; a function of the state alone. */
  advance(state: State, volumes: MountedVolumes, from: Instant, to: Instant): void
  /** Whether a lock, a drain or a frozen file system keeps it from writing. */
  frozen(state: State): boolean
  /**
   * What it had acknowledged at an instant on the volumes mounted at `paths` (absent: on all); undefined when it never
   * knew, or no longer knows.
   */
  ledger(state: State, at: Instant, paths?: readonly string[]): Ledger | undefined
  /** Runs its own recovery over the bytes of a copy, changing nothing. */
  inspect(volumes: MountedVolumes): Inspection
  readonly programs: Readonly<Record<string, ClientProgram<State>>>
}

/** What every application keeps beside what is its own. */
export type ApplicationState = {
  readonly application: string
  /** The mount paths it keeps its data on; it writes to no other. */
  readonly paths: readonly string[]
  /** Mount paths whose file system is frozen. Kernel state: it outlives the process that asked for it. */
  frozenPaths: string[]
  /** Why it does not run: what it found on its volumes when it started. */
  refusal?: string
  /** The refusal is only that its volumes took no writes at that moment. */
  waitsForVolumes?: true
}

/** Counts of writes, of which `promised` is how many must be in a copy taken at the instant. */
export type Ledger = {
  readonly at: Instant
  readonly acknowledged: number
  readonly promised: number
  /** Where the writes were that were acknowledged and not promised, as in `were in its memory only`. */
  readonly unpromised?: string
}

export type Facts = Readonly<Record<string, string | number>>

export type Inspection =
  | { readonly condition: 'empty' }
  | { readonly condition: 'torn'; readonly because: string; readonly facts: Facts }
  | {
      readonly condition: 'whole'
      /** Whether it opens as it is, with nothing that recovery has to bring back. */
      readonly quiesced: boolean
      /** A copy taken later than this was not taken behind the flush that made it so. Milliseconds since the epoch. */
      readonly quiescedUntil?: number
      /** The copy holds the writes 1 to `writes`, all of them and no other. */
      readonly writes: number
      /** How many of them come from the log. */
      readonly replayed: number
      /** How it opens, as a sentence. */
      readonly text: string
      readonly facts: Facts
    }

/** A program started in the application's container, such as `mysql`. Resumable: what it must remember is its memory. */
export type ClientProgram<State> = {
  begin(call: ProgramCall, state: State, volumes: MountedVolumes, now: Instant): ProgramNext
  resume(memory: Json, event: ProgramEvent, state: State, volumes: MountedVolumes, now: Instant): ProgramNext
  /** The process is gone (exit, kill): what the session held is released here. */
  ended(session: string, state: State): void
}

type ProgramCall = {
  /** The program's name first. */
  readonly argv: readonly string[]
  readonly env: Readonly<Record<string, string>>
  readonly stdin: string
  /** Names this process among all that ever ran in the container. */
  readonly session: string
}

/** `shell-exit` carries what the command printed; it is shown only if the program puts it into its own output. */
export type ProgramEvent =
  | { readonly kind: 'shell-exit'; readonly code: number; readonly output: string }
  | { readonly kind: 'woken' }

export type ProgramNext =
  | { readonly do: 'exit'; readonly code: number; readonly stdout: string; readonly stderr: string }
  /** Runs a shell command inside the session, then resumes with its exit. */
  | { readonly do: 'shell'; readonly command: string; readonly memory: Json; readonly stdout?: string }
  | { readonly do: 'sleep'; readonly ms: number; readonly memory: Json }

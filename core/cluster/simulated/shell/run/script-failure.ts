/** A mistake that is only found while a script runs. */

/** Ends the shell with a message. Thrown while one operation is carried out, and caught where operations are run. */
export class ScriptFailure extends Error {
  readonly status = 2
}

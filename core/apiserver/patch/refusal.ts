/** Why the API server does not do what a patch asks for. */

export type Cause = { readonly reason: string; readonly message: string; readonly field: string }

/** What becomes a `Status` object: HTTP code, machine-readable reason, message, and causes. */
export type PatchRefusal = {
  readonly ok: false
  readonly code: 400 | 409 | 413 | 415 | 422
  readonly reason: 'BadRequest' | 'Conflict' | 'RequestEntityTooLarge' | 'UnsupportedMediaType' | 'Invalid'
  readonly message: string
  readonly causes?: readonly Cause[]
}

export function badRequest(message: string): PatchRefusal {
  return { ok: false, code: 400, reason: 'BadRequest', message }
}

/** The only source of identity. */

export interface Ids {
  /** A new UUID. */
  uuid(): string
}

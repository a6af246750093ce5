/** One request of a client, with everything that its handler may want to know, worked out when first asked for. */

import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import { ApiFailure } from './api-failure.ts'

export type User = { readonly name: string; readonly groups: readonly string[] }

/** Source: Kubernetes, the largest request body of the API server. */
const largestBodyBytes = 3 * 1024 * 1024

export class ApiCall {
  readonly method: string
  readonly path: string
  readonly headers: IncomingHttpHeaders
  /** Who asks, after impersonation. */
  readonly user: User
  /** What the client is told beside the answer. */
  readonly warnings: string[] = []
  readonly #search: string
  readonly #request: IncomingMessage
  readonly #response: ServerResponse | undefined
  #query: URLSearchParams | undefined
  #signal: AbortSignal | undefined

  /** `response` is absent for a request that leaves HTTP. */
  constructor(request: IncomingMessage, response: ServerResponse | undefined, user: User) {
    const url = request.url ?? '/'
    const mark = url.indexOf('?')
    this.method = request.method ?? 'GET'
    this.path = mark === -1 ? url : url.slice(0, mark)
    this.#search = mark === -1 ? '' : url.slice(mark + 1)
    this.headers = request.headers
    this.user = user
    this.#request = request
    this.#response = response
  }

  /** Tells the client something beside the answer; kubectl prints it. */
  warn(text: string): void {
    this.warnings.push(text)
  }

  get query(): URLSearchParams {
    this.#query ??= new URLSearchParams(this.#search)
    return this.#query
  }

  /** The value of a query parameter, or undefined when it is absent or empty. */
  asked(parameter: string): string | undefined {
    if (this.#search === '') return undefined
    const value = this.query.get(parameter)
    return value === null || value === '' ? undefined : value
  }

  /** Whether a query parameter says true, as Go reads booleans. */
  says(parameter: string): boolean {
    return ['1', 't', 'T', 'true', 'TRUE', 'True'].includes(this.asked(parameter) ?? '')
  }

  /** Whether nothing may be stored. Throws `BadRequest` for a dry run that Kubernetes does not know. */
  get dryRun(): boolean {
    const asked = this.query.getAll('dryRun').filter(value => value !== '')
    const unknown = asked.find(value => value !== 'All')
    if (unknown !== undefined)
      throw new ApiFailure('BadRequest', `dryRun: "${unknown}" is not supported: only "All" is`)
    return asked.length > 0
  }

  /** Aborted when the client has gone away. */
  get signal(): AbortSignal {
    if (this.#signal !== undefined) return this.#signal
    const controller = new AbortController()
    const gone = () => controller.abort(new Error('The client has gone away.'))
    if (this.#response?.destroyed === true || this.#request.destroyed) gone()
    ;(this.#response ?? this.#request.socket).once('close', gone)
    this.#signal = controller.signal
    return controller.signal
  }

  /** The whole body. Throws `RequestEntityTooLarge`. */
  body(): Promise<Buffer> {
    const chunks: Buffer[] = []
    let size = 0
    return new Promise((resolve, reject) => {
      this.#request.on('data', (chunk: Buffer) => {
        size += chunk.length
        // What is too much is read to its end and forgotten, so that the client gets to read the answer.
        if (size <= largestBodyBytes) chunks.push(chunk)
      })
      this.#request.once('end', () => {
        if (size <= largestBodyBytes) resolve(Buffer.concat(chunks))
        else reject(new ApiFailure('RequestEntityTooLarge', `The body is larger than ${largestBodyBytes} bytes.`))
      })
      this.#request.once('error', reject)
    })
  }

  /** Names of the media type of the body, without parameters; JSON when it is not said. */
  get contentType(): string {
    return (this.headers['content-type'] ?? 'application/json').split(';')[0]?.trim().toLowerCase() ?? ''
  }
}

/** Answers requests for OpenAPI documents, which are made when they are asked for and kept until a kind changes. */

import { createHash } from 'node:crypto'
import type { KubeObject } from '../../specs/index.ts'
import { type Document, openApiV2, openApiV3 } from './documents.ts'
import type { OpenApiResource } from './operations.ts'
import { swaggerProtobuf } from './swagger-protobuf.ts'

export type OpenApiAnswer = {
  readonly type: string
  readonly body: string | Uint8Array
  /** Changes with the body. */
  readonly hash: string
}

export type OpenApiSource = {
  readonly resources: () => readonly OpenApiResource[]
  /** The CustomResourceDefinitions of the cluster. */
  readonly definitions: () => readonly KubeObject[]
  /** Another value whenever resources or definitions are others. */
  readonly revision: () => string | number
}

const json = 'application/json'
/** What client-go asks for: the first, and as a fallback or in older releases the second, which it cannot read in an answer. */
const protobufType = 'application/com.github.proto-openapi.spec.v2.v1.0+protobuf'
const protobufTypes = [protobufType, 'application/com.github.proto-openapi.spec.v2@v1.0+protobuf']

export class OpenApi {
  readonly #source: OpenApiSource
  #revision: string | number | undefined
  readonly #documents = new Map<string, OpenApiAnswer>()

  constructor(source: OpenApiSource) {
    this.#source = source
  }

  /** The document at the path, or undefined when there is none. */
  answer(path: string, accept: string): OpenApiAnswer | undefined {
    const revision = this.#source.revision()
    if (revision !== this.#revision) this.#documents.clear()
    this.#revision = revision
    if (path === '/openapi/v2') {
      const wanted = protobufTypes.some(type => accept.includes(type))
      return wanted ? this.#protobuf() : this.#jsonOnce(path, () => this.#whole())
    }
    if (path === '/openapi/v3' || path === '/openapi/v3/') return this.#jsonOnce('/openapi/v3', () => this.#index())
    const apiVersion = /^\/openapi\/v3\/(?:api\/(v1)|apis\/(.+))$/.exec(path)
    const wanted = apiVersion?.[1] ?? apiVersion?.[2]
    return wanted === undefined ? undefined : this.#version(wanted)
  }

  #version(apiVersion: string): OpenApiAnswer | undefined {
    const resources = this.#source.resources().filter(resource => resource.apiVersion === apiVersion)
    if (resources.length === 0) return undefined
    return this.#jsonOnce(apiVersion, () => openApiV3(resources, this.#source.definitions()))
  }

  #index(): Document {
    const versions = [...new Set(this.#source.resources().map(({ apiVersion }) => apiVersion))].sort()
    const paths = versions.map(apiVersion => {
      const path = apiVersion.includes('/') ? `apis/${apiVersion}` : `api/${apiVersion}`
      return [path, { serverRelativeURL: `/openapi/v3/${path}?hash=${this.#version(apiVersion)?.hash ?? ''}` }] as const
    })
    return { paths: Object.fromEntries(paths) }
  }

  #whole(): Document {
    return openApiV2(this.#source.resources(), this.#source.definitions())
  }

  #protobuf(): OpenApiAnswer {
    const kept = this.#documents.get('protobuf')
    if (kept !== undefined) return kept
    const { hash } = this.#jsonOnce('/openapi/v2', () => this.#whole())
    const answer = { type: protobufType, body: swaggerProtobuf(this.#whole()), hash: `${hash}-PROTOBUF` }
    this.#documents.set('protobuf', answer)
    return answer
  }

  #jsonOnce(key: string, make: () => Document): OpenApiAnswer {
    const kept = this.#documents.get(key)
    if (kept !== undefined) return kept
    const body = JSON.stringify(make())
    const answer = { type: json, body, hash: createHash('sha256').update(body).digest('hex').toUpperCase() }
    this.#documents.set(key, answer)
    return answer
  }
}

/** Sockets to the API server: kept open and used again, with the server's and our certificates. */

import { Agent, type AgentOptions } from 'node:http'
import { Agent as SecureAgent, type AgentOptions as SecureAgentOptions } from 'node:https'
import { isIP, type Socket } from 'node:net'
import { connect as connectSecurely } from 'node:tls'
import type { Credential } from './credentials.ts'
import { defined } from './json-reading.ts'
import { openTunnel } from './proxy.ts'

/** How the server proves who it is. */
export type ServerTrust = {
  /** PEM; absent: the authorities that Node knows. */
  readonly authorities?: string
  readonly insecure: boolean
  /** The name in the server's certificate, where it is not the address. */
  readonly serverName?: string
}

export type SocketOptions = { readonly server: URL; readonly trust: ServerTrust; readonly proxy?: URL }

export interface Sockets {
  /** For requests that end soon. */
  readonly brief: Agent
  /** For watches and programs in containers, of which each has a socket to itself. */
  readonly lasting: Agent
  close(): void
}

/** Servers and load balancers close idle sockets after a minute or more; we do before, so that no request meets it. */
const idleMs = 15_000
const keepAliveMs = 20_000
const atOnce = 16

export function openSockets(options: SocketOptions, credential: Credential): Sockets {
  const brief = makeAgent(options, credential, {
    keepAlive: true,
    maxSockets: atOnce,
    maxFreeSockets: atOnce,
    timeout: idleMs,
  })
  const lasting = makeAgent(options, credential, { keepAlive: false })
  return {
    brief,
    lasting,
    close() {
      brief.destroy()
      lasting.destroy()
    },
  }
}

function makeAgent(options: SocketOptions, credential: Credential, common: AgentOptions): Agent {
  const { server, trust, proxy } = options
  const secure = server.protocol === 'https:'
  const tls = defined<SecureAgentOptions>({
    // Without any, Node would load all those that it brings along, for nothing.
    ca: trust.insecure ? [] : trust.authorities,
    cert: credential.certificate,
    key: credential.key,
    servername: trust.serverName,
    rejectUnauthorized: !trust.insecure,
    minVersion: 'TLSv1.2',
  })
  const agent = secure
    ? new SecureAgent({ ...common, keepAliveMsecs: keepAliveMs, ...tls })
    : new Agent({ ...common, keepAliveMsecs: keepAliveMs })
  if (proxy === undefined) return agent
  const port = Number(server.port === '' ? (secure ? 443 : 80) : server.port)
  const host = server.hostname.replace(/^\[|\]$/g, '')
  const createConnection = (_: unknown, done: (error: Error | null, socket?: Socket) => void): void => {
    openTunnel(proxy, host, port).then(
      socket => {
        if (!secure) return done(null, socket)
        const servername = trust.serverName ?? (isIP(host) === 0 ? host : undefined)
        done(null, connectSecurely({ ...tls, socket, host, ...(servername === undefined ? {} : { servername }) }))
      },
      (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
    )
  }
  return Object.assign(agent, { createConnection })
}

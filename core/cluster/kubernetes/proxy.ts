/** The way through a proxy: which one, and the tunnel it makes. */

import { request } from 'node:http'
import { request as secureRequest } from 'node:https'
import { BlockList, isIP, type Socket } from 'node:net'
import type { Environment } from './kubeconfig-files.ts'
import { socksTunnel } from './socks.ts'

/**
 * The proxy for that server: the cluster's own `proxy-url`, else what HTTPS_PROXY, HTTP_PROXY and NO_PROXY say (small
 * letters as well). Throws a TypeError when the address is none.
 *
 * Source: Go, golang.org/x/net/http/httpproxy; loopback addresses never go through a proxy of the environment.
 */
export function proxyFor(server: URL, proxyUrl: string | undefined, env: Environment): URL | undefined {
  if (proxyUrl !== undefined) return new URL(proxyUrl)
  const name = server.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY'
  const text = env[name] ?? env[name.toLowerCase()] ?? ''
  if (text === '' || isExempt(server, env.NO_PROXY ?? env.no_proxy ?? '')) return undefined
  return new URL(text.includes('://') ? text : `http://${text}`)
}

/** An open socket to the host, through the proxy. Rejects with an Error whose message says what the proxy did. */
export function openTunnel(proxy: URL, host: string, port: number): Promise<Socket> {
  return proxy.protocol.startsWith('socks') ? socksTunnel(proxy, host, port) : connectTunnel(proxy, host, port)
}

function connectTunnel(proxy: URL, host: string, port: number): Promise<Socket> {
  const target = `${isIP(host) === 6 ? `[${host}]` : host}:${port}`
  const send = proxy.protocol === 'https:' ? secureRequest : request
  return new Promise((resolve, reject) => {
    const asked = send({
      host: bare(proxy.hostname),
      port: proxy.port === '' ? (proxy.protocol === 'https:' ? 443 : 80) : Number(proxy.port),
      method: 'CONNECT',
      path: target,
      headers: { host: target, ...authorization(proxy) },
      agent: false,
    })
    asked.on('error', error => reject(new Error(`the proxy ${proxy.host} is not reached: ${error.message}`)))
    asked.on('connect', ({ statusCode = 0 }, socket: Socket) => {
      if (statusCode === 200) return resolve(socket)
      socket.destroy()
      const why = statusCode === 407 ? 'wants other credentials (407)' : `refuses the connection (${statusCode})`
      reject(new Error(`the proxy ${proxy.host} ${why}`))
    })
    asked.end()
  })
}

function authorization({ username, password }: URL): Readonly<Record<string, string>> {
  if (username === '') return {}
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
  return { 'proxy-authorization': `Basic ${Buffer.from(pair).toString('base64')}` }
}

function isExempt(server: URL, noProxy: string): boolean {
  const host = bare(server.hostname)
  if (host === 'localhost' || loopback.check(host, isIP(host) === 6 ? 'ipv6' : 'ipv4')) return true
  return noProxy
    .split(',')
    .map(entry => entry.trim().toLowerCase())
    .some(entry => entry !== '' && covers(entry, host, server.port))
}

function covers(entry: string, host: string, port: string): boolean {
  if (entry === '*') return true
  const [network = '', bits] = entry.split('/')
  if (bits !== undefined) return isInNetwork(host, network, Number(bits))
  const [, name = entry, entryPort] = /^(.+?):(\d+)$/.exec(entry) ?? []
  if (isIP(entry) === 0 && entryPort !== undefined && entryPort !== (port === '' ? '443' : port)) return false
  const domain = (isIP(entry) === 0 ? name : entry).replace(/^\*?\./, '')
  return host === domain || (isIP(host) === 0 && host.endsWith(`.${domain}`))
}

function isInNetwork(host: string, network: string, bits: number): boolean {
  const family = isIP(network)
  if (family === 0 || family !== isIP(host) || !Number.isInteger(bits)) return false
  const name = family === 6 ? 'ipv6' : 'ipv4'
  const list = new BlockList()
  try {
    list.addSubnet(network, bits, name)
  } catch {
    return false
  }
  return list.check(host, name)
}

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

function bare(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '')
}

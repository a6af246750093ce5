import { expect, test } from 'vitest'
import { proxyFor } from '../../../core/cluster/kubernetes/proxy.ts'

const proxy = 'http://proxy.corp:3128'
const through = (server: string, noProxy: string, more = {}) =>
  proxyFor(new URL(server), undefined, { HTTPS_PROXY: proxy, NO_PROXY: noProxy, ...more })?.href

test.each([
  ['https://api.example.com:6443', '', true],
  ['https://api.example.com:6443', 'example.com', false],
  ['https://api.example.com:6443', '.example.com', false],
  ['https://example.com', '.example.com', false],
  ['https://notexample.com', 'example.com', true],
  ['https://api.example.com:6443', 'api.example.com:6443', false],
  ['https://api.example.com:6443', 'api.example.com:443', true],
  ['https://10.1.2.3:6443', '10.0.0.0/8, 192.168.0.0/16', false],
  ['https://11.1.2.3:6443', '10.0.0.0/8', true],
  ['https://10.1.2.3:6443', '10.1.2.3', false],
  ['https://[fd00::1]:6443', 'fd00::/8', false],
  ['https://api.example.com', '*', false],
  ['https://127.0.0.1:6443', '', false],
  ['https://localhost:6443', '', false],
] as const)('%s with NO_PROXY=%s goes through the proxy: %s', (server, noProxy, expected) => {
  expect(through(server, noProxy) !== undefined).toBe(expected)
})

test('small letters count, http has its own variable, and the proxy of the kubeconfig goes before all', () => {
  expect(proxyFor(new URL('https://a'), undefined, { https_proxy: 'proxy.corp:1' })?.href).toBe('http://proxy.corp:1/')
  expect(proxyFor(new URL('http://a'), undefined, { HTTPS_PROXY: proxy })).toBeUndefined()
  const own = proxyFor(new URL('https://127.0.0.1'), 'socks5://own:1080', { HTTPS_PROXY: proxy, NO_PROXY: '*' })
  expect(own?.href).toBe('socks5://own:1080')
})

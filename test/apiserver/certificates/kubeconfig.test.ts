import { X509Certificate } from 'node:crypto'
import { isLasting, kubeconfigOf, makeServerCertificate, withContext } from '@pxsnap/core/apiserver'
import { instant } from '@pxsnap/core/base'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'

const context = { name: 'pxsnap-sim-default', url: 'https://127.0.0.1:6443', authority: 'PEM', token: 't0ken' }
const mine = `# my clusters
apiVersion: v1
kind: Config
current-context: prod
clusters:
  - name: prod # do not touch
    cluster: { server: https://prod }
contexts:
  - name: prod
    context: { cluster: prod, user: me }
users: []
`

describe('a kubeconfig', () => {
  test('of its own leads to the served cluster', () => {
    expect(parse(kubeconfigOf(context))).toEqual({
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [
        {
          name: 'pxsnap-sim-default',
          cluster: { server: 'https://127.0.0.1:6443', 'certificate-authority-data': 'UEVN' },
        },
      ],
      users: [{ name: 'pxsnap-sim-default', user: { token: 't0ken' } }],
      contexts: [
        { name: 'pxsnap-sim-default', context: { cluster: 'pxsnap-sim-default', user: 'pxsnap-sim-default' } },
      ],
      'current-context': 'pxsnap-sim-default',
    })
  })

  test('of the user keeps comments, other contexts and the current one', () => {
    const merged = withContext(mine, context, { use: false })
    expect(merged).toContain('# my clusters')
    expect(merged).toContain('# do not touch')
    const read = parse(merged)
    expect(read['current-context']).toBe('prod')
    expect(read.contexts.map(({ name }: { name: string }) => name)).toEqual(['prod', 'pxsnap-sim-default'])
  })

  test('changes the current context only when asked to', () => {
    expect(parse(withContext(mine, context, { use: true }))['current-context']).toBe('pxsnap-sim-default')
  })

  test('has the context once, however often it is written', () => {
    const once = withContext(mine, context, { use: false })
    expect(withContext(once, context, { use: false })).toBe(once)
    const moved = parse(withContext(once, { ...context, url: 'https://127.0.0.1:7000' }, { use: false }))
    expect(moved.clusters).toHaveLength(2)
    expect(moved.clusters[1].cluster.server).toBe('https://127.0.0.1:7000')
  })

  test('that is none is refused, not replaced', () => {
    expect(() => withContext('- a list', context, { use: false })).toThrow(/no map/)
    expect(() => withContext('a: [', context, { use: false })).toThrow(/cannot be read/)
  })
})

describe('a certificate', () => {
  const now = instant(Date.UTC(2026, 0, 1))
  const made = makeServerCertificate(now)

  test('is for this machine, and its authority vouches for it', () => {
    const certificate = new X509Certificate(made.certificate)
    const authority = new X509Certificate(made.authority)
    expect(certificate.verify(authority.publicKey)).toBe(true)
    expect(certificate.checkIP('127.0.0.1')).toBe('127.0.0.1')
    expect(certificate.checkHost('localhost')).toBe('localhost')
    expect(certificate.ca).toBe(false)
    expect(authority.ca).toBe(true)
  })

  test('is made anew a month before it ends', () => {
    const later = (days: number) => instant(now + days * 86_400_000)
    expect(isLasting(made, now)).toBe(true)
    expect(isLasting(made, later(700))).toBe(true)
    expect(isLasting(made, later(800))).toBe(false)
    expect(isLasting({ ...made, certificate: 'torn' }, now)).toBe(false)
  })
})

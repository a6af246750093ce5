/** Keys, tokens and passwords are found, and no message, help, title or hover repeats them. */

import { createWorkspace } from '@pxsnap/core/language'
import { describe, expect, test } from 'vitest'

const secret = 'Qx7Qx7Qx7'

const pair = (options: string) => `apiVersion: stork.libopenstorage.org/v1alpha1
kind: ClusterPair
metadata: {name: remote, namespace: shop}
spec:
  config:
    current-context: prod
    clusters: {prod: {server: "https://203.0.113.7:6443"}}
    contexts: {prod: {cluster: prod, user: admin}}
    users: {admin: {token: ${secret}, client-key-data: ${secret}}}
  options: ${options}
`

const location = (body: string) => `apiVersion: stork.libopenstorage.org/v1alpha1
kind: BackupLocation
metadata: {name: store, namespace: shop}
location: ${body}
`

const texts: Readonly<Record<string, string>> = {
  'a token where it belongs': pair(`{ip: 203.0.113.9, port: "9001", token: ${secret}}`),
  'a token of the wrong type': pair(`{ip: 203.0.113.9, token: [${secret}]}`),
  'a token under a misspelt key': pair(`{ip: 203.0.113.9, tokn: ${secret}}`),
  'a token where the port belongs': pair(`{ip: 203.0.113.9, port: ${secret}, token: "{{ token }}"}`),
  'keys of S3': location(`{type: s3, path: a, s3Config: {secretAccessKey: ${secret}}, encryptionV2Key: ${secret}}`),
  'keys of Azure': location(`{type: azure, azureConfig: {storageAccountKey: ${secret}, clientSecret: ${secret}}}`),
  'a key of Google': location(`{type: google, googleConfig: {accountKey: ${secret}}, repositoryPassword: ${secret}}`),
  'a password in an address': location(`{type: s3, path: "https://me:${secret}@minio.example.com/bucket"}`),
  'keys under the wrong top-level key': location(`{type: s3, s3Config: {secretAccessKey: ${secret}}}`).replace(
    'location:',
    'spec:',
  ),
}

describe.each(Object.entries(texts))('%s', (_, text) => {
  const workspace = createWorkspace()
  workspace.set('a.yaml', text)

  test('is in no message, help or title', () => {
    const words = workspace.diagnose('a.yaml').flatMap(({ message, help, fix }) => [message, help, fix?.title ?? ''])
    expect(words.filter(word => word.includes(secret))).toEqual([])
  })

  test('is in no hover', () => {
    const hovers = Array.from({ length: text.length }, (_, offset) => workspace.hover('a.yaml', offset)?.markdown ?? '')
    expect(hovers.filter(words => words.includes(secret))).toEqual([])
  })
})

test.each(['a token where it belongs', 'keys of S3', 'keys of Azure', 'a key of Google'])('%s: all are found', name => {
  const workspace = createWorkspace()
  const text = texts[name] ?? ''
  workspace.set('a.yaml', text)
  const found = workspace.diagnose('a.yaml').filter(({ code }) => code.endsWith('/secret-in-clear-text'))
  expect(found.map(({ range }) => text.slice(range.start, range.end))).toEqual(found.map(() => secret))
  expect(found.length).toBe(text.split(secret).length - 1)
})

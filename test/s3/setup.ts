/** Starts the S3 server for the suites of this folder, and makes the keys that it knows. */

import type { TestProject } from 'vitest/node'
import { howToInstall, isInstalled, startS3Server } from './server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    s3: { readonly endpoint: string; readonly accessKeyId: string; readonly secretAccessKey: string } | undefined
  }
}

export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (!isInstalled()) {
    console.error(
      `\nThere is no S3 server to test against, so these suites are skipped. To get one:\n  ${howToInstall}\n`,
    )
    project.provide('s3', undefined)
    return undefined
  }
  const server = await startS3Server('guarded')
  try {
    project.provide('s3', { endpoint: server.endpoint, ...(await makeKeys(server.endpoint)) })
  } catch (error) {
    await server.stop()
    throw error
  }
  return () => server.stop()
}

/** An account that may do everything with S3. The server lets the first three calls through without a key. */
async function makeKeys(endpoint: string): Promise<{ readonly accessKeyId: string; readonly secretAccessKey: string }> {
  const policy = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] }
  const user = { UserName: 'pxsnap' }
  await iam(endpoint, { Action: 'CreateUser', ...user })
  await iam(endpoint, { Action: 'PutUserPolicy', ...user, PolicyName: 'all', PolicyDocument: JSON.stringify(policy) })
  const made = await iam(endpoint, { Action: 'CreateAccessKey', ...user })
  const found = (name: string): string => {
    const [, value] = new RegExp(`<${name}>([^<]+)</${name}>`).exec(made) ?? []
    if (value === undefined) throw new Error(`The S3 server gave no ${name}.`)
    return value
  }
  return { accessKeyId: found('AccessKeyId'), secretAccessKey: found('SecretAccessKey') }
}

async function iam(endpoint: string, form: Readonly<Record<string, string>>): Promise<string> {
  const scope = '20260101/us-east-1/iam/aws4_request'
  const answer = await fetch(endpoint, {
    method: 'POST',
    headers: { authorization: `AWS4-HMAC-SHA256 Credential=setup/${scope}, SignedHeaders=host, Signature=none` },
    body: new URLSearchParams({ Version: '2010-05-08', ...form }),
  })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`The S3 server refuses ${form.Action}: ${text}`)
  return text
}

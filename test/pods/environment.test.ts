/** What a container finds in its environment and file system, read from the pod's object as a kubelet reads it. */

import { expect, test } from 'vitest'
import { claimVolume, namespace, PodBox, pod } from './pod-box.ts'

const secret = {
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'mysql', namespace },
  data: { password: btoa('s3cret'), user: btoa('root') },
}
const scripts = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'scripts', namespace },
  data: { 'ready.sh': 'echo ready $1; exit 4', mode: 'fast' },
}

function printed(script: string, container: Record<string, unknown>, volumes: readonly unknown[] = []) {
  const box = new PodBox(secret, scripts, pod('db', [{ name: 'db', image: 'busybox', ...container }], { volumes }))
  return box
    .sh(script)
    .then(({ stdout, stderr, exit }) => (exit === 0 ? stdout.trimEnd() : `${exit}: ${stdout}${stderr}`))
}

const keyOf = (reference: string, name: string, key: string) => ({ [reference]: { name, key } })

test('values, secrets, config maps and fields of the pod are in the environment', async () => {
  const env = [
    { name: 'PLAIN', value: 'a b' },
    { name: 'MYSQL_ROOT_PASSWORD', valueFrom: keyOf('secretKeyRef', 'mysql', 'password') },
    { name: 'MODE', valueFrom: keyOf('configMapKeyRef', 'scripts', 'mode') },
    { name: 'POD', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
    { name: 'APP', valueFrom: { fieldRef: { fieldPath: "metadata.labels['app']" } } },
    { name: 'IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } },
    { name: 'URL', value: 'db://$(POD):$(UNKNOWN)/$$(POD)' },
  ]
  expect(await printed('echo "$PLAIN|$MYSQL_ROOT_PASSWORD|$MODE|$POD|$APP|$IP|$URL|$HOSTNAME"', { env })).toBe(
    'a b|s3cret|fast|db|shop|10.0.0.7|db://db:$(UNKNOWN)/$(POD)|db',
  )
})

test('whole secrets and config maps come with a prefix, and single variables win over them', async () => {
  const envFrom = [{ prefix: 'DB_', secretRef: { name: 'mysql' } }, { configMapRef: { name: 'scripts' } }]
  const env = [{ name: 'mode', value: 'mine' }]
  expect(await printed('echo $DB_password $DB_user $mode', { env, envFrom })).toBe('s3cret root mine')
})

test('a key that does not exist is not set', async () => {
  const env = [{ name: 'GONE', valueFrom: keyOf('secretKeyRef', 'mysql', 'nothing') }]
  expect(await printed(`echo "\${GONE-unset}"`, { env })).toBe('unset')
})

test('a config map is mounted as files, one of them as a script that runs', async () => {
  const volumes = [{ name: 'scripts', configMap: { name: 'scripts', defaultMode: 0o755 } }]
  const volumeMounts = [
    { name: 'scripts', mountPath: '/opt/scripts' },
    { name: 'scripts', mountPath: '/usr/local/bin/ready', subPath: 'ready.sh' },
  ]
  expect(
    await printed('ls /opt/scripts; cat /opt/scripts/mode; echo; ready now; echo $?', { volumeMounts }, volumes),
  ).toBe('mode\nready.sh\nfast\nready now\n4')
  expect(await printed('echo x > /opt/scripts/new', { volumeMounts }, volumes)).toMatch(/^2: .*Read-only file system/)
})

test('a read-only root takes files only where something writable is mounted', async () => {
  const securityContext = { readOnlyRootFilesystem: true }
  expect(await printed('echo x > /tmp/f', { securityContext })).toMatch(/^2: .*Read-only file system/)
  const volumes = [{ name: 'scratch', emptyDir: {} }, claimVolume('data')]
  const volumeMounts = [
    { name: 'scratch', mountPath: '/tmp' },
    { name: 'data', mountPath: '/var/lib/data' },
  ]
  const script = 'echo x > /tmp/f; echo y > /var/lib/data/g; cat /tmp/f /var/lib/data/g'
  expect(await printed(script, { securityContext, volumeMounts }, volumes)).toBe('x\ny')
})

test('programs run as the user of the container, in its working directory', async () => {
  expect(await printed('id -u; pwd', { workingDir: '/var', securityContext: { runAsUser: 999 } })).toBe('999\n/var')
})

test('two containers share the files of a volume that both mount, and nothing else', async () => {
  const volumeMounts = [{ name: 'shared', mountPath: '/shared' }]
  const box = new PodBox(
    pod(
      'db',
      [
        { name: 'one', image: 'busybox', volumeMounts },
        { name: 'two', image: 'busybox', volumeMounts },
      ],
      {
        volumes: [{ name: 'shared', emptyDir: {} }],
      },
    ),
  )
  await box.sh('echo hello > /shared/f; echo own > /tmp/f', { container: 'one' })
  const { stdout } = await box.sh('cat /shared/f; cat /tmp/f 2>/dev/null || echo none', { container: 'two' })
  expect(stdout).toBe('hello\nnone\n')
})

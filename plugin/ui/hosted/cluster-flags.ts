/** The flags that lead a command to the cluster of the UI, for the lines of the command log. */

import type { GlobalValues } from '../../args.ts'
import type { World } from '../../open-world.ts'

/** Without the token, which is nobody's business in a log. */
export function clusterFlags(global: GlobalValues, world: Pick<World, 'name' | 'simulated'>): readonly string[] {
  if (world.simulated !== undefined) return [world.name === 'default' ? '--sim' : `--sim=${world.name}`]
  return [
    ...valued('kubeconfig', global.kubeconfig),
    ...valued('context', global.context),
    ...valued('cluster', global.clusterName),
    ...valued('user', global.user),
    ...valued('as', global.as),
    ...global.asGroup.flatMap(group => valued('as-group', group)),
    ...valued('server', global.server),
    ...valued('certificate-authority', global.certificateAuthority),
    ...(global.insecureSkipTlsVerify ? ['--insecure-skip-tls-verify'] : []),
  ]
}

function valued(flag: string, value: string | undefined): readonly string[] {
  return value === undefined ? [] : [`--${flag}`, value]
}

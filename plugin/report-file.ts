/** A report: what is needed to help from afar, in one zip, without secrets; and looking into one as into a cluster. */

import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { fromIso, matchesLabels } from '@pxsnap/core/base'
import { type Cluster, PortError, type ServedResource } from '@pxsnap/core/ports'
import { isMap, type KubeObject } from '@pxsnap/core/specs'
import { systemIds } from '@pxsnap/core/system'
import { strFromU8, unzipSync } from 'fflate'
import { noStorage } from './executor-here.ts'
import type { Face } from './face.ts'
import type { OpenOptions, World } from './open-world.ts'
import { Problem } from './problem.ts'

export const reportFormat = 'pxsnap report'

export type ReportAbout = {
  readonly format: typeof reportFormat
  readonly version: 1
  readonly pxsnap: string
  /** When it was made, by the clock of the cluster. */
  readonly at: string
  readonly cluster: string
  readonly server: string
  readonly namespace: string
}

/** The cluster as it was when the report was made. Throws a Problem for a file that is no report, and for commands that write. */
export function openReportWorld(face: Face, file: string, namespace: string | undefined, options: OpenOptions): World {
  if (options.access === 'change')
    throw new Problem(
      'usage',
      `${file} is a report, in which nothing can be changed.`,
      'Leave out --from to work in a cluster.',
    )
  const { about, objects, served } = readReport(face, file)
  const now = fromIso(about.at)
  if (now === undefined) throw new Problem('failed', `${file} does not say when it was made.`)
  const refuse = async (): Promise<never> => {
    throw new PortError('unsupported', 'A report was opened, in which nothing can be done.')
  }
  const clock = { now: () => now, sleep: async () => undefined }
  return {
    name: about.cluster,
    namespace: namespace ?? about.namespace,
    ports: {
      cluster: clusterOf(objects, served, refuse),
      exec: { run: refuse },
      storage: noStorage('A report has no storage.'),
      clock,
      ids: systemIds,
    },
    discovery: { version: async () => ({ gitVersion: about.server }), resources: async () => served },
    executor: async asked => asked ?? 'pxsnap',
    say: line => face.stderr.write(`${line}\n`),
    drive: work => work,
    letPass: async () => undefined,
    keep: async () => undefined,
    now: () => now,
    shownNow: () => now,
    close: async () => undefined,
  }
}

type Report = {
  readonly about: ReportAbout
  readonly objects: readonly KubeObject[]
  readonly served: readonly ServedResource[]
}

function readReport(face: Pick<Face, 'cwd'>, file: string): Report {
  const files = unzip(face, file)
  const about = parsed(files, 'report.json', file)
  const objects = parsed(files, 'objects.json', file)
  const served = parsed(files, 'served.json', file)
  if (!isMap(about) || about.format !== reportFormat || !Array.isArray(objects) || !Array.isArray(served))
    throw new Problem('failed', `${file} is no report of pxsnap.`, 'kubectl pxsnap report')
  if (about.version !== 1)
    throw new Problem(
      'failed',
      `${file} is a report of version ${String(about.version)}, and this program reads version 1.`,
    )
  return { about: about as unknown as ReportAbout, objects: objects.filter(isObject), served }
}

function unzip(face: Pick<Face, 'cwd'>, file: string): Readonly<Record<string, Uint8Array>> {
  let bytes: Uint8Array
  try {
    bytes = readFileSync(resolve(face.cwd, file))
  } catch (cause) {
    throw new Problem('notFound', `There is no report ${file} that can be read.`, 'kubectl pxsnap report', { cause })
  }
  try {
    return unzipSync(bytes, { filter: ({ originalSize }) => originalSize < 2 ** 30 })
  } catch (cause) {
    throw new Problem('failed', `${file} is no zip archive, or it was cut off.`, undefined, { cause })
  }
}

function parsed(files: Readonly<Record<string, Uint8Array>>, name: string, file: string): unknown {
  const content = files[name]
  if (content === undefined) throw new Problem('failed', `${file} is no report of pxsnap: ${name} is not in it.`)
  try {
    return JSON.parse(strFromU8(content))
  } catch (cause) {
    throw new Problem('failed', `${name} in ${file} is damaged.`, undefined, { cause })
  }
}

function isObject(value: unknown): value is KubeObject {
  return isMap(value) && typeof value.apiVersion === 'string' && typeof value.kind === 'string' && isMap(value.metadata)
}

/** The reading half of the port; watches find that nothing changes. */
function clusterOf(
  objects: readonly KubeObject[],
  served: readonly ServedResource[],
  refuse: () => Promise<never>,
): Cluster {
  const known = new Set(served.map(({ apiVersion, kind }) => `${apiVersion}/${kind}`))
  const of = (apiVersion: string, kind: string) => {
    if (!known.has(`${apiVersion}/${kind}`))
      throw new PortError('unsupported', `The report holds no ${kind} of ${apiVersion}.`)
    return objects.filter(one => one.apiVersion === apiVersion && one.kind === kind)
  }
  return {
    get: async ({ apiVersion, kind, namespace, name }) =>
      of(apiVersion, kind).find(({ metadata }) => metadata.name === name && metadata.namespace === namespace),
    list: async ({ apiVersion, kind, namespace, labels, fieldSelector }) => {
      if (fieldSelector !== undefined) throw new PortError('unsupported', 'A report is not searched by fields.')
      const items = of(apiVersion, kind).filter(
        ({ metadata }) =>
          (namespace === undefined || metadata.namespace === namespace) &&
          (labels === undefined || matchesLabels(labels, metadata.labels ?? {})),
      )
      return { items, resourceVersion: '1' }
    },
    create: refuse,
    update: refuse,
    delete: refuse,
    watch: () => ({ [Symbol.asyncIterator]: () => ({ next: refuse }) }),
  }
}

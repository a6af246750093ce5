/** A Migration's status as STORK writes it, so that others can read it. */

import { type Instant, toIso } from '../base/index.ts'
import type { MigrationLifecycle, MigrationWork, ResourceResult } from './migration-lifecycle.ts'

type Json = Readonly<Record<string, unknown>>

/** Source: STORK, Migration. `reason` on the status itself is ours. */
export function migrationStatus(status: MigrationLifecycle): Json {
  const { began } = status
  switch (status.stage) {
    case 'Pending':
      return { stage: '', status: 'Pending', ...because(status.waitsFor?.message) }
    case 'Copying':
      return { stage: stageOfCut(status.cut.stage), status: 'InProgress', ...told(status, began) }
    case 'Sending':
      return { stage: 'Volumes', status: 'InProgress', ...told(status, began), ...because(status.waitsFor?.message) }
    case 'Stopping':
      return { stage: 'Volumes', status: 'InProgress', ...told(status, began) }
    case 'Applying':
    case 'Activating':
      return {
        stage: 'Applications',
        status: 'InProgress',
        ...told(status, began),
        ...because(status.waitsFor?.message),
      }
    case 'Tidying':
      return { stage: 'Applications', status: 'InProgress', ...told(status, began) }
    case 'RollingBack':
      return { stage: 'Applications', status: 'InProgress', ...told(status, began), ...because(status.failure.message) }
    case 'Final': {
      const finishTimestamp = toIso(status.since)
      if (status.outcome === 'failed')
        return { stage: 'Final', status: 'Failed', finishTimestamp, ...because(status.failure.message) }
      const word = status.outcome === 'successful' ? 'Successful' : 'PartialSuccess'
      return {
        stage: 'Final',
        status: word,
        finishTimestamp,
        ...told(status, began),
        ...because(status.trouble?.message),
      }
    }
    case 'Deleting':
    case 'Gone':
      return { stage: 'Final', status: 'InProgress' }
  }
}

function stageOfCut(stage: string): string {
  return stage === 'Armed' || stage === 'Freezing' ? 'PreExecRule' : 'Volumes'
}

function because(reason: string | undefined): Json {
  return reason === undefined ? {} : { reason }
}

function told(work: MigrationWork, began: Instant): Json {
  const { plan, sent, resources, volumesDoneAt, resourcesDoneAt } = work
  const arrived = volumesDoneAt === undefined ? 0 : sent.length
  const volumes = plan.volumes.map(({ namespace, claim, persistentVolume }, index) => ({
    persistentVolumeClaim: claim,
    namespace,
    volume: persistentVolume,
    status: index < arrived ? 'Successful' : 'InProgress',
    ...(sent[index] === undefined ? {} : { bytesTotal: sent[index].sizeBytes }),
  }))
  return {
    volumes,
    resources: resources.map(resource),
    ...(volumesDoneAt === undefined ? {} : { volumeMigrationFinishTimestamp: toIso(volumesDoneAt) }),
    ...(resourcesDoneAt === undefined ? {} : { resourceMigrationFinishTimestamp: toIso(resourcesDoneAt) }),
    summary: {
      totalNumberOfVolumes: plan.volumes.length,
      numOfMigratedVolumes: arrived,
      totalNumberOfResources: resources.length,
      numOfMigratedResources: resources.filter(one => one.status === 'Successful').length,
      totalBytesMigrated: sent.reduce((sum, one) => sum + one.sizeBytes, 0),
      ...(volumesDoneAt === undefined ? {} : { elapsedTimeForVolumeMigration: spell(volumesDoneAt - began) }),
      ...(volumesDoneAt === undefined || resourcesDoneAt === undefined
        ? {}
        : { elapsedTimeForResourceMigration: spell(resourcesDoneAt - volumesDoneAt) }),
    },
  }
}

function resource({ apiVersion, kind, namespace, name, status, reason }: ResourceResult): Json {
  const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : ['core', apiVersion]
  return {
    name,
    ...(namespace === undefined ? {} : { namespace }),
    group,
    version,
    kind,
    status,
    ...because(reason),
  }
}

/** The results that an object's status tells; what does not fit is left out. */
export function resourcesTold(status: unknown): readonly ResourceResult[] {
  const listed: unknown = Object(status).resources
  if (!Array.isArray(listed)) return []
  return listed.flatMap((one: unknown): readonly ResourceResult[] => {
    const { name, namespace, group, version, kind, status: result, reason }: Json = Object(one)
    if (typeof name !== 'string' || typeof kind !== 'string' || typeof version !== 'string') return []
    if (result !== 'Successful' && result !== 'Failed') return []
    const apiVersion = group === 'core' || typeof group !== 'string' ? version : `${group}/${version}`
    const where = typeof namespace === 'string' ? { namespace } : {}
    return [{ apiVersion, kind, ...where, name, status: result, ...(typeof reason === 'string' ? { reason } : {}) }]
  })
}

function spell(ms: number): string {
  return ms < 60_000 ? `${(ms / 1000).toFixed(1)}s` : `${Math.floor(ms / 60_000)}m${Math.round((ms % 60_000) / 1000)}s`
}

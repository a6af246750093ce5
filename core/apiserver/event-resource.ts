/** Events in the group of their own: the same stored objects, with other names for their fields. */

import { Bug } from '../base/index.ts'
import type { KindRegistry } from '../cluster/simulated/index.ts'
import { entry, type KubeObject } from '../specs/index.ts'
import { objectVerbs, type Resource } from './resource.ts'

const apiVersion = 'events.k8s.io/v1'

/** Source: Kubernetes, conversion between core/v1 and events.k8s.io/v1 Event. */
export function eventResource(kinds: KindRegistry): Resource {
  const served = kinds.find('v1', 'Event')
  if (served === undefined) throw new Bug('Events are not served.')
  const shown = new WeakMap<KubeObject, KubeObject>()
  return {
    apiVersion,
    group: 'events.k8s.io',
    served,
    verbs: objectVerbs,
    show: stored => {
      const known = shown.get(stored) ?? inOwnGroup(stored)
      shown.set(stored, known)
      return known
    },
    take: inCore,
  }
}

function inOwnGroup(event: KubeObject): KubeObject {
  const { involvedObject, message, source, firstTimestamp, lastTimestamp, count, reportingComponent, ...same } = event
  return {
    ...same,
    apiVersion,
    regarding: involvedObject,
    note: message,
    ...present({
      reportingController: reportingComponent ?? entry(source, 'component'),
      deprecatedSource: source,
      deprecatedFirstTimestamp: firstTimestamp,
      deprecatedLastTimestamp: lastTimestamp,
      deprecatedCount: count,
    }),
  }
}

function inCore(event: KubeObject): KubeObject {
  const {
    regarding,
    note,
    reportingController,
    deprecatedSource,
    deprecatedFirstTimestamp,
    deprecatedLastTimestamp,
    deprecatedCount,
    ...same
  } = event
  return {
    ...same,
    apiVersion: 'v1',
    ...present({
      involvedObject: regarding,
      message: note,
      reportingComponent: reportingController,
      source: deprecatedSource,
      firstTimestamp: deprecatedFirstTimestamp,
      lastTimestamp: deprecatedLastTimestamp,
      count: deprecatedCount,
    }),
  }
}

function present(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}

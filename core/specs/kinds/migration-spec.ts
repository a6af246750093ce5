/** What a Migration is asked to do; a MigrationSchedule holds the same as its template. */

import { flag, labels, list, object, reference, text } from '../schema.ts'

/** The field `spec` of a Migration, or of a schedule's template. */
export function migrationSpec() {
  return object(
    {
      clusterPair: reference('ClusterPair', {
        required: true,
        doc: 'The ClusterPair to migrate through, in the namespace of the migration.',
        source: 'STORK, migration controller',
      }),
      adminClusterPair: reference('ClusterPair', {
        doc: 'The ClusterPair, in the admin namespace, through which cluster-scoped objects are applied.',
      }),
      namespaces: list(reference('Namespace', { doc: 'The exact name of a namespace.' }), {
        doc: 'Namespaces to migrate. Outside the admin namespace only the own one is allowed.',
        source: 'STORK, migration controller',
      }),
      namespaceSelectors: labels({
        chooses: 'Namespace',
        doc: 'Labels of namespaces to migrate: one that carries any of them is taken, in addition to `namespaces`.',
        source: 'STORK, migration controller',
      }),
      includeResources: flag({
        default: true,
        doc: 'Migrate the objects too. Claims and volumes are migrated even when false.',
        source: 'STORK, migration controller',
      }),
      includeVolumes: flag({ default: true, doc: 'Migrate the data of the volumes.' }),
      startApplications: flag({
        default: false,
        doc: 'Start the applications there. When false they are applied with no replicas, and their count is remembered.',
        source: 'STORK, migration controller',
      }),
      purgeDeletedResources: flag({
        default: false,
        doc: 'Delete there what earlier migrations brought and what is gone here.',
      }),
      skipServiceUpdate: flag({ default: false, doc: 'Keep the cluster IPs of services instead of clearing them.' }),
      includeNetworkPolicyWithCIDR: flag({
        default: false,
        doc: 'Migrate network policies that name address ranges too.',
      }),
      selectors: labels({ doc: 'Only objects that carry all of these labels.', source: 'STORK, resource collector' }),
      excludeSelectors: labels({
        doc: 'No objects that carry any of these labels.',
        source: 'STORK, resource collector',
      }),
      preExecRule: reference('Rule', {
        doc: 'The Rule run before the volumes are copied, in every migrated namespace. Stands in the namespace of the migration.',
        source: 'STORK, migration controller',
      }),
      postExecRule: reference('Rule', {
        doc: 'The Rule run once the copy has begun, in every migrated namespace. Stands in the namespace of the migration.',
        source: 'STORK, migration controller',
      }),
      includeOptionalResourceTypes: list(text({ doc: 'A kind; only `Job` has an effect.', example: 'Job' }), {
        doc: 'Kinds that are left behind unless named here.',
        source: 'STORK, resource collector',
      }),
      excludeResourceTypes: list(text({ doc: 'A kind, in any case, without its group.', example: 'Secret' }), {
        doc: 'Kinds to leave behind.',
        source: 'STORK, resource collector',
      }),
      skipDeletedNamespaces: flag({
        default: true,
        doc: 'Go on without namespaces that do not exist. When false the migration fails.',
      }),
      transformSpecs: list(reference('ResourceTransformation', { doc: 'The name of a ResourceTransformation.' }), {
        doc: 'At most one ResourceTransformation; it must exist in every migrated namespace.',
        source: 'STORK, migration controller',
      }),
      ignoreOwnerReferencesCheck: flag({
        default: false,
        doc: 'Migrate objects also when their owner is migrated too.',
      }),
    },
    { required: true, doc: 'What to migrate, and how.' },
  )
}

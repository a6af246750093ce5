/** The commands of the group Do. */

import { declare } from '../command.ts'
import { list, text, texts, toggle } from '../flag.ts'
import {
  dryRun,
  dryRunHere,
  executor,
  files,
  kustomize,
  output,
  selection,
  textOrJson,
  timeout,
  wait,
  yes,
} from './shared-flags.ts'

export const doingCommands = {
  apply: declare({
    words: ['apply'],
    summary: 'Checks specs, shows what will happen, does it and follows it to the end',
    about:
      'Lints first; findings of level error stop it. Then the plan: what is written and what it will do.\n' +
      'Objects are written in the order they need each other, and snapshots are followed until they are done.\n' +
      'With --executor stork the simulated cluster has a STORK, which carries them out as it is: findings stop nothing, its story goes to standard error, and what it leaves frozen stays frozen.\n' +
      'Exit code 0 when everything came out as asked, 8 when a snapshot is less consistent than asked for, 1 when one failed.',
    positionals: { usage: '', min: 0, max: 0 },
    flags: { ...files, kustomize, executor, output: output('json|yaml|name'), yes, dryRun, wait, timeout },
    examples: [
      { does: 'Apply a file to the simulated cluster', line: 'apply --sim -f snapshot.yaml' },
      { does: 'See the plan only', line: 'apply --sim -f snapshot.yaml --dry-run' },
      { does: 'Without questions, at most two minutes', line: 'apply --sim -f specs/ -y --timeout 2m' },
      { does: 'What STORK makes of it', line: 'apply --sim --executor stork -f snapshot.yaml' },
    ],
  }),
  create: declare({
    words: ['create'],
    summary: 'Creates an object from flags, one for each field of its kind',
    about:
      'The flags of a kind are shown by "create KIND --help". The object is checked like a file, planned, and followed to its end.\n' +
      'With --dry-run and -o yaml it is printed only, and no cluster is needed.',
    positionals: { usage: 'KIND NAME', min: 1, max: Number.POSITIVE_INFINITY },
    flags: {
      label: texts({ long: 'label', placeholder: 'KEY=VALUE', doc: 'A label. May be repeated.' }),
      annotation: texts({ long: 'annotation', placeholder: 'KEY=VALUE', doc: 'An annotation. May be repeated.' }),
      executor,
      output: output('json|yaml|name'),
      yes,
      dryRun,
      wait,
      timeout,
    },
    freeFlags: true,
    examples: [
      { does: 'Which flags a kind has', line: 'create groupvolumesnapshot --help' },
      {
        does: 'A group snapshot',
        line: 'create gvs nightly --pvc-selector app=mysql --pre-exec-rule mysql-lock -n shop --sim',
      },
      {
        does: 'A spec to keep',
        line: 'create volumesnapshot orders --persistent-volume-claim-name orders-data --dry-run -o yaml',
      },
    ],
  }),
  snapshot: declare({
    words: ['snapshot'],
    summary: 'Takes a snapshot of claims without a spec',
    about:
      'One claim becomes a VolumeSnapshot; several, or those with labels, become a GroupVolumeSnapshot that shares one instant.\n' +
      'Exit code 8 when the snapshot is less consistent than the rules ask for.',
    positionals: { usage: 'PVC… | -l LABELS', min: 0, max: Number.POSITIVE_INFINITY },
    flags: {
      selector: selection.selector,
      name: text({
        long: 'name',
        placeholder: 'NAME',
        doc: 'What it is called; otherwise after the claim and the time.',
      }),
      pre: text({ long: 'pre', placeholder: 'RULE', doc: 'The Rule to run before it.' }),
      post: text({ long: 'post', placeholder: 'RULE', doc: 'The Rule to run after it.' }),
      ruleFor: text({
        long: 'rule-for',
        placeholder: 'APPLICATION',
        doc: 'Makes the rules of the quiesce library for this application, or with auto for the one whose image the pods run.',
      }),
      cloud: toggle({ long: 'cloud', doc: 'Uploads it to the object store.' }),
      credential: text({
        long: 'credential',
        placeholder: 'ID',
        doc: 'With --cloud: the credential of the object store.',
      }),
      executor,
      output: output('json|yaml|name'),
      yes,
      dryRun,
      wait,
      timeout,
    },
    examples: [
      { does: 'One claim', line: 'snapshot orders-data -n shop --sim' },
      {
        does: 'All claims of an application, held still by a rule',
        line: 'snapshot -l app=mysql --pre mysql-lock -n shop --sim',
      },
      {
        does: 'With the rule that the library has for it',
        line: 'snapshot -l app=mysql --rule-for auto -n shop --sim',
      },
      { does: 'To the object store', line: 'snapshot orders-data --cloud -n shop --sim' },
    ],
  }),
  clone: declare({
    words: ['clone'],
    summary: 'Makes new claims from a snapshot',
    about:
      'SNAPSHOT is a VolumeSnapshot, a GroupVolumeSnapshot or KIND/NAME.\n' +
      'A group needs one name for each member, in the order that "describe" shows them, or none: then each is called <claim>-clone.',
    positionals: { usage: 'SNAPSHOT', min: 1, max: 2 },
    flags: {
      from: text({
        long: 'from',
        placeholder: 'NAMESPACE',
        doc: 'The namespace of the snapshot, when the new claims go to another one (-n).',
      }),
      as: list({ long: 'as', placeholder: 'PVC', doc: 'The names of the new claims.' }),
      executor,
      output: output('json|yaml|name'),
      yes,
      dryRun,
      wait,
      timeout,
    },
    examples: [
      { does: 'One claim', line: 'clone orders-before-upgrade --as orders-copy --sim' },
      {
        does: 'Into another namespace, which the snapshot must allow',
        line: 'clone orders-before-upgrade --from shop -n test --as orders --sim',
      },
      { does: 'All members of a group', line: 'clone gvs/nightly --as data-copy,log-copy -n shop --sim' },
    ],
  }),
  suspend: declare({
    words: ['suspend'],
    summary: 'Stops schedules from starting new runs',
    about:
      'SCHEDULE is the name of a VolumeSnapshotSchedule, or KIND/NAME for other schedules. Slots that pass meanwhile are not made up for; how many they were is told by an event.',
    positionals: { usage: 'SCHEDULE…', min: 1, max: Number.POSITIVE_INFINITY },
    flags: {},
    examples: [
      { does: 'One schedule', line: 'suspend mysql-nightly -n shop --sim' },
      { does: 'A schedule of migrations', line: 'suspend migrationschedule/nightly -n shop --sim' },
    ],
  }),
  resume: declare({
    words: ['resume'],
    summary: 'Lets suspended schedules run again',
    positionals: { usage: 'SCHEDULE…', min: 1, max: Number.POSITIVE_INFINITY },
    flags: {},
    examples: [
      { does: 'One schedule', line: 'resume mysql-nightly -n shop --sim' },
      { does: 'A schedule of migrations', line: 'resume migrationschedule/nightly -n shop --sim' },
    ],
  }),
  trigger: declare({
    words: ['trigger'],
    summary: 'Runs a schedule now, out of turn',
    about:
      'The snapshot counts for the retention of a section of the policy: of the first one, or of --section. A suspended schedule runs, too.\n' +
      'Exit code 1 when the run failed, 8 when it is less consistent than asked for.',
    positionals: { usage: 'SCHEDULE', min: 1, max: 1 },
    flags: {
      section: text({
        long: 'section',
        placeholder: 'SECTION',
        doc: 'interval, daily, weekly or monthly: for which it counts.',
      }),
      wait,
    },
    examples: [
      { does: 'A run now', line: 'trigger mysql-nightly -n shop --sim' },
      { does: 'One that is kept with the weekly ones', line: 'trigger mysql-nightly --section weekly -n shop --sim' },
    ],
  }),
  restore: declare({
    words: ['restore'],
    summary: 'Puts the data of a snapshot back, in place or into new claims',
    about:
      'In place, the workloads that use the claims are stopped, the data is written and compared, and they are started again.\n' +
      'What the claims held before is kept until the new data is proved; a restore that fails puts it back.\n' +
      'The members of a group are restored as one. With --to, new claims are made and nothing is stopped.',
    positionals: { usage: 'SNAPSHOT | --backup BACKUP', min: 0, max: 2 },
    flags: {
      backup: text({
        long: 'backup',
        placeholder: 'BACKUP',
        doc: 'With --to: takes a backup from the object store, also of another cluster, instead of a snapshot of this one.',
      }),
      credential: text({ long: 'credential', placeholder: 'NAME', doc: 'With --backup: where it is kept.' }),
      to: list({
        long: 'to',
        placeholder: 'PVC',
        doc: 'Makes new claims with these names instead, one for each member.',
      }),
      from: text({
        long: 'from',
        placeholder: 'NAMESPACE',
        doc: 'With --to: the namespace of the snapshot, when the new claims go to another one (-n).',
      }),
      name: text({
        long: 'name',
        placeholder: 'NAME',
        doc: 'What the VolumeSnapshotRestore is called; otherwise after the snapshot and the time.',
      }),
      scaleDown: toggle({
        long: 'scale-down',
        default: true,
        doc: 'Stops and starts the workloads that use the claims. With --scale-down=false the restore is refused while they run.',
      }),
      output: output('json|yaml|name'),
      yes,
      dryRun,
      wait,
      timeout,
    },
    examples: [
      { does: 'A whole group, in place', line: 'restore gvs/nightly -n shop --sim' },
      { does: 'What it would stop and overwrite', line: 'restore gvs/nightly -n shop --dry-run --sim' },
      { does: 'What another cluster has backed up', line: 'restore --backup BACKUP --to orders-data -n shop --sim=dr' },
      { does: 'Into a new claim', line: 'restore orders --to orders-restored -n shop --sim' },
    ],
  }),
  drill: declare({
    words: ['drill'],
    summary: 'Proves that a snapshot can be recovered from, and reports how long it takes',
    about:
      'Clones the snapshot, starts copies of the pods that use its claims on the clones, waits until they are ready, and deletes everything again.\n' +
      'The copies carry the label pxsnap.io/drill and none of the labels of the originals, so that no service finds them.\n' +
      'Exit code 1 when the application does not start on the copy or finds its data damaged.',
    positionals: { usage: 'SNAPSHOT', min: 1, max: 2 },
    flags: { output: textOrJson, yes, dryRun: dryRunHere, timeout },
    examples: [
      { does: 'Of a group snapshot', line: 'drill gvs/nightly -n shop --sim' },
      { does: 'What would be started', line: 'drill gvs/nightly -n shop --dry-run --sim' },
    ],
  }),
  pair: declare({
    words: ['pair'],
    summary: 'Pairs with another cluster, so that namespaces can be migrated there',
    about:
      'Makes a ClusterPair in the namespace of -n and follows it until the other cluster and its storage have answered.\n' +
      'A pair serves migrations of its own namespace; one in kube-system serves those of any namespaces.\n' +
      'It holds the credentials of one context of the other cluster, and nothing else of its kubeconfig. A user who signs in by a program is refused: STORK cannot.',
    positionals: { usage: 'NAME', min: 1, max: 1 },
    flags: {
      to: text({
        long: 'to',
        placeholder: 'CLUSTER',
        doc: 'The other cluster: a context of the kubeconfig, or with --sim the name of a simulated cluster.',
      }),
      toKubeconfig: text({
        long: 'to-kubeconfig',
        placeholder: 'FILE',
        doc: 'The kubeconfig of the other cluster; --to is a context of it, else its current one is taken.',
      }),
      storageOption: list({
        long: 'storage-option',
        placeholder: 'KEY=VALUE',
        doc: 'How the storage there is reached: ip, token, and port, mode or backuplocation. Without, only objects migrate.',
      }),
      showSecrets: toggle({ long: 'show-secrets', doc: 'Prints the credentials too, with -o.' }),
      output: output('json|yaml|name'),
      yes,
      dryRun,
      wait,
      timeout,
    },
    examples: [
      { does: 'For migrations of the namespace shop', line: 'pair to-staging --to staging -n shop --sim' },
      {
        does: 'With a context of the kubeconfig and the storage there',
        line: 'pair to-staging --to staging --storage-option ip=10.0.0.5,token=TOKEN -n shop',
      },
      { does: 'What it would write', line: 'pair to-staging --to staging -n shop --dry-run --sim' },
    ],
  }),
  migrate: declare({
    words: ['migrate'],
    summary: 'Moves namespaces with their data to a paired cluster',
    about:
      'Volumes are copied as of one instant and compared by checksum, then objects are applied in the order they need each other.\n' +
      'The applications are stopped here, what they wrote meanwhile is copied, and only then they start there: never both.\n' +
      'With --no-start it is a copy: the applications here go on, and there they wait with no replicas.\n' +
      'Interrupted, it loses nothing; the same command goes on with it. Deleting the Migration before the switch undoes it.',
    positionals: { usage: 'NAMESPACE…', min: 1, max: Number.POSITIVE_INFINITY },
    flags: {
      to: text({ long: 'to', placeholder: 'PAIR', doc: 'The ClusterPair.' }),
      noStart: toggle({ long: 'no-start', doc: 'Copies only: the applications go on here and are not started there.' }),
      keepSource: toggle({
        long: 'keep-source',
        doc: 'Starts the applications there and leaves them running here too, for tests.',
      }),
      pre: text({
        long: 'pre',
        placeholder: 'RULE',
        doc: 'The Rule that freezes the applications before the first copy.',
      }),
      post: text({ long: 'post', placeholder: 'RULE', doc: 'The Rule that thaws them.' }),
      includeResources: toggle({
        long: 'include-resources',
        default: true,
        doc: 'With =false only claims and volumes go.',
      }),
      output: output('json|yaml|name'),
      yes,
      dryRun,
      wait,
      timeout,
    },
    examples: [
      { does: 'Move a namespace', line: 'migrate shop --to to-staging --sim' },
      {
        does: 'Copy it, frozen by a rule for the instant of the copy',
        line: 'migrate shop --to to-staging --no-start --pre mysql-lock --sim',
      },
    ],
  }),
  edit: declare({
    words: ['edit'],
    summary: 'Opens an object in your editor and writes what you change',
    about:
      'The editor is that of KUBE_EDITOR, VISUAL or EDITOR, else vi. What is saved unchanged or empty is left alone.\n' +
      'YAML that cannot be read, or that the cluster refuses, is opened again with the reason on top. When somebody else changed the object meanwhile, it says so and writes nothing; your text is kept in a file.',
    positionals: { usage: 'KIND NAME | KIND/NAME', min: 1, max: 2 },
    flags: { dryRun, yes },
    examples: [
      { does: 'A schedule', line: 'edit volumesnapshotschedule nightly -n shop --sim' },
      { does: 'With another editor', line: 'edit rule/orders-lock -n shop   # with KUBE_EDITOR="code --wait"' },
    ],
  }),
  delete: declare({
    words: ['delete'],
    summary: 'Deletes objects and what hangs on them',
    about:
      'What STORK has carried out waits for STORK: with --executor stork the simulated cluster has one, which cleans up.',
    positionals: { usage: 'KIND NAME… | KIND/NAME…', min: 0, max: Number.POSITIVE_INFINITY },
    flags: {
      ...files,
      kustomize,
      selector: selection.selector,
      executor,
      output: output('name'),
      yes,
      dryRun,
      wait,
      timeout,
      ignoreNotFound: toggle({ long: 'ignore-not-found', doc: 'An object that is not there is no error.' }),
    },
    examples: [
      { does: 'One snapshot', line: 'delete volumesnapshot orders --sim' },
      { does: 'What a file created', line: 'delete -f snapshot.yaml -y --sim' },
    ],
  }),
}

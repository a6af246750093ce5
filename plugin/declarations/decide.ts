/** The commands of the group Decide. */

import { declare } from '../command.ts'
import { choice, list, optionalToggle, text, toggle } from '../flag.ts'
import { executor, files } from './shared-flags.ts'

const output = choice({
  long: 'output',
  short: 'o',
  choices: ['text', 'json'],
  default: 'text',
  doc: 'How the result is printed.',
})

export const decideCommands = {
  calendar: declare({
    words: ['calendar'],
    summary: 'Shows when a policy runs, what it keeps, and what never happens',
    about:
      'NAME is a VolumeSnapshotSchedule or a policy, in files (-f) or in a cluster (--sim); without a name, all of them.\n' +
      'Times are those of the zone that the policy names (annotation pxsnap.io/time-zone) or --zone, else UTC. A time that is skipped when clocks go forward runs at the first moment after; one that comes twice runs once.\n' +
      'In months without the day of a monthly policy pxsnap runs on the last day. With --executor stork: what STORK does, which skips them.\n' +
      'What would exist on a day (--on) takes every run to have succeeded. A wide terminal shows months, D daily, W weekly, M monthly.',
    positionals: { usage: '[POLICY|SCHEDULE…]', min: 0, max: Number.POSITIVE_INFINITY },
    flags: {
      ...files,
      zone: text({ long: 'zone', placeholder: 'ZONE', doc: 'The zone of the times, such as Europe/Berlin.' }),
      from: text({ long: 'from', placeholder: 'DATE', doc: 'The first day, such as 2026-03-01; today when left out.' }),
      days: text({ long: 'days', placeholder: 'N', doc: 'How many days; 14 when left out, at most 3660.' }),
      year: toggle({ long: 'year', doc: 'A whole year.' }),
      on: text({
        long: 'on',
        placeholder: 'DATE',
        doc: 'The day at whose end it is said what is kept; the last day when left out.',
      }),
      executor,
      output,
    },
    examples: [
      { does: 'A policy in a file, in Berlin', line: 'calendar -f nightly.yaml --zone Europe/Berlin' },
      { does: 'The next year of a schedule', line: 'calendar mysql-nightly -n shop --sim --year' },
      { does: 'What STORK would do', line: 'calendar -f nightly.yaml --executor stork --year' },
      { does: 'What would be there on a day', line: 'calendar -f nightly.yaml --year --on 2026-12-24' },
    ],
  }),
  plan: declare({
    words: ['plan'],
    summary: 'Says what carrying out specs will do, before anything is written',
    about:
      'Which claims, volumes, pods and containers are reached, which commands run in which order, how long the application stands still (typically and at most, and why), what is written, and what stands against it.\n' +
      'The files bring what is to be carried out, and the application where the cluster does not have it: they are looked at beside what is in the cluster of the kubeconfig, or with --sim in a simulated cluster. Nothing is written.\n' +
      'With --executor stork: what STORK would really do, rough edges included.\n' +
      'Exit code 0 when nothing stands against it, 1 when something would fail or not be as the spec asks, 3 when the files have findings of level error.',
    positionals: { usage: '[KIND NAME]', min: 0, max: 2 },
    flags: {
      ...files,
      fromCluster: optionalToggle({
        long: 'from-cluster',
        doc: 'Looks at the specs beside what is in the cluster of the kubeconfig, which is read and not changed. Left out: where there is a kubeconfig.',
      }),
      executor,
      output,
    },
    examples: [
      { does: 'Of files with the application', line: 'plan -f shop.yaml -f nightly.yaml' },
      { does: 'Of the files alone, whatever the kubeconfig says', line: 'plan -f shop.yaml --from-cluster=false' },
      { does: 'What STORK would do in a simulated cluster', line: 'plan -f nightly.yaml --sim --executor stork' },
      { does: 'Of an object, for a machine', line: 'plan gvs nightly -n shop --sim -o json' },
    ],
  }),
  simulate: declare({
    words: ['simulate'],
    summary: 'Tries specs many times in a simulated cluster, with or without faults',
    about:
      'The files bring the application (claims, workloads) and what is to be carried out; with --sim they meet a copy of that simulated cluster, which stays as it is.\n' +
      'Each run has a seed of its own, and the same seed gives the same run. What is reported is what the simulated applications and storage know, not what an executor says of itself.\n' +
      'A schedule runs for days (--days), and faults strike around one of its first slots, which one follows from the seed. A migration runs between copies of both clusters; where there are only files, an empty cluster stands in for the other side.\n' +
      'Faults (--fault NAME[:TIME][@PLACE]) last for TIME, or strike once; PLACE is the number of a call, such as @12, or a time, such as @30s, and differs from run to run when left out:\n' +
      'API server: api-conflict, api-429, api-500, api-timeout, api-lost-response, api-down, watch-break.\n' +
      'Commands in pods: exec-fail, exec-hang, exec-drop. Storage: storage-error, storage-slow, storage-hang, disk-full.\n' +
      'Object store: s3-unavailable, s3-slow, s3-denied, s3-damage, s3-lost-answer.\n' +
      'Pods and nodes: pod-kill, pod-move, container-restart, node-lost. The executor: crash, clock-jump.\n' +
      'Exit code 0 when every promise is kept, 1 when one breaks or a run fails without a fault, 3 when the files have findings of level error.',
    positionals: { usage: '[KIND NAME]', min: 0, max: 2 },
    flags: {
      ...files,
      runs: text({ long: 'runs', placeholder: 'N', doc: 'How many runs; 20 when left out.' }),
      seed: text({ long: 'seed', placeholder: 'S', doc: 'The seed of the first run; 1 when left out.' }),
      days: text({
        long: 'days',
        placeholder: 'N',
        doc: 'How many days schedules are let run; as many as three slots of every section need when left out.',
      }),
      fromCluster: toggle({
        long: 'from-cluster',
        doc: 'Tries them in a copy of what matters of the cluster of the kubeconfig: workloads, claims and rules, without data and secrets. It is read and not changed.',
      }),
      fault: list({
        long: 'fault',
        placeholder: 'NAME[:TIME][@PLACE]',
        doc: 'Something that goes wrong in every run, such as storage-error:5m, exec-hang or crash@12. May be repeated.',
      }),
      without: list({
        long: 'without',
        placeholder: 'KIND/NAME',
        doc: 'Leaves a workload and its claims out of the world, as a replay of a shortened story asks for.',
      }),
      executor,
      output,
    },
    examples: [
      { does: 'What these files do', line: 'simulate -f shop.yaml -f nightly.yaml' },
      { does: 'The same with STORK', line: 'simulate -f shop.yaml -f nightly.yaml --executor stork' },
      {
        does: 'While the storage fails for five minutes',
        line: 'simulate -f nightly.yaml --sim --fault storage-error:5m',
      },
      { does: 'One run again', line: 'simulate -f nightly.yaml --sim --fault crash@12 --seed 7 --runs 1' },
      { does: 'A restore in place, by a process that dies', line: 'simulate -f restore.yaml --sim --fault crash' },
      { does: 'A month of a schedule', line: 'simulate -f shop.yaml -f schedule.yaml --days 30 --runs 5' },
      { does: 'A move between two simulated clusters', line: 'simulate -f migration.yaml --sim --fault crash' },
      { does: 'A snapshot of a simulated cluster, once more', line: 'simulate gvs nightly -n shop --sim' },
    ],
  }),
}

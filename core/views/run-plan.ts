/** A plan for people: what would go wrong first, then who is reached, how long it stands still, and what is written. */

import type { Permission, PlannedCommand, PlannedWrite, RunPlan } from '../actions/index.ts'
import { redact } from '../base/index.ts'
import { type Cell, cell } from './cell.ts'
import type { Fact, Section } from './description.ts'
import { spell } from './moment.ts'
import { oneLine } from './snapshot.ts'

export type RunPlanView = {
  readonly headline: Cell
  readonly facts: readonly Fact[]
  readonly sections: readonly Section[]
}

export function runPlanView(plan: RunPlan): RunPlanView {
  const { members, commands, steps, writes, permissions, findings } = plan
  return {
    headline: headline(plan),
    facts: facts(plan),
    sections: [
      ...section(
        'Findings',
        findings.map(({ severity, message }) => [
          cell(severity, severity === 'error' ? 'failed' : 'working'),
          cell(message),
        ]),
      ),
      ...section(
        'What happens',
        steps.map((step, index) => [cell(`${index + 1}.`, 'muted'), cell(step)]),
      ),
      ...section(
        'Members',
        members.map(({ namespace, claim, volume }) => [cell(`${namespace}/${claim}`), cell(volume, 'muted')]),
        ['CLAIM', 'VOLUME'],
      ),
      ...section('Commands', commands.map(commandRow), ['WHEN', 'POD', 'CONTAINER', 'COMMAND']),
      ...section('Writes', writes.map(writeRow), ['VERB', 'OBJECT']),
      ...section('Must be allowed to', permissions.map(permissionRow)),
    ],
  }
}

/** The shape is promised to other programs. `findings`: those of the files, as lint prints them. Secrets are taken out. */
export function runPlanJson<F>(plan: RunPlan, findings: readonly F[], ok: boolean) {
  const { executor, members, commands, freeze, writes } = plan
  return {
    executor,
    members: members.map(({ namespace, claim, volume }) => ({ namespace, claim, volume })),
    commands: commands.map(({ when, namespace, pod, container, command, background }) => ({
      when,
      namespace,
      pod,
      container,
      command: redact(command),
      background,
    })),
    freeze,
    writes: writes.map(({ verb, kind, namespace, name }) => ({ verb, kind, namespace: namespace ?? null, name })),
    findings: [
      ...findings,
      ...plan.findings.map(({ code, severity, message, object: { kind, namespace, name } }) => ({
        code,
        severity,
        message,
        object: { kind, ...(namespace === undefined ? {} : { namespace }), name },
      })),
    ],
    ok,
  }
}

function headline({ findings, objects }: RunPlan): Cell {
  const errors = findings.filter(({ severity }) => severity === 'error')
  const [first] = errors
  if (objects.length === 0) return cell('There is nothing to carry out.', 'muted')
  if (first === undefined) return cell('Nothing stands against it.', 'usable')
  return cell(
    errors.length === 1 ? 'One thing stands against it.' : `${errors.length} things stand against it.`,
    'failed',
  )
}

function facts({ executor, objects, freeze }: RunPlan): readonly Fact[] {
  const { typicalMs, longestMs, because } = freeze
  const never = typicalMs === 0 && longestMs === 0
  const bound = longestMs === null ? 'without a bound' : `at most ${spell(longestMs)}`
  return [
    { label: 'Object', value: cell(objects.map(({ ref }) => `${ref.kind} ${ref.name}`).join(', ')) },
    { label: 'Carried out by', value: cell(executor === 'stork' ? 'STORK, as it is' : 'pxsnap') },
    {
      label: 'Frozen',
      value: never
        ? cell('never', 'muted')
        : cell(`typically ${spell(typicalMs)}, ${bound}`, longestMs === null ? 'failed' : 'frozen'),
    },
    { label: 'Frozen', value: cell(because, 'muted') },
  ]
}

function section(title: string, rows: Section['rows'], columns?: readonly string[]): readonly Section[] {
  return rows.length === 0 ? [] : [{ title, rows, ...(columns === undefined ? {} : { columns }) }]
}

function commandRow({ when, pod, container, command, background }: PlannedCommand): readonly Cell[] {
  const how = when === 'post' ? 'after' : background ? 'before, holds' : 'before'
  return [cell(how), cell(pod), cell(container), cell(oneLine(command))]
}

const verbs: Readonly<Record<PlannedWrite['verb'], Cell>> = {
  create: cell('create', 'usable'),
  update: cell('change', 'working'),
  delete: cell('delete', 'failed'),
}

function writeRow({ verb, kind, namespace, name }: PlannedWrite): readonly Cell[] {
  const where = namespace === undefined ? '' : ` in ${namespace}`
  return [verbs[verb], cell(`${kind.toLowerCase()}/${name}${where}`)]
}

function permissionRow({ verb, resource, namespace }: Permission): readonly Cell[] {
  return [cell(`${verb} ${resource}${namespace === undefined ? '' : ` in ${namespace}`}`)]
}

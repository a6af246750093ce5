/** `create KIND NAME`: an object from flags, one for each of the kind's fields; checked, planned and followed like a file. */

import { createWorkspace } from '@pxsnap/core/language'
import { findKind, isMap, type KindDeclaration, type KubeObject, nearest, typeInWords } from '@pxsnap/core/specs'
import type { InvocationOf } from '../args.ts'
import { carryOutSpecs } from '../carry-out-specs.ts'
import { type FieldFlag, fieldFlags } from '../create/field-flags.ts'
import { readField } from '../create/read-field.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Face } from '../face.ts'
import { kindByWord, unknownKind } from '../kind-words.ts'
import { inWorld, requestedCluster } from '../open-world.ts'
import { findingsText } from '../output/findings-text.ts'
import { painter } from '../output/paint.ts'
import { outputForm, printObjects } from '../output/print-objects.ts'
import { printYaml } from '../output/structured.ts'
import { wrapText } from '../output/wrap-text.ts'
import { Problem } from '../problem.ts'

export async function create(face: Face, invocation: InvocationOf<'create'>): Promise<ExitCode> {
  const { flags, positionals, global, free } = invocation
  const [word = '', name, ...more] = positionals
  const kind = declared(word)
  const fields = fieldFlags(kind)
  if (global.help) {
    face.stdout.write(helpOf(word, kind, fields, face.stdout.isTTY ? face.stdout.columns() : 100))
    return exitCodes.done
  }
  if (name === undefined)
    throw new Problem('usage', `create ${word} needs a name.`, `kubectl pxsnap create ${word} --help`)
  if (more.length > 0) throw new Problem('usage', `create makes one object; "${more[0]}" is one name too many.`)
  const form = outputForm(flags.output, ['json', 'yaml', 'name'])
  const namespace = global.namespace ?? 'default'
  const object = objectOf(kind, fields, {
    word,
    name,
    namespace,
    labels: flags.label,
    annotations: flags.annotation,
    free,
  })
  if (hasErrors(face, object, global.noColor)) return exitCodes.findings
  // What is only printed needs no cluster.
  if (flags.dryRun !== undefined && form !== 'text' && form !== 'wide') {
    face.stdout.write(printObjects([object], form, { single: true }))
    return exitCodes.done
  }
  requestedCluster(face, global)
  const dry = flags.dryRun !== undefined
  return inWorld(face, global, { access: dry ? 'look' : 'change', missing: dry ? 'refuse' : 'create' }, async world => {
    const { apiVersion, kind: kindName, metadata } = object
    const there = await world.drive(world.ports.cluster.get({ apiVersion, kind: kindName, ...metadata }))
    if (there !== undefined)
      throw new Problem(
        'failed',
        `There is already a ${kindName} "${name}".`,
        `kubectl pxsnap describe ${word} ${name}`,
      )
    return carryOutSpecs(
      face,
      { objects: [object], form, flags, global, executor: flags.executor, question: 'Create this?' },
      world,
    )
  })
}

function declared(word: string): KindDeclaration {
  const { apiVersion, kind } = kindByWord(word)
  const found = findKind(apiVersion, kind)
  if (found === undefined) throw unknownKind(word)
  return found
}

type Given = {
  readonly word: string
  readonly name: string
  readonly namespace: string
  readonly labels: readonly string[]
  readonly annotations: readonly string[]
  readonly free: ReadonlyMap<string, readonly string[]>
}

function objectOf(kind: KindDeclaration, fields: readonly FieldFlag[], given: Given): KubeObject {
  const { word, name, namespace, labels, annotations, free } = given
  const unknown = [...free.keys()].find(key => !fields.some(field => field.name === key))
  if (unknown !== undefined) {
    const meant = nearest(
      unknown,
      fields.map(field => field.name),
    )
    const hint = meant === undefined ? '' : ` Did you mean --${meant}?`
    throw new Problem(
      'usage',
      `A ${kind.kind} has no field for --${unknown}.${hint}`,
      `kubectl pxsnap create ${word} --help`,
    )
  }
  let object: KubeObject = {
    apiVersion: kind.apiVersion,
    kind: kind.kind,
    metadata: { name, ...(kind.scope === 'Cluster' ? {} : { namespace }), ...maps({ labels, annotations }) },
  }
  for (const field of fields) {
    const texts = free.get(field.name)
    if (texts !== undefined) object = { ...object, ...withValue(object, field.path, readField(field, texts)) }
  }
  return object
}

/** The map with the value at the path, and what is missing on the way. */
function withValue(
  map: unknown,
  [key = '', ...rest]: readonly string[],
  value: unknown,
): Readonly<Record<string, unknown>> {
  const known: Readonly<Record<string, unknown>> = isMap(map) ? map : {}
  return { ...known, [key]: rest.length === 0 ? value : withValue(known[key], rest, value) }
}

function maps(given: Readonly<Record<'labels' | 'annotations', readonly string[]>>) {
  return Object.fromEntries(
    Object.entries(given).flatMap(([field, texts]) => {
      if (texts.length === 0) return []
      const entries = texts.map(text => {
        const at = text.indexOf('=')
        if (at > 0) return [text.slice(0, at), text.slice(at + 1)]
        throw new Problem('usage', `--${field.slice(0, -1)} is KEY=VALUE, not "${text}".`)
      })
      return [[field, Object.fromEntries(entries)]]
    }),
  )
}

/** The same findings as for a file. */
function hasErrors(face: Face, object: KubeObject, noColor: boolean): boolean {
  const workspace = createWorkspace({ executor: 'pxsnap' })
  const text = printYaml(object)
  workspace.set('(what the flags say)', text)
  const findings = workspace.diagnose('(what the flags say)').filter(({ severity }) => severity !== 'information')
  const columns = face.stderr.isTTY ? face.stderr.columns() : 100
  face.stderr.write(findingsText(findings, text, { paint: painter(face, face.stderr, noColor), columns }))
  const errors = findings.some(({ severity }) => severity === 'error')
  if (errors) face.stderr.write('Nothing was written.\n')
  return errors
}

function helpOf(word: string, kind: KindDeclaration, fields: readonly FieldFlag[], columns: number): string {
  const lines = fields.flatMap(({ name, field }) => {
    const { required, doc } = field
    const head = `  --${name}=${required ? ' (required)' : ''} ${typeInWords(field)}`
    return [head, ...wrapText(doc, columns - 8).map(line => `        ${line}`)]
  })
  return [
    ...wrapText(`Creates a ${kind.kind}. ${kind.doc}`, columns),
    '',
    'Usage:',
    `  kubectl pxsnap create ${word} NAME [FLAGS]`,
    '',
    'Fields:',
    ...lines,
    '',
    '  Maps are KEY=VALUE[,KEY=VALUE…], lists VALUE[,VALUE…]; what has an inner shape is YAML or JSON.',
    '  --label and --annotation KEY=VALUE, -n, -o, --dry-run, --wait, --timeout and -y are those of every kind:',
    '  kubectl pxsnap create --help',
    '',
  ].join('\n')
}

/** `status`: one screen that says what is protected, what is not, what failed and what is frozen now. */

import { type Protection, protectionOf, protectionSummary, type Trouble } from '@pxsnap/core/views'
import type { InvocationOf } from '../args.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Face } from '../face.ts'
import { allObjects } from '../one-object.ts'
import { inWorld } from '../open-world.ts'
import { type Paint, painter } from '../output/paint.ts'
import { sanitiseLine } from '../output/sanitise.ts'
import { printJson } from '../output/structured.ts'
import { type Cell, printTable } from '../output/table.ts'

export async function status(face: Face, { flags, global }: InvocationOf<'status'>): Promise<ExitCode> {
  return inWorld(face, global, { access: 'look', missing: 'refuse' }, async world => {
    const everywhere = flags.allNamespaces || global.namespace === undefined
    // Without claims there would be nothing to protect, and that would be said.
    const all = await allObjects(world, ['PersistentVolumeClaim'])
    const seen = everywhere
      ? all
      : all.filter(({ metadata: { namespace } }) => (namespace ?? world.namespace) === world.namespace)
    const protection = protectionOf(seen, world.now())
    face.stdout.write(
      flags.output === 'json'
        ? printJson(statusJson(protection))
        : statusText(protection, painter(face, face.stdout, global.noColor)),
    )
    return exitCodes.done
  })
}

function statusText(protection: Protection, paint: Paint): string {
  const { applications, idleClaims, running, failed, frozen } = protection
  const { text, tone } = protectionSummary(protection)
  const rows = applications.map(one => [
    { text: one.namespace },
    { text: one.name },
    { text: `${one.claims.length - one.unprotected.length}/${one.claims.length}` },
    one.state,
    { text: one.lastGood === undefined ? '-' : `${one.lastGood.age} ago` },
    { text: one.lastGood?.consistency ?? '-' },
    { text: one.nextRun === undefined ? '-' : `in ${one.nextRun.in}` },
  ])
  const columns = ['NAMESPACE', 'APPLICATION', 'CLAIMS', 'STATE', 'LAST GOOD', 'CONSISTENCY', 'NEXT RUN']
  const blocks = [
    `${paint(tone, text)}.\n`,
    frozen
      .map(({ object, containers, text: long }) => {
        const name = sanitiseLine(`${object.kind.toLowerCase()}/${object.metadata.name}`)
        const where = containers.map(sanitiseLine).join(', ')
        return `${paint('frozen', 'frozen')}  ${where} ${long}, by ${name}\n  next: kubectl pxsnap thaw\n`
      })
      .join(''),
    rows.length === 0 ? '' : printTable({ columns, rows }, { paint, headers: true }),
    troubleText('Failed', failed, paint),
    troubleText('Under way', running, paint),
    idleClaims === 0 ? '' : `${idleClaims} claims are used by no pod.\n`,
  ]
  return blocks.filter(block => block !== '').join('\n')
}

function troubleText(title: string, trouble: readonly Trouble[], paint: Paint): string {
  if (trouble.length === 0) return ''
  const lines = trouble.map(({ object, state, message, next }) => {
    const { namespace = '', name } = object.metadata
    const head = `  ${sanitiseLine(`${namespace}/${object.kind.toLowerCase()}/${name}`)}  ${paint(state.tone ?? 'plain', state.text)}`
    const told = message.startsWith(`${state.text}: `) ? message.slice(state.text.length + 2) : message
    const said = told === '' ? '' : `: ${sanitiseLine(told)}`
    return `${head}${said}\n${next === undefined ? '' : `    next: ${sanitiseLine(next)}\n`}`
  })
  return `${paint('strong', title)}:\n${lines.join('')}`
}

function statusJson({ applications, idleClaims, running, failed, frozen }: Protection) {
  const brief = ({ object, state, message, next }: Trouble & { readonly state: Cell }) => ({
    kind: object.kind,
    namespace: object.metadata.namespace,
    name: object.metadata.name,
    state: state.text,
    message,
    ...(next === undefined ? {} : { next }),
  })
  return {
    applications: applications.map(({ state, ...one }) => ({ ...one, state: state.text })),
    idleClaims,
    running: running.map(brief),
    failed: failed.map(brief),
    frozen: frozen.map(({ object, containers, since }) => ({
      kind: object.kind,
      namespace: object.metadata.namespace,
      name: object.metadata.name,
      containers,
      since,
    })),
  }
}

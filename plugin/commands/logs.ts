/** `logs`: what the commands of a rule printed when a snapshot or migration was carried out. */

import { clockTime, type RuleOutput, ruleOutputOf, spell } from '@pxsnap/core/views'
import type { InvocationOf } from '../args.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Face } from '../face.ts'
import { oneObject } from '../one-object.ts'
import { inWorld } from '../open-world.ts'
import { type Paint, painter } from '../output/paint.ts'
import { sanitiseLine } from '../output/sanitise.ts'
import { printJson } from '../output/structured.ts'
import { Problem } from '../problem.ts'

export async function logs(face: Face, { flags, positionals, global }: InvocationOf<'logs'>): Promise<ExitCode> {
  return inWorld(face, global, { access: 'look', missing: 'refuse' }, async world => {
    const object = await oneObject(world, 'logs', positionals)
    const all = ruleOutputOf(object)
    const name = `${object.kind.toLowerCase()}/${object.metadata.name}`
    if (all === undefined)
      throw new Problem(
        'notFound',
        `${name} has no rule output: pxsnap has not carried it out.`,
        `kubectl pxsnap describe ${name}`,
      )
    const shown = all.filter(({ pod }) => flags.pod === undefined || pod === flags.pod)
    if (flags.output === 'json') face.stdout.write(printJson(shown))
    else if (shown.length > 0)
      face.stdout.write(shown.map(run => runText(run, painter(face, face.stdout, global.noColor))).join(''))
    else face.stderr.write(`No command was run${flags.pod === undefined ? '' : ` in ${flags.pod}`} for ${name}.\n`)
    return exitCodes.done
  })
}

function runText({ at, when, pod, container, command, exit, tookMs, lines }: RuleOutput, paint: Paint): string {
  const ended = exit === 0 ? '' : ` ${paint('failed', `exit ${exit}`)}`
  const head = `${paint('muted', clockTime(at))}  ${paint('strong', sanitiseLine(`${pod}/${container}`))} ${when}, ${spell(tookMs)}${ended}`
  const said = lines.length === 0 ? [paint('muted', '(printed nothing)')] : lines.map(sanitiseLine)
  return [head, `  $ ${sanitiseLine(command.replaceAll(/\s+/g, ' '))}`, ...said.map(line => `  ${line}`), '']
    .map(line => `${line}\n`)
    .join('')
}

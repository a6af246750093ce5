/** Help as text, generated from the command table. */

import { spoken } from './args.ts'
import type { CommandDeclaration } from './command.ts'
import { type CommandName, commandGroups, commandTable, globalFlags } from './command-table.ts'
import { type ExitName, exitCodeMeanings, exitCodes } from './exit-codes.ts'
import type { Flag, Flags } from './flag.ts'
import { wrapText } from './output/wrap-text.ts'

/** Help of the plugin, of a group such as `sim`, or of one command, wrapped to `columns`. */
export function helpText(topic: { readonly of?: CommandName; readonly group?: string }, columns: number): string {
  if (topic.of !== undefined) return commandHelp(commandTable[topic.of], columns)
  if (topic.group !== undefined) return groupHelp(topic.group, columns)
  return pluginHelp(columns)
}

function pluginHelp(columns: number): string {
  const sections = commandGroups
    .filter(({ commands }) => commands.length > 0)
    .map(({ title, commands }) => ({
      title,
      rows: commands.map(name => summaryRow(commandTable[name])),
    }))
  return paragraphs([
    wrapText(
      'Snapshots, restores, clones and migrations of stateful applications on Portworx, STORK and CSI.\n' +
        'Specs are checked before they run, and followed while they run.',
      columns,
    ).join('\n'),
    'Usage:\n  kubectl pxsnap COMMAND [FLAGS]\n  Flags stand after "pxsnap"; kubectl refuses them before it.',
    ...sections.map(({ title, rows }) => `${title}:\n${twoColumns(rows, columns, commandColumn)}`),
    `Flags of every command:\n${flagRows(globalFlags, columns)}`,
    `Exit codes:\n${twoColumns(exitRows(), columns)}`,
    'No cluster is needed to begin: "kubectl pxsnap tour" works in a simulated one, and so does every command with --sim.\n' +
      'More about a command: kubectl pxsnap COMMAND --help',
  ])
}

const commandColumn = Math.max(...Object.values(commandTable).map(({ words }) => words.join(' ').length))

function groupHelp(group: string, columns: number): string {
  const members = (Object.values(commandTable) as readonly CommandDeclaration[]).filter(
    ({ words }) => words.length > 1 && words[0] === group,
  )
  return paragraphs([
    `Usage:\n  kubectl pxsnap ${group} ${[...new Set(members.map(({ words }) => words[1]))].join('|')}`,
    `Commands:\n${twoColumns(members.map(summaryRow), columns)}`,
    `More about a command: kubectl pxsnap ${group} COMMAND --help`,
  ])
}

function commandHelp(declaration: CommandDeclaration, columns: number): string {
  const { usage } = declaration.positionals
  return paragraphs([
    wrapText(`${declaration.summary}.`, columns).join('\n'),
    ...(declaration.about === undefined ? [] : [wrapText(declaration.about, columns).join('\n')]),
    `Examples:\n${declaration.examples.map(({ does, line }) => `  # ${does}\n  kubectl pxsnap ${line}`).join('\n\n')}`,
    `Usage:\n  ${[spoken(declaration), usage, '[FLAGS]'].filter(part => part !== '').join(' ')}`,
    ...(Object.keys(declaration.flags).length === 0 ? [] : [`Flags:\n${flagRows(declaration.flags, columns)}`]),
    `Flags of every command:\n${indented(globalFlagSentence(), columns)}`,
    `Exit codes:\n${indented(exitSentence(), columns)}`,
    `See also:\n${indented(seeAlso(declaration).join(', '), columns)}`,
  ])
}

function indented(text: string, columns: number): string {
  return wrapText(text, columns - 2)
    .map(line => `  ${line}`)
    .join('\n')
}

/** Their names; what they mean is the same everywhere, and told in one place. */
function globalFlagSentence(): string {
  const flags: readonly Flag<unknown>[] = Object.values(globalFlags)
  const names = flags.map(({ short, long }) => (short === undefined ? `--${long}` : `-${short}/--${long}`))
  return `${names.join(', ')}: kubectl pxsnap --help says what they mean.`
}

/** All of them, in one breath; the commands say in their texts what is special about theirs. */
function exitSentence(): string {
  const names = Object.keys(exitCodes) as readonly ExitName[]
  return `${names.map(name => `${exitCodes[name]} ${exitCodeMeanings[name].replace(/:.*/, '')}`).join(', ')}.`
}

/** The commands of the same group, those nearest to it first. */
function seeAlso(declaration: CommandDeclaration): readonly string[] {
  const group = commandGroups.find(({ commands }) => commands.some(name => commandTable[name] === declaration))
  const members = (group?.commands ?? []).map((name): CommandDeclaration => commandTable[name])
  const own = members.indexOf(declaration)
  const near = members
    .map((member, index) => ({ member, away: Math.abs(index - own) }))
    .filter(({ member }) => member !== declaration)
    .sort((one, other) => one.away - other.away)
    .slice(0, mostRelated)
  return [...near.map(({ member }) => spoken(member)), 'kubectl pxsnap --help']
}

const mostRelated = 4

function summaryRow({ words, summary }: CommandDeclaration): readonly [string, string] {
  return [words.join(' '), summary]
}

function exitRows(): readonly (readonly [string, string])[] {
  const names = Object.keys(exitCodes) as readonly ExitName[]
  return names.map(name => [String(exitCodes[name]).padStart(3), exitCodeMeanings[name]])
}

function flagRows(flags: Flags, columns: number): string {
  return twoColumns(
    Object.values(flags).map(flag => [spelling(flag), flag.doc]),
    columns,
  )
}

function spelling(flag: Flag<unknown>): string {
  const short = flag.short === undefined ? '    ' : `-${flag.short}, `
  const value = flag.placeholder ?? 'VALUE'
  if (flag.takes === 'nothing') return `${short}--${flag.long}`
  return flag.takes === 'optional' ? `${short}--${flag.long}[=${value}]` : `${short}--${flag.long} ${value}`
}

/** Left column as wide as its widest entry of at most 34; longer entries get their text on the next line. */
function twoColumns(rows: readonly (readonly [string, string])[], columns: number, atLeast = 0): string {
  const left = Math.max(atLeast, ...rows.map(([name]) => (name.length <= 34 ? name.length : 0)))
  return rows
    .map(([name, doc]) => {
      const [first = '', ...more] = wrapText(doc, Math.max(30, columns - left - 4))
      const indent = `\n${' '.repeat(left + 4)}`
      const head = name.length <= left ? `  ${name.padEnd(left)}  ${first}` : `  ${name}${indent}${first}`
      return [head, ...more].join(indent)
    })
    .join('\n')
}

function paragraphs(parts: readonly string[]): string {
  return `${parts.join('\n\n')}\n`
}

/** The command log: every action that was done here, as the command that does the same. */

import { toIso } from '@pxsnap/core/base'
import { cell, clockTime } from '@pxsnap/core/views'
import type { LoggedCommand } from '../command-log.ts'
import type { KeyBinding, Screen } from '../screen.ts'
import { Table } from '../table/table.ts'
import type { Ui } from '../ui.ts'
import { plainLines, textScreen } from './text.ts'

export function commandsDoneScreen(ui: Ui): Screen {
  const table = new Table<LoggedCommand>(
    {
      columns: () => [{ name: 'AT' }, { name: 'OUTCOME' }, { name: 'COMMAND' }],
      rows: () => ui.log.entries.toReversed(),
      key: ({ at, line }) => `${at} ${line}`,
      cells: ({ at, line, outcome }) => [
        cell(clockTime(toIso(at)).slice(0, 8), 'muted'),
        outcome === undefined
          ? cell('under way', 'working')
          : cell(outcome.ok ? 'done' : 'failed', outcome.ok ? 'usable' : 'failed'),
        cell(spelledOut(line)),
      ],
      name: ({ line }) => line,
      labels: () => ({}),
      empty: () => 'Nothing has been done yet. What is done here shows up as the command that does the same.',
    },
    () => ui.redraw(),
  )
  const keys = (): readonly KeyBinding[] => {
    const selected = table.selected()
    if (selected === undefined) return table.keys()
    return [
      {
        keys: ['enter'],
        does: 'shows the whole command',
        hint: 'open',
        group: 'Show',
        run: () => ui.open(oneCommand(ui, selected)),
      },
      {
        keys: ['c'],
        does: 'copies the command',
        hint: 'copy',
        group: 'Act',
        run: () => copy(ui, spelledOut(selected.line)),
      },
      ...table.keys(),
    ]
  }
  return {
    id: 'log',
    title: () => 'commands',
    status: () => table.status(),
    keys,
    draw: room => table.draw(room),
    plain: () => table.plain(),
    saved: () => ({
      text: ui.log.entries.map(({ at, line }) => `# ${toIso(at)}\n${spelledOut(line)}\n`).join(''),
      ending: 'sh',
    }),
    filter: text => table.filter(text),
    escape: () => table.escape(),
  }
}

function oneCommand(ui: Ui, { at, line, outcome }: LoggedCommand): Screen {
  const text = [
    spelledOut(line),
    '',
    `At ${toIso(at)}.`,
    outcome === undefined ? 'It is under way.' : outcome.text,
  ].join('\n')
  return textScreen({
    id: `log:${at}:${line}`,
    title: () => 'command',
    wrap: true,
    lines: () => plainLines(text),
    keys: () => [
      { keys: ['c'], does: 'copies the command', hint: 'copy', group: 'Act', run: () => copy(ui, spelledOut(line)) },
    ],
    saved: () => ({ text: `${spelledOut(line)}\n`, ending: 'sh' }),
    changed: () => ui.redraw(),
  })
}

function spelledOut(line: string): string {
  return `kubectl pxsnap ${line}`
}

/** Through the terminal, which reaches the clipboard of whoever sits before it, also over ssh. Source: xterm, OSC 52. */
function copy(ui: Ui, text: string): void {
  ui.face.stdout.write(`\u001b]52;c;${Buffer.from(text).toString('base64')}\u0007`)
  ui.say('Copied, where the terminal allows it. Ctrl-S saves all commands to a file.', 'usable')
}

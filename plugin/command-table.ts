/** Every command with its flags and examples, once, in the groups of the help. What runs them is loaded by `dispatch.ts`. */

import { authorCommands } from './declarations/author.ts'
import { decideCommands } from './declarations/decide.ts'
import { doingCommands } from './declarations/do.ts'
import { globalFlags } from './declarations/global-flags.ts'
import { pluginCommands } from './declarations/plugin.ts'
import { repairCommands } from './declarations/repair.ts'
import { seeCommands } from './declarations/see.ts'
import { simulatorCommands } from './declarations/simulator.ts'

export { globalFlags }

export const commandTable = {
  ...authorCommands,
  ...decideCommands,
  ...doingCommands,
  ...seeCommands,
  ...repairCommands,
  ...simulatorCommands,
  ...pluginCommands,
}

export type CommandName = keyof typeof commandTable

export const commandGroups = [
  { title: 'Author', commands: namesOf(authorCommands) },
  { title: 'Decide', commands: namesOf(decideCommands) },
  { title: 'Do', commands: namesOf(doingCommands) },
  { title: 'See', commands: namesOf(seeCommands) },
  { title: 'Repair', commands: namesOf(repairCommands) },
  { title: 'Simulator', commands: namesOf(simulatorCommands) },
  { title: 'Plugin', commands: namesOf(pluginCommands) },
]

function namesOf(commands: Partial<Record<CommandName, unknown>>): readonly CommandName[] {
  return Object.keys(commands) as CommandName[]
}

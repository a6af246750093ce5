/** The commands of the group Decide. */

export const decideCommands = {}

/** The commands of the group Repair. */

export const repairCommands = {}

/** The word in a background action at which the command holds until the snapshot has been taken. */

// biome-ignore lint/suspicious/noTemplateCurlyInString: the text of a rule, not a template of ours
export const waitCommand = '${WAIT_CMD}'

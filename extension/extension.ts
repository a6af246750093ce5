/** The extension's entry: wires the language client and the commands, and disposes of them through one list. */

import { type ExtensionContext, window } from 'vscode'
import { createClient } from './client.ts'
import { registerCommands } from './commands.ts'

export async function activate(context: ExtensionContext): Promise<void> {
  const output = window.createOutputChannel('pxsnap', { log: true })
  const client = createClient(context, output)
  context.subscriptions.push(output, client, ...registerCommands(client, output))
  await client.start()
}

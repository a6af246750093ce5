/** The commands of the palette. */

import { commands, type Disposable, type LogOutputChannel } from 'vscode'
import type { LanguageClient } from 'vscode-languageclient/node'

export function registerCommands(client: LanguageClient, output: LogOutputChannel): readonly Disposable[] {
  return [
    commands.registerCommand('pxsnap.fixAll', () =>
      commands.executeCommand('editor.action.sourceAction', { kind: 'source.fixAll.pxsnap', apply: 'first' }),
    ),
    commands.registerCommand('pxsnap.insertSnippet', () =>
      commands.executeCommand('editor.action.insertSnippet', { langId: 'yaml' }),
    ),
    commands.registerCommand('pxsnap.restartServer', () => client.restart()),
    commands.registerCommand('pxsnap.showOutput', () => output.show()),
  ]
}

/** A connection over what the process was started with: IPC, stdio, a pipe or a socket. */

import { type Connection, createConnection, ProposedFeatures } from 'vscode-languageserver/node'

/** Reads `--node-ipc`, `--stdio`, `--pipe=…` or `--socket=…`, and ends the process when its parent is gone. */
export function connectThisProcess(): Connection {
  return createConnection(ProposedFeatures.all)
}

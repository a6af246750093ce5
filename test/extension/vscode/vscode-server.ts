/** A real VS Code on a free loopback port: its server with the extension host, and the workbench it serves to a browser. */

import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export type VsCodeServer = {
  readonly port: number
  /** Resolves when the server has ended by itself, with a sentence. */
  readonly ended: Promise<string>
  stop(): Promise<void>
}

export type ServerOptions = {
  /** The unpacked VS Code. */
  readonly host: string
  /** Everything of this run lies below: settings, logs, home. */
  readonly state: string
  /** Reaches the extension host. */
  readonly environment?: Readonly<Record<string, string>>
  readonly settings?: Readonly<Record<string, unknown>>
}

/** Quiet, and the same on every run: nothing asks the network, saves by itself or opens by itself. */
const settings = {
  'telemetry.telemetryLevel': 'off',
  'security.workspace.trust.enabled': false,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.reduceMotion': 'on',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'update.mode': 'none',
  'chat.disableAIFeatures': true,
  'chat.commandCenter.enabled': false,
  'git.enabled': false,
  'json.schemaDownload.enable': false,
  'editor.wordBasedSuggestions': 'off',
  'editor.cursorBlinking': 'solid',
  'files.autoSave': 'off',
  'files.hotExit': 'off',
}

export function installExtension(options: ServerOptions, vsix: string): void {
  execFileSync(process.execPath, [main(options), '--install-extension', vsix, ...folders(options)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: environmentOf(options),
  })
}

export async function startServer(options: ServerOptions): Promise<VsCodeServer> {
  const user = join(options.state, 'user-data', 'User')
  for (const folder of [user, join(options.state, 'home'), join(options.state, 'extensions')])
    mkdirSync(folder, { recursive: true })
  writeFileSync(join(user, 'settings.json'), JSON.stringify({ ...settings, ...options.settings }, null, 2))
  const child = spawn(process.execPath, [main(options), ...flags, ...folders(options)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
    env: environmentOf(options),
  })
  const kill = (signal: NodeJS.Signals): void => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, signal)
    } catch {
      // The group is gone already, which is what was wanted.
    }
  }
  process.on('exit', () => kill('SIGKILL'))
  const ended = new Promise<string>(resolve => {
    child.once('exit', code => resolve(`the server ended with code ${code}`))
  })
  const port = await portOf(child, join(options.state, 'server.log'), ended)
  return {
    port,
    ended,
    stop: async () => {
      kill('SIGTERM')
      const timer = setTimeout(() => kill('SIGKILL'), 5_000)
      await ended
      clearTimeout(timer)
    },
  }
}

const flags = [
  ...['--host', '127.0.0.1', '--port', '0', '--without-connection-token', '--accept-server-license-terms'],
  ...['--telemetry-level', 'off', '--disable-telemetry', '--disable-workspace-trust', '--disable-update-check'],
  ...['--disable-getting-started-override', '--enable-smoke-test-driver'],
]

function main({ host }: ServerOptions): string {
  return join(host, 'out', 'server-main.js')
}

function folders({ state }: ServerOptions): readonly string[] {
  return [
    ...['--server-data-dir', join(state, 'server-data')],
    ...['--user-data-dir', join(state, 'user-data')],
    ...['--extensions-dir', join(state, 'extensions')],
  ]
}

/** A clean one: no kubeconfig and no settings of whoever runs the tests. */
function environmentOf({ state, environment }: ServerOptions): NodeJS.ProcessEnv {
  const { PATH } = process.env
  return { PATH, LANG: 'C.UTF-8', HOME: join(state, 'home'), CI: 'true', EXTENSIONS_GALLERY: '{}', ...environment }
}

function portOf(child: ChildProcess, log: string, ended: Promise<string>): Promise<number> {
  return new Promise((resolve, reject) => {
    let printed = ''
    const read = (data: Buffer): void => {
      appendFileSync(log, data)
      printed += data.toString()
      const port = /Extension host agent listening on (\d+)/.exec(printed)?.[1]
      if (port !== undefined) resolve(Number(port))
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
    void ended.then(how => reject(new Error(`${how}: ${printed.slice(-2_000)}`)))
  })
}

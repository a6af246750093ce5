/** Debian's Chromium, driven through playwright-core from the cache folder, and a workbench page in it. */

import { createRequire } from 'node:module'
import { join } from 'node:path'

/** As much of playwright-core as the runs use; it is installed on demand and so brings no types here. */
export type Locator = {
  first(): Locator
  waitFor(options?: { readonly state?: 'visible' | 'hidden'; readonly timeout?: number }): Promise<void>
  click(options?: { readonly button?: 'left' | 'right' }): Promise<void>
  hover(): Promise<void>
  count(): Promise<number>
  allTextContents(): Promise<readonly string[]>
  textContent(): Promise<string | null>
}
export type Page = {
  goto(url: string): Promise<unknown>
  locator(selector: string, options?: { readonly hasText?: string | RegExp }): Locator
  waitForTimeout(timeMs: number): Promise<void>
  waitForSelector(selector: string, options?: { readonly timeout?: number }): Promise<unknown>
  screenshot(options: { readonly path: string }): Promise<unknown>
  exposeFunction(name: string, run: (...values: never[]) => unknown): Promise<unknown>
  on(event: 'crash', run: () => void): void
  readonly keyboard: {
    press(key: string): Promise<void>
    type(text: string): Promise<void>
  }
}
type Context = {
  pages(): readonly Page[]
  close(): Promise<void>
  route(matches: (url: URL) => boolean, handle: (route: Route) => unknown): Promise<unknown>
}
type Route = { request(): { url(): string }; abort(): Promise<void> }
type Driver = {
  readonly chromium: {
    launchPersistentContext(profile: string, options: Readonly<Record<string, unknown>>): Promise<Context>
  }
}

export type Browser = {
  readonly page: Page
  /** Requests that would have left the machine; they were refused. */
  readonly refused: readonly string[]
  close(): Promise<void>
}

const flags = [
  ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-dev-shm-usage'],
]

export async function startBrowser(
  driver: string,
  viewport = { width: 1280, height: 800 },
  scale = 1,
): Promise<Browser> {
  const require = createRequire(join(driver, 'package.json'))
  const { chromium } = require('playwright-core') as Driver
  const context = await chromium.launchPersistentContext('', {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    viewport,
    deviceScaleFactor: scale,
    args: flags,
  })
  const refused: string[] = []
  const leaves = ({ protocol, hostname }: URL): boolean =>
    /^(https?|wss?):/.test(protocol) && hostname !== '127.0.0.1' && hostname !== 'localhost'
  await context.route(leaves, route => {
    refused.push(route.request().url())
    return route.abort()
  })
  const [page] = context.pages()
  if (page === undefined) throw new Error('the browser opened no page')
  return { page, refused, close: () => context.close() }
}

/** The address of the workbench on a folder. `payload` names the extension and the suite in development, if any. */
export function workbenchUrl(
  port: number,
  folder: string,
  payload: readonly (readonly [string, string])[] = [],
): string {
  const all = [['skipWelcome', 'true'], ['skipReleaseNotes', 'true'], ...payload]
  return `http://127.0.0.1:${port}/?folder=${encodeURIComponent(folder)}&payload=${encodeURIComponent(JSON.stringify(all))}`
}

/** A file as the workbench names files of its server. */
export function remoteUri(port: number, path: string): string {
  return `vscode-remote://127.0.0.1:${port}${path}`
}

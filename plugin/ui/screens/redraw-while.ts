/** Keeps clocks and bars moving while something goes on that tells nothing by itself. */

import type { Ui } from '../ui.ts'

export function redrawWhile(
  ui: Pick<Ui, 'redraw'>,
  goesOn: () => boolean,
  { everyMs, signal }: { readonly everyMs: number; readonly signal: AbortSignal },
): void {
  const timer = setInterval(() => {
    if (goesOn()) ui.redraw()
  }, everyMs)
  timer.unref()
  signal.addEventListener('abort', () => clearInterval(timer), { once: true })
}

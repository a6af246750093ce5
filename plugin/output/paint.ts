/** Tones become colors here and nowhere else. A color never carries meaning alone: the words say the same. */

import type { Face, OutputStream } from '../face.ts'

export type PaintTone = 'usable' | 'working' | 'failed' | 'frozen' | 'muted' | 'strong' | 'plain'

/** Colors text, or leaves it as it is when the stream is not a terminal or the user wants none. */
export type Paint = (tone: PaintTone, text: string) => string

const codes: Readonly<Record<PaintTone, readonly [number, number] | undefined>> = {
  usable: [32, 39],
  working: [33, 39],
  failed: [31, 39],
  frozen: [36, 39],
  muted: [2, 22],
  strong: [1, 22],
  plain: undefined,
}

export function painter(face: Pick<Face, 'env'>, stream: Pick<OutputStream, 'isTTY'>, noColor: boolean): Paint {
  if (!wantsColor(face.env, stream, noColor)) return (_, text) => text
  return (tone, text) => {
    const pair = codes[tone]
    return pair === undefined || text === '' ? text : `\u001b[${pair[0]}m${text}\u001b[${pair[1]}m`
  }
}

/** NO_COLOR counts when it is set to anything but nothing, as no-color.org says. */
export function wantsColor(env: Face['env'], stream: Pick<OutputStream, 'isTTY'>, noColor: boolean): boolean {
  return stream.isTTY && !noColor && !env.NO_COLOR && env.TERM !== 'dumb'
}

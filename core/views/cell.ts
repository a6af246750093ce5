/** The smallest thing a face paints: a text and what it means. Faces turn tones into colors or icons. */

/** `usable`: done and good; `working`: under way; `failed`; `frozen`: an application stands still; `muted`: beside the point. */
export type Tone = 'usable' | 'working' | 'failed' | 'frozen' | 'muted' | 'plain'

export type Cell = { readonly text: string; readonly tone: Tone }

export function cell(text: string | number | undefined, tone: Tone = 'plain'): Cell {
  return { text: text === undefined ? '' : String(text), tone }
}

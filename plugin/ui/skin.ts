/** How tones look: the skins that come with pxsnap, skins in files, and what is left of them without colors. */

import type { PaintTone } from '../output/paint.ts'
import { Problem } from '../problem.ts'

/** What a piece is besides its tone. `selected`: under the cursor; `bar`: the frame; `match`: what a filter found. */
export type Look = 'selected' | 'marked' | 'bar' | 'badge' | 'match' | 'key'

export type Style = {
  /** A color of the terminal (`red`, `bright-red`, …), `0` to `255`, or `#rrggbb`. */
  readonly color?: string
  readonly background?: string
  readonly bold?: boolean
  readonly dim?: boolean
  readonly underline?: boolean
  readonly inverse?: boolean
}

export type Skin = Readonly<Partial<Record<PaintTone | Look, Style>>>

const dark: Skin = {
  usable: { color: 'green' },
  working: { color: 'yellow' },
  failed: { color: 'bright-red' },
  frozen: { color: 'bright-cyan' },
  muted: { dim: true },
  strong: { bold: true },
  selected: { inverse: true },
  marked: { color: 'bright-magenta', bold: true },
  bar: { color: 'bright-white', bold: true },
  badge: { inverse: true },
  match: { underline: true },
  key: { color: 'bright-cyan' },
}

const light: Skin = {
  ...dark,
  usable: { color: '28' },
  working: { color: '130' },
  failed: { color: '160' },
  frozen: { color: '25' },
  muted: { color: '242' },
  marked: { color: '90', bold: true },
  bar: { bold: true },
  key: { color: '25' },
}

const highContrast: Skin = {
  usable: { color: 'bright-green', bold: true },
  working: { color: 'bright-yellow', bold: true },
  failed: { color: 'bright-white', background: 'red', bold: true },
  frozen: { color: 'black', background: 'bright-cyan' },
  muted: {},
  strong: { bold: true },
  selected: { color: 'black', background: 'bright-white', bold: true },
  marked: { underline: true, bold: true },
  bar: { bold: true },
  badge: { inverse: true, bold: true },
  match: { underline: true },
  key: { bold: true },
}

/** Source of the colors: Okabe and Ito, told apart with every common kind of color blindness. */
const colorBlind: Skin = {
  ...dark,
  usable: { color: '#56b4e9' },
  working: { color: '#f0e442' },
  failed: { color: '#d55e00', bold: true },
  frozen: { color: '#cc79a7' },
  marked: { color: '#e69f00', bold: true },
  key: { color: '#56b4e9' },
}

/** What carries meaning without any color. */
const colorless: Skin = {
  strong: { bold: true },
  selected: { inverse: true },
  marked: { bold: true },
  badge: { inverse: true },
  match: { underline: true },
}

export const skins: Readonly<Record<string, Skin>> = {
  dark,
  light,
  'high-contrast': highContrast,
  'color-blind': colorBlind,
  none: colorless,
}

export type PaintPiece = (text: string, tone: PaintTone, look: Look | undefined) => string

/** `trueColor`: the terminal shows `#rrggbb` as it is; otherwise the nearest of its 256 colors. */
export function skinPainter(skin: Skin, options: { readonly trueColor: boolean }): PaintPiece {
  const known = new Map<string, string>()
  const codes = (tone: PaintTone, look: Look | undefined): string => {
    const key = `${tone} ${look ?? ''}`
    const found = known.get(key) ?? parameters({ ...skin[tone], ...(look === undefined ? {} : skin[look]) }, options)
    known.set(key, found)
    return found
  }
  return (text, tone, look) => {
    const code = text === '' ? '' : codes(tone, look)
    return code === '' ? text : `\u001b[${code}m${text}\u001b[0m`
  }
}

/** Reads a skin out of a JSON file. Throws a Problem that names what is wrong in it. */
export function readSkin(text: string, file: string): Skin {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch (error) {
    throw new Problem(
      'usage',
      `The skin ${file} is not JSON: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw new Problem('usage', `The skin ${file} is not an object with a style for each tone.`)
  }
  const { extends: base = 'dark', ...own } = parsed as Readonly<Record<string, unknown>>
  const start = typeof base === 'string' && Object.hasOwn(skins, base) ? skins[base] : undefined
  if (start === undefined) throw new Problem('usage', `The skin ${file} extends "${String(base)}", which there is not.`)
  const known = new Set([...Object.keys(dark), 'plain'])
  for (const [tone, style] of Object.entries(own)) {
    if (!known.has(tone)) {
      throw new Problem('usage', `The skin ${file} styles "${tone}". It can style: ${[...known].join(', ')}.`)
    }
    checkStyle(style, tone, file)
  }
  return { ...start, ...(own as Skin) }
}

function checkStyle(style: unknown, tone: string, file: string): void {
  if (typeof style !== 'object' || style === null)
    throw new Problem('usage', `"${tone}" in the skin ${file} is no style.`)
  for (const [name, value] of Object.entries(style)) {
    const isColor = name === 'color' || name === 'background'
    const isSwitch = ['bold', 'dim', 'underline', 'inverse'].includes(name)
    const fits = isColor
      ? typeof value === 'string' && colorCode(value, 30, true) !== undefined
      : typeof value === 'boolean'
    if ((isColor || isSwitch) && fits) continue
    throw new Problem(
      'usage',
      `"${name}: ${String(value)}" of "${tone}" in the skin ${file} is not understood.`,
      'A style has color and background (red, bright-red, 0 to 255, #rrggbb), bold, dim, underline and inverse.',
    )
  }
}

/** Source: ECMA-48, select graphic rendition; xterm for 256 colors and #rrggbb. */
function parameters(style: Style, { trueColor }: { readonly trueColor: boolean }): string {
  return [
    style.bold ? '1' : [],
    style.dim ? '2' : [],
    style.underline ? '4' : [],
    style.inverse ? '7' : [],
    style.color === undefined ? [] : (colorCode(style.color, 30, trueColor) ?? []),
    style.background === undefined ? [] : (colorCode(style.background, 40, trueColor) ?? []),
  ]
    .flat()
    .join(';')
}

const names: readonly string[] = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white']

function colorCode(color: string, base: 30 | 40, trueColor: boolean): string | undefined {
  const bright = color.startsWith('bright-')
  const index = names.indexOf(bright ? color.slice('bright-'.length) : color)
  if (index !== -1) return String(base + (bright ? 60 : 0) + index)
  if (/^\d{1,3}$/.test(color) && Number(color) < 256) return `${base + 8};5;${Number(color)}`
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(color)
  if (hex === null) return undefined
  const [red = 0, green = 0, blue = 0] = hex.slice(1).map(part => Number.parseInt(part, 16))
  if (trueColor) return `${base + 8};2;${red};${green};${blue}`
  const step = (part: number) => Math.round((part / 255) * 5)
  return `${base + 8};5;${16 + 36 * step(red) + 6 * step(green) + step(blue)}`
}

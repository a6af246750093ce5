/**
 * Draws what a command really shows in a terminal as an SVG, for the README.
 *
 * Usage: tsx test/pictures/terminal-picture.ts OUT.svg COLUMNS ROWS STOP-TEXT|- COMMAND [ARG …]
 * The screen is taken when STOP-TEXT is first on it, or when the command ends.
 */

import { writeFileSync } from 'node:fs'
import { spawn } from '@lydell/node-pty'
import xterm, { type IBufferCell } from '@xterm/headless'

const theme = {
  background: '#11151c',
  foreground: '#d7dce4',
  palette: [
    '#1b2028',
    '#e0606a',
    '#7fc27a',
    '#e2b65c',
    '#6aa4e8',
    '#b98be0',
    '#58bfc4',
    '#d7dce4',
    '#6b7482',
    '#f07d86',
    '#9ad894',
    '#f0cb7c',
    '#8dbcf2',
    '#cda6ec',
    '#7dd6da',
    '#ffffff',
  ],
}
const cell = { width: 8.4, height: 18, font: 14 }

const [out = '', columns = '100', rows = '30', stopText = '-', program = '', ...args] = process.argv.slice(2)
const terminal = new xterm.Terminal({
  cols: Number(columns),
  rows: Number(rows),
  allowProposedApi: true,
  scrollback: 0,
})
const { NO_COLOR: _, ...withColor } = process.env
const child = spawn(program, args, {
  name: 'xterm-256color',
  cols: Number(columns),
  rows: Number(rows),
  env: { ...withColor, TERM: 'xterm-256color', COLORTERM: 'truecolor', LANG: 'C.UTF-8' },
})

let taken = false
child.onData(data => terminal.write(data, () => stopText !== '-' && screenText().includes(stopText) && take()))
child.onExit(() => terminal.write('', take))

function take(): void {
  if (taken) return
  taken = true
  writeFileSync(out, draw())
  child.kill()
  process.exit(0)
}

function screenText(): string {
  return lines()
    .map(line => line.map(({ text }) => text).join(''))
    .join('\n')
}

type Painted = {
  readonly text: string
  readonly color: string
  readonly background?: string
  readonly bold: boolean
  readonly dim: boolean
}

function lines(): readonly (readonly Painted[])[] {
  const buffer = terminal.buffer.active
  return Array.from({ length: terminal.rows }, (_, row) => {
    const line = buffer.getLine(buffer.baseY + row)
    return Array.from({ length: terminal.cols }, (_, column) => paint(line?.getCell(column)))
  })
}

function paint(found: IBufferCell | undefined): Painted {
  if (!found) return { text: ' ', color: theme.foreground, bold: false, dim: false }
  const own = colorOf(found.isFgPalette(), found.isFgRGB(), found.getFgColor()) ?? theme.foreground
  const behind = colorOf(found.isBgPalette(), found.isBgRGB(), found.getBgColor())
  const inverse = found.isInverse() !== 0
  const background = inverse ? own : behind
  return {
    text: found.getChars() || ' ',
    color: inverse ? (behind ?? theme.background) : own,
    ...(background === undefined ? {} : { background }),
    bold: found.isBold() !== 0,
    dim: found.isDim() !== 0,
  }
}

function colorOf(palette: boolean, rgb: boolean, value: number): string | undefined {
  if (rgb) return `#${value.toString(16).padStart(6, '0')}`
  if (!palette) return undefined
  if (value < 16) return theme.palette[value]
  if (value >= 232) return grey(8 + (value - 232) * 10)
  const cube = value - 16
  const level = (index: number): string => (index === 0 ? 0 : 55 + index * 40).toString(16).padStart(2, '0')
  return `#${level(Math.floor(cube / 36))}${level(Math.floor(cube / 6) % 6)}${level(cube % 6)}`
}

const grey = (level: number): string => `#${level.toString(16).padStart(2, '0').repeat(3)}`

function draw(): string {
  const all = lines()
  const lastUsed = all.findLastIndex(line => line.some(({ text }) => text.trim() !== ''))
  const used = all.slice(0, lastUsed + 1)
  const width = terminal.cols * cell.width + 32
  const height = used.length * cell.height + 56
  const body = used.flatMap((line, row) => runs(line).map(run => drawRun(run, 48 + row * cell.height)))
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace" font-size="${cell.font}">`,
    `<title>A terminal that shows the output of ${escapeText([program, ...args].join(' '))}</title>`,
    `<rect width="100%" height="100%" rx="8" fill="${theme.background}"/>`,
    ...['#e0606a', '#e2b65c', '#7fc27a'].map(
      (color, index) => `<circle cx="${20 + index * 18}" cy="18" r="5.5" fill="${color}"/>`,
    ),
    ...body,
    '</svg>',
    '',
  ].join('\n')
}

type Run = Painted & { readonly column: number }

/** Neighbouring cells that look the same, as one piece of text. */
function runs(line: readonly Painted[]): readonly Run[] {
  const found: Run[] = []
  line.forEach((next, column) => {
    const last = found.at(-1)
    const same =
      last &&
      last.color === next.color &&
      last.background === next.background &&
      last.bold === next.bold &&
      last.dim === next.dim
    if (last && same) found[found.length - 1] = { ...last, text: last.text + next.text }
    else found.push({ ...next, column })
  })
  return found
}

function drawRun({ text, color, background, bold, dim, column }: Run, y: number): string {
  const x = 16 + column * cell.width
  const width = text.length * cell.width
  const back = background
    ? `<rect x="${x}" y="${y - 13.5}" width="${width}" height="${cell.height}" fill="${background}"/>`
    : ''
  if (text.trim() === '') return back
  const escaped = escapeText(text)
  const style = `${bold ? ' font-weight="bold"' : ''}${dim ? ' opacity="0.65"' : ''}`
  return `${back}<text x="${x}" y="${y}" fill="${color}" textLength="${width}" xml:space="preserve"${style}>${escaped}</text>`
}

function escapeText(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}

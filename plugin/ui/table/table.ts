/** A table of any number of rows, of which only those in the window are made into text. */

import type { Labels } from '@pxsnap/core/base'
import type { Cell } from '@pxsnap/core/views'
import { sanitiseLine } from '../../output/sanitise.ts'
import { padEnd, truncate, width } from '../../output/width.ts'
import type { KeyBinding, Line, Piece, Room } from '../screen.ts'
import type { Look } from '../skin.ts'
import { type Filter, filterRows, readFilter } from './filter.ts'
import { compareCells } from './order.ts'

export type TableColumn = { readonly name: string; readonly wide?: boolean }

/** Rows are immutable: a row that has changed is another object. */
export type TableSource<Row extends object> = {
  columns(): readonly TableColumn[]
  /** The same array until something changes. */
  rows(): readonly Row[]
  /** What stays the same while a row changes. */
  key(row: Row): string
  /** One per column, also for those that are shown only when wide. Not yet sanitised. */
  cells(row: Row): readonly Cell[]
  /** What a row is sorted by where the text will not do, such as a time for an age. */
  order?(row: Row, column: string): string | undefined
  name(row: Row): string
  labels?(row: Row): Labels
  /** What is said while there are no rows. */
  empty(): string
}

type Sort = { readonly column: string; readonly descending: boolean }

const gap = 2
const gutter = 2
/** A single column takes no more, so that the others keep a place. */
const widestColumn = 60
/** A column that gives way keeps so much. */
const narrowestColumn = 20
const narrowestName = 36

export class Table<Row extends object> {
  readonly #source: TableSource<Row>
  readonly #changed: () => void
  readonly #texts = new WeakMap<Row, readonly string[]>()
  readonly #widths = new Map<string, number>()
  #marks = new Set<string>()
  #cursor: { key: string | undefined; index: number } = { key: undefined, index: 0 }
  #offset = 0
  #height = 10
  #sort: Sort | undefined
  #filter: Filter | undefined
  #filterText: string | undefined
  #faultsOnly = false
  #isWide = false
  /** The column that `O` sorts by and that is scrolled into view. */
  #column = 0
  #view: { readonly of: readonly Row[]; readonly how: string; readonly rows: readonly Row[] } | undefined

  constructor(source: TableSource<Row>, changed: () => void) {
    this.#source = source
    this.#changed = changed
  }

  /** Filtered and sorted. */
  rows(): readonly Row[] {
    const of = this.#source.rows()
    const how = JSON.stringify([this.#filterText, this.#sort, this.#faultsOnly])
    if (this.#view?.of === of && this.#view.how === how) return this.#view.rows
    const rows = this.#sorted(this.#filtered(of))
    this.#view = { of, how, rows }
    return rows
  }

  selected(): Row | undefined {
    const rows = this.rows()
    return rows[this.#follow(rows)]
  }

  /** The marked rows that are shown; without any the one under the cursor. Nothing is done to what cannot be seen. */
  chosen(): readonly Row[] {
    if (this.#marks.size > 0) {
      const marked = this.rows().filter(row => this.#marks.has(this.#source.key(row)))
      if (marked.length > 0) return marked
    }
    const row = this.selected()
    return row === undefined ? [] : [row]
  }

  /** Puts the cursor on the row of that key, when it comes. */
  select(key: string): void {
    this.#cursor = { key, index: this.#cursor.index }
  }

  /** Answers what is wrong with the text. */
  filter(text: string | undefined): string | undefined {
    const read = readFilter(text ?? '')
    if (!read.ok) return read.problem
    this.#filter = read.filter
    this.#filterText = read.filter === undefined ? undefined : text?.trim()
    this.#changed()
    return undefined
  }

  get filterText(): string | undefined {
    return this.#filterText
  }

  /** What Esc undoes before it leaves the screen: marks, then the filter, then the view of faults. */
  escape(): boolean {
    if (this.#marks.size > 0) this.#marks = new Set()
    else if (this.#filter !== undefined) this.filter(undefined)
    else if (this.#faultsOnly) this.#faultsOnly = false
    else return false
    this.#changed()
    return true
  }

  /** `3 of 12`, the sort, the filter and the marks. */
  status(): Line {
    const all = this.#source.rows().length
    const shown = this.rows().length
    const pieces: Piece[] = [{ text: shown === all ? `${all}` : `${shown} of ${all}`, tone: 'plain' }]
    const add = (text: string, look?: Look) => pieces.push({ text: `  ${text}`, tone: 'muted', ...(look && { look }) })
    if (this.#filterText !== undefined) add(`/${sanitiseLine(this.#filterText)}`, 'key')
    if (this.#faultsOnly) add('faults only', 'key')
    if (this.#sort !== undefined) add(`by ${this.#sort.column}${this.#sort.descending ? ', last first' : ''}`)
    if (this.#marks.size > 0) add(`${this.#marks.size} marked`, 'marked')
    return pieces
  }

  draw(room: Room): readonly Line[] {
    if (room.linear) return this.#linear(room)
    const rows = this.rows()
    this.#height = Math.max(1, room.rows - 1)
    const at = this.#follow(rows)
    this.#offset = windowStart(this.#offset, at, this.#height, rows.length)
    const visible = rows.slice(this.#offset, this.#offset + this.#height)
    const shown = this.#shownColumns()
    const cells = visible.map(row => {
      const all = this.#source.cells(row)
      return shown.map(({ index }) => clean(all[index]))
    })
    const wanted = shown.map(({ name }, column) =>
      this.#widen(
        name,
        cells.map(row => row[column]?.text ?? ''),
      ),
    )
    const least = shown.map(({ name }) => (name === 'NAME' ? narrowestName : narrowestColumn))
    const widths = squeezed(wanted, least, room.columns - gutter - gap * (shown.length - 1))
    const first = this.#firstColumn(shown.length, widths, room.columns)
    const order = [0, ...widths.map((_, index) => index).slice(Math.max(1, first))].slice(0, widths.length)
    const header = this.#headerLine(shown, widths, order)
    const lines = cells.map((row, index) =>
      this.#rowLine(row, { widths, order, columns: room.columns }, visible[index], this.#offset + index === at),
    )
    if (rows.length === 0) lines.push([{ text: `  ${sanitiseLine(this.#emptyText())}`, tone: 'muted' }])
    return [header, ...lines]
  }

  /** Every row, as `get` prints them. */
  plain(): readonly Line[] {
    const shown = this.#shownColumns()
    const rows = this.rows().map(row => {
      const all = this.#source.cells(row)
      return shown.map(({ index }) => clean(all[index]))
    })
    if (rows.length === 0) return [[{ text: sanitiseLine(this.#emptyText()), tone: 'muted' }]]
    const widths = shown.map(({ name }, column) =>
      Math.max(width(name), ...rows.map(row => width(row[column]?.text ?? ''))),
    )
    const line = (cells: readonly Cell[]): Line =>
      cells.map((cell, column) => ({
        text: column === cells.length - 1 ? cell.text : padEnd(cell.text, (widths[column] ?? 0) + 3),
        tone: cell.tone,
      }))
    return [
      line(shown.map(({ name }) => ({ text: name, tone: 'plain' }))),
      ...rows.map(cells => line(cells.map(cell => ({ ...cell, text: cell.text || '<none>' })))),
    ]
  }

  /** Moving, sorting, marking. Letters sort by the first column that begins with them. */
  keys(): readonly KeyBinding[] {
    const go = (by: number) => () => this.#move(by)
    return [
      { keys: ['down', 'j'], does: 'moves down', group: 'Move', run: go(1) },
      { keys: ['up', 'k'], does: 'moves up', group: 'Move', run: go(-1) },
      { keys: ['page-down', 'ctrl-f'], does: 'moves a page down', group: 'Move', run: () => this.#move(this.#height) },
      { keys: ['page-up', 'ctrl-b'], does: 'moves a page up', group: 'Move', run: () => this.#move(-this.#height) },
      { keys: ['home', 'g'], does: 'moves to the first row', group: 'Move', run: go(Number.NEGATIVE_INFINITY) },
      { keys: ['end', 'G'], does: 'moves to the last row', group: 'Move', run: go(Number.POSITIVE_INFINITY) },
      { keys: ['right'], does: 'chooses the next column, and scrolls to it', group: 'List', run: () => this.#turn(1) },
      { keys: ['left'], does: 'chooses the column before', group: 'List', run: () => this.#turn(-1) },
      { keys: ['O'], does: 'sorts by the chosen column', group: 'List', run: () => this.#sortByChosen() },
      ...this.#sortKeys(),
      { keys: ['w'], does: 'shows all columns, or the usual ones', group: 'List', run: () => this.#toggleWide() },
      { keys: ['space'], does: 'marks the row', hint: 'mark', group: 'List', run: () => this.#mark() },
      { keys: ['*'], does: 'marks every row that is shown, or none', group: 'List', run: () => this.#markAll() },
      { keys: ['ctrl-z'], does: 'shows only what has failed, or everything', group: 'List', run: () => this.#faults() },
    ]
  }

  #sortKeys(): readonly KeyBinding[] {
    const taken = new Set(['O', 'G'])
    return this.#shownColumns().flatMap(({ name }): readonly KeyBinding[] => {
      // Namespaces give the N to names.
      const letters = name === 'NAMESPACE' ? ['P'] : [...name.replaceAll(/[^A-Z]/g, '')]
      const letter = letters.find(one => !taken.has(one))
      if (letter === undefined) return []
      taken.add(letter)
      const does = `sorts by ${name.toLowerCase()}`
      return [{ keys: [letter], does, group: 'List', run: () => this.#sortBy(name) }]
    })
  }

  #filtered(of: readonly Row[]): readonly Row[] {
    const faulty = this.#faultsOnly
      ? of.filter(row => this.#source.cells(row).some(({ tone }) => tone === 'failed'))
      : of
    if (this.#filter === undefined) return faulty
    const { name, labels } = this.#source
    return filterRows(faulty, this.#filter, {
      text: row => this.#textsOf(row).join(' '),
      name: row => name(row),
      labels: row => labels?.(row) ?? {},
    })
  }

  #sorted(rows: readonly Row[]): readonly Row[] {
    const sort = this.#sort
    if (sort === undefined) return rows
    const column = this.#source.columns().findIndex(({ name }) => name === sort.column)
    if (column === -1) return rows
    const { order } = this.#source
    const keyed = rows.map(row => ({
      row,
      key: order?.(row, sort.column) ?? this.#textsOf(row)[column] ?? '',
    }))
    return keyed.sort((one, other) => compareCells(one.key, other.key, sort.descending)).map(({ row }) => row)
  }

  /** As they were when the row was first seen; good enough to find and to sort. */
  #textsOf(row: Row): readonly string[] {
    const found = this.#texts.get(row)
    if (found !== undefined) return found
    const texts = this.#source.cells(row).map(({ text }) => text)
    this.#texts.set(row, texts)
    return texts
  }

  /** Where the cursor's row is now. When it is gone, the cursor stays where it was. */
  #follow(rows: readonly Row[]): number {
    const { key, index } = this.#cursor
    const last = rows.length - 1
    if (key !== undefined) {
      const found = indexNear(rows, index, row => this.#source.key(row) === key)
      if (found !== -1) {
        this.#cursor = { key, index: found }
        return found
      }
    }
    const stay = Math.max(0, Math.min(index, last))
    const row = rows[stay]
    // The place is taken by what moves into it, unless nothing has come yet.
    if (row !== undefined) this.#cursor = { key: this.#source.key(row), index: stay }
    return stay
  }

  #move(by: number): void {
    const rows = this.rows()
    const index = Math.max(0, Math.min(this.#follow(rows) + by, rows.length - 1))
    const row = rows[index]
    this.#cursor = { key: row === undefined ? undefined : this.#source.key(row), index }
    this.#changed()
  }

  #mark(): void {
    const row = this.selected()
    if (row === undefined) return
    const key = this.#source.key(row)
    if (!this.#marks.delete(key)) this.#marks.add(key)
    this.#move(1)
  }

  #markAll(): void {
    const keys = this.rows().map(row => this.#source.key(row))
    this.#marks = keys.every(key => this.#marks.has(key)) ? new Set() : new Set(keys)
    this.#changed()
  }

  #faults(): void {
    this.#faultsOnly = !this.#faultsOnly
    this.#changed()
  }

  #toggleWide(): void {
    this.#isWide = !this.#isWide
    this.#column = Math.min(this.#column, this.#shownColumns().length - 1)
    this.#changed()
  }

  #turn(by: number): void {
    this.#column = Math.max(0, Math.min(this.#column + by, this.#shownColumns().length - 1))
    this.#changed()
  }

  #sortByChosen(): void {
    const column = this.#shownColumns()[this.#column]
    if (column !== undefined) this.#sortBy(column.name)
  }

  #sortBy(column: string): void {
    const same = this.#sort?.column === column
    this.#sort = { column, descending: same ? !this.#sort?.descending : false }
    this.#changed()
  }

  #shownColumns(): readonly { readonly name: string; readonly index: number }[] {
    return this.#source
      .columns()
      .map(({ name, wide }, index) => ({ name, index, wide }))
      .filter(({ wide }) => this.#isWide || wide !== true)
  }

  /** Columns grow with what has been seen and never shrink, so that nothing jumps while one scrolls. */
  #widen(column: string, texts: readonly string[]): number {
    const widest = Math.min(widestColumn, Math.max(this.#widths.get(column) ?? width(column) + 1, ...texts.map(width)))
    this.#widths.set(column, widest)
    return widest
  }

  /** The first column after the name, so that the chosen one is in view. */
  #firstColumn(count: number, widths: readonly number[], columns: number): number {
    const chosen = Math.min(this.#column, count - 1)
    let first = chosen
    let room = columns - gutter - (widths[0] ?? 0) - gap - (chosen === 0 ? 0 : (widths[chosen] ?? 0) + gap)
    while (first > 1 && room >= (widths[first - 1] ?? 0) + gap) {
      first -= 1
      room -= (widths[first] ?? 0) + gap
    }
    return Math.max(1, first)
  }

  #headerLine(shown: readonly { readonly name: string }[], widths: readonly number[], order: readonly number[]): Line {
    return [
      { text: ' '.repeat(gutter), tone: 'plain' },
      ...order.map((column, place): Piece => {
        const name = shown[column]?.name ?? ''
        const arrow = this.#sort?.column === name ? (this.#sort.descending ? '-' : '+') : ''
        const isLast = place === order.length - 1
        const text = isLast ? `${name}${arrow}` : padEnd(`${name}${arrow}`, (widths[column] ?? 0) + gap)
        const isChosen = column === this.#column && this.#column > 0
        return { text, tone: 'strong', ...(isChosen ? { look: 'match' as const } : {}) }
      }),
    ]
  }

  #rowLine(
    cells: readonly Cell[],
    { widths, order, columns }: { widths: readonly number[]; order: readonly number[]; columns: number },
    row: Row | undefined,
    isSelected: boolean,
  ): Line {
    const isMarked = row !== undefined && this.#marks.has(this.#source.key(row))
    const look: Look | undefined = isSelected ? 'selected' : isMarked ? 'marked' : undefined
    const dress = (piece: Piece): Piece => (look === undefined ? piece : { ...piece, look })
    const pieces: Piece[] = [dress({ text: `${isSelected ? '>' : ' '}${isMarked ? '*' : ' '}`, tone: 'plain' })]
    let used = gutter
    for (const [place, column] of order.entries()) {
      const cell = cells[column]
      const room = widths[column] ?? 0
      const text = truncate(cell?.text ?? '', room)
      pieces.push(...this.#highlighted({ text, tone: cell?.tone ?? 'plain' }).map(dress))
      const space = place === order.length - 1 ? 0 : room + gap - width(text)
      if (space > 0) pieces.push(dress({ text: ' '.repeat(space), tone: 'plain' }))
      used += width(text) + space
    }
    // The bar under the cursor goes to the edge.
    if (isSelected && used < columns) pieces.push(dress({ text: ' '.repeat(columns - used), tone: 'plain' }))
    return pieces
  }

  /** What the filter found stands out. */
  #highlighted(piece: Piece): readonly Piece[] {
    if (this.#filter?.by !== 'text' || this.#filter.inverse) return [piece]
    const match = this.#filter.pattern.exec(piece.text)
    if (match === null || match[0] === '') return [piece]
    const end = match.index + match[0].length
    return [
      { ...piece, text: piece.text.slice(0, match.index) },
      { ...piece, text: match[0], look: 'match' as const },
      { ...piece, text: piece.text.slice(end) },
    ].filter(({ text }) => text !== '')
  }

  /** Each row as a sentence, the chosen one first. */
  #linear(room: Room): readonly Line[] {
    const rows = this.rows()
    const at = this.#follow(rows)
    this.#height = Math.max(1, room.rows)
    if (rows.length === 0) return [[{ text: sanitiseLine(this.#emptyText()), tone: 'muted' }]]
    const columns = this.#shownColumns()
    this.#offset = windowStart(this.#offset, at, this.#height, rows.length)
    return rows.slice(this.#offset, this.#offset + this.#height).map((row, index): Line => {
      const cells = this.#source.cells(row)
      const words = columns.flatMap(({ name, index: column }) => {
        const { text } = clean(cells[column])
        return text === '' ? [] : [`${name.toLowerCase()} ${text}`]
      })
      const isMarked = this.#marks.has(this.#source.key(row))
      const place = this.#offset + index
      const lead = `${place === at ? 'Selected, ' : ''}${isMarked ? 'marked, ' : ''}row ${place + 1} of ${rows.length}: `
      return [{ text: `${lead}${words.join(', ')}`, tone: 'plain' }]
    })
  }

  #emptyText(): string {
    if (this.#filter !== undefined || this.#faultsOnly) return 'Nothing matches. Esc shows everything.'
    return this.#source.empty()
  }
}

/** The widest columns give way first, each as long as something of it is left to read. */
function squeezed(widths: readonly number[], least: readonly number[], room: number): readonly number[] {
  const fitted = [...widths]
  for (let surplus = fitted.reduce((sum, one) => sum + one, 0) - room; surplus > 0; surplus -= 1) {
    const spare = fitted.map((one, index) => (one > (least[index] ?? 0) ? one : 0))
    const widest = Math.max(...spare)
    if (widest === 0) break
    fitted[spare.indexOf(widest)] = widest - 1
  }
  return fitted
}

function clean(cell: Cell | undefined): Cell {
  return cell === undefined ? { text: '', tone: 'plain' } : { text: sanitiseLine(cell.text), tone: cell.tone }
}

/** The first row of the window: it moves only as far as it must. */
export function windowStart(offset: number, at: number, height: number, count: number): number {
  const least = Math.max(0, at - height + 1)
  return Math.max(least, Math.min(offset, at, Math.max(0, count - height)))
}

/** Rows rarely move far, so it is looked for around its old place first. */
function indexNear<Row>(rows: readonly Row[], index: number, is: (row: Row) => boolean): number {
  for (let distance = 0; distance < 50; distance += 1) {
    for (const place of [index + distance, index - distance]) {
      const row = rows[place]
      if (row !== undefined && is(row)) return place
    }
  }
  return rows.findIndex(is)
}

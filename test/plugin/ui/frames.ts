/** Lines of a screen as the text that stands on the terminal, at the sizes that are promised. */

import { charset } from '../../../plugin/output/charset.ts'
import { fit as cut, plainText } from '../../../plugin/ui/frame.ts'
import type { Line, Room } from '../../../plugin/ui/screen.ts'

const unicode = charset({ env: {} })

/** What is left of a terminal for a screen: header, title, message and keys take six rows. */
export const rooms: Readonly<Record<string, Room>> = {
  '80x24': { columns: 80, rows: 18, charset: unicode, linear: false },
  '120x40': { columns: 120, rows: 34, charset: unicode, linear: false },
  '200x60': { columns: 200, rows: 54, charset: unicode, linear: false },
  ascii: { columns: 80, rows: 18, charset: charset({ env: { LANG: 'C' } }), linear: false },
  linear: { columns: 80, rows: 40, charset: unicode, linear: true },
}

/** What is marked by color, the row under the cursor and the button, stands between ⟦ and ⟧. */
export function frameText(lines: readonly Line[], room: Room): string {
  const isMarked = (piece: Line[number] | undefined) => piece?.look === 'selected'
  const marked = lines.slice(0, room.rows).map(line => {
    const fitting = cut(line, room.columns).filter(piece => !isMarked(piece) || piece.text.trim() !== '')
    return fitting.map((piece, index) => {
      const before = isMarked(piece) && !isMarked(fitting[index - 1]) ? '⟦' : ''
      const after = isMarked(piece) && !isMarked(fitting[index + 1]) ? '⟧' : ''
      return { ...piece, text: `${before}${after === '' ? piece.text : piece.text.trimEnd()}${after}` }
    })
  })
  return plainText(marked)
}

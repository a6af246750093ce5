/** What the UI is measured against: Ink as its users use it, a table of rows in a border, one cell of which changes. */

import { writeSync } from 'node:fs'
import { Box, render, Text } from 'ink'
import { createElement as h } from 'react'

const rows = Number(process.argv[2] ?? 20)
const updates = Number(process.argv[3] ?? 0)

function Table({ changed }) {
  const row = index =>
    h(
      Box,
      { key: index },
      h(Box, { width: 24 }, h(Text, { wrap: 'truncate' }, `snapshot-${index}`)),
      h(Box, { width: 20 }, h(Text, null, 'orders-data')),
      h(Box, { width: 10 }, h(Text, { color: 'green' }, index === 5 ? `Ready ${changed}` : 'Ready')),
      h(Box, { width: 14 }, h(Text, null, 'application')),
    )
  return h(
    Box,
    { flexDirection: 'column', borderStyle: 'round' },
    Array.from({ length: rows }, (_, index) => row(index)),
  )
}

const screen = render(h(Table, { changed: 0 }), { maxFps: 1000, patchConsole: false })
const times = []
for (let update = 1; update <= updates; update += 1) {
  await new Promise(resolve => setTimeout(resolve, 20))
  const began = performance.now()
  screen.rerender(h(Table, { changed: update }))
  times.push(performance.now() - began)
}
screen.unmount()
if (updates > 0) {
  const median = times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)]
  writeSync(2, `median ${median}\n`)
}
process.exit(0)

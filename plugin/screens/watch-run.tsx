/** Draws lines again and again while work goes on, in place, and leaves the last of them on the screen. */

import { Box, render, Text } from 'ink'
import type { Face } from '../face.ts'
import type { Line } from '../output/draw-timeline.ts'
import { type Paint, painter } from '../output/paint.ts'

export type Watched<T> = {
  /** The lines for now. */
  readonly lines: () => readonly Line[]
  /** The lines that stay. */
  readonly last: (result: T) => readonly Line[]
}

/** Often enough to look alive, rarely enough to leave the processor to the work. */
const framesPerSecond = 12

/** Needs a terminal. The cursor is back and the line is free whatever happens to the work. */
export async function watchRun<T>(face: Face, noColor: boolean, watched: Watched<T>, work: Promise<T>): Promise<T> {
  const stdout = face.stdout.raw
  if (stdout === undefined) return work
  const paint = painter(face, face.stdout, noColor)
  // A frame as high as the terminal would make it scroll with every frame.
  const frame = (lines: readonly Line[]) => (
    <Lines lines={lines.slice(0, Math.max(1, face.stdout.rows() - 2))} paint={paint} />
  )
  const screen = render(frame(watched.lines()), {
    stdout,
    exitOnCtrlC: false,
    patchConsole: false,
    maxFps: framesPerSecond,
  })
  const timer = setInterval(() => screen.rerender(frame(watched.lines())), 1000 / framesPerSecond)
  try {
    const result = await work
    screen.rerender(frame(watched.last(result)))
    return result
  } finally {
    clearInterval(timer)
    screen.unmount()
    await screen.waitUntilExit()
  }
}

export function Lines({ lines, paint }: { readonly lines: readonly Line[]; readonly paint: Paint }) {
  return (
    <Box flexDirection="column">
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is known by where it stands
        <Text key={index} wrap="truncate-end">
          {line.length === 0 ? ' ' : line.map(({ text, tone }) => paint(tone, text)).join('')}
        </Text>
      ))}
    </Box>
  )
}

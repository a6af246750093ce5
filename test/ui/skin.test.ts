import { expect, test } from 'vitest'
import { readSkin, skinPainter, skins } from '../../plugin/ui/skin.ts'
import { paintOf } from '../../plugin/ui/skin-choice.ts'
import { testFace } from '../plugin/test-face.ts'

const tones = ['usable', 'working', 'failed', 'frozen', 'muted', 'strong', 'plain'] as const

test('every skin tells usable, working, failed and frozen apart', () => {
  for (const name of ['dark', 'light', 'high-contrast', 'color-blind']) {
    const paint = skinPainter(skins[name] ?? {}, { trueColor: false })
    const looks = ['usable', 'working', 'failed', 'frozen'].map(tone => paint('x', tone as 'usable', undefined))
    expect(new Set(looks).size).toBe(4)
  }
})

test('without colors nothing but bold, underlined and inverse is left', async () => {
  const { face } = testFace({ env: { NO_COLOR: '1' } })
  const paint = await paintOf(face, false, undefined)
  for (const tone of tones) expect(paint('x', tone, undefined)).not.toMatch(/\[(?:[0-9;]*;)?(3|4|9|10)\d/)
  expect(paint('x', 'plain', 'selected')).toBe('\u001b[7mx\u001b[0m')
})

test('#rrggbb is the nearest of 256 colors where the terminal shows no others', () => {
  const skin = readSkin('{ "usable": { "color": "#ff0000" } }', 'mine.json')
  expect(skinPainter(skin, { trueColor: false })('x', 'usable', undefined)).toBe('\u001b[38;5;196mx\u001b[0m')
  expect(skinPainter(skin, { trueColor: true })('x', 'usable', undefined)).toBe('\u001b[38;2;255;0;0mx\u001b[0m')
})

test.each([
  ['nothing that is JSON', '{', 'is not JSON'],
  ['a tone that there is not', '{ "usabel": {} }', 'styles "usabel"'],
  ['a color that there is not', '{ "usable": { "color": "grenn" } }', '"color: grenn" of "usable"'],
  ['another skin that there is not', '{ "extends": "drak" }', 'extends "drak"'],
])('a file with %s is refused with what is wrong in it', (_, text, problem) => {
  expect(() => readSkin(text, 'mine.json')).toThrow(problem)
})

test('a skin that there is not is told with those that there are', async () => {
  const { face } = testFace()
  await expect(paintOf(face, false, 'pink')).rejects.toThrow('There is no skin "pink".')
})

import { expect, test } from 'vitest'
import { terminal, toTerminal } from '../../../core/apiserver/exec/terminal.ts'

function type(text: string) {
  const heard: string[] = []
  let screen = ''
  const tty = terminal({
    line: line => heard.push(`line ${JSON.stringify(line)}`),
    end: () => heard.push('end'),
    interrupt: () => heard.push('interrupt'),
    echo: shown => {
      screen += shown
    },
  })
  tty.typed(text)
  return { heard, screen }
}

test('a line is handed over when Return is pressed, and seen as it is typed', () => {
  expect(type('ls\r')).toEqual({ heard: ['line "ls\\n"'], screen: 'ls\r\n' })
  expect(type('ls')).toEqual({ heard: [], screen: 'ls' })
})

test('backspace takes the last character back, also of other alphabets', () => {
  expect(type('lß\u007fs\r').heard).toEqual(['line "ls\\n"'])
  expect(type('\u007f')).toEqual({ heard: [], screen: '' })
})

test('Ctrl-U takes the line back, Ctrl-C interrupts and forgets it', () => {
  expect(type('rm\u0015ls\r').heard).toEqual(['line "ls\\n"'])
  expect(type('rm\u0003ls\r').heard).toEqual(['interrupt', 'line "ls\\n"'])
})

test('Ctrl-D ends the input on an empty line, and hands over what stands there otherwise', () => {
  expect(type('\u0004').heard).toEqual(['end'])
  expect(type('ab\u0004').heard).toEqual(['line "ab"'])
})

test('cursor keys do nothing', () => {
  expect(type('a\u001b[Ab\u001bOBc\r').heard).toEqual(['line "abc\\n"'])
})

test('a newline returns to the margin, once', () => {
  expect(toTerminal('a\nb\r\nc')).toBe('a\r\nb\r\nc')
})

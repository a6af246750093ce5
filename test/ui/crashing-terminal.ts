/** A program that takes the terminal as the UI does, and then throws what nobody catches. */

import { Terminal } from '../../plugin/ui/terminal.ts'

const nothing = () => undefined
const terminal = new Terminal({
  stdin: process.stdin,
  stdout: process.stdout,
  alternate: true,
  events: { press: nothing, resized: nothing, hungUp: nothing },
})
terminal.open()
terminal.write('something that is gone afterwards')
setTimeout(() => {
  throw new Error('on purpose')
}, 10)

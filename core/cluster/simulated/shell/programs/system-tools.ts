/** Programs that tell about the container or act on its processes. */

import { instant, toIso } from '../../../../base/index.ts'
import { isAlive, processOf, signal, signalGroup } from '../run/kernel.ts'
import { type Signal, signalNamed, signalNames, signalNumbers } from '../run/signals.ts'
import type { Image } from '../run/state.ts'
import { type Call, done, type Outcome, options, type Program } from './program.ts'

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** Always UTC, whatever is asked for. */
const date: Program = {
  run({ args, kernel }) {
    const format = args.find(arg => arg.startsWith('+'))?.slice(1)
    const iso = args.some(arg => arg.startsWith('-I') || arg.startsWith('--iso'))
    return { code: 0, stdout: `${formatDate(kernel.now, format ?? (iso ? '%F' : '%a %b %e %H:%M:%S UTC %Y'))}\n` }
  },
}

function formatDate(now: number, format: string): string {
  const at = new Date(now)
  const [day = '', time = ''] = toIso(instant(now)).split('T')
  const fields: Readonly<Record<string, string>> = {
    Y: day.slice(0, 4),
    m: day.slice(5, 7),
    d: day.slice(8, 10),
    e: String(at.getUTCDate()).padStart(2),
    F: day,
    H: time.slice(0, 2),
    M: time.slice(3, 5),
    S: time.slice(6, 8),
    T: time.slice(0, 8),
    N: `${time.slice(9, 12)}000000`,
    s: String(Math.floor(now / 1000)),
    a: days[at.getUTCDay()] ?? '',
    b: months[at.getUTCMonth()] ?? '',
    Z: 'UTC',
    z: '+0000',
    n: '\n',
    '%': '%',
  }
  return format.replace(/%([A-Za-z%])/g, (whole, letter: string) => fields[letter] ?? whole)
}

const id: Program = {
  run({ args, kernel: { host } }) {
    const name = userName(host.user)
    const short = args[0]
    if (short === '-u' || short === '-g' || short === '-G') return { code: 0, stdout: `${host.user}\n` }
    if (short === '-un' || short === '-gn') return { code: 0, stdout: `${name}\n` }
    const both = host.user === 0 ? '0(root)' : String(host.user)
    return { code: 0, stdout: `uid=${both} gid=${both} groups=${both}\n` }
  },
}

const userName = (user: number): string => (user === 0 ? 'root' : String(user))

const kill: Program = {
  run(call) {
    const [first = '', ...others] = call.args
    if (first === '-l')
      return { code: 0, stdout: `${signalNames.map(name => `${signalNumbers[name]}) ${name}\n`).join('')}` }
    const named = first === '-s' ? others[0] : /^-[A-Za-z0-9]/.test(first) ? first.slice(1) : undefined
    const name = named === undefined ? 'TERM' : named === '0' ? 'exists' : signalNamed(named)
    if (name === undefined) return { code: 2, stderr: `kill: invalid signal number or name: ${named}\n` }
    const targets = (named === undefined ? call.args : first === '-s' ? others.slice(1) : others).filter(
      arg => arg !== '--',
    )
    if (targets.length === 0) return { code: 2, stderr: 'kill: usage: kill [-s sigspec | -signum] pid ...\n' }
    let code = 0
    let stderr = ''
    for (const target of targets) {
      const problem = send(call, target, name)
      if (problem === undefined) continue
      stderr += `kill: ${problem}\n`
      code = 1
      if (!isAlive(call.kernel, call.self)) break
    }
    return { code, stderr }
  },
}

function send({ kernel, self }: Call, to: string, name: Signal | 'exists'): string | undefined {
  if (!/^-?\d+$/.test(to)) return `Illegal number: ${to}`
  const pid = Number(to)
  if (pid === 1) {
    // The first process of a container is beyond the reach of KILL and STOP from inside it.
    if (name === 'TERM' || name === 'INT' || name === 'QUIT') kernel.host.stopped()
    return undefined
  }
  if (pid <= 0) {
    const group = pid === 0 ? self.group : -pid
    const found =
      name === 'exists'
        ? Object.values(kernel.state.processes).some(other => other.group === group)
        : signalGroup(kernel, group, name)
    return found ? undefined : 'No such process'
  }
  const target = processOf(kernel, pid)
  if (target === undefined) return 'No such process'
  if (name !== 'exists') signal(kernel, target, name)
  return undefined
}

/** What a process is called in listings. */
function commandOf(image: Image): string {
  switch (image.is) {
    case 'shell':
      return image.name
    case 'timeout':
      return 'timeout'
    default:
      return image.argv.join(' ')
  }
}

const ps: Program = {
  run({ kernel }) {
    const rows = Object.values(kernel.state.processes).map(
      other => `${String(other.pid).padStart(5)} ${userName(kernel.host.user).padEnd(8)} ${commandOf(other.image)}\n`,
    )
    return { code: 0, stdout: `  PID USER     COMMAND\n${rows.join('')}` }
  },
}

const pgrep = (matches: (command: string, wanted: string) => boolean): Program => ({
  run({ args, kernel, self }): Outcome {
    const wanted = options(args).rest[0] ?? ''
    const found = Object.values(kernel.state.processes)
      .filter(other => other !== self && matches(commandOf(other.image), wanted))
      .map(other => other.pid)
    return found.length > 0 ? { code: 0, stdout: `${found.join(' ')}\n` } : { code: 1 }
  },
})

const firstWord = (command: string): string => command.split(' ')[0]?.split('/').at(-1) ?? ''

export const systemTools: Readonly<Record<string, Program>> = {
  date,
  id,
  kill,
  ps,
  pidof: pgrep((command, wanted) => firstWord(command) === wanted),
  pgrep: pgrep((command, wanted) => wanted !== '' && command.includes(wanted)),
  hostname: { run: ({ kernel }) => ({ code: 0, stdout: `${kernel.host.hostname}\n` }) },
  whoami: { run: ({ kernel }) => ({ code: 0, stdout: `${userName(kernel.host.user)}\n` }) },
  uname: {
    run: ({ args }) => ({ code: 0, stdout: args.includes('-a') ? 'Linux simulated x86_64 GNU/Linux\n' : 'Linux\n' }),
  },
  printenv: {
    run({ args: [name], env }) {
      if (name === undefined)
        return {
          code: 0,
          stdout: Object.entries(env)
            .map(([key, value]) => `${key}=${value}\n`)
            .join(''),
        }
      return Object.hasOwn(env, name) ? { code: 0, stdout: `${env[name]}\n` } : { code: 1 }
    },
  },
  pwd: { run: ({ self }) => ({ code: 0, stdout: `${self.cwd}\n` }) },
  tty: { run: () => ({ code: 1, stdout: 'not a tty\n' }) },
  nproc: { run: () => ({ ...done, stdout: '2\n' }) },
}

/** The settings of the Redis model: from the container's arguments and environment, and by CONFIG SET. */

import type { ContainerFacts } from '../application.ts'

/** Source: appendfsync of redis.conf. */
export type Fsync = 'always' | 'everysec' | 'no'

export type Settings = {
  readonly appendonly: boolean
  readonly appendfsync: Fsync
  /** Percent of growth at which the append-only file is rewritten by itself; 0 for never. */
  readonly 'auto-aof-rewrite-percentage': number
  /** Whether the dump is saved by itself: `save` is not empty. */
  readonly save: string
  readonly requirepass: string
}

const defaults: Settings = {
  appendonly: false,
  appendfsync: 'everysec',
  'auto-aof-rewrite-percentage': 100,
  save: '3600 1 300 100 60 10000',
  requirepass: '',
}

/**
 * Source: the official image takes arguments as redis.conf spells them; Bitnami's takes its environment, and appends to a
 * file unless it is told not to.
 */
export function settingsOf(container: ContainerFacts | undefined): Settings {
  if (container === undefined) return defaults
  const { image, env } = container
  let settings = defaults
  if (/bitnami/i.test(image)) settings = { ...settings, appendonly: env.REDIS_AOF_ENABLED !== 'no' }
  const password = env.REDIS_PASSWORD ?? env.VALKEY_PASSWORD
  if (/bitnami/i.test(image) && password !== undefined) settings = { ...settings, requirepass: password }
  const words = container.arguments.flatMap(argument => splitWords(argument))
  words.forEach((word, index) => {
    const name = word.startsWith('--') ? word.slice(2) : ''
    const value = words[index + 1] ?? ''
    settings = changed(settings, name, expanded(value, env)) ?? settings
  })
  return settings
}

/** The settings with one changed; undefined when there is no such setting or it takes no such value. */
export function changed(settings: Settings, name: string, value: string): Settings | undefined {
  switch (name) {
    case 'appendonly':
      return value === 'yes' || value === 'no' ? { ...settings, appendonly: value === 'yes' } : undefined
    case 'appendfsync':
      return value === 'always' || value === 'everysec' || value === 'no'
        ? { ...settings, appendfsync: value }
        : undefined
    case 'auto-aof-rewrite-percentage':
      return /^\d{1,6}$/.test(value) ? { ...settings, [name]: Number(value) } : undefined
    case 'save':
      return /^("")?$|^(\d+ \d+ ?)+$/.test(value) ? { ...settings, save: value.replaceAll('"', '') } : undefined
    case 'requirepass':
      return { ...settings, requirepass: value }
    default:
      return undefined
  }
}

/** As CONFIG GET writes them. */
export const shown = (settings: Settings): Readonly<Record<string, string>> => ({
  appendonly: settings.appendonly ? 'yes' : 'no',
  appendfsync: settings.appendfsync,
  'auto-aof-rewrite-percentage': String(settings['auto-aof-rewrite-percentage']),
  save: settings.save,
  requirepass: settings.requirepass,
  appenddirname: 'appendonlydir',
  dbfilename: 'dump.rdb',
})

/** A command may be one text for a shell: its words, quotes removed. */
const splitWords = (text: string): readonly string[] =>
  /^""$|^$/.test(text)
    ? ['']
    : [...text.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
        ([, double, single, plain]) => double ?? single ?? plain ?? '',
      )

const expanded = (text: string, env: Readonly<Record<string, string>>): string =>
  text.replace(/\$\(?\{?([A-Za-z_]\w*)\}?\)?/g, (_, name: string) => env[name] ?? '')

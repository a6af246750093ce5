/** Flags that several commands share, with one wording. */

import { choice, duration, type Flag, list, optionalChoice, optionalText, text, toggle } from '../flag.ts'

export const files = {
  filename: list({
    long: 'filename',
    short: 'f',
    placeholder: 'FILE',
    doc: 'A file, a directory, or - for standard input. May be repeated.',
  }),
  recursive: toggle({ long: 'recursive', short: 'R', doc: 'Looks into the directories inside a directory, too.' }),
}

export const kustomize = text({
  long: 'kustomize',
  short: 'k',
  placeholder: 'DIR',
  doc: 'A directory with a kustomization, which kubectl turns into specs.',
})

export const selection = {
  allNamespaces: toggle({ long: 'all-namespaces', short: 'A', doc: 'In all namespaces.' }),
  selector: text({
    long: 'selector',
    short: 'l',
    placeholder: 'LABELS',
    doc: 'Only objects with these labels, such as app=mysql,tier!=cache.',
  }),
}

export const output = (values: string) =>
  text({ long: 'output', short: 'o', placeholder: values, doc: 'How the result is printed.' })

export const yes = toggle({ long: 'yes', short: 'y', doc: 'Does not ask for confirmation.' })
const dryRuns = (choices: readonly string[], doc: string): Flag<string | undefined> => {
  const flag = optionalText({ long: 'dry-run', placeholder: choices.join('|'), whenBare: 'client', doc })
  return {
    ...flag,
    read: given => {
      const reading = flag.read(given)
      if (!reading.ok || reading.value === undefined || reading.value === 'none') return { ok: true, value: undefined }
      return choices.includes(reading.value)
        ? reading
        : { ok: false, problem: `--dry-run is one of ${choices.join(', ')}, not "${reading.value}".` }
    },
  }
}

/** `undefined`, `client` or `server`. */
export const dryRun = dryRuns(
  ['client', 'server', 'none'],
  'Shows what would be written and writes nothing. With =server the API server checks it, too.',
)
/** For commands that write what they find out on the way. */
export const dryRunHere = dryRuns(['client', 'none'], 'Shows what would be written and writes nothing.')
export const wait = toggle({
  long: 'wait',
  default: true,
  doc: 'Follows the operation to its end. --wait=false returns at once.',
})
export const timeout = duration({
  long: 'timeout',
  doc: "Gives up following after this time of the cluster's clock, such as 90s or 5m.",
})

export const executor = optionalChoice({
  long: 'executor',
  choices: ['pxsnap', 'stork'],
  doc: 'Who carries the specs out: pxsnap, or STORK as it is, rough edges included. Left out: STORK where the cluster has it, pxsnap elsewhere.',
})

export const textOrJson = choice({
  long: 'output',
  short: 'o',
  choices: ['text', 'json'],
  default: 'text',
  doc: 'How it is printed.',
})

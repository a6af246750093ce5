/** What can be wrong with a text before it is any object: codes, severities and what to do, once. */

import type { Severity } from '../specs/index.ts'

export type TextCheck = { readonly code: string; readonly severity: Severity; readonly help: string }

export const textChecks = {
  syntax: {
    code: 'yaml/syntax',
    severity: 'error',
    help: 'Correct the YAML; nothing else is checked in this document until it can be read.',
  },
  tooDeep: {
    code: 'yaml/too-deep',
    severity: 'error',
    help: 'Nest fewer lists and maps in each other. No Kubernetes object needs this many.',
  },
  tooLarge: {
    code: 'yaml/too-large',
    severity: 'error',
    help: 'Split it. The API server stores no object above 1.5 MiB.',
  },
  binary: {
    code: 'yaml/binary',
    severity: 'error',
    help: 'Name YAML or JSON files only.',
  },
  controlCharacter: {
    code: 'yaml/control-character',
    severity: 'error',
    help: 'Remove the character, or write it as an escape in double quotes if it is meant.',
  },
  hiddenCharacter: {
    code: 'yaml/hidden-character',
    severity: 'warning',
    help: 'Remove the character, or write it as an escape in double quotes if it is meant.',
  },
  duplicateKey: {
    code: 'yaml/duplicate-key',
    severity: 'error',
    help: 'Keep one of the two.',
  },
  alias: {
    code: 'yaml/alias',
    severity: 'information',
    help: 'Write the value out where readers of the stored object should see the same text.',
  },
  unknownAlias: {
    code: 'yaml/unknown-alias',
    severity: 'error',
    help: 'Mark the value to repeat with an anchor, further up in the same document.',
  },
  aliasBomb: {
    code: 'yaml/alias-expansion',
    severity: 'error',
    help: 'Write the values out. Aliases of aliases can make a small text grow without bounds.',
  },
  templated: {
    code: 'yaml/templated',
    severity: 'information',
    help: 'Render the template first, for example with `helm template`, and check the result.',
  },
  nameClash: {
    code: 'yaml/name-clash',
    severity: 'warning',
    help: 'Give one of them another name, or remove it.',
  },
} as const satisfies Readonly<Record<string, TextCheck>>

/** In the order in which they are documented. */
export const textCheckCatalogue: readonly TextCheck[] = Object.values(textChecks)

/** `schema` and `schema crd`: our kinds as JSON Schema for editors, and as definitions for API servers. */

import { allDefinitions, crdOf, findKind, jsonSchema2020, jsonSchemaOf, kindCatalogue } from '@pxsnap/core/specs'
import type { InvocationOf } from '../args.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Face } from '../face.ts'
import { kindByWord, unknownKind } from '../kind-words.ts'
import { outputForm } from '../output/print-objects.ts'
import { printJson, printYaml } from '../output/structured.ts'
import { Problem } from '../problem.ts'

export async function schema(face: Face, { flags, positionals }: InvocationOf<'schema'>): Promise<ExitCode> {
  const form = outputForm(flags.output ?? 'json', ['json', 'yaml'])
  const [word] = positionals
  const found = word === undefined ? jsonSchemaOf(kindCatalogue) : jsonSchema2020(declared(word))
  face.stdout.write(form === 'yaml' ? printYaml(found) : printJson(found))
  return exitCodes.done
}

export async function schemaCrd(face: Face, { flags, positionals }: InvocationOf<'schemaCrd'>): Promise<ExitCode> {
  const form = outputForm(flags.output ?? 'yaml', ['json', 'yaml', 'name'])
  const definitions = positionals.length === 0 ? allDefinitions() : positionals.map(definitionOf)
  if (form === 'name') {
    const name = 'customresourcedefinition.apiextensions.k8s.io/'
    face.stdout.write(definitions.map(({ metadata }) => `${name}${metadata.name}\n`).join(''))
  } else if (form === 'yaml') {
    face.stdout.write(definitions.map(printYaml).join('---\n'))
  } else {
    const [only] = definitions
    face.stdout.write(
      printJson(definitions.length === 1 ? only : { apiVersion: 'v1', kind: 'List', items: definitions }),
    )
  }
  return exitCodes.done
}

function definitionOf(word: string) {
  const kind = declared(word)
  const definition = crdOf(kind)
  if (definition !== undefined) return definition
  throw new Problem(
    'usage',
    `${kind.kind} of ${kind.apiVersion} belongs to Kubernetes itself and needs no definition.`,
    'kubectl pxsnap schema crd -o name',
  )
}

function declared(word: string) {
  const { apiVersion, kind } = kindByWord(word)
  const found = findKind(apiVersion, kind)
  if (found === undefined) throw unknownKind(word)
  return found
}

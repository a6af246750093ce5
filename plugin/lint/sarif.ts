/** `lint -o sarif`: SARIF 2.1.0, for code scanning. Every result has its true region, and its fix where there is one. */

import { blackOut } from '@pxsnap/core/base'
import { type TextEdit, textCheckCatalogue } from '@pxsnap/core/language'
import { checkCatalogue, type Severity } from '@pxsnap/core/specs'
import { sanitiseJson } from '../output/sanitise.ts'
import { standardInput } from '../spec-files.ts'
import { version } from '../version.ts'
import type { LintReport, ReportedFinding } from './report.ts'

const levels: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', information: 'note' }

export function lintSarif({ files, findings }: LintReport): string {
  const codes = [...new Set(findings.map(({ finding }) => finding.code))].sort()
  const helps = new Map([...checkCatalogue, ...textCheckCatalogue].map(check => [check.code, check]))
  const rules = codes.map(code => {
    const { help = '', severity = 'warning' } = helps.get(code) ?? {}
    return {
      id: code,
      shortDescription: { text: code },
      help: { text: help },
      defaultConfiguration: { level: levels[severity] },
    }
  })
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'pxsnap', version, rules } },
        columnKind: 'utf16CodeUnits',
        artifacts: files.map(file => ({ location: { uri: uriOf(file) } })),
        results: findings.map(found => result(found, codes)),
      },
    ],
  }
  return `${sanitiseJson(JSON.stringify(log, undefined, 2))}\n`
}

function result({ finding, start, end }: ReportedFinding, codes: readonly string[]) {
  const { code, severity, file, document, path, message, help, fix } = finding
  const artifactLocation = { uri: uriOf(file) }
  const region = { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column }
  return {
    ruleId: code,
    ruleIndex: codes.indexOf(code),
    level: levels[severity],
    message: { text: `${message} ${help}` },
    locations: [
      {
        physicalLocation: { artifactLocation, region },
        logicalLocations: [{ fullyQualifiedName: `document ${document + 1}${path === '' ? '' : `: ${path}`}` }],
      },
    ],
    // Holds when lines above are added or removed.
    partialFingerprints: { 'pxsnapFinding/v1': `${code}:${document}:${path}` },
    // Reports are stored elsewhere: a fix that moves a command with its password is left to --fix.
    ...(fix === undefined || fix.edits.some(({ newText }) => blackOut(newText) !== newText)
      ? {}
      : {
          fixes: [
            {
              description: { text: fix.title },
              artifactChanges: [{ artifactLocation, replacements: fix.edits.map(replacement) }],
            },
          ],
        }),
  }
}

function replacement({ range, newText }: TextEdit) {
  return {
    deletedRegion: { charOffset: range.start, charLength: range.end - range.start },
    insertedContent: { text: newText },
  }
}

/** Paths of the platform become relative references of URIs. */
function uriOf(file: string): string {
  if (file === standardInput) return 'stdin'
  const absolute = file.startsWith('/') ? 'file://' : ''
  return absolute + file.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/')
}

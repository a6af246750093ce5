/** `lint -o junit`: JUnit XML as build servers read it. A file without findings is a test that passed. */

import type { LintReport, ReportedFinding } from './report.ts'

export function lintJunit({ files, findings }: LintReport): string {
  const suites = files.map(file => {
    const ofFile = findings.filter(({ finding }) => finding.file === file)
    const failures = ofFile.filter(isFailure).length
    const tests = Math.max(1, ofFile.length)
    const cases =
      ofFile.length === 0 ? [`    <testcase name="no findings" classname=${quoted(file)}/>`] : ofFile.map(testCase)
    const head = `  <testsuite name=${quoted(file)} tests="${tests}" failures="${failures}" errors="0">`
    return [head, ...cases, '  </testsuite>'].join('\n')
  })
  const tests = files.reduce(
    (sum, file) => sum + Math.max(1, findings.filter(of => of.finding.file === file).length),
    0,
  )
  const failures = findings.filter(isFailure).length
  const head = `<testsuites name="pxsnap lint" tests="${tests}" failures="${failures}" errors="0">`
  return ['<?xml version="1.0" encoding="UTF-8"?>', head, ...suites, '</testsuites>', ''].join('\n')
}

/** Remarks do not fail a build; they are printed with their test. */
function isFailure({ finding }: ReportedFinding): boolean {
  return finding.severity !== 'information'
}

function testCase(found: ReportedFinding): string {
  const { finding, start } = found
  const { code, severity, file, message, help } = finding
  const place = `${file}:${start.line}:${start.column}`
  const open = `    <testcase name=${quoted(`${code} at ${start.line}:${start.column}`)} classname=${quoted(file)}>`
  const body = escaped(`${place}: ${severity}: ${message}\n${help}`)
  const inside = isFailure(found)
    ? `      <failure type=${quoted(code)} message=${quoted(message)}>${body}</failure>`
    : `      <system-out>${body}</system-out>`
  return [open, inside, '    </testcase>'].join('\n')
}

function quoted(text: string): string {
  return `"${escaped(text.replaceAll(/\s+/g, ' '))}"`
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** XML 1.0 has no way to write control characters, nor halves of surrogate pairs. */
function escaped(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u{20}-\u{7e}\u{a0}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '\u{fffd}')
    .replaceAll(/[&<>"]/g, character => entities[character] ?? '')
}

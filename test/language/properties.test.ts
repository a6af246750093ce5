/** What holds for every text. */

import { fc, test as property } from '@fast-check/vitest'
import { applyEdits, createWorkspace, fixAll, type LocatedFinding } from '@pxsnap/core/language'
import { waitCommand } from '@pxsnap/core/specs'
import { describe, expect, test } from 'vitest'
import { goldenFiles, readGolden } from '../support/golden.ts'
import { withoutMarks } from '../support/markers.ts'

const samples = goldenFiles('diagnose')
  .filter(file => file.endsWith('.yaml') && !file.endsWith('.fixed.yaml'))
  .map(file => ({ file, text: withoutMarks(readGolden('diagnose', file)) }))

function diagnosed(text: string): readonly LocatedFinding[] {
  const workspace = createWorkspace()
  workspace.set('a.yaml', text)
  return workspace.diagnose('a.yaml')
}

/** Everything the workspace answers, at a few places. */
function askEverything(text: string): void {
  const workspace = createWorkspace()
  workspace.set('a.yaml', text)
  for (const { range, fix, document } of workspace.diagnose('a.yaml')) {
    expect(range.start).toBeGreaterThanOrEqual(0)
    expect(range.end).toBeGreaterThanOrEqual(range.start)
    expect(range.end).toBeLessThanOrEqual(text.length)
    expect(document).toBeLessThan(Math.max(1, workspace.documentCount('a.yaml')))
    if (fix !== undefined) applyEdits(text, fix.edits)
  }
  workspace.objects('a.yaml')
  for (const part of [0, 0.2, 0.5, 0.7, 1]) {
    const offset = Math.floor(text.length * part)
    workspace.complete('a.yaml', offset)
    workspace.hover('a.yaml', offset)
  }
}

describe('any text can be asked about', () => {
  property.prop([fc.string({ maxLength: 300, unit: 'binary' })], { numRuns: 300 })('random characters', text => {
    askEverything(text)
  })

  const yamlPieces = fc.array(
    fc.constantFrom(
      'apiVersion: stork.libopenstorage.org/v1alpha1\n',
      'kind: Rule\n',
      'kind: GroupVolumeSnapshot\n',
      'metadata:\n',
      '  name: a\n',
      'spec:\n',
      'rules:\n',
      '  - actions:\n',
      '      - value: |\n',
      '  ',
      '- ',
      ': ',
      '{',
      '}',
      '[',
      ']',
      ', ',
      '&a ',
      '*a',
      '<<: ',
      '"',
      "'",
      '#',
      '\n',
      '\t',
      '---\n',
      '? ',
      '!!str ',
      '|',
      '>',
      '%',
      'null',
      '0x',
      '\r\n',
      waitCommand,
    ),
    { maxLength: 40 },
  )
  property.prop([yamlPieces], { numRuns: 2000 })('pieces of specs in any order', pieces => {
    askEverything(pieces.join(''))
  })

  const mutation = fc.record({
    sample: fc.constantFrom(...samples),
    from: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.nat({ max: 30 }),
    insert: fc.string({ maxLength: 8 }),
  })
  property.prop([mutation], { numRuns: 2000 })('specs with a slip somewhere', ({ sample, from, length, insert }) => {
    const at = Math.floor(sample.text.length * from)
    askEverything(sample.text.slice(0, at) + insert + sample.text.slice(at + length))
  })
})

/** Findings that a fix may bring to light, because before it nobody could know what was meant. */
const reveals: Readonly<Record<string, readonly string[]>> = {
  // Only once the waits are readable is it clear that there are two.
  'rule/wait-unbraced': ['rule/several-background-actions'],
  'schema/wrong-type': ['group-volume-snapshot/retries-on-local'],
  // Several annotations are misplaced or misspelt; correcting one shows that the other does not count yet.
  'group-volume-snapshot/options-as-annotations': ['group-volume-snapshot/credential-on-local'],
  'object/annotation-near-miss': ['volume-snapshot/post-rule-without-pre'],
  // The claim can say where the snapshot is; only the snapshot can allow it.
  'persistent-volume-claim/clone-source-namespace-missing': ['persistent-volume-claim/clone-namespace-not-allowed'],
  // The command becomes a Rule, and is checked as one.
  'volume-snapshot/legacy-pre-snap-command': ['rule/freeze-never-thawed', 'rule/not-repeatable', 'rule/todo-selector'],
  'volume-snapshot/legacy-post-snap-command': ['rule/todo-selector'],
}

describe('fixes', () => {
  test.each(samples)('each fix of $file removes its finding, adds no error and keeps every comment', ({ text }) => {
    const before = diagnosed(text)
    for (const finding of before) {
      if (finding.fix === undefined) continue
      const after = applyEdits(text, finding.fix.edits)
      expect(commentsOf(after), finding.code).toEqual(expect.arrayContaining([...commentsOf(text)]))
      const left = diagnosed(after)
      expect(count(left, finding), finding.code).toBeLessThan(count(before, finding))
      const added = left.filter(other => count(left, other) > count(before, other)).map(({ code }) => code)
      expect(
        added.filter(code => !reveals[finding.code]?.includes(code)),
        `${finding.code}: ${finding.fix.title}`,
      ).toEqual([])
      expect(left.filter(({ code }) => code === 'yaml/syntax')).toEqual(
        before.filter(({ code }) => code === 'yaml/syntax'),
      )
    }
  })

  test.each(samples)('fixing all of $file with CRLF gives the same text with CRLF', ({ file, text }) => {
    const unix = fixAll(file, text).text
    const windows = fixAll(file, text.replaceAll('\n', '\r\n')).text
    expect(windows).toBe(unix.replaceAll('\n', '\r\n'))
  })

  test.each(samples)('fixing all of $file twice changes nothing more', ({ file, text }) => {
    const once = fixAll(file, text).text
    expect(fixAll(file, once).text).toBe(once)
  })
})

function count(findings: readonly LocatedFinding[], { code }: LocatedFinding): number {
  return findings.filter(finding => finding.code === code).length
}

/** Texts behind a `#` that begins a word; good enough for the samples, which have no `#` in values. */
function commentsOf(text: string): readonly string[] {
  return [...text.matchAll(/(?:^|\s)(#.*)$/gm)].map(match => (match[1] ?? '').trimEnd())
}

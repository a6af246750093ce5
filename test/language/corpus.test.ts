/**
 * Specs as people have published them: documentation pages of 2018 and the test specs of STORK. They are not part of
 * this repository; where the folder is missing, this test has nothing to say.
 */

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createWorkspace, fixAll, lineColumn } from '@pxsnap/core/language'
import { describe, expect, test } from 'vitest'

const corpus = fileURLToPath(new URL('../../../shared/corpus', import.meta.url))

/** Line and code of all that is to be found; every other file is right by what STORK does, and has no findings. */
const findings: Readonly<Record<string, readonly string[]>> = {
  'px-docs/cloud__migration-stork__1.yaml': ['25 yaml/syntax'],
  'px-docs/scheduler__kubernetes__going-production-with-k8s__1.yaml': [
    '8 persistent-volume-claim/legacy-inline-clone',
    '5 persistent-volume-claim/legacy-inline-name',
  ],
  'px-docs/scheduler__kubernetes__snaps-3d__1.yaml': ['5 rule/spec-instead-of-rules'],
  'px-docs/scheduler__kubernetes__snaps-3d__2.yaml': ['5 rule/spec-instead-of-rules'],
  'px-docs/scheduler__kubernetes__snaps-3d__3.yaml': ['6 volume-snapshot/deprecated-rule-annotation'],
  'px-docs/scheduler__kubernetes__snaps-3d__4.yaml': ['10 rule/not-repeatable', '5 rule/spec-instead-of-rules'],
  'px-docs/scheduler__kubernetes__snaps-3d__5.yaml': ['5 rule/spec-instead-of-rules'],
  'px-docs/scheduler__kubernetes__snaps-3d__6.yaml': [
    '6 volume-snapshot/deprecated-rule-annotation',
    '7 volume-snapshot/deprecated-rule-annotation',
  ],
  'px-docs/scheduler__kubernetes__snaps-3d__7.yaml': ['5 rule/spec-instead-of-rules'],
  'px-docs/scheduler__kubernetes__snaps-3d__8.yaml': [
    '7 volume-snapshot/deprecated-rule-annotation',
    '6 volume-snapshot/old-group-selector',
  ],
  'px-docs/scheduler__kubernetes__snaps-annotations__1.yaml': [
    '8 persistent-volume-claim/legacy-inline-clone',
    '5 persistent-volume-claim/legacy-inline-name',
  ],
  'px-docs/scheduler__kubernetes__snaps-annotations__2.yaml': [
    '8 persistent-volume-claim/legacy-inline-clone',
    '5 persistent-volume-claim/legacy-inline-name',
    '8 persistent-volume-claim/legacy-inline-name',
  ],
  'px-docs/scheduler__kubernetes__snaps-group__1.yaml': [
    '8 volume-snapshot/old-group-selector',
    '9 volume-snapshot/old-group-selector',
  ],
  'px-docs/scheduler__kubernetes__snaps-group__2.yaml': ['8 volume-snapshot/old-group-selector'],
  'px-docs/scheduler__kubernetes__snaps-single-pvc__2.yaml': ['7 volume-snapshot/deprecated-restore-namespaces'],
  'px-docs/scheduler__kubernetes__snaps-single-pvc__3.yaml': [
    '8 persistent-volume-claim/clone-deprecated-source-namespace',
  ],
  'stork-specs/mysql-1-pvc-post-exec-missing-rule-backup/applicationbackup.yaml': [
    '10 application-backup/foreign-namespace',
  ],
  'stork-specs/mysql-1-pvc-pre-exec-failing-rule-backup/applicationbackup.yaml': [
    '10 application-backup/foreign-namespace',
  ],
  'stork-specs/mysql-1-pvc-pre-exec-rule-backup/mysql-pre-backup-rule.yaml': [
    '7 rule/old-executor-image',
    '22 rule/several-background-actions',
  ],
  'stork-specs/mysql-clone-disallowed-ns/appclone.yaml': ['5 application-clone/outside-admin-namespace'],
  'stork-specs/mysql-snap-group-fail/group-snapshot-fail-empty-spec.yaml': ['5 schema/missing-field'],
  'stork-specs/mysql-snap-group-fail/group-snapshot-invalid-type.yaml': [
    '10 group-volume-snapshot/snapshot-type-unknown',
  ],
  'stork-specs/storkctl-specs/migrationschedule/custom-sync-migration-schedule.yaml': [
    '25 migration/rules-without-volumes',
    '24 migration/rules-without-volumes',
  ],
}

const files = existsSync(corpus)
  ? readdirSync(corpus, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => join(entry.parentPath, entry.name).slice(corpus.length + 1))
      .toSorted()
  : []

function diagnosed(file: string): readonly string[] {
  const workspace = createWorkspace()
  const text = readFileSync(join(corpus, file), 'utf8')
  workspace.set(file, text)
  return workspace.diagnose(file).map(({ code, range }) => `${lineColumn(text, range.start).line} ${code}`)
}

describe.skipIf(files.length === 0)('published specs', () => {
  test.each(files)('%s has these findings and no others', file => {
    expect(diagnosed(file)).toEqual(findings[file] ?? [])
  })

  test('all five Rules of the 3DSnap page are known to do nothing', () => {
    const rules = files.filter(file => diagnosed(file).some(found => found.endsWith(' rule/spec-instead-of-rules')))
    expect(rules.length).toBe(5)
  })

  test.each(files)('%s is put right without losing what it says', file => {
    const text = readFileSync(join(corpus, file), 'utf8')
    const once = fixAll(file, text)
    const again = fixAll(file, once.text)
    expect(again.fixed).toEqual([])
    const comments = [...text.matchAll(/(?:^|\s)(#.*)$/gm)].map(match => match[1])
    expect([...once.text.matchAll(/(?:^|\s)(#.*)$/gm)].map(match => match[1])).toEqual(expect.arrayContaining(comments))
  })

  test('no document known to the others gets an error because of them', () => {
    const workspace = createWorkspace()
    for (const file of files) workspace.set(file, readFileSync(join(corpus, file), 'utf8'))
    const alone = files.flatMap(file => diagnosed(file).map(found => `${file} ${found}`))
    const errors = workspace.diagnoseAll().filter(({ severity }) => severity !== 'information')
    const together = errors.map(
      ({ file, code, range }) => `${file} ${lineColumn(workspace.text(file) ?? '', range.start).line} ${code}`,
    )
    expect(together.filter(found => !alone.includes(found))).toEqual([])
  })
})

// Prints `passed failed skipped` of one Vitest JSON report; nothing when there is no report.
import { existsSync, readFileSync } from 'node:fs'

const path = process.argv[2]
if (existsSync(path)) {
  const report = JSON.parse(readFileSync(path, 'utf8'))
  const brokenFiles = report.testResults.filter(
    file => file.status === 'failed' && file.assertionResults.length === 0,
  ).length
  console.log(report.numPassedTests, report.numFailedTests + brokenFiles, report.numPendingTests + report.numTodoTests)
}

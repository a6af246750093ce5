import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/** The suites that run against an S3 server that others wrote. Without one they are skipped, and say so. */
export default defineConfig({
  test: {
    root: fileURLToPath(new URL('..', import.meta.url)),
    include: ['test/s3/**/*.test.ts'],
    globalSetup: ['test/s3/setup.ts'],
    testTimeout: 60_000,
    fileParallelism: false,
  },
})

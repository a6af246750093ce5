import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/** The suites that run against a real control plane. Without one they are skipped, and say so. */
export default defineConfig({
  test: {
    root: fileURLToPath(new URL('..', import.meta.url)),
    include: ['test/real-cluster/**/*.test.ts'],
    globalSetup: ['test/real-cluster/setup.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    fileParallelism: false,
  },
})

import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/** The suites that run the built plugin under other programs: a real kubectl, and other versions of Node. */
export default defineConfig({
  test: {
    root: fileURLToPath(new URL('..', import.meta.url)),
    include: ['test/clients/**/*.test.ts'],
    globalSetup: ['test/clients/install.ts'],
    testTimeout: 120_000,
    fileParallelism: false,
  },
})

import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/** The suites that need nothing but npm packages; those that need system packages run from `.ci/run`. */
export default defineConfig({
  test: {
    root: fileURLToPath(new URL('..', import.meta.url)),
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    exclude: [
      'test/extension/vscode/**',
      'test/clients/**',
      'test/real-cluster/**',
      'test/s3/**',
      '**/node_modules/**',
    ],
    setupFiles: ['test/support/steady-properties.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
})

/** Packs the built extension into ../dist/pxsnap-VERSION.vsix. */

import { mkdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createVSIX } from '@vscode/vsce'

const extension = fileURLToPath(new URL('.', import.meta.url))
const { name, version } = JSON.parse(readFileSync(join(extension, 'package.json'), 'utf8'))
const packagePath = join(extension, '..', 'dist', `${name}-${version}.vsix`)

mkdirSync(join(packagePath, '..'), { recursive: true })
await createVSIX({
  cwd: extension,
  packagePath,
  // Everything is bundled. In a workspace vsce would follow the links of node_modules out of the folder and fail.
  dependencies: false,
  allowMissingRepository: true,
  rewriteRelativeLinks: false,
})
console.log(`packed ${relative(process.cwd(), packagePath)}`)

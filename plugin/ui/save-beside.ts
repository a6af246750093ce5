/** Keeps a text in a new file of the working directory. */

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Face } from '../face.ts'

/** Never over another file: the second one gets a number. Answers the name. */
export async function saveBeside({ cwd }: Pick<Face, 'cwd'>, name: string, text: string): Promise<string> {
  for (let count = 1; ; count += 1) {
    const numbered = count === 1 ? name : name.replace(/(\.[^.]*)$/, `-${count}$1`)
    try {
      await writeFile(join(cwd, numbered), text, { flag: 'wx' })
      return numbered
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    }
  }
}

/** Which skin: the one asked for by name or file, that of the configuration directory, or what fits the terminal. */

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Face } from '../face.ts'
import { wantsColor } from '../output/paint.ts'
import { Problem } from '../problem.ts'
import { type PaintPiece, readSkin, type Skin, skinPainter, skins } from './skin.ts'

/** Throws a Problem for a skin that there is not, or that cannot be understood. */
export async function paintOf(face: Face, noColor: boolean, asked: string | undefined): Promise<PaintPiece> {
  const { env } = face
  const trueColor = env.COLORTERM === 'truecolor' || env.COLORTERM === '24bit'
  const skin = wantsColor(env, { isTTY: true }, noColor) ? await skinOf(face, asked ?? env.PXSNAP_SKIN) : skins.none
  return skinPainter(skin ?? {}, { trueColor })
}

async function skinOf(face: Face, asked: string | undefined): Promise<Skin | undefined> {
  if (asked === undefined || asked === '') {
    const own = await readIfThere(join(configDirectory(face), 'skin.json'))
    return own === undefined ? skins[usualSkin(face.env)] : readSkin(own, join(configDirectory(face), 'skin.json'))
  }
  if (Object.hasOwn(skins, asked)) return skins[asked]
  for (const file of [join(configDirectory(face), 'skins', `${asked}.json`), join(face.cwd, asked), asked]) {
    const text = await readIfThere(file)
    if (text !== undefined) return readSkin(text, file)
  }
  throw new Problem('notFound', `There is no skin "${asked}".`, `--skin ${Object.keys(skins).join('|')}, or a file`)
}

/** Terminals that say so have a light background. Source: rxvt's COLORFGBG, where 7 and 15 are white. */
function usualSkin({ COLORFGBG }: Face['env']): string {
  return /;(7|15)$/.test(COLORFGBG ?? '') ? 'light' : 'dark'
}

function configDirectory({ env, homeDirectory }: Face): string {
  return join(env.XDG_CONFIG_HOME || join(homeDirectory, '.config'), 'pxsnap')
}

async function readIfThere(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (['ENOENT', 'EISDIR', 'ENOTDIR'].includes(error.code ?? '')) return undefined
    throw new Problem('failed', `The skin ${file} cannot be read: ${error.message}`)
  })
}

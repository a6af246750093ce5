/** The model for every other container with a claim: it writes a file, and knows nothing of snapshots. */

import type { Application, Inspection } from '../application.ts'
import { fileSystemPrograms } from '../file-system-programs.ts'
import { readData, readInode, ringBlocks } from './layout.ts'
import { advanceWriter, type FilesState, flushFiles, ledgerOf, startWriter } from './writer.ts'

export const filesApplication: Application<FilesState> = {
  name: 'files',
  runs: () => true,
  understands: ['sync', 'fsfreeze -f|-u PATH'],
  start: startWriter,
  advance: (state, volumes, _from, to) => advanceWriter(state, volumes, to),
  frozen: state => state.frozenPaths.length > 0,
  ledger: ledgerOf,
  inspect(volumes) {
    const found = volumes.map(volume => inspectFile(volume.path, volume.device))
    const torn = found.find(file => file.condition === 'torn')
    if (torn) return torn
    const whole = found.filter(file => file.condition === 'whole')
    if (whole.length === 0) return { condition: 'empty' }
    const writes = whole.reduce((sum, file) => sum + file.writes, 0)
    const quiesced = whole.every(file => file.quiesced)
    const text = quiesced
      ? `The file systems were frozen: they open as they are, with ${writes} writes.`
      : `The file systems replay their journals: ${writes} writes had reached the disk and are there.`
    return { condition: 'whole', quiesced, writes, replayed: 0, text, facts: { volumes: whole.length } }
  },
  programs: fileSystemPrograms<FilesState>({ flush: flushFiles }),
}

/** The inode names only blocks that were on disk before it; each must hold its write, or a newer one in its place. */
function inspectFile(path: string, device: Parameters<typeof readInode>[0]): Inspection {
  const inode = readInode(device)
  if (inode === 'blank') return { condition: 'empty' }
  if (inode === 'damaged') return { condition: 'torn', because: `The inode at ${path} is damaged.`, facts: {} }
  for (let write = Math.max(1, inode.write - ringBlocks + 1); write <= inode.write; write++) {
    const held = readData(device, inode.seed, write)
    if (held === 'damaged' || held < write)
      return {
        condition: 'torn',
        because: `The file at ${path} is torn: its inode names write ${write}, but the block is ${held === 'damaged' ? 'damaged' : `from write ${held}`}.`,
        facts: { write },
      }
  }
  const { clean, write: writes } = inode
  return { condition: 'whole', quiesced: clean, writes, replayed: 0, text: '', facts: {} }
}

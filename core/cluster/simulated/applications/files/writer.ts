/** A program that writes a file on each of its volumes through the page cache, as most programs do. */

import { drawBetween, type Instant } from '../../../../base/index.ts'
import type { ApplicationState, Ledger, MountedVolumes } from '../application.ts'
import { makeRoom } from '../mounts.ts'
import { startAgain, startOrWait } from '../opening.ts'
import { acknowledgedAt, keepWriting, newRhythm, type Rhythm } from '../rhythm.ts'
import { blocksUsed, fits, readInode, ringBlocks, writeData, writeInode } from './layout.ts'

export type FilesState = ApplicationState & {
  readonly application: 'files'
  readonly seed: number
  files: WrittenFile[]
}

/** The file on one volume. */
type WrittenFile = {
  readonly path: string
  readonly seed: number
  rhythm: Rhythm
  /** The blocks up to this write are on disk; the ones after it are in memory only. */
  written: number
  /** What the inode on disk says. */
  inode: { write: number; clean: boolean }
  /** When somebody had everything brought to disk, and up to which write. */
  flushes: { readonly at: number; readonly write: number }[]
}

/** A block goes to disk so many writes after it was made, and the inode follows now and then. */
const writesBehind = 24
const writesPerInode = 16
const flushesKept = 64

export function startWriter(volumes: MountedVolumes, now: Instant, seed: number): FilesState {
  const closed = (): FilesState => ({ application: 'files', paths: [], frozenPaths: [], seed, files: [] })
  return startOrWait(() => {
    const files = filesOn(volumes).map(volume => openFile(volume, now, seed))
    return { ...closed(), paths: files.map(file => file.path), files }
  }, closed)
}

type Volume = MountedVolumes[number]

/** A claim mounted twice is one file; what is too small for one is left alone. */
function filesOn(volumes: MountedVolumes): readonly Volume[] {
  return volumes.filter(
    (volume, index) => fits(volume.device) && volumes.findIndex(other => other.claim === volume.claim) === index,
  )
}

function openFile({ path, device }: Volume, now: Instant, seed: number): WrittenFile {
  const found = readInode(device)
  // What is no file of ours is made anew, as a program does that truncates its output when it starts.
  const inode = typeof found === 'string' ? { seed, write: 0, clean: false } : { ...found, clean: false }
  writeInode(device, inode)
  return {
    path,
    seed: inode.seed,
    rhythm: newRhythm(inode.write, now, drawBetween(20, 60, inode.seed, 41)),
    written: inode.write,
    inode: { write: inode.write, clean: false },
    flushes: [],
  }
}

export function advanceWriter(state: FilesState, volumes: MountedVolumes, to: Instant): void {
  startAgain(state, () => startWriter(volumes, to, state.seed))
  for (const file of state.files) {
    const device = volumes.find(volume => volume.path === file.path)?.device
    if (device === undefined) continue
    const blocked = device.paused === true || state.frozenPaths.includes(file.path)
    if (!blocked) adopt(file, device)
    keepWriting(file.rhythm, to, {
      blocked: () => blocked,
      commit: write => {
        writeBack(file, device, write - writesBehind)
        if (write % writesPerInode === 0) setInode(file, device, file.written, false)
      },
      background: () => {},
      leap: upTo => {
        makeRoom(device, 0, blocksUsed)
        file.written = Math.max(file.written, upTo - ringBlocks)
        writeBack(file, device, upTo - writesBehind)
        setInode(file, device, file.written, false)
      },
    })
  }
}

type Device = Volume['device']

/** A volume may be shared with other pods. They write the same file, so whoever is behind goes on from there. */
function adopt(file: WrittenFile, device: Device): void {
  const inode = readInode(device)
  if (typeof inode === 'string' || inode.seed !== file.seed || inode.write <= file.inode.write) return
  file.inode = { write: inode.write, clean: inode.clean }
  file.written = Math.max(file.written, inode.write)
  file.rhythm.acknowledged = Math.max(file.rhythm.acknowledged, inode.write)
}

function writeBack(file: WrittenFile, device: Device, upTo: number): void {
  // The first write after a thaw makes the file system unclean again, before anything else reaches the disk.
  if (file.inode.clean) setInode(file, device, file.inode.write, false)
  for (let write = file.written + 1; write <= upTo; write++) {
    writeData(device, file.seed, write)
    file.written = write
  }
}

function setInode(file: WrittenFile, device: Device, write: number, clean: boolean): void {
  writeInode(device, { seed: file.seed, write, clean })
  file.inode = { write, clean }
}

/** Brings everything on these paths to disk. False while one of their volumes takes no writes. */
export function flushFiles(
  state: FilesState,
  volumes: MountedVolumes,
  paths: readonly string[],
  freeze: boolean,
  now: Instant,
): boolean {
  const chosen = state.files.filter(file => paths.includes(file.path) && !state.frozenPaths.includes(file.path))
  const devices = new Map(volumes.map(volume => [volume.path, volume.device]))
  if (chosen.some(file => devices.get(file.path)?.paused === true)) return false
  for (const file of chosen) {
    const device = devices.get(file.path)
    if (device === undefined) continue
    writeBack(file, device, file.rhythm.acknowledged)
    setInode(file, device, file.written, freeze)
    file.flushes = [...file.flushes, { at: now, write: file.written }].slice(-flushesKept)
  }
  return true
}

/** Only what was brought to disk is promised: what is in the page cache goes with the power. */
export function ledgerOf(state: FilesState, at: Instant, paths: readonly string[] | undefined): Ledger | undefined {
  let acknowledged = 0
  let promised = 0
  for (const file of state.files) {
    if (paths !== undefined && !paths.includes(file.path)) continue
    const made = acknowledgedAt(file.rhythm, at)
    if (made === undefined) return undefined
    acknowledged += made
    const flushed = file.flushes.findLast(flush => flush.at <= at)?.write ?? 0
    promised += Math.max(flushed, made - (made % writesPerInode) - writesBehind, 0)
  }
  return { at, acknowledged, promised }
}

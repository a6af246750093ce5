/** Verdicts on copies of an application's volumes, and on whether a clone has its snapshot's bytes. */

import { type Instant, instant } from '../base/index.ts'
import { type ControlPlane, judgeCopy, type SimulatedPods, type Verdict } from '../cluster/simulated/index.ts'
import { type BlockDevice, PortError } from '../ports/index.ts'
import type { SimulatedStorage } from '../storage/simulated/index.ts'
import { type ClaimName, cloneSourceOf, type SnapshotRecord, snapshotOf, volumeOf } from './volumes.ts'

export type Judges = {
  readonly plane: ControlPlane
  readonly pods: SimulatedPods
  readonly storage: SimulatedStorage
  readonly now: () => Instant
}

/** One volume's bytes, which claim of the application they stand for, and of when they are. */
export type Copy = { readonly of: ClaimName; readonly bytes: Readable; readonly at: Instant | undefined }
type Readable = Pick<BlockDevice, 'sizeBytes' | 'read'>

/**
 * The application's verdict on claims: clones are judged as copies of the claims that were snapshotted, against what was
 * acknowledged at that time; other claims as they are now, as if the power were cut. Nothing is changed.
 * All volumes of one application are judged together. Throws `rejected` when no application runs on the originals.
 */
export function judgeClaims(judges: Judges, claims: readonly ClaimName[]): Verdict {
  return judge(
    judges,
    claims.map(claim => {
      const volume = volumeOf(judges.plane, claim)
      const device = volume === undefined ? undefined : judges.storage.openVolume(volume)
      if (device === undefined) throw unknown(`The claim ${spell(claim)} is not bound to a volume.`)
      const source = cloneSourceOf(judges.plane, claim)
      return { of: source?.claim ?? claim, bytes: device, at: source?.at }
    }),
  )
}

/** The same for VolumeSnapshots, without cloning them first. */
export function judgeSnapshots(judges: Judges, snapshots: readonly ClaimName[]): Verdict {
  return judge(
    judges,
    snapshots.map(name => {
      const { record, bytes } = openSnapshot(judges, name)
      return { of: record.claim, bytes, at: record.at }
    }),
  )
}

/** Whether the claim's volume holds exactly the bytes of the snapshot. Costs what differs, not what there is. */
export function hasBytesOf(judges: Judges, claim: ClaimName, snapshot: ClaimName): boolean {
  const volume = volumeOf(judges.plane, claim)
  const device = volume === undefined ? undefined : judges.storage.openVolume(volume)
  if (volume === undefined || device === undefined) throw unknown(`The claim ${spell(claim)} is not bound to a volume.`)
  const { record, bytes } = openSnapshot(judges, snapshot)
  if (device.sizeBytes !== bytes.sizeBytes) return false
  return judges.storage
    .changedBlocks(record.handle, volume)
    .every(block => sameBytes(device.read(block), bytes.read(block)))
}

/** The same for bytes from anywhere. */
export function judge({ pods, now }: Judges, copies: readonly Copy[]): Verdict {
  const [first] = copies
  if (first === undefined) throw unknown('No claim was given to judge.')
  const writer = pods.writerOf(first.of.namespace, first.of.name)
  if (writer === undefined) {
    throw unknown(`No application runs on the claim ${spell(first.of)}, so nobody can tell what it should hold.`)
  }
  const volumes = writer.claims.flatMap(({ path, claim }) => {
    const copy = copies.find(({ of }) => of.name === claim && of.namespace === writer.namespace)
    return copy === undefined ? [] : [{ path, claim, device: readOnly(copy.bytes) }]
  })
  const times = copies.flatMap(({ at }) => at ?? [])
  const at = times.length === copies.length ? instant(Math.min(...times)) : now()
  const paths = volumes.map(({ path }) => path)
  return judgeCopy(writer.application, volumes, writer.ledger(at, paths))
}

function openSnapshot(
  { plane, storage }: Judges,
  name: ClaimName,
): { readonly record: SnapshotRecord; readonly bytes: Readable } {
  const record = snapshotOf(plane, name)
  const bytes = record === undefined ? undefined : storage.openSnapshot(record.handle)
  if (record === undefined || bytes === undefined)
    throw unknown(`The VolumeSnapshot ${spell(name)} has no snapshot yet.`)
  return { record, bytes }
}

function readOnly(bytes: Readable): BlockDevice {
  return {
    sizeBytes: bytes.sizeBytes,
    read: block => bytes.read(block),
    write: () => {
      throw new PortError('rejected', 'A copy that is judged is not written to.')
    },
  }
}

function sameBytes(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, index) => byte === right[index])
}

function spell({ namespace, name }: ClaimName): string {
  return `${namespace}/${name}`
}

function unknown(message: string): PortError {
  return new PortError('rejected', message)
}

/** The keys of effects. The same numbers always give the same string object, so looking one up costs next to nothing. */

/** Keys that two numbers tell apart: the attempt and one of its parts. */
export type PairKey = (attempt: number, part: number) => string

/** Keys of one command: attempt, wave, place in the wave, and the try from 1. */
export type CommandKey = (attempt: number, wave: number, index: number, n: number) => string

export const resolveKey = (attempt: number) => resolvePair(attempt, 0)
export const cutKey = (attempt: number) => cutPair(attempt, 0)
export const discardKey = (attempt: number) => discardPair(attempt, 0)

export const preKey = commandKey('pre')
export const postKey = commandKey('post')
export const releaseKey = commandKey('release')
export const armKey = pairKey('arm')
export const cleanUpKey = pairKey('clean-up')
export const recordKey = pairKey('record')
export const eraseKey = pairKey('erase')
/** Of a target, where the wave stands. */
export const closeKey = commandKey('close')
/** Of a member: where the wave stands; the try where the index stands. */
export const uploadKey = commandKey('upload')
export const discardUploadKey = commandKey('discard-upload')
export const releaseLocalKey = pairKey('release-local')
export const writersKey = commandKey('writers')

const resolvePair = pairKey('resolve')
const cutPair = pairKey('cut')
const discardPair = pairKey('discard')

function pairKey(name: string): PairKey {
  const known: string[] = []
  return (attempt, part) => {
    if (attempt >= mostKept || part >= mostKept) return `${attempt}/${name}/${part}`
    const at = attempt * mostKept + part
    const key = known[at]
    if (key !== undefined) return key
    const made = `${attempt}/${name}/${part}`
    known[at] = made
    return made
  }
}

function commandKey(name: string): CommandKey {
  const known = new Map<number, string>()
  return (attempt, wave, index, n) => {
    const fits = attempt < mostKept && wave < mostKept && index < mostKept && n < mostKept
    if (!fits) return `${attempt}/${name}/${wave}/${index}/${n}`
    const at = ((attempt * mostKept + wave) * mostKept + index) * mostKept + n
    const key = known.get(at)
    if (key !== undefined) return key
    const made = `${attempt}/${name}/${wave}/${index}/${n}`
    known.set(at, made)
    return made
  }
}

/** Larger numbers are rare; their keys are made anew each time, so that the tables stay small. */
const mostKept = 32

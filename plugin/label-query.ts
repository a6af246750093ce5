/** The label selectors of kubectl: `a=b`, `a==b`, `a!=b`, `a`, `!a`, `a in (b,c)`, `a notin (b,c)`, joined by commas. */

import type { Labels } from '@pxsnap/core/base'
import { Problem } from './problem.ts'

export type LabelQuery = (labels: Labels) => boolean

type Requirement = (labels: Labels) => boolean

/** Whether labels meet every requirement of the text. Throws a Problem for text that is no selector. */
export function labelQuery(text: string): LabelQuery {
  const requirements = splitAtCommas(text).map(part => requirement(part.trim()))
  return labels => requirements.every(holds => holds(labels))
}

const key = String.raw`([A-Za-z0-9]([\w.-]*[A-Za-z0-9])?(?:\/[A-Za-z0-9]([\w.-]*[A-Za-z0-9])?)?)`
const value = String.raw`([A-Za-z0-9]([\w.-]*[A-Za-z0-9])?)?`
const compares = new RegExp(`^${key}\\s*(==|=|!=)\\s*(${value})$`)
const exists = new RegExp(`^(!?)\\s*${key}$`)
const isAmong = new RegExp(`^${key}\\s+(in|notin)\\s*\\(([^()]*)\\)$`)

function requirement(text: string): Requirement {
  const among = isAmong.exec(text)
  if (among !== null) {
    const name = among[1] ?? ''
    const values = (among[5] ?? '').split(',').map(one => one.trim())
    const isWanted = among[4] === 'in'
    // A label that is not there is not in any list.
    return labels => values.includes(labels[name] ?? '\u0000') === isWanted
  }
  const compared = compares.exec(text)
  if (compared !== null) {
    const name = compared[1] ?? ''
    const isWanted = compared[4] !== '!='
    return labels => (Object.hasOwn(labels, name) && labels[name] === (compared[5] ?? '')) === isWanted
  }
  const existing = exists.exec(text)
  if (existing === null) {
    throw new Problem('usage', `"${text}" is no label selector.`, '-l app=mysql,tier!=cache,env in (prod,test),!legacy')
  }
  const isWanted = existing[1] !== '!'
  return labels => Object.hasOwn(labels, existing[2] ?? '') === isWanted
}

/** Commas inside parentheses belong to the list there. */
function splitAtCommas(text: string): readonly string[] {
  return text.split(/,(?![^(]*\))/)
}

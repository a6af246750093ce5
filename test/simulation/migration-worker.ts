/** A process that moves a shop's MySQL between two simulated clusters on disk, until it is killed. */

import { stdout } from 'node:process'
import { mysql } from '../support/shop.ts'
import { load, migration, pair } from '../support/two-clusters.ts'
import { followMove, openOnDisk } from './two-on-disk.ts'

const [root = ''] = process.argv.slice(2)
const { here } = await openOnDisk(root)
load(here, [...mysql(), pair(), migration('move', { startApplications: true })])
await here.advance(5_000)
await here.save()
stdout.write('ready\n')
await followMove(here, event => stdout.write(`${event.step}\n`))

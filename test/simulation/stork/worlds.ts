/** What the scenarios share: databases with one claim, and the rules that people write for them. */

import type { KubeObject } from '@pxsnap/core/specs'
import { database, rule } from '../../support/shop.ts'

export const rules = {
  pre: 'stork.libopenstorage.org/pre-snapshot-rule',
  post: 'stork.libopenstorage.org/post-snapshot-rule',
} as const

/** MySQL with everything on one claim, so that a single VolumeSnapshot is all of it. */
export const mysqlOnOneClaim = (): readonly KubeObject[] =>
  database('mysql', 'mysql:8.0', { 'mysql-data': '/var/lib/mysql' }, { MYSQL_ROOT_PASSWORD: 'only-for-tests' })

export const mysqlOnThreeClaims = (): readonly KubeObject[] =>
  database(
    'mysql',
    'mysql:8.0',
    {
      'mysql-data': '/var/lib/mysql',
      'mysql-redo': '/var/lib/mysql-redo',
      'mysql-binlog': '/var/lib/mysql-binlog',
    },
    { MYSQL_ROOT_PASSWORD: 'only-for-tests' },
  )

const mysql = (statement: string): string => `mysql --user=root --password=$MYSQL_ROOT_PASSWORD -e '${statement}'`
export const readOnly = mysql('SET GLOBAL read_only = 1')
export const readWrite = mysql('SET GLOBAL read_only = 0')

/** A foreground pair: what one command stops, another lets go on. */
export const readOnlyRule = rule('mysql-read-only', { app: 'mysql' }, { value: readOnly })
export const readWriteRule = rule('mysql-read-write', { app: 'mysql' }, { value: readWrite })

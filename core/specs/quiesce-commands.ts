/** What rule commands do to an application: which freeze it, which thaw it, and how long the effect lasts. */

/**
 * Who keeps the effect alive. `session`: the client's connection, so it is gone when the client ends.
 * `server`: the server, until somebody undoes it. `kernel`: the node, likewise. `none`: there is nothing to undo.
 */
export type QuiesceScope = 'session' | 'server' | 'kernel' | 'none'

/**
 * `freeze`: the application stops changing its data. `backup-mode`: it goes on writing, in a way that a copy can be
 * recovered from. `thaw`: ends either. `flush`: buffers are on the volume when the command returns.
 * `begin`: work starts and the command returns before it is done. `stop`: no return without a restart.
 */
export type QuiesceEffect = 'freeze' | 'backup-mode' | 'thaw' | 'flush' | 'begin' | 'stop'

export type QuiesceCommand = {
  readonly id: string
  readonly application: string
  readonly effect: QuiesceEffect
  readonly scope: QuiesceScope
  /** As people write it. */
  readonly spelled: string
  /** The client programs that carry it out. */
  readonly clients: readonly string[]
  /** Searched in what the client is told: its arguments and its input, joined by blanks. Ignores case. */
  readonly pattern: RegExp
  /** Whether a second run changes nothing. A runner that retries may run any command more than once. */
  readonly repeatable: boolean
  /** Ids of the commands that undo it. */
  readonly undoneBy: readonly string[]
  /** Where the fact was learnt. */
  readonly source: string
}

const mysql = ['mysql', 'mariadb']
const postgresql = ['psql']
const mongodb = ['mongo', 'mongosh']
const cassandra = ['nodetool']
const redis = ['redis-cli', 'valkey-cli', 'keydb-cli']
const filesystem = ['fsfreeze', 'xfs_freeze']

export const quiesceCommands: readonly QuiesceCommand[] = [
  {
    id: 'mysql/read-lock',
    application: 'MySQL',
    effect: 'freeze',
    scope: 'session',
    spelled: 'FLUSH TABLES WITH READ LOCK',
    clients: mysql,
    pattern: /\bflush\s+(?:no_write_to_binlog\s+|local\s+)?tables?\b[^;]{0,500}?\bwith\s+read\s+lock\b/i,
    repeatable: true,
    undoneBy: ['mysql/unlock-tables'],
    source: 'MySQL manual, FLUSH',
  },
  {
    id: 'mysql/lock-tables',
    application: 'MySQL',
    effect: 'freeze',
    scope: 'session',
    spelled: 'LOCK TABLES',
    clients: mysql,
    pattern: /(?<!un)\block\s+tables?\s+\S/i,
    repeatable: true,
    undoneBy: ['mysql/unlock-tables'],
    source: 'MySQL manual, LOCK TABLES',
  },
  {
    id: 'mysql/lock-instance',
    application: 'MySQL',
    effect: 'backup-mode',
    scope: 'session',
    spelled: 'LOCK INSTANCE FOR BACKUP',
    clients: mysql,
    pattern: /\block\s+instance\s+for\s+backup\b/i,
    repeatable: true,
    undoneBy: ['mysql/unlock-instance'],
    source: 'MySQL manual, LOCK INSTANCE FOR BACKUP',
  },
  {
    id: 'mariadb/backup-stage',
    application: 'MariaDB',
    effect: 'freeze',
    scope: 'session',
    spelled: 'BACKUP STAGE',
    clients: mysql,
    pattern: /\bbackup\s+stage\s+(?:start|flush|block_ddl|block_commit)\b/i,
    repeatable: true,
    undoneBy: ['mariadb/backup-stage-end'],
    source: 'MariaDB, storage snapshots and BACKUP STAGE',
  },
  {
    id: 'mysql/read-only',
    application: 'MySQL',
    effect: 'freeze',
    scope: 'server',
    spelled: 'SET GLOBAL read_only = ON',
    clients: mysql,
    pattern: /\bset\s+(?:global\s+|@@global\.)(?:super_)?read_only\s*=\s*(?:on|1|true)\b/i,
    repeatable: true,
    undoneBy: ['mysql/read-write'],
    source: 'MySQL manual, read_only',
  },
  {
    id: 'mysql/flush-logs',
    application: 'MySQL',
    effect: 'flush',
    scope: 'none',
    spelled: 'FLUSH TABLES',
    clients: mysql,
    pattern:
      /\bflush\s+(?:no_write_to_binlog\s+|local\s+)?(?:tables?|(?:binary\s+|engine\s+)?logs)\b(?![^;]{0,500}?\bwith\s+read\s+lock\b)/i,
    repeatable: true,
    undoneBy: [],
    source: 'MySQL manual, FLUSH',
  },
  thaw('mysql/unlock-tables', 'MySQL', 'session', 'UNLOCK TABLES', mysql, /\bunlock\s+tables?\b/i),
  thaw('mysql/unlock-instance', 'MySQL', 'session', 'UNLOCK INSTANCE', mysql, /\bunlock\s+instance\b/i),
  thaw('mariadb/backup-stage-end', 'MariaDB', 'session', 'BACKUP STAGE END', mysql, /\bbackup\s+stage\s+end\b/i),
  thaw(
    'mysql/read-write',
    'MySQL',
    'server',
    'SET GLOBAL read_only = OFF',
    mysql,
    /\bset\s+(?:global\s+|@@global\.)(?:super_)?read_only\s*=\s*(?:off|0|false)\b/i,
  ),
  {
    id: 'postgresql/backup-start',
    application: 'PostgreSQL',
    effect: 'backup-mode',
    scope: 'session',
    spelled: 'pg_backup_start()',
    clients: postgresql,
    pattern:
      /\bpg_backup_start\s*\(|\bpg_start_backup\s*\([^)]{0,200}?,[^),]{0,200},\s*(?:exclusive\s*=>\s*)?(?:false|'f'|'false')\s*\)/i,
    repeatable: false,
    undoneBy: ['postgresql/backup-stop', 'postgresql/stop-backup'],
    source: 'PostgreSQL manual, continuous archiving',
  },
  {
    id: 'postgresql/start-backup',
    application: 'PostgreSQL',
    effect: 'backup-mode',
    scope: 'server',
    spelled: 'pg_start_backup()',
    clients: postgresql,
    pattern: /\bpg_start_backup\s*\((?![^)]{0,200}?,[^),]{0,200},\s*(?:exclusive\s*=>\s*)?(?:false|'f'|'false')\s*\))/i,
    repeatable: false,
    undoneBy: ['postgresql/stop-backup'],
    source: 'PostgreSQL 14 manual, exclusive low-level backup; removed in 15',
  },
  thaw('postgresql/backup-stop', 'PostgreSQL', 'session', 'pg_backup_stop()', postgresql, /\bpg_backup_stop\s*\(/i),
  thaw('postgresql/stop-backup', 'PostgreSQL', 'server', 'pg_stop_backup()', postgresql, /\bpg_stop_backup\s*\(/i),
  {
    id: 'postgresql/checkpoint',
    application: 'PostgreSQL',
    effect: 'flush',
    scope: 'none',
    spelled: 'CHECKPOINT',
    clients: postgresql,
    pattern: /\bcheckpoint\b(?!\s+(?:create|release)\b)/i,
    repeatable: true,
    undoneBy: [],
    source: 'PostgreSQL manual, CHECKPOINT',
  },
  {
    id: 'mongodb/fsync-lock',
    application: 'MongoDB',
    effect: 'freeze',
    scope: 'server',
    spelled: 'db.fsyncLock()',
    clients: mongodb,
    pattern: /\bfsynclock\s*\(|\bfsync["']?\s*:\s*(?:1|true)\s*,\s*["']?lock["']?\s*:\s*(?:1|true)\b/i,
    repeatable: false,
    undoneBy: ['mongodb/fsync-unlock'],
    source: 'MongoDB manual, db.fsyncLock: locks nest',
  },
  thaw(
    'mongodb/fsync-unlock',
    'MongoDB',
    'server',
    'db.fsyncUnlock()',
    mongodb,
    /\bfsyncunlock\s*\(|\bfsyncunlock["']?\s*:\s*(?:1|true)\b/i,
  ),
  {
    id: 'cassandra/flush',
    application: 'Cassandra',
    effect: 'flush',
    scope: 'none',
    spelled: 'nodetool flush',
    clients: cassandra,
    pattern: /\bflush\b/i,
    repeatable: true,
    undoneBy: [],
    source: 'Apache Cassandra, nodetool flush',
  },
  {
    id: 'cassandra/drain',
    application: 'Cassandra',
    effect: 'stop',
    scope: 'server',
    spelled: 'nodetool drain',
    clients: cassandra,
    pattern: /\bdrain\b/i,
    repeatable: true,
    undoneBy: [],
    source: 'Apache Cassandra, nodetool drain',
  },
  {
    id: 'cassandra/disable-binary',
    application: 'Cassandra',
    effect: 'freeze',
    scope: 'server',
    spelled: 'nodetool disablebinary',
    clients: cassandra,
    pattern: /\bdisablebinary\b/i,
    repeatable: true,
    undoneBy: ['cassandra/enable-binary'],
    source: 'Apache Cassandra, nodetool disablebinary',
  },
  thaw('cassandra/enable-binary', 'Cassandra', 'server', 'nodetool enablebinary', cassandra, /\benablebinary\b/i),
  {
    id: 'redis/bgsave',
    application: 'Redis',
    effect: 'begin',
    scope: 'none',
    spelled: 'BGSAVE',
    clients: redis,
    pattern: /\bbgsave\b/i,
    repeatable: true,
    undoneBy: [],
    source: 'Redis, BGSAVE',
  },
  {
    id: 'redis/bgrewriteaof',
    application: 'Redis',
    effect: 'begin',
    scope: 'none',
    spelled: 'BGREWRITEAOF',
    clients: redis,
    pattern: /\bbgrewriteaof\b/i,
    repeatable: true,
    undoneBy: [],
    source: 'Redis, BGREWRITEAOF',
  },
  {
    id: 'redis/save',
    application: 'Redis',
    effect: 'flush',
    scope: 'none',
    spelled: 'SAVE',
    clients: redis,
    pattern: /(?<!\bconfig\s+set\s+)\bsave\b/i,
    repeatable: true,
    undoneBy: [],
    source: 'Redis, SAVE',
  },
  {
    id: 'sql-server/suspend',
    application: 'SQL Server',
    effect: 'freeze',
    scope: 'session',
    spelled: 'SUSPEND_FOR_SNAPSHOT_BACKUP = ON',
    clients: ['sqlcmd'],
    pattern: /\bsuspend_for_snapshot_backup\s*=\s*on\b/i,
    repeatable: false,
    undoneBy: ['sql-server/resume', 'sql-server/metadata-backup'],
    source: 'SQL Server 2022 manual, Transact-SQL snapshot backup',
  },
  thaw(
    'sql-server/resume',
    'SQL Server',
    'session',
    'SUSPEND_FOR_SNAPSHOT_BACKUP = OFF',
    ['sqlcmd'],
    /\bsuspend_for_snapshot_backup\s*=\s*off\b/i,
  ),
  thaw(
    'sql-server/metadata-backup',
    'SQL Server',
    'session',
    'BACKUP … WITH METADATA_ONLY',
    ['sqlcmd'],
    /\bbackup\b.{0,500}?\bmetadata_only\b/is,
  ),
  {
    id: 'oracle/begin-backup',
    application: 'Oracle',
    effect: 'backup-mode',
    scope: 'server',
    spelled: 'ALTER DATABASE BEGIN BACKUP',
    clients: ['sqlplus'],
    pattern: /\bbegin\s+backup\b/i,
    repeatable: false,
    undoneBy: ['oracle/end-backup'],
    source: 'Oracle backup and recovery manual',
  },
  thaw('oracle/end-backup', 'Oracle', 'server', 'ALTER DATABASE END BACKUP', ['sqlplus'], /\bend\s+backup\b/i),
  {
    id: 'questdb/checkpoint-create',
    application: 'QuestDB',
    effect: 'backup-mode',
    scope: 'server',
    spelled: 'CHECKPOINT CREATE',
    clients: ['psql', 'curl', 'wget'],
    pattern: /\bcheckpoint(?:\s|\+|%20)+create\b/i,
    repeatable: true,
    undoneBy: ['questdb/checkpoint-release'],
    source: 'QuestDB, checkpoint',
  },
  thaw(
    'questdb/checkpoint-release',
    'QuestDB',
    'server',
    'CHECKPOINT RELEASE',
    ['psql', 'curl', 'wget'],
    /\bcheckpoint(?:\s|\+|%20)+release\b/i,
  ),
  {
    id: 'elasticsearch/flush',
    application: 'Elasticsearch',
    effect: 'flush',
    scope: 'none',
    spelled: 'POST /_flush',
    clients: ['curl', 'wget'],
    pattern: /\/_flush\b/i,
    repeatable: true,
    undoneBy: [],
    source: 'Elasticsearch, flush API',
  },
  {
    id: 'elasticsearch/write-block',
    application: 'Elasticsearch',
    effect: 'freeze',
    scope: 'server',
    spelled: 'index.blocks.write: true',
    clients: ['curl', 'wget'],
    pattern: /\bblocks\b["'.{:\s]{1,8}(?:write|read_only)["']?\s*:\s*["']?true\b|\/_block\/(?:write|read_only)\b/i,
    repeatable: true,
    undoneBy: ['elasticsearch/write-unblock'],
    source: 'Elasticsearch, index blocks: a setting of the index, kept until it is taken back',
  },
  thaw(
    'elasticsearch/write-unblock',
    'Elasticsearch',
    'server',
    'index.blocks.write: false',
    ['curl', 'wget'],
    /\bblocks\b["'.{:\s]{1,8}(?:write|read_only)["']?\s*:\s*["']?(?:false|null)\b/i,
  ),
  {
    id: 'rabbitmq/stop-app',
    application: 'RabbitMQ',
    effect: 'freeze',
    scope: 'server',
    spelled: 'rabbitmqctl stop_app',
    clients: ['rabbitmqctl'],
    pattern: /\bstop_app\b/i,
    repeatable: true,
    undoneBy: ['rabbitmq/start-app'],
    source: 'RabbitMQ, backup',
  },
  thaw('rabbitmq/start-app', 'RabbitMQ', 'server', 'rabbitmqctl start_app', ['rabbitmqctl'], /\bstart_app\b/i),
  {
    id: 'filesystem/freeze',
    application: 'the file system',
    effect: 'freeze',
    scope: 'kernel',
    spelled: 'fsfreeze -f',
    clients: filesystem,
    pattern: /(?:^|\s)(?:-f|--freeze)(?=\s|$)/,
    repeatable: false,
    undoneBy: ['filesystem/thaw'],
    source: 'util-linux, fsfreeze: a second freeze fails',
  },
  thaw('filesystem/thaw', 'the file system', 'kernel', 'fsfreeze -u', filesystem, /(?:^|\s)(?:-u|--unfreeze)(?=\s|$)/),
  {
    id: 'kubevirt/freeze',
    application: 'KubeVirt',
    effect: 'freeze',
    scope: 'server',
    spelled: 'virt-freezer --freeze',
    clients: ['virt-freezer'],
    pattern: /(?:^|\s)--freeze(?=\s|$)/,
    repeatable: true,
    undoneBy: ['kubevirt/thaw'],
    source: 'KubeVirt, virt-freezer',
  },
  thaw(
    'kubevirt/thaw',
    'KubeVirt',
    'server',
    'virt-freezer --unfreeze',
    ['virt-freezer'],
    /(?:^|\s)--unfreeze(?=\s|$)/,
  ),
  {
    id: 'filesystem/sync',
    application: 'the file system',
    effect: 'flush',
    scope: 'none',
    spelled: 'sync',
    clients: ['sync'],
    pattern: /^/,
    repeatable: true,
    undoneBy: [],
    source: 'coreutils, sync',
  },
]

/** The command of that id. */
export function quiesceCommand(id: string): QuiesceCommand | undefined {
  return quiesceCommands.find(candidate => candidate.id === id)
}

function thaw(
  id: string,
  application: string,
  scope: QuiesceScope,
  spelled: string,
  clients: readonly string[],
  pattern: RegExp,
): QuiesceCommand {
  const source = 'manual of the application'
  return { id, application, effect: 'thaw', scope, spelled, clients, pattern, repeatable: true, undoneBy: [], source }
}

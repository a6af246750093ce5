import { redact } from '@pxsnap/core/views'
import { expect, test } from 'vitest'

test.each([
  ["mysql -uroot --password=hush -e 'x'", "mysql -uroot --password=*** -e 'x'"],
  ["mysql -uroot --password 'a b' -e x", 'mysql -uroot --password *** -e x'],
  ['mysql -uroot -phush -e x', 'mysql -uroot -p*** -e x'],
  ['MYSQL_PWD=hush mysql -e x', 'MYSQL_PWD=*** mysql -e x'],
  ['export PGPASSWORD="hush"; psql', 'export PGPASSWORD=***; psql'],
  ['mongo -u root -p hush --eval x', 'mongo -u root -p *** --eval x'],
  ['mysql --password=$MYSQL_ROOT_PASSWORD -e x', 'mysql --password=$MYSQL_ROOT_PASSWORD -e x'],
  ['MYSQL_PWD=$SECRET mysql', 'MYSQL_PWD=$SECRET mysql'],
  ['nodetool flush -- keyspace', 'nodetool flush -- keyspace'],
  ['mkdir -p /tmp/x', 'mkdir -p /tmp/x'],
])('%s', (command, shown) => {
  expect(redact(command)).toBe(shown)
})

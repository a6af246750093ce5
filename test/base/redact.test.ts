import { blackOut, redact } from '@pxsnap/core/base'
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
  [
    "curl -u admin:hush -H 'Authorization: Bearer hush' https://x",
    "curl -u admin:*** -H 'Authorization: Bearer ***' https://x",
  ],
  ['mongosh mongodb://root:hush@db:27017/admin', 'mongosh mongodb://root:***@db:27017/admin'],
  ['curl http://localhost:9200/_flush', 'curl http://localhost:9200/_flush'],
])('%s', (command, shown) => {
  expect(redact(command)).toBe(shown)
})

test.each([
  ['  token: hush', '  token: ****'],
  ['users: {u: {token: hush, client-key-data: hush}}', 'users: {u: {token: ****, client-key-data: ****}}'],
  ['{"secretAccessKey": "hush", "region": "x"}', '{"secretAccessKey": ******, "region": "x"}'],
  ['  encryptionV2Key: hush # ours', '  encryptionV2Key: **** # ours'],
  ['  value: mysql -uroot -phush -e x', '  value: mysql -uroot -p**** -e x'],
  ['  secretName: orders-root', '  secretName: orders-root'],
  ['  token: $TOKEN', '  token: $TOKEN'],
  ['  secretKeyRef: { name: orders-root, key: password }', '  secretKeyRef: { name: orders-root, key: password }'],
])('the line %s keeps its length', (line, shown) => {
  expect(blackOut(line)).toBe(shown)
})

test('a key without its secret, quoted in a message, stays as it is', () => {
  const message = 'A password stands in plain text behind `--password=`: everyone can read it.'
  expect(redact(message)).toBe(message)
})

import { describe, expect, test } from 'vitest'
import { labelQuery } from '../../plugin/label-query.ts'

const labels = { app: 'mysql', tier: 'db', 'app.kubernetes.io/name': 'shop' }

describe('selects as kubectl does', () => {
  test.each([
    ['app=mysql', true],
    ['app==mysql', true],
    ['app = mysql', true],
    ['app=mongo', false],
    ['app!=mongo', true],
    ['env!=prod', true],
    ['app=mysql,tier=db', true],
    ['app=mysql,tier=cache', false],
    ['app', true],
    ['env', false],
    ['!env', true],
    ['!app', false],
    ['app in (mysql, mongo)', true],
    ['app in (mongo),tier=db', false],
    ['app notin (mongo,redis)', true],
    ['env in (prod)', false],
    ['env notin (prod)', true],
    ['app.kubernetes.io/name=shop', true],
    ['app=', false],
  ])('%s', (text, expected) => {
    expect(labelQuery(text)(labels)).toBe(expected)
  })
})

test.each(['', 'a b', 'app in mysql', '=x', 'app=a b', 'app>3', 'a,,b'])('%j is no selector', text => {
  expect(() => labelQuery(text)).toThrow('is no label selector')
})

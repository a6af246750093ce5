#!/usr/bin/env node
// kubectl runs this to ask what may follow "kubectl pxsnap …". It answers nothing rather than an error.
'use strict'

import('../dist/main.mjs')
  .then(({ complete }) => complete(process.argv.slice(2)))
  .catch(() => process.stdout.write(':4\n'))

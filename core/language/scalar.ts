/** What a plain scalar stands for, as kubectl reads it: YAML 1.1 words for true and false included. */

export function plainValue(text: string): string | number | boolean | null {
  const first = text.charCodeAt(0)
  if (Number.isNaN(first)) return null
  // Most scalars are words; only these beginnings can mean something else.
  if (!specialStart.test(text)) return text
  if (nulls.test(text)) return null
  if (trues.test(text)) return true
  if (falses.test(text)) return false
  if (decimal.test(text)) return Number(text.replaceAll('_', ''))
  if (octal.test(text)) return Number.parseInt(text.replace(/^([-+]?)0o?/, '$1'), 8)
  if (hexadecimal.test(text)) return Number(text)
  if (float.test(text)) return Number(text.replaceAll('_', ''))
  return text
}

const specialStart = /^[-+.0-9~nNyYtTfFoO]/
const nulls = /^(?:~|null|Null|NULL)$/
const trues = /^(?:y|Y|yes|Yes|YES|true|True|TRUE|on|On|ON)$/
const falses = /^(?:n|N|no|No|NO|false|False|FALSE|off|Off|OFF)$/
const decimal = /^[-+]?(?:0|[1-9][0-9_]*)$/
const octal = /^[-+]?0o?[0-7]+$/
const hexadecimal = /^0x[0-9a-fA-F]+$/
const float = /^[-+]?(?:\.[0-9]+|[0-9][0-9_]*(?:\.[0-9_]*)?)(?:[eE][-+]?[0-9]+)?$/

/** Recognises templates such as Helm's, which are no YAML until they have been rendered. */

import type { TextRange } from './text-edit.ts'

/**
 * The first template expression, or undefined. Braces that a command or a text merely quotes, as in
 * `docker inspect -f '{{.State}}'`, are no template: only Helm's own words are, or braces where YAML has none.
 */
export function templateIn(text: string): TextRange | undefined {
  if (!text.includes('{{')) return undefined
  const match = helmWords.exec(text) ?? bare.exec(text)
  if (match === null) return undefined
  const start = match.index + match[0].indexOf('{{')
  const close = text.indexOf('}}', start)
  const newline = text.indexOf('\n', start)
  const lineEnd = newline === -1 ? text.length : newline
  return { start, end: close === -1 || close > lineEnd ? lineEnd : close + 2 }
}

const helmWords =
  /\{\{-?[ \t]{0,20}(?:\(?[ \t]{0,20}(?:include|if|else|end|range|with|define|template|block|tpl|toYaml|default|quote|printf|required|lookup)\b|\/\*|\$[\w.]|\.(?:Values|Release|Chart|Capabilities|Template|Files|Subcharts)\b)/
/** Braces at the start of a line, or as a whole value. */
const bare = /^[ \t]*\{\{|^[^#'"|>\n]{0,200}?:[ \t]{1,20}\{\{[^"'\n]{0,200}\}\}/m

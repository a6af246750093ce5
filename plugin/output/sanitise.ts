/** Makes text that came from a cluster or a file safe to show: nothing in it may steer the terminal or reorder words. */

/**
 * C0 controls but newline and tab, DEL, C1 controls, zero-width and invisible characters, bidirectional controls,
 * line and paragraph separators, interlinear marks, the byte order mark, tag characters and lone surrogates.
 */
const unsafe =
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: invisible combining characters are meant one by one
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb]|\u034f|[\u{e0000}-\u{e0fff}]|[\ud800-\udfff]/gu

/**
 * The text with every unsafe character spelled out: `^[` for escape as kubectl writes it, `\u202e` and the like for
 * the rest. Newlines and tabs stay. Safe text is returned as it is.
 */
export function sanitise(text: string): string {
  return text.replace(unsafe, spelledOut)
}

/** As {@link sanitise}, on one line: newlines and tabs become `\n` and `\t`. For table cells and names. */
export function sanitiseLine(text: string): string {
  return sanitise(text).replaceAll('\n', '\\n').replaceAll('\t', '\\t')
}

/** JSON text whose strings hold the same values, with unsafe characters as `\u` escapes. Takes the result of JSON.stringify. */
export function sanitiseJson(json: string): string {
  return json.replace(unsafe, escaped)
}

/** Whether {@link sanitise} would change the text. */
export function isUnsafe(text: string): boolean {
  return text.search(unsafe) !== -1
}

function spelledOut(character: string): string {
  const code = character.codePointAt(0) ?? 0
  return code < 0x20 ? `^${String.fromCharCode(code + 0x40)}` : escaped(character)
}

/** One `\uXXXX` for each UTF-16 unit, which JSON, YAML and people read alike. */
function escaped(character: string): string {
  return Array.from(
    { length: character.length },
    (_, unit) => `\\u${character.charCodeAt(unit).toString(16).padStart(4, '0')}`,
  ).join('')
}

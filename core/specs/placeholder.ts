/** Tells text that stands for a value from the value itself. */

/** Neither empty nor a variable nor a placeholder such as `<password>`, `***` or `{{ password }}`. */
export function isSpelledOut(text: string): boolean {
  return text !== '' && !/[$`]/.test(text) && !/^(?:<.*>|\*+|x{3,}|\{\{.*\}\}|\.{3}|…)$/i.test(text.trim())
}

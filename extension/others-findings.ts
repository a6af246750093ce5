/** What the editor's other extensions say about a text already, so that it is not said twice. */

/** Plain YAML and JSON, whatever kind of object it is: any validator of the language reports these. */
const ofTheLanguage = ['yaml/syntax', 'yaml/duplicate-key', 'yaml/unknown-alias']

/** Who validates a language, and the setting that turns it off. */
const validators: Readonly<Record<string, { readonly extension: string; readonly setting: string }>> = {
  yaml: { extension: 'redhat.vscode-yaml', setting: 'yaml.validate' },
  json: { extension: 'vscode.json-language-features', setting: 'json.validate.enable' },
  jsonc: { extension: 'vscode.json-language-features', setting: 'json.validate.enable' },
}

type Editor = {
  readonly has: (extension: string) => boolean
  /** Undefined where nothing is set. */
  readonly setting: (name: string) => unknown
}

/** The findings that nobody else reports in a document of this language. */
export function notSaidByOthers<Found extends { readonly code?: unknown }>(
  found: readonly Found[],
  language: string | undefined,
  editor: Editor,
): Found[] {
  const validator = validators[language ?? '']
  const said = validator !== undefined && editor.has(validator.extension) && editor.setting(validator.setting) !== false
  return found.filter(({ code }) => !said || !ofTheLanguage.includes(String(code)))
}

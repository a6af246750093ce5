/** Takes passwords out of commands and lines before they are shown. */

// A backtick begins a command, or ends a quotation in one of our own messages.
const secretWord = String.raw`(?:"[^"]*"|'[^']*'|[^\s'"\x60$;|&][^\s'";|&]*)`
const inCommands: readonly RegExp[] = [
  new RegExp(`(--(?:password|passwd|pwd|pass|token|secret)[= ])(${secretWord})`, 'gi'),
  new RegExp(String.raw`(\b[A-Z_]*(?:PASSWORD|PASSWD|PWD|TOKEN|SECRET)=)(${secretWord})`, 'g'),
  // `-pSECRET` of the MySQL clients; a lone `-p` asks, and `-p $VARIABLE` names no secret.
  new RegExp(String.raw`((?:mysql|mysqladmin|mysqldump|mariadb)\b[^;|&]*?\s-p)(${secretWord})`, 'g'),
  new RegExp(String.raw`((?:mongo|mongosh|redis-cli)\b[^;|&]*?\s(?:-p|-a)\s)(${secretWord})`, 'g'),
  new RegExp(String.raw`(\bcurl\b[^;|&]*?\s(?:-u|--user)[ =][^\s:'"]*:)(${secretWord})`, 'g'),
  /(\bBearer )([^\s'"$;|&][^\s'";|&]*)/g,
  // The password of an address, as in `mongodb://root:SECRET@host`.
  /(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@'"]*:)([^\s@/'"$][^\s@/'"]*)(?=@)/gi,
]

// The last word of the key decides: `secretName` names an object and is no secret.
const secretKey =
  '(?:password|passwd|token|secret|secretaccesskey|accesskey|accesskeyid|accountkey|key-data|privatekey)'
const inSpecs = new RegExp(
  String.raw`((?:\b|["'])[\w.-]*?(?:${secretKey}|encryption(?:v2)?key)["']?\s*:\s+)("[^"]*"|'[^']*'|[^\s'",{}[\]$&*|>][^\s,}\]]*)`,
  'gi',
)

/** Values that come from a variable, such as `--password=$MYSQL_ROOT_PASSWORD`, stay: they give nothing away. */
export function redact(command: string): string {
  return inCommands.reduce((text, pattern) => text.replace(pattern, '$1***'), command)
}

/** A line of a spec with every character of its secrets black, so that what stands behind them keeps its column. */
export function blackOut(line: string): string {
  return [...inCommands, inSpecs].reduce(
    (text, pattern) =>
      text.replace(pattern, (_, before: string, secret: string) => `${before}${'*'.repeat(secret.length)}`),
    line,
  )
}

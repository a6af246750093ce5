/** Takes passwords out of commands before they are shown. */

const secretWord = String.raw`(?:"[^"]*"|'[^']*'|[^\s'"$;|&][^\s'";|&]*)`
const patterns: readonly RegExp[] = [
  new RegExp(`(--(?:password|passwd|pwd|pass|token|secret)[= ])${secretWord}`, 'gi'),
  new RegExp(String.raw`(\b[A-Z_]*(?:PASSWORD|PASSWD|PWD|TOKEN|SECRET)=)${secretWord}`, 'g'),
  // `-pSECRET` of the MySQL clients; a lone `-p` asks, and `-p $VARIABLE` names no secret.
  new RegExp(String.raw`((?:mysql|mysqladmin|mysqldump|mariadb)\b[^;|&]*?\s-p)${secretWord}`, 'g'),
  new RegExp(String.raw`((?:mongo|mongosh|redis-cli)\b[^;|&]*?\s(?:-p|-a)\s)${secretWord}`, 'g'),
]

/** Values that come from a variable, such as `--password=$MYSQL_ROOT_PASSWORD`, stay: they give nothing away. */
export function redact(command: string): string {
  return patterns.reduce((text, pattern) => text.replace(pattern, '$1***'), command)
}

/** One name per file, however its URI is written. */

/**
 * The URI with its escapes undone, so that the spelling of an editor (`file:///c%3A/a%2Bb.yaml`) and that of a
 * directory listing (`file:///c:/a+b.yaml`) name the same file. Without this an open file would count twice.
 * A URI with a broken escape is its own key.
 */
export function fileKey(uri: string): string {
  return unescaped(uri).replace(/^file:\/\/\/([A-Z]):/, (_, drive: string) => `file:///${drive.toLowerCase()}:`)
}

function unescaped(uri: string): string {
  try {
    return decodeURIComponent(uri)
  } catch {
    return uri
  }
}

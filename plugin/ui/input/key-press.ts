/** A key as screens see it, whatever bytes the terminal sent for it. */

/**
 * `key`: the character itself for what can be printed (`a`, `A`, `/`, `ä`), otherwise a name: `enter`, `esc`, `tab`,
 * `shift-tab`, `space`, `backspace`, `delete`, `up`, `down`, `left`, `right`, `home`, `end`, `page-up`, `page-down`,
 * `ctrl-a` … `ctrl-z`, `alt-x`, `paste`.
 * `text`: what a text field takes of it; absent for keys that type nothing.
 */
export type KeyPress = { readonly key: string; readonly text?: string }

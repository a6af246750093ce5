/** Labels and equality selectors, the only kind of selector STORK honours. */

export type Labels = Readonly<Record<string, string>>

/** The labels that an equality selector such as `app=mysql,tier=db` names, or undefined when it is none. */
export function parseLabels(text: string): Labels | undefined {
  const pairs = text.split(',').map(part => part.split('=').map(side => side.trim()))
  const valid = pairs.every(([key = '', value = '', ...more]) => {
    return more.length === 0 && labelKey.test(key) && labelValue.test(value)
  })
  return valid ? Object.fromEntries(pairs) : undefined
}

const labelValue = /^(?:[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)?$/
const labelKey = /^(?:[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?\/)?[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?$/

/** Whether every label of `selector` is carried with the same value. An empty selector matches everything. */
export function matchesLabels(selector: Labels, labels: Labels): boolean {
  return Object.entries(selector).every(([key, value]) => Object.hasOwn(labels, key) && labels[key] === value)
}

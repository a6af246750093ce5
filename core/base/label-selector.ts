/** Labels and equality selectors, the only kind of selector STORK honours. */

export type Labels = Readonly<Record<string, string>>

/** Whether every label of `selector` is carried with the same value. An empty selector matches everything. */
export function matchesLabels(selector: Labels, labels: Labels): boolean {
  return Object.entries(selector).every(([key, value]) => Object.hasOwn(labels, key) && labels[key] === value)
}

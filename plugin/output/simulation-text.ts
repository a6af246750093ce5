/** A simulation's report as text: the verdict first, the facts, and every broken promise as a story. */

import type { SimulationView } from '@pxsnap/core/views'
import { descriptionText } from './description-text.ts'
import type { Paint } from './paint.ts'
import { sanitiseLine } from './sanitise.ts'

type Story = SimulationView['stories'][number]

/** `again`: the command line that shows a story again. */
export function simulationText(
  { headline, facts, sections, stories }: SimulationView,
  { paint, again }: { readonly paint: Paint; readonly again: (story: Story) => string },
): string {
  const told = stories.map(story => {
    const lines = [...story.lines.map(sanitiseLine), `Again: ${sanitiseLine(again(story))}`]
    return `\n${paint('strong', `${sanitiseLine(story.title)}:`)}\n${lines.map(line => `  ${line}\n`).join('')}`
  })
  const title = paint(headline.tone, sanitiseLine(headline.text))
  return `${title}\n\n${descriptionText({ facts, sections }, paint)}${told.join('')}`
}

/** A mode that the storage does not know. It is taken as Default, and nobody says so. */

import { at, check } from '../../check.ts'
import { fixPlan, setValue } from '../../fix-plan.ts'
import { clusterPair } from '../../kinds/cluster-pair.ts'
import { nearest } from '../../nearest.ts'
import { isSpelledOut } from '../../placeholder.ts'

const modes = ['Default', 'DisasterRecovery', 'OneTimeMigration']

export const modeUnknown = check(clusterPair, {
  code: 'cluster-pair/mode-unknown',
  severity: 'warning',
  help: 'Write Default, DisasterRecovery or OneTimeMigration.',
  find: ({ spec }) => {
    const mode: string = spec?.options?.mode ?? 'Default'
    if (modes.includes(mode) || !isSpelledOut(mode)) return []
    const meant = nearest(mode, modes)
    const fix = meant === undefined ? undefined : fixPlan(`Change to ${meant}`, setValue('spec.options.mode', meant))
    return [at('spec.options.mode', `There is no mode \`${mode}\`: it is taken as Default.`, fix)]
  },
})

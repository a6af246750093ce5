/** Every check, one import per file, in the order in which their findings are shown. */

import type { Check } from '../check.ts'

export const checkCatalogue: readonly Check[] = []

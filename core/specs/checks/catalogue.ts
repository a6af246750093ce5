/** Every check, one import per file, in the order in which their findings are shown. */

import type { Check } from '../check.ts'
import { missingField } from './schema/missing-field.ts'
import { unknownField } from './schema/unknown-field.ts'
import { unknownValue } from './schema/unknown-value.ts'
import { wrongType } from './schema/wrong-type.ts'

export const checkCatalogue: readonly Check[] = [unknownField, wrongType, missingField, unknownValue]

/** Flags that every command understands. */

import { optionalText, text, toggle } from '../flag.ts'

/** Understood by every command. */
export const globalFlags = {
  help: toggle({ long: 'help', short: 'h', doc: 'Shows help.' }),
  noColor: toggle({ long: 'no-color', doc: 'Prints without colors. NO_COLOR and TERM=dumb do the same.' }),
  namespace: text({
    long: 'namespace',
    short: 'n',
    placeholder: 'NAMESPACE',
    doc: 'The namespace; "default" when left out.',
  }),
  sim: optionalText({
    long: 'sim',
    placeholder: 'NAME',
    whenBare: 'default',
    doc: 'Works in the embedded simulated cluster NAME ("default" when left out). PXSNAP_SIM=NAME does the same.',
  }),
  simSpeed: text({
    long: 'sim-speed',
    placeholder: 'N|max',
    doc: 'How fast simulated time runs: 1 is real time (the choice on a terminal), max as fast as it can (the choice otherwise).',
  }),
}

/** What `thaw` runs inside a container: finds what may still freeze there, and lets a watchdog thaw at once. */

import { script, whole } from './hold-script.ts'

// Prints one line for each hold that nobody has released and each watchdog that is alive.
const listScript = `for dir in /tmp/pxsnap-*; do
  if [ -e "$dir/wait" ]; then
    if [ ! -s "$dir/exit" ] && [ ! -s "$dir/released" ] && [ ! -s "$dir/expired" ]; then echo "hold $dir"; fi
  elif [ -s "$dir/armed" ] && [ ! -e "$dir/disarmed" ] && [ ! -e "$dir/done" ]; then
    if kill -0 "$(cat "$dir/watchdog")" 2>/dev/null; then echo "watchdog $dir"; fi
  fi
done
exit 0
`

// $1 task, $2 seconds to wait for the end of the post commands.
const fireScript = `dir=/tmp/pxsnap-$1
if [ ! -s "$dir/armed" ] || [ -e "$dir/disarmed" ]; then echo gone; exit 0; fi
if ! kill -0 "$(cat "$dir/watchdog")" 2>/dev/null && [ ! -e "$dir/done" ]; then echo gone; exit 0; fi
echo fire > "$dir/fire"
spent=0
while [ ! -e "$dir/done" ] && [ "$spent" -lt "$2" ]; do
  sleep 1
  spent=$((spent + 1))
done
if [ -e "$dir/done" ]; then echo fired; else echo unknown; fi
exit 0
`

/** A hold or watchdog by the name of its task in the container. */
export type FoundTask = { readonly what: 'hold' | 'watchdog'; readonly task: string }

export function listTasks(): readonly string[] {
  return ['sh', '-c', listScript, 'pxsnap-list']
}

/** What {@link listTasks} printed; lines that are not ours are left out. */
export function readTasks(stdout: string): readonly FoundTask[] {
  return stdout.split('\n').flatMap((line): readonly FoundTask[] => {
    const [, what, task] = /^(hold|watchdog) \/tmp\/pxsnap-([a-z0-9][a-z0-9-]{0,79})$/.exec(line.trim()) ?? []
    if (task === undefined) return []
    return [{ what: what === 'hold' ? 'hold' : 'watchdog', task }]
  })
}

/**
 * Makes the watchdog of the task run its post commands now. Prints `fired` when they have succeeded, `gone` when there is
 * no watchdog, `unknown` when they did not within `seconds`: the watchdog goes on trying. Repeatable.
 */
export function fireWatchdog(task: string, seconds: number): readonly string[] {
  return script(fireScript, task, [whole(seconds)])
}

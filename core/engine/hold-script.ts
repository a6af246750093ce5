/** What runs inside a pod for `${WAIT_CMD}`: a hold that ends when released, and by itself at its deadline. */

import { assert } from '../base/index.ts'
import { waitCommand } from '../specs/index.ts'

/**
 * One turn of a loop that waits; `spent` counts hundredths of a second. An application may stand still while we wait, so
 * the first three seconds are looked at closely; after them ten times a second is enough and costs the container little.
 * A `sleep` that knows whole seconds only is asked for one.
 */
export const nap = `nap=0.02
  step=2
  if [ "$spent" -ge 300 ]; then nap=0.1; step=10; fi
  if sleep "$nap" 2>/dev/null; then spent=$((spent + step)); else sleep 1; spent=$((spent + 100)); fi`

/**
 * Every script here is a constant text for a plain POSIX shell; what varies is passed as positional arguments and never
 * becomes shell text. The one exception is the user's own command, in which `${WAIT_CMD}` is replaced (see
 * {@link withWaitCommand}), as STORK does it.
 *
 * A hold lives in `/tmp/pxsnap-TASK` of the container: `wait` (the script the command calls), and as the hold moves on
 * `held`, `release`, then `released` or `expired`, and `exit` with the command's exit code. The marks that `wait` writes
 * exist from the start and are empty, so that a command that changes its user can still write them.
 *
 * Time is counted twice, in ticks and by the clock, and the earlier end counts: a clock set back cannot make a freeze
 * longer, a slow machine neither.
 *
 * This is the text of `wait`, below the lines `dir=`, `end=` and `hundredths=` that {@link startHold} writes.
 */
export const waitScript = `echo held > "$dir/held"
spent=0
while [ ! -e "$dir/release" ]; do
  if [ "$spent" -ge "$hundredths" ] || [ "$(date +%s)" -ge "$end" ]; then
    echo expired > "$dir/expired"
    exit 0
  fi
  ${nap}
done
echo released > "$dir/released"
exit 0
`

// $1 task, $2 seconds until the hold ends by itself, $3 seconds to wait for it to be held, $4 command, $5 wait script.
const startScript = `dir=/tmp/pxsnap-$1
if ! mkdir "$dir" 2>/dev/null; then echo unwritable; exit 3; fi
end=$(($(date +%s) + $2))
printf 'dir=%s\\nend=%s\\nhundredths=%s\\n%s\\n' "$dir" "$end" "$(($2 * 100))" "$5" > "$dir/wait"
printf '' > "$dir/held"
printf '' > "$dir/expired"
printf '' > "$dir/released"
chmod 666 "$dir/held" "$dir/expired" "$dir/released"
(
  trap '' HUP
  (
    if setsid true; then
      setsid sh -c "$4" > "$dir/output" 2>&1 &
    else
      sh -c "$4" > "$dir/output" 2>&1 &
    fi
    pid=$!
    echo "$pid" > "$dir/pid"
    wait "$pid"
    echo $? > "$dir/exit.new"
    mv "$dir/exit.new" "$dir/exit"
  ) &
  spent=0
  while [ -e "$dir" ] && [ ! -e "$dir/exit" ]; do
    if [ "$spent" -ge "$(($2 + 3))" ]; then
      pid=$(cat "$dir/pid")
      echo expired > "$dir/expired"
      kill -TERM "-$pid" || kill -TERM "$pid"
      sleep 1
      kill -KILL "-$pid" || kill -KILL "$pid"
      exit 0
    fi
    sleep 1
    spent=$((spent + 1))
  done
) > /dev/null 2>&1 < /dev/null &
spent=0
while [ "$spent" -lt "$(($3 * 100))" ]; do
  if [ -s "$dir/exit" ]; then
    echo "exited $(cat "$dir/exit")"
    cat "$dir/output"
    exit 1
  fi
  if [ -s "$dir/held" ]; then echo held; exit 0; fi
  ${nap}
done
echo timeout
cat "$dir/output"
exit 1
`

// $1 task, $2 seconds to wait for the command's end after its release. A release leaves the directory behind where there
// is none, so that a start which was lost on the way and comes late is refused instead of freezing for nobody.
const releaseScript = `dir=/tmp/pxsnap-$1
if mkdir "$dir" 2>/dev/null; then echo never > "$dir/never"; fi
if [ -s "$dir/never" ]; then echo gone; exit 0; fi
if [ ! -s "$dir/exit" ]; then echo release > "$dir/release"; fi
spent=0
while [ ! -s "$dir/exit" ] && [ "$spent" -lt "$(($2 * 100))" ]; do
  ${nap}
done
if [ ! -s "$dir/exit" ]; then
  pid=$(cat "$dir/pid" 2>/dev/null)
  kill -TERM "-$pid" 2>/dev/null || kill -TERM "$pid" 2>/dev/null
  sleep 1
  kill -KILL "-$pid" 2>/dev/null || kill -KILL "$pid" 2>/dev/null
fi
if [ -s "$dir/expired" ]; then echo expired
elif [ -s "$dir/released" ] && [ ! -s "$dir/exit" ]; then echo stopped
elif [ -s "$dir/released" ]; then echo released
elif [ ! -s "$dir/exit" ]; then echo lost
else echo "exited $(cat "$dir/exit")"
fi
if [ -s "$dir/exit" ]; then echo "exit $(cat "$dir/exit")"; fi
cat "$dir/output" 2>/dev/null
exit 0
`

// $1 task.
const lookScript = `dir=/tmp/pxsnap-$1
if [ ! -e "$dir" ] || [ -s "$dir/never" ]; then echo gone
elif [ -s "$dir/expired" ]; then echo expired
elif [ -s "$dir/released" ]; then echo released
elif [ -s "$dir/exit" ]; then echo "exited $(cat "$dir/exit")"
elif [ -s "$dir/held" ]; then echo held
else echo starting
fi
exit 0
`

// $1 and on: tasks whose files are no longer needed.
const cleanScript = `while [ $# -gt 0 ]; do
  rm -rf "/tmp/pxsnap-$1"
  shift
done
exit 0
`

/** What the first line of a hold script's output says. `gone`: the container has no such hold (any more). */
export type HoldWord =
  | 'held'
  | 'released'
  | 'expired'
  | 'exited'
  | 'timeout'
  | 'stopped'
  | 'lost'
  | 'starting'
  | 'gone'
  | 'unwritable'
  | 'unknown'

/** A hold script's answer: its word, the exit code where the command has ended, and what the command printed. */
export type HoldReply = { readonly word: HoldWord; readonly exit?: number; readonly output: string }

/**
 * Starts `command` detached and returns when it is held (exit 0, `held`), ended without holding (`exited N`), is not
 * held within `readySeconds` (`timeout`) or when `/tmp` cannot be written (`unwritable`). At `seconds` after its start
 * the hold ends by itself; a command that has not ended three seconds later is killed.
 */
export function startHold(hold: {
  readonly task: string
  readonly seconds: number
  readonly readySeconds: number
  readonly command: string
}): readonly string[] {
  const command = withWaitCommand(hold.command, hold.task)
  return script(startScript, hold.task, [whole(hold.seconds), whole(hold.readySeconds), command, waitScript])
}

/**
 * Ends the hold and waits for its command's end. First line: `released` (it was held until now), `expired` (it had ended
 * at its deadline), `exited N` (the command had ended before), `stopped` (it was held until now, then did not end and was
 * killed), `lost` (nothing answered the release: it was not yet held, or its processes are gone) or `gone`.
 * Asking again gives the same answer until {@link cleanUp}.
 */
export function releaseHold(hold: { readonly task: string; readonly seconds: number }): readonly string[] {
  return script(releaseScript, hold.task, [whole(hold.seconds)])
}

/** Prints the hold's state and changes nothing. */
export function lookAtHold(task: string): readonly string[] {
  return script(lookScript, task, [])
}

/** Removes the files of these tasks from the container. Repeating it changes nothing. */
export function cleanUp(tasks: readonly string[]): readonly string[] {
  for (const task of tasks) assert(isTask(task), `"${task}" can be a task`)
  return ['sh', '-c', cleanScript, 'pxsnap-clean-up', ...tasks]
}

/** Reads what a hold script printed. Anything else than its known words is `unknown`. */
export function readHoldReply(stdout: string): HoldReply {
  const [first = '', ...rest] = stdout.split('\n')
  const [word = '', code] = first.trim().split(' ')
  const [next = ''] = rest
  const ended = /^exit (\d+)$/.exec(next)
  const output = (ended === null ? rest : rest.slice(1)).join('\n').trim()
  const exit = word === 'exited' ? code : ended?.[1]
  if (!isHoldWord(word)) return { word: 'unknown', output: stdout }
  return { word, output, ...(exit === undefined ? {} : { exit: Number(exit) }) }
}

/**
 * The command with every `${WAIT_CMD}` replaced: by the wait script's path where a shell is already named before it
 * (`sh ${WAIT_CMD}`), else by `sh PATH`, which also works where `/tmp` is mounted noexec.
 */
export function withWaitCommand(command: string, task: string): string {
  assert(isTask(task), `"${task}" can be a task`)
  const path = `/tmp/pxsnap-${task}/wait`
  const [start = '', ...rest] = command.split(waitCommand)
  return rest.reduce((text, part) => text + (namesShell.test(text) ? path : `sh ${path}`) + part, start)
}

// `sh `, `/bin/bash `, `run("sh", "`, but not `sh -c "`.
const namesShell = /(?:^|[^\w-])(?:ba|da|a|k|z)?sh["']?,?\s+["']?$/

const holdWords: readonly HoldWord[] = [
  'held',
  'released',
  'expired',
  'exited',
  'timeout',
  'stopped',
  'lost',
  'starting',
  'gone',
  'unwritable',
]

function isHoldWord(word: string): word is HoldWord {
  return holdWords.some(known => known === word)
}

/** Whether the text can name a hold's directory: lower-case letters, digits and dashes, at most 80. */
export function isTask(text: string): boolean {
  return /^[a-z0-9][a-z0-9-]{0,79}$/.test(text)
}

/** `sh -c TEXT pxsnap-hold TASK …`: the name after the text is what process lists show. */
export function script(text: string, task: string, values: readonly string[]): readonly string[] {
  assert(isTask(task), `"${task}" can be a task`)
  return ['sh', '-c', text, 'pxsnap', task, ...values]
}

/** Whole seconds, at least one, as POSIX arithmetic wants them. */
export function whole(seconds: number): string {
  return String(Math.max(1, Math.ceil(seconds)))
}

/** What runs inside a pod for foreground commands: each at most once per task, and the watchdog that thaws alone. */

import { nap, script, whole } from './hold-script.ts'

/**
 * A command lost on the way is the hard case: a second `fsyncLock` nests, so nothing may be repeated blindly. Every
 * command therefore claims a directory `/tmp/pxsnap-TASK/NAME` first and leaves its exit code there; asking again reports
 * that code and runs nothing. A further try has a name and a directory of its own. The watchdog claims in the same way; it
 * and pxsnap take turns (`post-1.turn`), and a post command that has once succeeded (`post-1.ok`) is never run again.
 *
 * `closed` ends the freezing of a task in this container: a pre command that arrives late is refused, one that still
 * runs is stopped before anything is thawed. `disarmed` ends the thaw: a post command that arrives later would undo the
 * freeze of the next attempt.
 */
const stopRunning = `if [ -s "$dir/running" ]; then
  pid=$(cat "$dir/running")
  kill -TERM "-$pid" 2>/dev/null || kill -TERM "$pid" 2>/dev/null
  if ! sleep 0.3 2>/dev/null; then sleep 1; fi
  kill -KILL "-$pid" 2>/dev/null || kill -KILL "$pid" 2>/dev/null
  rm -f "$dir/running"
fi`

// $1 task, $2 seconds until it fires, $3 and on: the post commands of this container in their order. When it has fired it
// runs each until one try of it, its own or pxsnap's, has succeeded, with pauses, for an hour at most. A try that hangs is
// stopped after a minute.
const armScript = `dir=/tmp/pxsnap-$1
seconds=$2
shift
shift
if ! mkdir "$dir" 2>/dev/null; then
  if [ -s "$dir/armed" ]; then echo armed; exit 0; fi
  echo unwritable
  exit 3
fi
end=$(($(date +%s) + seconds))
echo armed > "$dir/armed"
(
  trap '' HUP
  spent=0
  while [ -e "$dir/armed" ] && [ ! -e "$dir/disarmed" ]; do
    if [ -e "$dir/fire" ] || [ "$spent" -ge "$seconds" ] || [ "$(date +%s)" -ge "$end" ]; then break; fi
    sleep 1
    spent=$((spent + 1))
  done
  if [ ! -e "$dir/armed" ] || [ -e "$dir/disarmed" ]; then exit 0; fi
  echo closed > "$dir/closed"
  echo fired > "$dir/fired"
  ${stopRunning.replaceAll('\n', '\n  ')}
  pause=1
  spent=0
  while [ "$spent" -lt 3600 ] && [ -e "$dir/armed" ] && [ ! -e "$dir/disarmed" ]; do
    number=0
    open=
    for command in "$@"; do
      number=$((number + 1))
      post=$dir/post-$number
      if [ -e "$post.ok" ] || [ -e "$dir/disarmed" ]; then continue; fi
      turn=0
      while [ "$turn" -lt 10 ] && ! mkdir "$post.turn"; do sleep 1; turn=$((turn + 1)); done
      if [ ! -e "$post.ok" ]; then
        own=$post
        if ! mkdir "$own"; then own=$post-w$spent; mkdir "$own"; fi
        (
          if setsid true; then
            setsid sh -c "$command" > "$own/output" 2> "$own/errors" &
          else
            sh -c "$command" > "$own/output" 2> "$own/errors" &
          fi
          pid=$!
          echo "$pid" > "$own/pid"
          wait "$pid"
          code=$?
          if [ "$code" -eq 0 ]; then echo ok > "$post.ok"; fi
          echo "$code" > "$own/exit.new"
          mv "$own/exit.new" "$own/exit"
        ) &
        tenths=0
        while [ ! -s "$own/exit" ] && [ "$tenths" -lt 600 ]; do
          if sleep 0.1 2>/dev/null; then tenths=$((tenths + 1)); else sleep 1; tenths=$((tenths + 10)); fi
        done
        spent=$((spent + tenths / 10))
        if [ ! -s "$own/exit" ]; then
          pid=$(cat "$own/pid")
          kill -TERM "-$pid" || kill -TERM "$pid"
          sleep 1
          kill -KILL "-$pid" || kill -KILL "$pid"
        fi
      fi
      rmdir "$post.turn"
      if [ ! -e "$post.ok" ]; then open=yes; fi
    done
    if [ -z "$open" ]; then echo done > "$dir/done"; exit 0; fi
    sleep "$pause"
    spent=$((spent + pause))
    if [ "$pause" -lt 5 ]; then pause=$((pause + 1)); fi
  done
) > /dev/null 2>&1 < /dev/null &
echo $! > "$dir/watchdog"
echo armed
exit 0
`

/** Said by a post command that failed in a container where no pre command has succeeded: there may be nothing to thaw. */
export const nothingBegun = 'pxsnap: no pre command has succeeded here'

// $1 task, $2 name, $3 seconds, $4 command, $5 "guarded" when a watchdog must be there. A post command that has succeeded
// under another name (a further try, or one of the watchdog's) is not run again.
const runScript = `dir=/tmp/pxsnap-$1
own=$dir/$2
post=$dir/\${2%%-r*}
mkdir "$dir" 2>/dev/null
case $2 in
pre-*)
  if [ -e "$dir/closed" ]; then echo 'pxsnap: too late, this freeze is over' >&2; exit 125; fi
  if [ "$5" = guarded ]; then
    watchdog=$(cat "$dir/watchdog" 2>/dev/null)
    if [ -z "$watchdog" ] || ! kill -0 "$watchdog" 2>/dev/null; then
      echo 'pxsnap: the watchdog is gone, so nothing is frozen' >&2
      exit 125
    fi
  fi
  ;;
*)
  if [ -e "$dir/disarmed" ] && [ ! -e "$own" ]; then echo 'pxsnap: too late, this thaw is over' >&2; exit 125; fi
  if [ -e "$dir" ]; then echo closed > "$dir/closed"; fi
  ${stopRunning.replaceAll('\n', '\n  ')}
  if [ -e "$post.ok" ] && [ ! -e "$own" ]; then exit 0; fi
  ;;
esac
if mkdir "$own" 2>/dev/null; then
  (
    trap '' HUP
    case $2 in
    pre-*) ;;
    *)
      turn=0
      while [ "$turn" -lt 5 ] && ! mkdir "$post.turn"; do sleep 1; turn=$((turn + 1)); done
      if [ -e "$post.ok" ]; then
        rmdir "$post.turn"
        printf '' > "$own/output"
        printf '' > "$own/errors"
        echo 0 > "$own/exit"
        exit 0
      fi
      ;;
    esac
    if setsid true; then
      setsid sh -c "$4" > "$own/output" 2> "$own/errors" < /dev/null &
    else
      sh -c "$4" > "$own/output" 2> "$own/errors" < /dev/null &
    fi
    pid=$!
    echo "$pid" > "$own/pid"
    case $2 in pre-*) echo "$pid" > "$dir/running" ;; esac
    case $2 in pre-*) if [ -e "$dir/closed" ]; then kill -KILL "-$pid" || kill -KILL "$pid"; fi ;; esac
    wait "$pid"
    code=$?
    case $2 in
    pre-*) rm -f "$dir/running" ;;
    *)
      if [ "$code" -eq 0 ]; then echo ok > "$post.ok"; fi
      rmdir "$post.turn"
      ;;
    esac
    echo "$code" > "$own/exit.new"
    mv "$own/exit.new" "$own/exit"
  ) > /dev/null 2>&1 < /dev/null &
elif [ ! -e "$own" ]; then
  exec sh -c "$4"
fi
spent=0
while [ ! -s "$own/exit" ] && [ "$spent" -lt "$(($3 * 100))" ]; do
  ${nap}
done
if [ ! -s "$own/exit" ]; then
  pid=$(cat "$own/pid" 2>/dev/null)
  kill -TERM "-$pid" 2>/dev/null || kill -TERM "$pid" 2>/dev/null
  if ! sleep 0.3 2>/dev/null; then sleep 1; fi
  kill -KILL "-$pid" 2>/dev/null || kill -KILL "$pid" 2>/dev/null
  cat "$own/output"
  cat "$own/errors" >&2
  echo "pxsnap: stopped after $3 s" >&2
  exit 124
fi
cat "$own/output"
cat "$own/errors" >&2
code=$(cat "$own/exit")
case $2 in pre-*) exit "$code" ;; esac
if [ "$code" -ne 0 ]; then
  begun=
  for pre in "$dir"/pre-*/exit; do
    if [ -s "$pre" ] && [ "$(cat "$pre")" -eq 0 ]; then begun=yes; fi
  done
  if [ -z "$begun" ]; then echo '${nothingBegun}' >&2; fi
fi
exit "$code"
`

// $1 task. Leaves the directory behind where there is none, so that an arm or a pre command that comes late is refused.
const closeScript = `dir=/tmp/pxsnap-$1
mkdir "$dir" 2>/dev/null
echo closed > "$dir/closed"
${stopRunning}
if [ ! -s "$dir/armed" ]; then echo gone
elif [ -e "$dir/fired" ]; then echo fired
else echo disarmed
fi
echo disarmed > "$dir/disarmed"
exit 0
`

/** The exit code of a command that was stopped because its time was over, as `timeout` has it. */
export const exitStopped = 124
/** The exit code of a pre command that came after its freeze was over, or that nothing would undo; it was not run. */
export const exitTooLate = 125

/**
 * Starts a watchdog in the container: unless it is closed within `seconds`, it runs the post commands there itself, also
 * when pxsnap, the API server and the network are gone, and repeats those that fail until it is closed. Prints `armed`, or `unwritable` (exit 3) when `/tmp` cannot be
 * written. Arming twice keeps the first.
 */
export function armWatchdog(watchdog: {
  readonly task: string
  readonly seconds: number
  readonly postCommands: readonly string[]
}): readonly string[] {
  return script(armScript, watchdog.task, [whole(watchdog.seconds), ...watchdog.postCommands])
}

/**
 * Runs a command once per task and name (`pre-1`, `post-2`: the watchdog counts its commands in the same way) and exits
 * with its code, also when asked again. Exit 124: it was stopped after `seconds`; 125: the freeze was over, or the command
 * is `guarded` and its watchdog is gone (the container has started anew). Where `/tmp` cannot be written the command runs
 * as it is, without that protection.
 */
export function runCommand(command: {
  readonly task: string
  readonly name: string
  readonly seconds: number
  readonly text: string
  readonly guarded: boolean
}): readonly string[] {
  const { name, seconds, text, guarded } = command
  return script(runScript, command.task, [name, whole(seconds), text, guarded ? 'guarded' : ''])
}

/**
 * Ends a task in the container: stops a pre command that still runs, refuses later ones and disarms the watchdog.
 * Prints `disarmed`, `fired` (the watchdog had run the post commands at its deadline) or `gone` (there is no watchdog:
 * none was armed, or the container has started anew since). Repeatable.
 */
export function closeTask(task: string): readonly string[] {
  return script(closeScript, task, [])
}

/** What {@link closeTask} printed. */
export function readCloseReply(stdout: string): 'disarmed' | 'fired' | 'gone' | 'unknown' {
  const word = stdout.trim()
  return word === 'disarmed' || word === 'fired' || word === 'gone' ? word : 'unknown'
}

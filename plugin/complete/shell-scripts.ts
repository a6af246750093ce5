/** The scripts that teach a shell to ask `__complete`. */

const bash = `# Completion of pxsnap for bash. Load it with: source <(pxsnap completion bash)
_pxsnap_complete() {
    local line="\${COMP_LINE:0:COMP_POINT}" current prefix out directive candidate
    local -a words
    read -ra words <<< "$line"
    [[ "$line" == *[[:space:]] ]] && words+=("")
    current="\${words[\${#words[@]}-1]}"
    COMPREPLY=()
    out="$("\${words[0]}" __complete "\${words[@]:1}" 2>/dev/null)" || return
    directive="\${out##*:}"
    out="\${out%:*}"
    # Bash takes = and : for the beginning of a new word.
    prefix="\${current%"\${current##*[=:]}"}"
    while IFS=$'\\t' read -r candidate _; do
        [[ -n "$candidate" && "$candidate" == "$current"* ]] && COMPREPLY+=("\${candidate#"$prefix"}")
    done <<< "$out"
    if (( (directive & 2) != 0 )); then compopt -o nospace 2>/dev/null; fi
    if (( (directive & 4) == 0 && \${#COMPREPLY[@]} == 0 )); then compopt -o default 2>/dev/null; fi
}
complete -F _pxsnap_complete pxsnap kubectl-pxsnap
`

const zsh = `#compdef pxsnap kubectl-pxsnap
# Completion of pxsnap for zsh. Load it with: source <(pxsnap completion zsh)
_pxsnap_complete() {
    local out line value directive=4
    local -a described options
    out="$("\${words[1]}" __complete "\${(@)words[2,CURRENT]}" 2>/dev/null)" || return 1
    for line in "\${(@f)out}"; do
        if [[ "$line" == :<-> ]]; then directive="\${line#:}"; continue; fi
        value="\${\${line%%$'\\t'*}//:/\\\\:}"
        if [[ "$line" == *$'\\t'* ]]; then described+=("$value:\${line#*$'\\t'}"); else described+=("$value"); fi
    done
    (( directive & 2 )) && options+=(-S '')
    if (( \${#described} > 0 )); then
        _describe -t pxsnap 'pxsnap' described "\${options[@]}"
    elif (( ! (directive & 4) )); then
        _files
    fi
}
if [ "$funcstack[1]" = "_pxsnap_complete" ]; then
    _pxsnap_complete
else
    compdef _pxsnap_complete pxsnap kubectl-pxsnap
fi
`

const fish = `# Completion of pxsnap for fish. Load it with: pxsnap completion fish | source
function __pxsnap_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    for line in ($words[1] __complete $words[2..-1] "$current" 2>/dev/null)
        string match -q -r '^:\\d+$' -- $line; or echo $line
    end
end
for command in pxsnap kubectl-pxsnap
    complete -c $command -f -a '(__pxsnap_complete)'
    complete -c $command -s f -l filename -r -F
end
`

const powershell = `# Completion of pxsnap for PowerShell. Load it with: pxsnap completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName 'pxsnap', 'kubectl-pxsnap' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = @($commandAst.CommandElements | ForEach-Object { "$_" })
    $arguments = @($words | Select-Object -Skip 1)
    # Older versions drop an empty argument.
    if ($wordToComplete -eq '') { $arguments += '""' }
    & $words[0] __complete @arguments 2>$null | Where-Object { $_ -and $_ -notmatch '^:\\d+$' } | ForEach-Object {
        $value, $about = $_ -split "\`t", 2
        if (-not $about) { $about = $value }
        [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $about)
    }
}
`

const kubectl = `#!/usr/bin/env sh
# kubectl asks this program what may follow "kubectl pxsnap". Keep it on the PATH as kubectl_complete-pxsnap.
kubectl pxsnap __complete "$@"
`

export const shellScripts = { bash, zsh, fish, powershell, kubectl } as const
export type ShellName = keyof typeof shellScripts

/** A script for each shell. All of them ask `candor complete`, so that they stay true after an upgrade. */
export const COMPLETION_SCRIPTS = {
  bash: `# Completion of candor for bash: source <(candor completion bash)
_candor() {
  local line
  COMPREPLY=()
  while IFS= read -r line; do
    if [[ $line == :files ]]; then
      compopt -o default 2>/dev/null
    else
      COMPREPLY+=("\${line%%$'\\t'*}")
    fi
  done < <(candor complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -F _candor candor
`,
  zsh: `#compdef candor
# Completion of candor for zsh, after compinit: source <(candor completion zsh)
_candor() {
  local line files=
  local -a entries
  while IFS= read -r line; do
    if [[ $line == :files ]]; then
      files=1
    else
      entries+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}")
    fi
  done < <(candor complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)
  if (( $#entries )); then _describe -o candor entries; fi
  if [[ -n $files ]]; then _files; fi
}
compdef _candor candor
`,
  fish: `# Completion of candor for fish: candor completion fish | source
function __candor_complete
  set -l current (commandline -ct)
  set -l words (commandline -opc) "$current"
  for line in (candor complete -- $words[2..-1] 2>/dev/null)
    if test "$line" = :files
      __fish_complete_path "$current"
    else
      echo $line
    end
  end
end
complete -c candor -f -a '(__candor_complete)'
`,
} as const;

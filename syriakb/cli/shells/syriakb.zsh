#compdef syriakb
# Completion of syriakb in zsh. The program is given the line up to the cursor; an offer takes the place of the whole word.
_syriakb_completion() {
  local wanted each
  local -a lines values shown
  lines=("${(@f)$(_SYRIAKB_COMPLETE=offer_zsh ${(Q)~words[1]} \
    "${(j: :)words[1,CURRENT-1]} ${${words[CURRENT]%"$QISUFFIX"}%"$SUFFIX"}" '' '' "$COLUMNS" 2>/dev/null)}")
  wanted=$lines[1]
  shift lines
  case $wanted in
    files) compset -P '--*='; _files; return ;;
    folders) compset -P '--*='; _files -/; return ;;
  esac
  for each in $lines; do
    values+=("${each%%$'\t'*}")
    shown+=("${each#*$'\t'}")
  done
  (( $#values )) || return 1
  if [[ $shown[1] == $values[1] ]]; then
    compadd -U -V syriakb -a values
  else
    compadd -U -V syriakb -l -d shown -a values
  fi
  # Several that do not go on as what was typed: list them and leave it, then go through them.
  [[ $wanted == others ]] || return 0
  if [[ $compstate[old_list] == (shown|yes) ]]; then
    compstate[insert]=menu
  else
    compstate[insert]= compstate[list]='list force'
  fi
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
  _syriakb_completion "$@"
else
  compdef _syriakb_completion syriakb
fi

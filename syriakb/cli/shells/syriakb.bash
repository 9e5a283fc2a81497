_syriakb_completion() {
  # The program is given the line up to the cursor and the part of it that bash replaces.
  local line=${COMP_LINE:0:COMP_POINT} each wanted=
  [[ $line ]] || line="${COMP_WORDS[*]:0:COMP_CWORD+1}"
  COMPREPLY=()
  while IFS= read -r each; do
    if [[ $wanted ]]; then COMPREPLY+=("$each"); else wanted=$each; fi
  done < <(_SYRIAKB_COMPLETE=offer_bash "${1/#\~/$HOME}" \
    "$line" "${2-${COMP_WORDS[COMP_CWORD]}}" "$COMP_TYPE" "$COLUMNS" 2>/dev/null)
  case $wanted in
    files) compopt -o default ;;
    folders) compopt -o dirnames ;;
  esac
}
complete -o nosort -F _syriakb_completion syriakb 2>/dev/null || complete -F _syriakb_completion syriakb

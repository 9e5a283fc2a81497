# Completion of syriakb in fish, which shows only what goes on as the word typed. For what does not, the word is taken back
# key by key, and fish has to ask again.
function __syriakb_offers
    set -l token (commandline -ct)
    set -l kept $__syriakb_kept
    set -e __syriakb_kept
    if test -z "$token"; and set -q kept[1]
        printf '%s\n' $kept
        return
    end
    set -l line (commandline -cp | string collect)
    set -l found (env _SYRIAKB_COMPLETE=offer_fish syriakb "$line" 2>/dev/null)
    set -l option (string match -r -- '^--[^=]*=' $token)
    set -l value (string replace -- "$option" '' $token)
    switch "$found[1]"
        case files
            printf '%s\n' "$option"(__fish_complete_path "$value")
        case folders
            printf '%s\n' "$option"(__fish_complete_directories "$value" '')
        case words
            printf '%s\n' $found[2..]
        case other others
            set -g __syriakb_kept $found[2..]
            commandline -f (string split '' -- $token | string replace -r '.*' backward-delete-char) complete 2>/dev/null
    end
end
complete -c syriakb -f -k -a '(__syriakb_offers)'

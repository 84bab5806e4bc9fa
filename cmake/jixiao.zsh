#compdef jixiao
# Completion for zsh: commands, options, names and files, as the program tells them.
local command=$words[2]
local -a found
if (( CURRENT == 2 )); then
    found=(${(f)"$(jixiao help 2>/dev/null | sed -n 's/^  \([a-z][a-z_]*\) .*/\1/p')"})
elif [[ $words[CURRENT] == -* ]]; then
    found=(${(f)"$(jixiao $command --help 2>/dev/null | sed -n 's/^ .* \(--[a-z]*\).*/\1/p')"})
else
    case $command in
        run|load|changes) found=(${(f)"$(jixiao list datasets 2>/dev/null | cut -f 2)"}) ;;
        chart) found=(${(f)"$(jixiao list charts 2>/dev/null | cut -f 2)"}) ;;
        explain) found=(${(f)"$(jixiao list indicators checks tables sentences flags 2>/dev/null | cut -f 2)"}) ;;
        list) found=(indicators checks tables charts rubrics datasets) ;;
    esac
fi
(( $#found )) && compadd -a found
_files

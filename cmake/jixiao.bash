# Completion for bash (and zsh with bashcompinit): commands, options, names and files. It asks the program, so that it knows
# whatever the program knows.
_jixiao() {
    local word=$2 before=$3 command=${COMP_WORDS[1]-} words
    local names='s/^  \([a-z][a-z_]*\) .*/\1/p' options='s/^ .* \(--[a-z]*\).*/\1/p'
    COMPREPLY=()
    if [[ $COMP_CWORD -eq 1 ]]; then
        words=$(jixiao help 2>/dev/null | sed -n "$names")
    elif [[ $word == -* ]]; then
        words=$(jixiao "$command" --help 2>/dev/null | sed -n "$options")
    else
        case $before in
        --lang) words="zh en" ;;
        --basis) words="reported like" ;;
        --rubric) words=$(jixiao list rubrics 2>/dev/null | cut -f 2) ;;
        -*) ;;
        *)
            case $command in
            run | load | changes) words=$(jixiao list datasets 2>/dev/null | cut -f 2) ;;
            chart) words=$(jixiao list charts 2>/dev/null | cut -f 2) ;;
            explain) words=$(jixiao list indicators checks tables sentences flags 2>/dev/null | cut -f 2) ;;
            list) words="indicators checks tables charts rubrics datasets" ;;
            esac
            ;;
        esac
    fi
    [[ -z $words ]] || mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
    [[ ${#COMPREPLY[@]} -gt 0 ]] || mapfile -t COMPREPLY < <(compgen -f -- "$word")
}
complete -o filenames -F _jixiao jixiao

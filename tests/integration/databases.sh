#!/usr/bin/env bash
# The commands of docs/databases.md that set up one server and several are run as they stand there: servers of this test stand in for
# its hosts, passwords are asked for by all of them, and the roles are not superusers.
# shellcheck disable=SC2016  # back-quotes of the page, and words of the stand-ins
set -euo pipefail
. "$(dirname "$0")/lib.bash"
. "$(dirname "$0")/postgres.bash"
find_postgres
cd "$scratch"
hosts=(db hub node1 node2 node3)
for host in "${hosts[@]}"; do
    start_server "$host"
    printf 'host all jx 127.0.0.1/32 trust\nhost all all 127.0.0.1/32 scram-sha-256\n' | as_user tee "$servers/$host/pg_hba.conf" >/dev/null
    sql "$host" postgres "SELECT pg_reload_conf()" >/dev/null
done
printf '*:*:*:%s:SECRET\n' jixiao_load jixiao_read >pass
chmod 600 pass
export PGPASSFILE=$scratch/pass PGUSER=jx

# Stand-ins for the commands: hosts of the page are ports of this machine; a password that would be asked for is set afterwards.
mkdir bin
for command in createuser createdb psql; do
    {
        printf '#!/usr/bin/env bash\nwords=()\nfor word in "$@"; do\n    case $word in\n    --pwprompt) continue ;;\n'
        for host in "${hosts[@]}"; do printf '    %s.example.cn) words+=(127.0.0.1 -p %s) && continue ;;\n' "$host" "${port[$host]}"; done
        printf '    esac\n'
        for host in "${hosts[@]}"; do printf "    word=\${word//\"host '%s.example.cn'\"/\"host '127.0.0.1', port '%s'\"}\n" "$host" "${port[$host]}"; done
        printf '    words+=("$word")\ndone\nexec %s "${words[@]}"\n' "$(command -v "$command" || echo "$binaries/$command")"
    } >"bin/$command"
done
{
    printf '#!/usr/bin/env bash\nwords=("$@")\n'
    for host in "${hosts[@]}"; do printf 'words=("${words[@]//%s.example.cn/127.0.0.1:%s}")\n' "$host" "${port[$host]}"; done
    printf 'exec %s "${words[@]}"\n' "$program"
} >bin/jixiao
chmod +x bin/*

block=0
run_block() { # run_block TEXT
    block=$((block + 1))
    if PATH=$scratch/bin:$PATH bash -euo pipefail -c "$1" >told 2>&1 </dev/null; then good; else bad "block $block: $(tail -3 told): $1"; fi
    for host in "${hosts[@]}"; do
        sql "$host" postgres "DO \$\$ DECLARE r name; BEGIN FOR r IN SELECT rolname FROM pg_roles WHERE rolname LIKE 'jixiao%' LOOP
            EXECUTE format('ALTER ROLE %I PASSWORD ''SECRET''', r); END LOOP; END \$\$"
        if [[ "$1" == *'ALTER SYSTEM'* ]]; then
            as_user "$binaries/pg_ctl" -D "$servers/$host" -l "$servers/$host.log" -s -w -m fast restart
        fi
    done
}
section() { # section HEADING: runs the blocks of it
    local text=''
    while IFS= read -r line; do
        if [[ $line == '```' && -n $text ]]; then
            run_block "$text"
            text=''
        elif [[ $line == '```' ]]; then
            text=' '
        elif [[ -n $text ]]; then
            text+=$line$'\n'
        fi
    done < <(awk -v heading="## $1" '/^## / { inside = $0 == heading } inside' "$root/docs/databases.md")
}
section "One server"
at_least "blocks of one server" 3 "$block"
mv out one
section "Several servers"
at_least "blocks of both" 7 "$block"
if grep -q '^  *node jixiao_3 joins there' told || grep -q 'node jixiao_3 joins' told; then good; else bad "explain: $(cat told)"; fi
same_folder "reports" one out
for host in db hub node1 node2 node3; do
    same "superusers on $host" jx "$(sql "$host" postgres "SELECT string_agg(rolname, ' ') FROM pg_roles WHERE rolsuper")"
done
same "figures on the coordinator itself" 0 "$(sql hub jixiao "SELECT count(*) FROM pg_class WHERE relname LIKE 'figure%' AND relkind = 'r'")"

# The role that reads cannot write, and nobody gets in without a password.
place=postgresql://jixiao_read@127.0.0.1:${port[hub]}/jixiao
ends 3 "the role that reads: loads" load service-centres --db "$place"
PGPASSFILE=/dev/null ends 3 "no password" report --db "$place" -o none
says "no password" "cannot be reached"
if grep -rq SECRET out one stderr stdout; then bad "a password is in what is written"; else good; fi
verdict "the page about databases says what works"

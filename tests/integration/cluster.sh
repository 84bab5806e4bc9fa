#!/usr/bin/env bash
# The same batch on SQLite and on a coordinator with three nodes: both shipped datasets and the county that does not exist, every
# file byte for byte, and every row of every table. Skipped where there is no server; with a third word `need` it fails there.
set -euo pipefail
. "$(dirname "$0")/lib.bash"
. "$(dirname "$0")/postgres.bash"
find_postgres
stand_in_gnuplot "$scratch/bin"
PATH=$scratch/bin:$PATH
cd "$scratch"
start_cluster 3
server=hub
whole_batches
change_small
ask_small

# What is wrong with the servers of a cluster is said, and nothing is changed.
refused() { # refused WHAT STATUS TEXT DATABASE WORD…
    local what=$1 wanted=$2 text=$3 place
    place=$(address hub "$4")
    shift 4
    ends "$wanted" "$what" "$@" --db "$place"
    says "$what" "$text"
}
set_server() { # set_server DATABASE NUMBER OPTION VALUE
    sql hub "$1" "ALTER SERVER jixiao_$2 OPTIONS (SET $3 '$4')"
}
start_server plain
cluster_database plain
sql plain postgres "CREATE DATABASE plain"
set_server plain 2 port "${port[plain]}"
refused "no two-phase commit" 1 "jixiao_2 (127.0.0.1:${port[plain]}/plain): max_prepared_transactions is 0" plain load small
set_server plain 2 port "${port[node_2]}"
sql node_3 plain "CREATE SCHEMA jixiao CREATE TABLE jixiao.theirs(a int)"
refused "a node that is used" 1 "jixiao_3 (127.0.0.1:${port[node_3]}/plain): has tables in its schema jixiao already" plain load small
sql hub plain "DROP USER MAPPING FOR jx SERVER jixiao_1"
refused "no user mapping" 1 'CREATE USER MAPPING FOR jx SERVER jixiao_1' plain load small
sql hub plain "DROP SERVER jixiao_2 CASCADE; CREATE USER MAPPING FOR jx SERVER jixiao_1"
refused "a gap" 1 'there is a foreign server jixiao_3, but no jixiao_2' plain load small
same "what refused loads have made" f "$(sql hub plain "SELECT to_regnamespace('jixiao') IS NOT NULL")"
sql hub small "CREATE SERVER jixiao_4 FOREIGN DATA WRAPPER postgres_fdw; CREATE USER MAPPING FOR jx SERVER jixiao_4"
refused "one server more" 1 'distributed over 3 nodes, but now there are 4 servers' small load small
sql hub small "DROP SERVER jixiao_4 CASCADE"
set_server small 1 dbname centres
refused "the node of another cluster" 1 "jixiao_1 (127.0.0.1:${port[node_1]}/centres): holds the figures of another database" small load small
set_server small 1 dbname small
as_user "$binaries/pg_ctl" -D "$servers/node_2" -s -m fast stop
refused "a node that is down, loading" 3 "jixiao_2 (127.0.0.1:${port[node_2]}/small): cannot be reached" small load small
refused "a node that is down, reading" 3 'could not connect to server "jixiao_2"' small report -o out
absent "a node that is down: a report" out
as_user "$binaries/pg_ctl" -D "$servers/node_2" -l "$servers/node_2.log" -s -w start
tables_alike small

# Two roles, as docs/databases.md has them: one that loads, one that reads.
cluster_database roles
for name in hub node_1 node_2 node_3; do
    sql "$name" postgres "CREATE ROLE jixiao_load LOGIN; CREATE ROLE jixiao_read LOGIN; ALTER DATABASE roles OWNER TO jixiao_load"
done
for k in 1 2 3; do
    for name in jixiao_load jixiao_read; do
        # A server of this test asks for no password, which other than superusers may use only when one of them says so.
        sql hub roles "CREATE USER MAPPING FOR $name SERVER jixiao_$k OPTIONS (user '$name', password_required 'false')"
    done
    sql hub roles "GRANT USAGE ON FOREIGN SERVER jixiao_$k TO jixiao_load"
done
place=$(address hub roles)
ends 0 "the role that loads" load small --db "${place/jx@/jixiao_load@}"
ends 0 "the role that loads: measures" measure --db "${place/jx@/jixiao_load@}"
for name in hub node_1 node_2 node_3; do
    sql "$name" roles "GRANT USAGE ON SCHEMA jixiao TO jixiao_read; GRANT SELECT ON ALL TABLES IN SCHEMA jixiao TO jixiao_read"
done
ends 0 "the role that reads" report --db "${place/jx@/jixiao_read@}" -o read
ends 3 "the role that reads: loads" load service-centres --db "${place/jx@/jixiao_read@}"
verdict "a cluster gives what SQLite gives"

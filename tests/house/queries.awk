# One query file: its tokens, then the rules that can be seen in the text. Called with -v file=NAME.
# Comments and the contents of 'strings' are no tokens, so Chinese text and punctuation in them never count.

function complain(at, what) {
    print file ":" at ": " what
}

function add(token) {
    tok[++count] = token
    line[count] = NR
}

function fill(table, words,    n, i, list) {
    n = split(words, list, " ")
    for (i = 1; i <= n; i++) table[list[i]] = 1
}

BEGIN {
    # What may stand before a parenthesis: words of the grammar, and functions that mean the same on every engine.
    fill(grammar, "in as over filter exists and or not on when then else from join select where by union all case " \
                  "with using between like limit offset distinct having values intersect except materialized end")
    fill(shared, "sum count min max abs coalesce nullif cast lag lead rank dense_rank row_number ntile percent_rank " \
                 "cume_dist first_value last_value nth_value substr length lower upper trim ltrim rtrim replace")
    fill(after_table, "where group order on left inner cross join using having limit union intersect except window")
    hint["ifnull"] = "write coalesce"
    hint["iif"] = "write CASE"
    hint["strftime"] = hint["date"] = hint["datetime"] = hint["time"] = hint["julianday"] = hint["unixepoch"] = \
        "dates differ between engines; figures have year and month"
    hint["printf"] = hint["format"] = "the report formats, not the query"
    hint["group_concat"] = hint["string_agg"] = "return rows; the report joins them"
    hint["typeof"] = "tables are STRICT: the type is known"
    hint["total"] = "write sum, and coalesce where nothing means 0"
    hint["avg"] = "write CAST(sum(x) AS DOUBLE PRECISION) / NULLIF(count(x), 0)"
    hint["round"] = "return numerator and denominator; C divides and rounds"
}

{
    rest = $0
    while (rest != "") {
        if (comment) {
            i = index(rest, "*/")
            comment = i == 0
            rest = i ? substr(rest, i + 2) : ""
        } else if (text) {
            i = index(rest, "'")
            text = i == 0
            rest = i ? substr(rest, i + 1) : ""
        } else if (rest ~ /^[ \t\r]/) {
            rest = substr(rest, 2)
        } else if (rest ~ /^--/) {
            rest = ""
        } else if (rest ~ /^\/\*/) {
            comment = 1
            rest = substr(rest, 3)
        } else if (rest ~ /^'/) {
            # '' inside a text reads as two texts side by side, which is as good here.
            add("'text'")
            text = 1
            rest = substr(rest, 2)
        } else if (match(rest, /^:?[A-Za-z_][A-Za-z0-9_]*/) || match(rest, /^[0-9]+(\.[0-9]+)?/) ||
                   match(rest, /^(==|<>|<=|>=|!=|\|\||::)/)) {
            add(tolower(substr(rest, 1, RLENGTH)))
            rest = substr(rest, RLENGTH + 1)
        } else {
            add(substr(rest, 1, 1))
            rest = substr(rest, 2)
        }
    }
}

function matching(at,    d) { # index of the parenthesis that closes the one at `at`; count + 1 when none does
    for (d = 0; at <= count; at++) {
        if (tok[at] == "(") d++
        if (tok[at] == ")" && --d == 0) return at
    }
    return count + 1
}

function call(i,    end, j, d, name) { # tok[i] stands before a parenthesis
    name = tok[i]
    end = matching(i + 1)
    if (name in grammar) return
    if (tok[end + 1] == "as" && tok[end + 2] ~ /^(\(|not|materialized)$/) return # WITH name(columns) AS (
    if (!(name in shared)) {
        complain(line[i], name "() is not among the functions that all engines share; " \
                 (name in hint ? hint[name] : "see shared in tests/house/queries.awk"))
        return
    }
    d = 0
    for (j = i + 1; j <= end; j++) {
        if (tok[j] == "(") d++
        if (tok[j] == ")") d--
        if (tok[j] == "," && d == 1 && name ~ /^(min|max)$/)
            complain(line[i], name "(a, b) is an aggregate elsewhere; write CASE")
        if (tok[j] == "case") name = "" # a comparison inside CASE is no number
        if (tok[j] ~ /^(=|<>|!=|<|>|<=|>=)$/ && d == 1 && name == "sum")
            complain(line[i], "sum of a comparison is an error elsewhere; write count(*) FILTER (WHERE ...)")
        if (tok[j] == "as" && d == 1 && name == "cast" && tok[j + 1] !~ /^(bigint|text)$/ &&
            !(tok[j + 1] == "double" && tok[j + 2] == "precision"))
            complain(line[j], "CAST to " tok[j + 1] " differs between engines; BIGINT, DOUBLE PRECISION or TEXT")
    }
}

function grouped(i,    j, d, found) { # tok[i] is GROUP in a SELECT that reads figure
    for (j = i + 2; j <= count; j++) {
        if (tok[j] == "(") d++
        if (tok[j] == ")" && --d < 0) break
        if (d == 0 && tok[j] ~ /^(order|having|limit|union|except|intersect|window|;)$/) break
        if (tok[j] == "dept_id") found = 1
    }
    if (!found)
        complain(line[i], "GROUP BY over figure needs dept_id, so that it stays on one node; add the rest up in an outer SELECT")
}

function joined(i,    j, d, found) { # tok[i] is JOIN, tok[i + 1] is figure
    for (j = i + 2; j <= count; j++) {
        if (tok[j] == "(") d++
        if (tok[j] == ")" && --d < 0) break
        if (d == 0 && tok[j] ~ /^(join|left|inner|cross|where|group|order|having|limit|union|except|intersect|window|;)$/) break
        if (tok[j] == "dept_id") found = 1
    }
    if (!found) complain(line[i], "a join with figure needs dept_id = dept_id, so that it stays on one node")
}

END {
    if (count == 0) {
        complain(1, "there is no statement")
        exit
    }
    if (tok[1] != "select" && tok[1] != "with") complain(line[1], "a query begins with SELECT or WITH")
    depth = 0
    for (i = 1; i <= count; i++) {
        t = tok[i]
        after = tok[i + 1]
        if (t == "(") inside[++depth] = tok[i - 1] ~ /^[a-z_]/ && !(tok[i - 1] in grammar) # of a call
        if (t == ")") depth--
        if (t == "select") reads[depth] = 0
        if ((t == "from" || t == "join") && after == "figure") reads[depth] = 1
        if (t == "group" && after == "by" && reads[depth]) grouped(i)
        if (t == "join" && after == "figure") joined(i)
        if (t == "order" && after == "by" && depth == 0) ordered = 1
        if (t ~ /^[a-z_]/ && after == "(") call(i)
        if (t ~ /^["`\[]$/ && !quoted) {
            quoted = 1
            complain(line[i], "names stand without quotes, text in '...'")
        }
        if (t == "==") complain(line[i], "== is SQLite's own; write =")
        if (t == "::") complain(line[i], ":: is PostgreSQL's own; write CAST")
        if (t ~ /^[?$@]$/) complain(line[i], "parameters are named :so")
        if (t == "recursive") complain(line[i], "WITH RECURSIVE is refused; lineage is resolved when loading")
        if (t ~ /^(glob|regexp|match|collate)$/) complain(line[i], toupper(t) " is not the same everywhere")
        if (t ~ /^(right|full)$/ && after ~ /^(join|outer)$/) complain(line[i], toupper(t) " JOIN needs SQLite 3.39; turn it round")
        if (t ~ /^(rollup|cube|grouping)$/) complain(line[i], toupper(t) " is not in SQLite")
        if (t == "is" && after !~ /^(null|true|false)$/ && !(after == "not" && tok[i + 2] ~ /^(null|true|false)$/))
            complain(line[i], "IS compares with NULL, TRUE and FALSE only")
        if (t == "limit" && (tok[i + 2] == ","))
            complain(line[i], "write LIMIT n OFFSET m")
        if (t == ";" && i < count) complain(line[i], "one statement per file")
        if ((t == "/" || t == "%") && after != "nullif" && !(after ~ /^[0-9]/ && after + 0 != 0))
            complain(line[i], "a divisor stands in NULLIF(..., 0): a zero is NULL on one engine and an error on another")
        if ((t == "from" || t == "join" || (t == "," && tok[i - 1] == ")" && !inside[depth])) && after == "(" && tok[i + 2] == "select") {
            j = matching(i + 1) + 1
            if (tok[j] == "as") j++
            if (tok[j] !~ /^[a-z_]/ || tok[j] in after_table)
                complain(line[j - 1], "a SELECT in parentheses behind FROM or JOIN needs a name")
        }
    }
    if (!ordered) complain(line[count], "there is no ORDER BY at the end; rows without one come in any order")
}

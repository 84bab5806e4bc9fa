# One query file: its tokens, then the rules of docs/databases.md that can be seen in the text. Called with -v file=NAME.
# Comments and the contents of 'strings' are no tokens, so Chinese text and punctuation in them never count.

function complain(at, what) {
    print file ":" at ": " what
}

function breach(number, at, what) {
    complain(at, "rule " number " (" rule[number] "): " what)
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
    # The words of the table in docs/databases.md.
    rule[1] = "whole numbers; C divides and rounds"
    rule[2] = "every divisor in NULLIF"
    rule[3] = "sums are of whole numbers"
    rule[4] = "no rounding, no double made whole"
    rule[5] = "a comparison is no value"
    rule[6] = "text beside text"
    rule[7] = "plain columns, plain names"
    rule[8] = "an order down to a unique key"
    rule[9] = "texts in the order of bytes"
    rule[10] = "only what every engine knows"
    rule[11] = "nothing beyond 64 bits"
    rule[12] = "parameters by name"
    rule[13] = "dept_id in every join and group"
    # What may stand before a parenthesis: words of the grammar, and functions that mean the same on every engine.
    fill(grammar, "in as over filter exists and or not on when then else from join select where by union all case " \
                  "with using between like limit offset distinct having values intersect except materialized end")
    fill(shared, "sum count min max abs coalesce nullif cast lag lead rank dense_rank row_number ntile percent_rank " \
                 "cume_dist first_value last_value nth_value substr length lower upper trim ltrim rtrim replace")
    small = "^(month|place|n|(.*_)?(half|step))$"
    fill(after_table, "where group order on left inner cross join using having limit union intersect except window")
    broken["round"] = 4
    broken["avg"] = broken["total"] = 3
    broken["printf"] = broken["format"] = 1
    broken["typeof"] = 6
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

function call(i,    end, j, d, name, compared, whole) { # tok[i] stands before a parenthesis
    name = tok[i]
    end = matching(i + 1)
    if (name in grammar) return
    if (tok[end + 1] == "as" && tok[end + 2] ~ /^(\(|not|materialized)$/) return # WITH name(columns) AS (
    if (!(name in shared)) {
        breach(name in broken ? broken[name] : 10, line[i], name "() is not among the functions that all engines share; " \
                 (name in hint ? hint[name] : "see shared in tests/house/queries.awk"))
        return
    }
    d = 0
    whole = name == "cast" && tok[end - 1] == "bigint" && tok[end - 3] != "6755399441055744.0"
    for (j = i + 1; j <= end; j++) {
        if (whole && j > i && tok[j] == "cast" && tok[matching(j + 1) - 1] == "bigint") {
            j = matching(j + 1) # looked at by itself
            continue
        }
        if (whole && (tok[j] == "double" || tok[j] ~ /^[0-9]+\.[0-9]+$/))
            breach(4, line[j], "a double is cut off on one engine and rounded on another; compute in whole numbers, or round it to one everywhere: x + 6755399441055744.0 - 6755399441055744.0 (1.5 times 2 to the 52)")
        if (tok[j] == "(") d++
        if (tok[j] == ")") d--
        if (tok[j] == "," && d == 1 && name ~ /^(min|max)$/)
            breach(10, line[i], name "(a, b) is an aggregate elsewhere; write CASE")
        if (tok[j] == "case" && name == "sum") compared = 1 # a comparison inside CASE is no number
        if (tok[j] ~ /^(double|[0-9]+\.[0-9]+)$/ && d == 1 + (tok[j] == "double") && name == "sum")
            breach(3, line[j], "a sum of doubles depends on the order of the rows; add up whole numbers and CAST the sum")
        if (tok[j] ~ /^(=|<>|!=|<|>|<=|>=)$/ && d == 1 && name == "sum" && !compared)
            breach(5, line[i], "sum of a comparison is an error elsewhere; write count(*) FILTER (WHERE ...)")
        if (tok[j] == "as" && d == 1 && name == "cast" && tok[j + 1] !~ /^(bigint|text)$/ &&
            !(tok[j + 1] == "double" && tok[j + 2] == "precision"))
            breach(4, line[j], "CAST to " tok[j + 1] " differs between engines; BIGINT, DOUBLE PRECISION or TEXT")
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
        breach(13, line[i], "GROUP BY over figure needs dept_id, so that it stays on one node; add the rest up in an outer SELECT")
}

function joined(i,    j, d, found) { # tok[i] is JOIN, tok[i + 1] is figure
    for (j = i + 2; j <= count; j++) {
        if (tok[j] == "(") d++
        if (tok[j] == ")" && --d < 0) break
        if (d == 0 && tok[j] ~ /^(join|left|inner|cross|where|group|order|having|limit|union|except|intersect|window|;)$/) break
        if (tok[j] == "dept_id") found = 1
    }
    if (!found) breach(13, line[i], "a join with figure needs dept_id = dept_id, so that it stays on one node")
}

function is_name(token) { return token ~ /^[a-z_]/ && !(token in grammar) }

# tok[i] is a star between two amounts: the product may need more than 64 bits. Counts and steps are small; a double has room.
function multiplied(i,    right) {
    right = tok[i + 2] == "." ? tok[i + 3] : tok[i + 1]
    if (!is_name(tok[i - 1]) && tok[i - 1] != ")" || !is_name(right)) return
    if (tok[i - 1] ~ small || right ~ small || right == "cast" || (tok[i - 1] == ")" && tok[i - 2] == "precision")) return
    breach(11, line[i], "a product of two amounts is a real number on one engine and an error on another; CAST one AS DOUBLE PRECISION")
}

# tok[i] is SELECT: what it returns are values. In CASE, behind WHERE, and in the parentheses of IN, EXISTS and OVER, conditions may stand.
function returned(i,    j, d, cases, skip) {
    for (j = i + 1; j <= count; j++) {
        if (tok[j] == "case") cases++
        if (tok[j] == "end") cases--
        if (tok[j] == "(") {
            d++
            if (tok[j - 1] ~ /^(filter|over|in|exists)$/ || tok[j + 1] ~ /^(select|with)$/) {
                j = matching(j)
                d--
                continue
            }
        }
        if (tok[j] == ")" && --d < 0) return
        if (d == 0 && tok[j] ~ /^(from|union|order|where|limit|;)$/) return
        if (cases == 0 && tok[j] ~ /^(=|<>|!=|<|>|<=|>=|and|or|not|like|between|in|exists|isnull|notnull)$/) {
            breach(5, line[j], "`" tok[j] "` makes 1 on one engine and t on another; write CASE WHEN ... THEN 1 ELSE 0 END")
            return
        }
        if (cases == 0 && tok[j] == "is") {
            breach(5, line[j], "IS makes 1 on one engine and t on another; write CASE WHEN ... THEN 1 ELSE 0 END")
            return
        }
    }
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
        if (t == "select") {
            reads[depth] = groups[depth] = 0
            returned(i)
        }
        if (t == "*") multiplied(i)
        if (t ~ /^[0-9]+$/ && length(t) > 18) breach(11, line[i], "a number of " length(t) " digits is real on one engine")
        if (t ~ /^(=|<>|!=|<|>|<=|>=)$/ && ((tok[i - 1] == "\047text\047" && after ~ /^[0-9]/) || (after == "\047text\047" && tok[i - 1] ~ /^[0-9]/)))
            breach(6, line[i], "a text and a number are never equal on one engine, and sometimes on another")
        if (t ~ /^(year|month|dept_id|item_id|part_id|budget|adjusted|actual)$/ && after ~ /^(=|<>|!=|<|>|<=|>=)$/ && tok[i + 2] == "\047text\047")
            breach(6, line[i], t " is a number; compare it with one")
        if ((t == "from" || t == "join") && after == "figure") reads[depth] = 1
        if (t == "group" && after == "by") groups[depth] = 1
        if (t == "group" && after == "by" && reads[depth]) grouped(i)
        if (t == "having" && !groups[depth])
            breach(10, line[i], "HAVING without GROUP BY needs SQLite 3.39; count in an inner SELECT, ask behind WHERE")
        if (t == "join" && after == "figure") joined(i)
        if (t == "order" && after == "by" && depth == 0) ordered = 1
        if (t ~ /^[a-z_]/ && after == "(") call(i)
        if (t ~ /^["`\[]$/ && !quoted) {
            quoted = 1
            breach(7, line[i], "names stand without quotes, text in '...'")
        }
        if (t == "==") breach(7, line[i], "== is SQLite's own; write =")
        if (t == "::") breach(10, line[i], ":: is PostgreSQL's own; write CAST")
        if (t ~ /^[?$@]$/) breach(12, line[i], "parameters are named :so")
        if (t == "recursive") breach(13, line[i], "WITH RECURSIVE is refused; lineage is resolved when loading")
        if (t ~ /^(glob|regexp|match|collate)$/) breach(9, line[i], toupper(t) " is not the same everywhere")
        if (t ~ /^(right|full)$/ && after ~ /^(join|outer)$/) breach(10, line[i], toupper(t) " JOIN needs SQLite 3.39; turn it round")
        if (t ~ /^(rollup|cube|grouping)$/) breach(10, line[i], toupper(t) " is not in SQLite")
        if (t == "is" && after !~ /^(null|true|false)$/ && !(after == "not" && tok[i + 2] ~ /^(null|true|false)$/))
            breach(10, line[i], "IS compares with NULL, TRUE and FALSE only")
        if (t == "limit" && (tok[i + 2] == ","))
            breach(10, line[i], "write LIMIT n OFFSET m")
        if (t == ";" && i < count) complain(line[i], "one statement per file")
        if ((t == "/" || t == "%") && after != "nullif" && !(after ~ /^[0-9]/ && after + 0 != 0))
            breach(2, line[i], "a divisor stands in NULLIF(..., 0): a zero is NULL on one engine and an error on another")
        if ((t == "from" || t == "join" || (t == "," && tok[i - 1] == ")" && !inside[depth])) && after == "(" && tok[i + 2] == "select") {
            j = matching(i + 1) + 1
            if (tok[j] == "as") j++
            if (tok[j] !~ /^[a-z_]/ || tok[j] in after_table)
                breach(7, line[j - 1], "a SELECT in parentheses behind FROM or JOIN needs a name")
        }
    }
    if (!ordered) breach(8, line[count], "there is no ORDER BY at the end; rows without one come in any order")
}

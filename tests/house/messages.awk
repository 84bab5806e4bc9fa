# Lists the messages of C files (base/both.h): FILE:LINE TAB KIND TAB TEXT, where KIND is
#   format   the format of a call that makes a message
#   piece    what both(), BOTH() and their like are given
#   stray    English in the arguments behind a format that no both() stands around
#   text     any other literal
# Literals that stand side by side are one, as are the macros of the file that are literals. The text is as in C.
BEGIN {
    # Where the format stands among the arguments.
    split("err_set 3 err_wrap 2 issue_add 6 TABLE_TROUBLE 3 FIGURE_TROUBLE 3 RUBRIC_FAULT 3 TROUBLE 2 REFUSE 2 " \
          "both_printf 2 both_format 3 both_snprintf 4 batch_note 2 say_line 3", word, " ")
    for (i = 1; i in word; i += 2) format_at[word[i]] = word[i + 1]
    # Where a piece stands that the function puts through both().
    split("both 1 BOTH 1 system_error 3 store_error 3 fault 2 progress_stage 2 progress_part 2 " \
          "progress_count 2 progress_counted 2 watch_tell 3 store_tell 3 print_name 3", word, " ")
    for (i = 1; i in word; i += 2) piece_at[word[i]] = word[i + 1]
}

function tell(line, kind, text) { print file ":" line "\t" kind "\t" text }

# The literal or macro at the end of the argument so far grows by one more.
function literal(text) {
    if (pending == "") pending_line = line_number
    pending = pending text
    have = 1
}

function settle(    name, at, n) {
    if (!have) return
    n = depth
    while (n > 0 && called[n] == "") n-- # parentheses without a call belong to the call around them
    name = called[n]
    at = argument[n]
    if (name in format_at && at == format_at[name]) tell(pending_line, "format", pending)
    else if (name in format_at && at > format_at[name] && pending ~ /[A-Za-z][A-Za-z]/) tell(pending_line, "stray", pending)
    else if (name in piece_at && at == piece_at[name]) tell(pending_line, "piece", pending)
    else tell(pending_line, "text", pending)
    pending = ""
    have = 0
}

function scan(code,    c, end, word) {
    while (code != "") {
        c = substr(code, 1, 1)
        if (comment) {
            end = index(code, "*/")
            if (!end) return
            comment = 0
            code = substr(code, end + 2)
        } else if (substr(code, 1, 2) == "/*") {
            comment = 1
            code = substr(code, 3)
        } else if (c == "\"") {
            match(code, /^"([^"\\]|\\.)*"/)
            literal(substr(code, 2, RLENGTH - 2))
            code = substr(code, RLENGTH + 1)
        } else if (match(code, /^'([^'\\]|\\.)+'/)) {
            settle()
            code = substr(code, RLENGTH + 1)
        } else if (match(code, /^[A-Za-z_][A-Za-z_0-9]*/)) {
            word = substr(code, 1, RLENGTH)
            code = substr(code, RLENGTH + 1)
            if (word in macro) literal(macro[word])
            else settle()
            last = word
            continue
        } else {
            if (c !~ /[ \t]/) {
                settle()
                if (c == "(" || c == "{" || c == "[") {
                    depth++
                    called[depth] = c == "(" ? last : "{"
                    argument[depth] = 1
                } else if (c == ")" || c == "}" || c == "]") {
                    if (depth) depth--
                } else if (c == ",") argument[depth]++
                last = ""
            }
            code = substr(code, 2)
            continue
        }
        last = ""
    }
}

FNR == 1 {
    settle()
    file = FILENAME
    depth = comment = 0
    last = ""
    split("", macro)
}
{ line_number = FNR }
!comment && /^[ \t]*#/ {
    if (match($0, /^#define [A-Z_]+ "([^"\\]|\\.)*"$/)) {
        split($0, word, " ")
        macro[word[2]] = substr($0, index($0, "\"") + 1, length($0) - index($0, "\"") - 1)
        tell(FNR, "text", macro[word[2]])
    }
    if (/\\$/) skipping = 1
    next
}
skipping { skipping = /\\$/; next }
{ scan($0) }
END { settle() }

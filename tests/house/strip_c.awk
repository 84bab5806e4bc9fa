# C without comments and without the contents of strings and characters; the lines stay where they are.
{
    code = ""
    n = length($0)
    quote = ""
    for (i = 1; i <= n; i++) {
        c = substr($0, i, 1)
        two = substr($0, i, 2)
        if (comment) {
            if (two == "*/") {
                comment = 0
                i++
                code = code " "
            }
        } else if (quote != "") {
            if (c == "\\") i++
            else if (c == quote) {
                quote = ""
                code = code c
            }
        } else if (two == "/*") {
            comment = 1
            i++
        } else if (two == "//") {
            break
        } else {
            if (c == "\"" || c == "'") quote = c
            code = code c
        }
    }
    print code
}

# Texts of an SVG that leave its canvas. Widths are estimated: 1 em for a wide character, half of one for others.
BEGIN { for (i = 224; i < 240; i++) wide = wide sprintf("%c", i) }
FNR == 1 { depth = down = 0 }
function value(name) { return match($0, name "=\"[^\"]*\"") ? substr($0, RSTART + length(name) + 2, RLENGTH - length(name) - 3) : "" }
/^ width=/ { height = value("height") + 0 }
/^<g transform="translate/ { down = $0; sub(/.*translate\(0 /, "", down); down += 0 }
/^<\/g>$/ && --depth == 0 && down { down = 0 }
/^<g / { depth++; size = value("font-size") + 0; anchor = value("text-anchor") }
/^<text / && !/rotate/ {
    text = $0
    gsub(/<[^>]*>/, "", text)
    gsub(/&[a-z]*;/, "x", text)
    plain = text
    cells = gsub("[" wide "]..", "", plain)
    width = size * (cells + 0.5 * length(plain))
    x = value("x") + 0
    y = value("y") + down
    left = anchor == "end" ? x - width : anchor == "middle" ? x - width / 2 : x
    if (left < -3 || left + width > 1003 || y < 5 || y > height) print FILENAME ": " text " (" left " to " left + width ", " y " of " height ")"
}

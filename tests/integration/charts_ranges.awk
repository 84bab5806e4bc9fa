# Makes a kept script tell of data outside its ranges: behind every plot the same plot with free ranges.
function check() {
    print "in_x1 = GPVAL_X_MIN; in_x2 = GPVAL_X_MAX; in_y1 = GPVAL_Y_MIN; in_y2 = GPVAL_Y_MAX"
    print "set xrange [*:*]; set yrange [*:*]"
    printf "%s", statement
    print "slack_x = 1e-6 * abs(in_x2 - in_x1); slack_y = 1e-6 * abs(in_y2 - in_y1)"
    print "if (GPVAL_DATA_X_MIN < in_x1 - slack_x && GPVAL_DATA_X_MIN < in_x2 - slack_x || GPVAL_DATA_X_MAX > in_x1 + slack_x && GPVAL_DATA_X_MAX > in_x2 + slack_x || GPVAL_DATA_Y_MIN < in_y1 - slack_y && GPVAL_DATA_Y_MIN < in_y2 - slack_y || GPVAL_DATA_Y_MAX > in_y1 + slack_y && GPVAL_DATA_Y_MAX > in_y2 + slack_y) { printerr sprintf('outside: data %g to %g, %g to %g; axes %g to %g, %g to %g', GPVAL_DATA_X_MIN, GPVAL_DATA_X_MAX, GPVAL_DATA_Y_MIN, GPVAL_DATA_Y_MAX, in_x1, in_x2, in_y1, in_y2) }"
    print "set xrange [in_x1:in_x2]; set yrange [in_y1:in_y2]"
    statement = ""
}
{ print }
/^[ \t]*plot / || /^[ \t]*eval [a-z_]*_plot/ { inside = 1 }
inside { statement = statement $0 "\n" }
inside && !/\\$/ { inside = 0; check() }

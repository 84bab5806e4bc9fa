# Time or memory by rows, one line for each tool. Variables: data, out, what (seconds, mib).
set terminal svg size 760,460 dynamic font 'sans-serif,13' background '#ffffff'
set output out
set logscale xy
set grid linecolor rgb '#dddddd'
set border 3 linecolor rgb "#888888"
set xrange [7e4:]
set tics textcolor rgb "black"
set tics nomirror
set key outside right top
set xlabel 'rows of the input'
set ylabel what eq 'seconds' ? 'seconds (median)' : 'peak memory, MiB'
set format x '10^{%L}'
tools = 'jixiao DuckDB ClickHouse data.table pandas SQLite'
colours = '#c0392b #1f6fb2 #e0a020 #3a8f5c #7a5ba8 #777777'
plot for [i = 0:5] data index i using 1:2 skip 1 with linespoints linewidth (i == 0 ? 3 : 1.5) pointtype 7 pointsize 0.6 linecolor rgb word(colours, i + 1) title word(tools, i + 1)

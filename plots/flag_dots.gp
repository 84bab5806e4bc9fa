# chart: flag_dots
# name.zh: 突出情况对比图
# name.en: What stands out against peers
# zh: {dept}：异常提示与同类比较（{data_year}年）
# en: {dept}: what stands out, against its peers, {data_year}
# for: dept
# chapter: flags
# order: 16
# data:
#   WITH latest AS (
#     SELECT max(f.year) AS year FROM flag f WHERE f.dept_id = :dept_id AND f.year BETWEEN :first_year AND :last_year
#   ), shown AS (
#     SELECT row_number() OVER (ORDER BY f.flag_id) AS position, f.indicator, f.method, f.year, f.peer_group, f.zh, f.en, f.value,
#            f.center, f.limit_low, f.limit_high, f.value_zh, f.value_en, f.center_zh, f.center_en
#       FROM flag f JOIN latest l ON l.year = f.year
#      WHERE f.dept_id = :dept_id AND f.limit_low < f.center AND f.center < f.limit_high AND (f.value < f.limit_low OR f.value > f.limit_high)
#   ), dot AS (
#     SELECT s.position, 1 AS own, :dept_id AS dept_id, s.value, s.center, s.limit_low, s.limit_high FROM shown s
#     UNION ALL
#     SELECT s.position, 0, v.dept_id, v.value, v.center, v.limit_low, v.limit_high
#       FROM shown s
#       JOIN screen_value v ON v.indicator = s.indicator AND v.method = s.method AND v.year = s.year AND v.month = 12
#            AND v.peer_group = s.peer_group AND v.method <> 'xmr' AND v.value IS NOT NULL AND v.dept_id <> :dept_id
#   )
#   SELECT s.position, CASE WHEN :lang = 'zh' THEN s.zh ELSE s.en END AS name, s.year AS data_year, d.name AS who, v.own, v.value, v.center,
#          v.limit_low, v.limit_high,
#          CASE WHEN v.value > v.center THEN (v.value - v.center) / NULLIF(v.limit_high - v.center, 0)
#               WHEN v.value < v.center THEN (v.value - v.center) / NULLIF(v.center - v.limit_low, 0) ELSE 0.0 END AS place,
#          row_number() OVER (PARTITION BY s.position ORDER BY v.value, v.dept_id) AS nth,
#          CASE WHEN :lang = 'zh' THEN s.value_zh ELSE s.value_en END AS printed,
#          CASE WHEN :lang = 'zh' THEN s.center_zh ELSE s.center_en END AS usual
#     FROM shown s
#     JOIN dot v ON v.position = s.position
#     JOIN dept d ON d.dept_id = v.dept_id
#    WHERE s.position <= 8
#    ORDER BY s.position, v.own, v.value, v.dept_id
# column.name: text | 指标 | Indicator
# column.who: text | 部门 | Department
# column.value: real 2 | 数值 | Value
# column.center: real 2 | 通常值 | Usual value
# column.limit_low: real 2 | 下限 | Lower limit
# column.limit_high: real 2 | 上限 | Upper limit
# column.place: real 2 | 位置（界限=±1） | Place (limits = ±1)
# text.own: 本部门 | this department
# text.peers: 同类部门 | peers
# text.low: 下限 | lower limit
# text.high: 上限 | upper limit
# text.center: 通常值 | usual
# text.value: 本部门（通常值） | Value (usual value)
# minimum: 1 own
# note.zh: 每行一条异常提示（最近一年，至多8条；多项比率合看的没有单一数值，不在图中）：中线为该部门的通常值（同类中位数，或按本部门往年和同类的变动推算），两侧虚线为界限，各行分别换算；灰点为同类部门，按各自的通常值和界限换算；过远的值以箭头置于边缘。界外只说明少见，不作评价。
# note.en: One row per flag of the latest year, at most 8; rates that stand out only together have no single value and are not drawn. Centre line: the usual value (median of peers, or the department's other years moved as peers moved); dashed lines: limits, each row on its own scale; grey dots: peers, by their own usual value and limits; values too far away stand at the edge as arrows. Outside means unusual and is no judgement.
# alternative.zh: {dept}{data_year}年各条异常提示在同类部门中的位置点图，附界限。
# alternative.en: Dot plot of {dept}'s flags in {data_year} among its peers, with limits.
# height: 84 + 40 * position_max
left_px = 40 + 6.7 * minimum(cells_name, 44)
right_px = 24 + 6.7 * (cells_printed + cells_usual + 3)
top_px = title_px + 66
bottom_px = note_px + 10
eval frame
edge = 3.0
set xrange [-1.06 * edge:1.06 * edge]
set yrange [position_max + 0.5:0.5]
unset border
unset tics
unset grid
do for [side = -1:1] {
  set arrow from first side, graph 0 to first side, graph 1 nohead back linewidth 1.5 dashtype (6, 4) linecolor rgb (side ? grey_dark : blue_dark)
}
set label 9003 text_low at first -1, screen y_of(top_px - 12) center font ',11' textcolor rgb grey_dark
set label 9004 text_high at first 1, screen y_of(top_px - 12) center font ',11' textcolor rgb grey_dark
set label 9005 text_center at first 0, screen y_of(top_px - 12) center font ',11' textcolor rgb blue_dark
set label 9006 text_value at screen 1 - x_of(14), screen y_of(top_px - 12) right font ',11' textcolor rgb grey_dark
legend_y_px = title_px + 18
legend_px = 20
legend_mark = '▲'; legend_text = text_own; legend_colour = red; eval legend
legend_mark = '●'; legend_text = text_peers; legend_colour = grey; eval legend
short(text) = strlen(text) > (lang eq 'zh' ? 22 : 44) ? text[1:lang eq 'zh' ? 21 : 43].'…' : text
apart(i) = 0.5 * (0.618034 * i - floor(0.618034 * i) - 0.5)
peer(unused) = column(col_own) == 0 && abs(column(col_place)) <= edge ? column(col_place) : NaN
inside(unused) = column(col_own) == 1 && abs(column(col_place)) <= edge ? column(col_place) : NaN
beyond(unused) = column(col_own) == 1 && abs(column(col_place)) > edge ? (column(col_place) < 0 ? -edge : edge) : NaN
mine(x) = column(col_own) == 1 ? x : NaN
plot data using (mine(-1.06 * edge)):(column(col_position) + 0.5):(2.12 * edge):(0) with vectors nohead linewidth 0.5 linecolor rgb '#E2E2E2', \
     data using (peer(0)):(column(col_position) + apart(column(col_nth))) with points pointtype 7 pointsize 0.45 linecolor rgb '#A0A0A0', \
     data using (inside(0)):col_position with points pointtype 9 pointsize 1.5 linecolor rgb red, \
     data using (beyond(0)):col_position:(column(col_place) < 0 ? '◀▲' : '▲▶') with labels font ',13' textcolor rgb red, \
     data using (mine(-1.06 * edge)):col_position:(short(strcol(col_name))) with labels right offset -0.8, 0 font ',12' textcolor rgb grey_dark, \
     data using (mine(1.06 * edge)):col_position:(strcol(col_printed).(lang eq 'zh' ? '（' : ' (').strcol(col_usual).(lang eq 'zh' ? '）' : ')')) with labels right offset screen x_of(right_px - 14), 0 font ',12' textcolor rgb grey_dark

# chart: hb_plot
# name.zh: HB图
# name.en: HB plot
# zh: {what}：比上年倍数与规模（{data_year}年，HB法）
# en: {what}: ratio to last year and size, {data_year} (HB method)
# for: run
# chapter: flags
# order: 10
# data:
#   WITH series AS (
#     SELECT DISTINCT indicator FROM screening WHERE method = 'hb'
#   ), own AS (
#     SELECT s.indicator, s.dept_id, s.year, s.value, s.prior, s.size, s.limit_low, s.limit_high, s.score, s.fired, s.peer_group
#       FROM series i CROSS JOIN screen_value s
#      WHERE s.indicator = i.indicator AND s.method = 'hb' AND s.month = 12 AND s.value > 0 AND s.prior > 0 AND s.size > 0
#        AND s.year BETWEEN :first_year AND :last_year
#   ), chosen AS (
#     SELECT indicator, year FROM own GROUP BY indicator, year HAVING count(*) >= 8
#      ORDER BY year DESC, count(*) DESC, indicator LIMIT 1
#   ), point AS (
#     SELECT o.indicator, o.dept_id, o.year, o.value, o.prior, o.size, o.limit_low, o.limit_high, o.fired, o.peer_group,
#            count(*) OVER () AS n, row_number() OVER (ORDER BY o.fired DESC, abs(o.score) DESC, o.dept_id) AS far_place
#       FROM own o JOIN chosen c ON c.indicator = o.indicator AND c.year = o.year
#   )
#   SELECT p.far_place, d.name, p.value / NULLIF(p.prior, 0) AS ratio, p.size / 10000.0 AS size, p.prior, p.value, p.fired AS trouble,
#          CASE WHEN p.limit_low > 0 THEN p.limit_low / NULLIF(p.prior, 0) END AS low,
#          CASE WHEN p.limit_high > 0 THEN p.limit_high / NULLIF(p.prior, 0) END AS high, p.n, p.year AS data_year, p.year - 1 AS prior_year,
#          (SELECT CASE WHEN :lang = 'zh' THEN u.zh ELSE u.en END FROM unit_name u WHERE u.unit = 'money') AS money,
#          (SELECT CASE WHEN :lang = 'zh' THEN g.zh ELSE g.en END FROM screening g
#            WHERE g.indicator = p.indicator AND g.method = 'hb' ORDER BY g.reason LIMIT 1) AS what
#     FROM point p JOIN dept d ON d.dept_id = p.dept_id
#    ORDER BY p.far_place
# column.name: text | 部门 | Department
# column.value: real 2 | 本年 | This year
# column.prior: real 2 | 上年 | Last year
# column.ratio: real 2 | 比上年倍数 | Ratio to last year
# column.size: real 2 | 两年中较大者（万） | Larger of both years (ten thousands)
# column.low: real 2 | 下限 | Lower limit
# column.high: real 2 | 上限 | Upper limit
# column.trouble: int | 界外 | Outside
# text.axis: {what}：{data_year}年是{prior_year}年的几倍（对数刻度） | {what}: {data_year} as a multiple of {prior_year} (log scale)
# text.size: 两年中较大的金额（万{money}，对数刻度） | Larger amount of both years ({money} 10,000, log scale)
# text.limits: 按规模与同类计算的界限 | limits by size and group
# text.trouble: 界外 | outside
# text.point: 部门 | department
# minimum: 8 ratio
# note.zh: 每点一个部门（{n}个两年均为正数），方法为希迪罗格鲁—伯特洛（HB）法；规模越大界限越窄，界限按各部门的对比组计算；标名的为界外部门，名称重叠的从略；相距百倍以上的界限只画近处的；上年或本年无数、为零、为负的不列。界外只说明少见，不作评价。
# note.en: One dot per department ({n} with positive amounts in both years). Hidiroglou–Berthelot method: the larger the amounts, the narrower the limits, by the group of each department; departments outside are named where names do not overlap; of limits a hundred times apart only near ones are drawn; those without a positive amount in either year are left out. Outside means unusual and is no judgement.
# alternative.zh: {data_year}年各部门{what}比上年倍数与规模的散点图及界限。
# alternative.en: Scatter of the departments' {what} in {data_year} as a multiple of the year before, against size, with limits.
# height: 500
# All limits are inside, so that they show how they close with size; but those that lie a hundred times apart
# would press the ratios flat, and leave only the nearest ones.
all_low = minimum(ratio_min, present(count_low, low_min, ratio_min))
all_high = maximum(ratio_max, present(count_high, high_max, ratio_max))
calm = all_high < 100 * all_low
far_low = calm ? all_low : minimum(ratio_min, present(count_low, low_max, ratio_min))
far_high = calm ? all_high : maximum(ratio_max, present(count_high, high_min, ratio_max))
y_first = minimum(log10(far_low), -0.1)
y_last = maximum(log10(far_high), 0.1)
pad = 0.05 * (y_last - y_first)
y_first = y_first - pad
y_last = y_last + pad
left_px = 76.0
right_px = 30.0
top_px = title_px + 46
bottom_px = note_px + 62
eval frame
x_first = int(floor(log10(size_min) - 0.02))
x_last = int(ceil(log10(size_max) + 0.02))
eval x_powers
set logscale y
set yrange [10.0**y_first:10.0**y_last]
# Round multiples; more of them when the range is short.
unset ytics
set ytics nomirror out scale 0.5 font ',12' textcolor rgb grey_dark
set ytics ('1' 1)
steps = y_last - y_first > 3 ? '1' : y_last - y_first > 1.2 ? '1 2 5' : y_last - y_first > 0.5 ? '1 1.5 2 3 5 7' : '1 1.1 1.2 1.3 1.5 1.7 2 2.5 3 5 7 8 9'
do for [k = int(floor(y_first)):int(ceil(y_last))] {
  do for [step in steps] {
    at = real(step) * 10.0**k
    if (log10(at) >= y_first && log10(at) <= y_last) { set ytics add (sprintf(at < 1 || at != floor(at) ? '%g' : '%.0f', at) at) }
  }
}
set grid xtics ytics
heading_text = text_axis
eval heading
set label 9004 text_size at screen 0.5, screen y_up(note_px + 14) center font ',12' textcolor rgb grey_dark
legend_y_px = title_px + 18
legend_px = canvas_w - legend_width(text_point) - legend_width(text_limits) - (trouble_max > 0 ? legend_width(text_trouble) : 0) + 10
legend_mark = '●'; legend_text = text_point; legend_colour = blue; eval legend
legend_mark = '━'; legend_text = text_limits; legend_colour = grey; eval legend
if (trouble_max > 0) { legend_mark = '▲'; legend_text = text_trouble; legend_colour = red; eval legend }
set arrow 1 from graph 0, first 1 to graph 1, first 1 nohead back linewidth 1 linecolor rgb grey
plot_x(v) = (log10(v) - x_first) / real(x_last - x_first) * plot_w
plot_y(v) = (log10(v) - y_first) / (y_last - y_first) * plot_h
eval no_names
stats data using (column(col_trouble) == 1 ? keep(column(col_far_place), plot_x(column(col_size)), plot_y(column(col_ratio))) : 0) nooutput
third = 10.0**(x_first + 0.62 * (x_last - x_first))
named(side) = kept(column(col_far_place)) && (column(col_size) > third) == side ? column(col_ratio) : NaN
short(text) = strlen(text) > (lang eq 'zh' ? 14 : 26) ? text[1:lang eq 'zh' ? 13 : 25].'…' : text
name(unused) = short(strcol(col_name)).' '.strcol(print_ratio)
within(v) = log10(v) > y_first && log10(v) < y_last ? v : NaN
# A stroke 10 pixels long at the department's size.
left(v) = maximum(10.0**x_first, v / 10**(5.0 / plot_w * (x_last - x_first)))
right(v) = v * 10**(5.0 / plot_w * (x_last - x_first))
kind(which) = column(col_trouble) == which ? column(col_ratio) : NaN
plot data using (left(column(col_size))):(within(column(col_low))):(right(column(col_size)) - left(column(col_size))):(0) with vectors nohead linewidth 1.5 linecolor rgb '#A8A8A8', \
     data using (left(column(col_size))):(within(column(col_high))):(right(column(col_size)) - left(column(col_size))):(0) with vectors nohead linewidth 1.5 linecolor rgb '#A8A8A8', \
     data using col_size:(kind(0)) with points pointtype 7 pointsize 0.7 linecolor rgb blue, \
     data using col_size:(kind(1)) with points pointtype 9 pointsize 1.1 linecolor rgb red, \
     data using col_size:(named(0)):(name(0)) with labels left offset 0.9, 0 font ',11' textcolor rgb grey_dark, \
     data using col_size:(named(1)):(name(0)) with labels right offset -0.9, 0 font ',11' textcolor rgb grey_dark

/* Charts that Excel and WPS draw themselves, from the cells of a table's sheet: they can be changed, copied
 * into a letter, and cost a thousandth of a picture. */
#include "base/text.h"
#include "report/escape.h"
#include "report/words.h"
#include "report/xlsx.h"

enum {
    WIDTH_LEAST = 620, /* pixels */
    WIDTH_EACH = 22,   /* of a category */
    HEIGHT = 400,
    HEIGHT_EACH = 24,    /* of a bar */
    HEIGHT_MOST = 1440,  /* on a printed page */
    DEFAULT_WIDTH = 480, /* of the library */
    DEFAULT_HEIGHT = 288
};

/* One chart: rows of a table on their sheet. */
typedef struct {
    Xlsx *xlsx;
    const Table *table;
    const TableChart *wish;
    const char *sheet;
    const size_t *columns; /* those that people see */
    size_t column_count, first, end;
} Drawing;

static lxw_col_t place_of(const Drawing *d, int column) {
    size_t at = 0;
    while (at < d->column_count && d->columns[at] != (size_t)column)
        at++;
    return (lxw_col_t)at;
}

/* In grey print the first one is darkest. */
static const lxw_color_t fills[] = {0x1F4E79, 0x6C9BC4, 0xC9A227, 0x8A8F98, 0xA7C4DD};
static const lxw_color_t lines[] = {0xB3261E, 0x55606E, 0xC9A227};
enum { FILLS = sizeof fills / sizeof *fills, LINES = sizeof lines / sizeof *lines };

static void add_series(const Drawing *d, lxw_chart *chart, size_t i, size_t nth) {
    lxw_row_t first = (lxw_row_t)(XLSX_ROW_FIRST + d->first), last = (lxw_row_t)(XLSX_ROW_FIRST + d->end - 1);
    lxw_col_t value = place_of(d, d->wish->values[i]), category = place_of(d, d->wish->category);
    lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
    if (!series) {
        xlsx_keep(d->xlsx, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return;
    }
    chart_series_set_categories(series, d->sheet, first, category, last, category);
    chart_series_set_values(series, d->sheet, first, value, last, value);
    chart_series_set_name_range(series, d->sheet, XLSX_ROW_HEAD, value);
    lxw_color_t color = d->wish->as_line[i] ? lines[nth % LINES] : fills[nth % FILLS];
    lxw_chart_line line = {.color = color,
                           .width = 1.75F,
                           .dash_type = d->wish->as_line[i] && nth % 2 ? LXW_CHART_LINE_DASH_DASH
                                                                       : LXW_CHART_LINE_DASH_SOLID};
    lxw_chart_line no_line = {.none = LXW_TRUE};
    lxw_chart_fill fill = {.color = color};
    bool dots = d->wish->kind == DRAW_DOTS && !d->wish->as_line[i];
    if (dots) {
        chart_series_set_marker_type(series, LXW_CHART_MARKER_CIRCLE);
        chart_series_set_marker_size(series, 6);
        chart_series_set_marker_fill(series, &fill);
        chart_series_set_marker_line(series, &line);
    }
    if (dots)
        chart_series_set_line(series, &no_line);
    else if (d->wish->kind == DRAW_LINE || d->wish->kind == DRAW_DOTS)
        chart_series_set_line(series, &line);
    else
        chart_series_set_fill(series, &fill);
}

static size_t add_all(const Drawing *d, lxw_chart *chart, bool as_line) {
    size_t nth = 0;
    for (size_t i = 0; i < d->wish->value_count; i++)
        if (d->wish->as_line[i] == as_line) add_series(d, chart, i, nth++);
    return nth;
}

static void set_axes(const Drawing *d, lxw_chart *chart) {
    const Column *value = &d->table->columns[d->wish->values[0]];
    const char *unit = value->unit[d->xlsx->document->lang];
    lxw_chart_font small = {.size = 9, .bold = LXW_FALSE};
    lxw_chart_line pale = {.color = 0xD5DAE1, .width = 0.75F};
    /* The library's x is the horizontal axis, of lying bars that of the values. */
    bool lying = d->wish->kind == DRAW_BAR;
    lxw_chart_axis *names = lying ? chart->y_axis : chart->x_axis,
                   *values = lying ? chart->x_axis : chart->y_axis;
    /* A name that begins with '=' would be a formula. */
    if (text_equal(unit, "%"))
        chart_axis_set_num_format(values, "0%");
    else if (unit && *unit && *unit != '=') {
        chart_axis_set_name(values, unit);
        chart_axis_set_name_font(values, &small);
    }
    chart_axis_set_num_font(names, &small);
    chart_axis_set_num_font(values, &small);
    chart_axis_major_gridlines_set_line(values, &pale);
    /* Below the bars, also below those of negative values. */
    chart_axis_set_label_position(names, LXW_CHART_AXIS_LABEL_POSITION_LOW);
    if (!lying) return;
    chart_axis_set_reverse(names); /* the first one on top, the numbers below the last one */
    chart_axis_set_crossing_max(names);
}

static size_t bounded(size_t value, size_t least, size_t most) {
    return value < least ? least : value > most ? most : value;
}

/* `top`: the row that stays on a page with the chart. */
static void draw(const Drawing *d, lxw_worksheet *charts, const char *title, size_t top, size_t *row) {
    static const uint8_t types[DRAW_COUNT] = {LXW_CHART_COLUMN, LXW_CHART_BAR, LXW_CHART_COLUMN_STACKED,
                                              LXW_CHART_LINE, LXW_CHART_LINE};
    lxw_chart *chart = workbook_add_chart(d->xlsx->book, types[d->wish->kind]);
    if (!chart) {
        xlsx_keep(d->xlsx, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return;
    }
    size_t series = add_all(d, chart, false);
    (void)add_all(d, chart, true);
    lxw_chart_font heading = {.size = 12, .bold = LXW_TRUE, .color = 0x1F3A5F};
    chart_title_set_name(chart, escape_plain(d->xlsx->arena, title, XLSX_ATTRIBUTE));
    chart_title_set_name_font(chart, &heading);
    set_axes(d, chart);
    if (d->wish->value_count == 1)
        chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
    else
        chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
    size_t count = d->end - d->first, bars = count * series;
    bool lying = d->wish->kind == DRAW_BAR;
    size_t width = lying ? XLSX_CHART_WIDTH : bounded(bars * WIDTH_EACH, WIDTH_LEAST, XLSX_CHART_WIDTH);
    size_t height = lying ? bounded(bars * HEIGHT_EACH + 110, HEIGHT, HEIGHT_MOST) : HEIGHT;
    lxw_chart_options options = {.x_scale = (double)width / DEFAULT_WIDTH,
                                 .y_scale = (double)height / DEFAULT_HEIGHT,
                                 .object_position = LXW_OBJECT_MOVE_DONT_SIZE,
                                 .description = escape_plain(d->xlsx->arena, title, XLSX_ATTRIBUTE)};
    xlsx_keep(d->xlsx, worksheet_insert_chart_opt(charts, (lxw_row_t)*row, 0, chart, &options));
    *row += height / XLSX_ROW_PIXELS + 2;
    xlsx_keep_together(d->xlsx, top, *row);
}

/* Where the run of rows with the same block ends. */
static size_t end_of(const Table *table, int block, size_t first) {
    if (block < 0) return table->row_count;
    const Column *column = &table->columns[block];
    size_t end = first + 1;
    while (end < table->row_count &&
           (column->type == COLUMN_TEXT ? text_equal(column->texts[end], column->texts[first])
                                        : column->integers[end] == column->integers[first]))
        end++;
    return end;
}

static bool has_values(const Drawing *d) {
    const Column *column = &d->table->columns[d->wish->values[0]];
    for (size_t row = d->first; row < d->end; row++)
        if (!table_cell_missing(column, row)) return true;
    return false;
}

void xlsx_draw(Xlsx *xlsx, lxw_worksheet *charts, const Block *block, const char *sheet, const char *title,
               size_t *row) {
    const Table *table = block->table;
    Drawing d = {.xlsx = xlsx, .table = table, .wish = table->chart, .sheet = sheet};
    d.columns = content_columns(xlsx->arena, table, &d.column_count);
    int drawn = 0, by = table->chart->block;
    if (table->row_count > XLSX_ROWS - XLSX_ROW_FIRST) return;
    for (size_t first = 0; first < table->row_count && drawn < XLSX_BLOCKS; first = d.end) {
        d.first = first;
        d.end = end_of(table, by, first);
        if (d.end - first < 2 || !has_values(&d)) continue;
        const char *part = by < 0 ? "" : table_cell_text(xlsx->arena, &table->columns[by], first, true);
        if (*part) part = arena_printf(xlsx->arena, "%s · %s", title, part);
        draw(&d, charts, *part ? part : title, drawn ? *row : *row - 1, row);
        drawn++;
    }
}

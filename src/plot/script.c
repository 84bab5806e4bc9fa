#include "plot/script.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/resource.h"
#include "plot/clean.h"

enum { TITLE_CELLS = 104, NOTE_CELLS = 164 };

/* Between the fields of a row. Not a comma: gnuplot 5.4 splits quoted texts at commas in strcol(). clean_text
 * lets no control character pass, so that no text contains it. */
static const char separator[] = "\037";

/* A missing value as people read it. */
static const char missing[] = "—";

static char *printed(Arena *arena, const Column *column, size_t row) {
    if (column->type == COLUMN_TEXT) return clean_text(arena, column->texts[row], PLOT_TEXT_CELLS);
    char *text = table_cell_text(arena, column, row, true);
    return *text ? text : arena_strdup(arena, missing);
}

/* The first and last year of the data's column `year`, or NULL when it has none. */
static const char *years_of(Arena *arena, const ChartJob *job) {
    int at = table_find(job->data, "year");
    if (at < 0 || job->data->columns[at].type != COLUMN_INT) return NULL;
    int64_t first = INT64_MAX, last = INT64_MIN;
    for (size_t row = 0; row < job->data->row_count; row++) {
        if (table_cell_missing(&job->data->columns[at], row)) continue;
        int64_t year = job->data->columns[at].integers[row];
        if (year < first) first = year;
        if (year > last) last = year;
    }
    if (first > last) return NULL;
    if (first == last) return arena_printf(arena, "%lld", (long long)last);
    return arena_printf(arena, "%lld%s%lld", (long long)first, job->lang == LANG_ZH ? "—" : "–",
                        (long long)last);
}

/* The fields of the job, {years}, then the columns of the first row. */
static TextField *make_fields(Arena *arena, const ChartJob *job, size_t *count) {
    const Table *data = job->data;
    *count = job->field_count;
    TextField *fields = ARENA_ARRAY(arena, TextField, job->field_count + data->column_count + 1);
    for (size_t i = 0; i < job->field_count; i++)
        fields[i] = job->fields[i];
    const char *years = years_of(arena, job);
    if (years) fields[(*count)++] = (TextField){"years", years};
    for (size_t i = 0; data->row_count && i < data->column_count; i++)
        fields[(*count)++] = (TextField){data->columns[i].name, printed(arena, &data->columns[i], 0)};
    return fields;
}

void script_fill_texts(Arena *arena, ChartJob *job) {
    size_t count;
    TextField *fields = make_fields(arena, job, &count);
    job->title = text_fill(arena, job->template->title[job->lang], fields, count);
    const char *note = text_fill(arena, job->template->note[job->lang], fields, count);
    const bool remark = job->remark && *job->remark;
    job->note = remark ? arena_printf(arena, "%s%s%s", note, *note ? " " : "", job->remark) : note;
    job->alternative = text_fill(arena, job->template->alternative[job->lang], fields, count);
}

static int room(size_t lines, int line_px) {
    return lines ? (int)lines * line_px + CAPTION_GAP : 0;
}

Caption script_caption(Arena *arena, const ChartJob *job) {
    Caption caption = {0};
    if (job->bare) return caption;
    caption.title = clean_lines(arena, job->title, TITLE_CELLS, &caption.title_count);
    caption.note = clean_lines(arena, job->note, NOTE_CELLS, &caption.note_count);
    caption.title_px = room(caption.title_count, CAPTION_TITLE_LINE);
    caption.note_px = room(caption.note_count, CAPTION_NOTE_LINE);
    return caption;
}

/* A number that gnuplot takes for a real one: 5 would be an integer there, and 5/2 = 2. */
static void append_real(Text *out, double value) {
    if (!isfinite(value)) {
        text_append(out, "NaN");
        return;
    }
    if (fabs(value) < 1e15 && value == trunc(value) && (value != 0 || !signbit(value))) {
        text_append_integer(out, (long long)value);
        text_append(out, ".0");
        return;
    }
    size_t before = out->size;
    text_appendf(out, "%.17g", value);
    if (strspn(out->data + before, "-0123456789") == out->size - before) text_append(out, ".0");
}

static int by_text(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

ScriptWords script_words(Arena *arena, const ChartTemplate *template) {
    ScriptWords words = {0};
    size_t capacity = 0, kept = 0;
    const char *texts[] = {template->head.body, template->height, resource_text("plots/style.gpi")};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        for (const char *at = texts[i] ? texts[i] : ""; *at;) {
            size_t length = 0;
            while (isalnum((unsigned char)at[length]) || at[length] == '_')
                length++;
            if (length) {
                ARENA_PUSH(arena, words.list, words.count, capacity);
                words.list[words.count++] = arena_strndup(arena, at, length);
            }
            at += length ? length : 1;
        }
    }
    if (words.count) qsort(words.list, words.count, sizeof *words.list, by_text);
    for (size_t i = 0; i < words.count; i++)
        if (kept == 0 || strcmp(words.list[kept - 1], words.list[i]) != 0) words.list[kept++] = words.list[i];
    words.count = kept;
    return words;
}

/* Is the variable PREFIX+NAME or NAME+SUFFIX used? */
static bool used(const ScriptWords *words, const char *start, const char *end) {
    char name[128], *key = name;
    int length = snprintf(name, sizeof name, "%s%s", start, end);
    return length > 0 && (size_t)length < sizeof name && words->count &&
           bsearch(&key, words->list, words->count, sizeof *words->list, by_text);
}

/* How a column stands in the data file. */
typedef struct {
    bool value, text;
} Shown;

static Shown *shown_columns(Arena *arena, const Table *data, const ScriptWords *words) {
    Shown *shown = ARENA_ARRAY(arena, Shown, data->column_count + 1);
    for (size_t i = 0; i < data->column_count; i++) {
        const Column *column = &data->columns[i];
        const bool text = column->type == COLUMN_TEXT;
        shown[i] = (Shown){.value = !text && used(words, "col_", column->name),
                           .text = used(words, text ? "col_" : "print_", column->name)};
    }
    return shown;
}

/* row >= row_count: a row of missing values. */
static void append_row(Arena *arena, Text *out, const Table *data, const Shown *shown, size_t row) {
    bool empty = row >= data->row_count;
    if (empty)
        text_append(out, "NaN");
    else
        text_append_integer(out, (long long)row);
    for (size_t i = 0; i < data->column_count; i++) {
        const Column *column = &data->columns[i];
        if (shown[i].value) {
            text_append(out, separator);
            append_real(out, empty ? NAN : table_cell_real(column, row));
        }
        if (!shown[i].text) continue;
        text_append(out, separator);
        text_append(out, "\"");
        text_append(out, empty ? missing : printed(arena, column, row));
        text_append(out, "\"");
    }
    text_append(out, "\n");
}

/* gnuplot 5.4 crashes on `with labels` when a file or block of one row gives no label, so that there are
 * always two. */
char *script_data(Arena *arena, const ChartJob *job, const ScriptWords *words, size_t *size) {
    Text out = {.arena = arena};
    const Table *data = job->data;
    const Shown *shown = shown_columns(arena, data, words);
    int block = table_find(data, "block");
    size_t in_block = 0;
    for (size_t row = 0; row < data->row_count; row++) {
        append_row(arena, &out, data, shown, row);
        in_block++;
        bool last = row + 1 == data->row_count;
        bool ends = last || (block >= 0 && table_cell_real(&data->columns[block], row) !=
                                               table_cell_real(&data->columns[block], row + 1));
        if (!ends) continue;
        if (in_block == 1) append_row(arena, &out, data, shown, data->row_count);
        if (!last) text_append(&out, "\n\n");
        in_block = 0;
    }
    *size = out.size;
    return out.data;
}

static void append_string(Arena *arena, Text *out, const char *prefix, const char *name, const char *value) {
    bool empty = !value || !*value;
    text_appendf(out, "%s%s = %s\n", prefix, name,
                 empty ? "''" : clean_quote(arena, clean_text(arena, value, 0)));
}

static void append_range(Text *out, const Column *column, const ScriptWords *words, size_t rows) {
    double low = NAN, high = NAN;
    size_t count = 0;
    for (size_t row = 0; row < rows; row++) {
        double value = table_cell_real(column, row);
        if (!isfinite(value)) continue;
        if (count++ == 0 || value < low) low = value;
        if (count == 1 || value > high) high = value;
    }
    const char *const names[] = {"_min", "_max"};
    for (int i = 0; i < 2; i++) {
        if (!used(words, column->name, names[i])) continue;
        text_appendf(out, "%s%s = ", column->name, names[i]);
        append_real(out, i ? high : low);
        text_append(out, "\n");
    }
    if (used(words, "count_", column->name)) text_appendf(out, "count_%s = %zu\n", column->name, count);
}

static void append_column(Arena *arena, Text *out, const ChartJob *job, const Column *column,
                          const ScriptWords *words, int *number) {
    if (used(words, "col_", column->name)) text_appendf(out, "col_%s = %d\n", column->name, (*number)++);
    if (column->type != COLUMN_TEXT) {
        if (used(words, "print_", column->name))
            text_appendf(out, "print_%s = %d\n", column->name, (*number)++);
        append_range(out, column, words, job->data->row_count);
    }
    if (used(words, "cells_", column->name)) {
        size_t cells = 0;
        for (size_t row = 0; row < job->data->row_count; row++) {
            size_t here = text_cells(printed(arena, column, row));
            if (here > cells) cells = here;
        }
        text_appendf(out, "cells_%s = %zu\n", column->name, cells);
    }
    if (used(words, "label_", column->name))
        append_string(arena, out, "label_", column->name, column->label[job->lang]);
    if (used(words, "unit_", column->name))
        append_string(arena, out, "unit_", column->name, column->unit[job->lang]);
}

static bool append_texts(Arena *arena, Text *out, const ChartJob *job, const ScriptWords *words, Err *err) {
    size_t count, pieces;
    TextField *fields = make_fields(arena, job, &count);
    const Head *head = &job->template->head;
    for (size_t i = 0; i < head->count; i++) {
        if (!text_starts(head->entries[i].key, "text.")) continue;
        const char *name = head->entries[i].key + strlen("text.");
        if (!clean_is_identifier(name))
            return err_set(err, ERR_SOURCE, "%s:%d: `%s` cannot be the name of a variable", head->name,
                           head->entries[i].line, name);
        if (!used(words, "text_", name)) continue;
        char **both = text_split(arena, head->entries[i].value, '|', &pieces);
        const char *text = pieces > (size_t)job->lang ? both[job->lang] : pieces ? both[0] : "";
        append_string(arena, out, "text_", name, text_fill(arena, text, fields, count));
    }
    return true;
}

/* SVG is drawn in CSS pixels; pixels and points of the other terminals are scaled to look the same. */
static void append_terminal(Arena *arena, Text *out, PictureKind kind, const char *output_name) {
    static const char *const terminals[] = {
        [PICTURE_SVG] = "svg size int(canvas_w),int(canvas_h) fixed font '" PLOT_FONT ",13'",
        [PICTURE_PNG] = "pngcairo size int(2*canvas_w),int(2*canvas_h) font '" PLOT_FONT
                        ",13' fontscale 1.5 linewidth 2 pointscale 2",
        [PICTURE_PDF] = "pdfcairo size canvas_w/96,canvas_h/96 font '" PLOT_FONT ",13' fontscale 0.75",
    };
    text_appendf(out, "set terminal %s noenhanced\nset output %s\n", terminals[kind],
                 output_name ? clean_quote(arena, output_name) : "");
}

bool script_variables(Arena *arena, const ChartJob *job, const ScriptWords *words, const Caption *caption,
                      const char *data_name, const char *output_name, char **script, Err *err) {
    Text out = {.arena = arena};
    int number = 2;
    text_append(&out, "apostrophe = sprintf('%c', 39)\nnewline = \"\\n\"\n");
    text_appendf(&out, "data = %s\nlang = '%s'\nrows = %zu\n", clean_quote(arena, data_name),
                 lang_names[job->lang], job->data->row_count);
    text_appendf(&out, "title_text = %s\ntitle_lines = %zu\n",
                 clean_join(arena, caption->title, caption->title_count), caption->title_count);
    text_appendf(&out, "note_text = %s\nnote_lines = %zu\n",
                 clean_join(arena, caption->note, caption->note_count), caption->note_count);
    for (size_t i = 0; i < job->data->column_count; i++) {
        const Column *column = &job->data->columns[i];
        if (!clean_is_identifier(column->name))
            return err_set(err, ERR_SOURCE, "%s: column `%s` of the query cannot be the name of a variable",
                           job->template->path, column->name);
        append_column(arena, &out, job, column, words, &number);
    }
    if (!append_texts(arena, &out, job, words, err)) return false;
    text_appendf(&out, "canvas_w = %d.0\ntitle_px = %d.0\nnote_px = %d.0\n", PLOT_WIDTH, caption->title_px,
                 caption->note_px);
    char *height = clean_text(arena, job->template->height, 0);
    text_appendf(&out, "canvas_h = floor(%s) + title_px + note_px\n", height);
    append_terminal(arena, &out, picture_kind(job->path), output_name);
    *script = out.data;
    return true;
}

/* The report: what stands in it, in which order. Tables and charts come in by the `chapter` of their heads.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "cmd/command.h"
#include "report/report.h"

/* Chapters in reading order; one without content is left out. */
static const char *const chapter_ids[] = {"overview", "quality", "flags",        "yoy",       "trends",
                                          "rates",    "scores",  "distribution", "structure", "targets",
                                          "survey",   "depts",   "definitions",  "sources"};

enum { FOLDED_FROM = 40 }; /* rows from which a table is folded in the report */

typedef struct {
    Batch *batch;
    Document *document;
    const ChartSet *svg, *png;
    int blocks; /* for unique ids */
} Writer;

static char *block_id(Writer *w, const char *name) {
    return arena_printf(w->batch->arena, "%s-%d", text_slug(w->batch->arena, name), ++w->blocks);
}

static void add_table(Writer *w, const Table *table, const char *caption, bool folded) {
    Block *block = document_block(w->document, BLOCK_TABLE, block_id(w, table->name));
    block->table = table;
    block->text = caption;
    block->collapsed = folded || table->row_count > FOLDED_FROM;
}

static const char *png_of(const Writer *w, const char *file) {
    for (size_t i = 0; w->png && i < w->png->count; i++)
        if (!w->png->jobs[i].failed && strcmp(w->png->instances[i].file, file) == 0)
            return w->png->jobs[i].path;
    return NULL;
}

static void add_chart(Writer *w, size_t at) {
    const ChartJob *job = &w->svg->jobs[at];
    if (job->failed) return;
    Block *block = document_block(w->document, BLOCK_CHART, w->svg->instances[at].file);
    block->text = job->title;
    block->note = job->note;
    block->alternative = job->alternative;
    block->svg = job->svg;
    block->data = job->data;
    block->data_file = arena_printf(w->batch->arena, "tables/chart-%s.csv", job->template->id);
    block->png = png_of(w, w->svg->instances[at].file);
    block->inline_only = !w->svg->instances[at].filed;
}

static void add_charts(Writer *w, const char *chapter, const char *dept) {
    for (size_t i = 0; i < w->svg->count; i++) {
        const Instance *instance = &w->svg->instances[i];
        if (strcmp(w->svg->jobs[i].template->chapter, chapter) != 0) continue;
        if (dept ? !instance->dept || strcmp(instance->dept, dept) != 0 : instance->dept != NULL) continue;
        add_chart(w, i);
    }
}

static bool query_table(Writer *w, const QueryFile *file, Table **table, Err *err) {
    if (!batch_query(w->batch, file->path, &file->head, file->sql, NULL, table, err)) return false;
    (*table)->name = file->id;
    return true;
}

static bool add_tables(Writer *w, const char *chapter, Err *err) {
    for (size_t i = 0; i < w->batch->file_count[QUERY_TABLE]; i++) {
        const QueryFile *file = &w->batch->files[QUERY_TABLE][i];
        Table *table;
        if (strcmp(file->chapter, chapter) != 0) continue;
        if (w->batch->dept_codes && strcmp(head_value_or(&file->head, "for", ""), "all") == 0) continue;
        if (!query_table(w, file, &table, err)) return false;
        if (table->row_count)
            add_table(w, table, NULL, strcmp(head_value_or(&file->head, "collapsed", ""), "yes") == 0);
    }
    return true;
}

/* --- the first screen --- */

static bool scalar(Writer *w, const char *sql, char **text, Err *err) {
    Table *t;
    const StoreParam params[] = {{.name = "first_year", .integer = w->batch->first_year},
                                 {.name = "last_year", .integer = w->batch->last_year}};
    if (!store_query(w->batch->arena, w->batch->store, "overview", sql, params, 2, &t, err)) return false;
    if (t->columns[0].type == COLUMN_INT) t->columns[0].type = COLUMN_FIXED; /* counts are grouped here */
    *text = t->row_count && !table_cell_missing(&t->columns[0], 0)
                ? table_cell_text(w->batch->arena, &t->columns[0], 0, true)
                : "";
    return true;
}

/* “of 109 listed” beside the departments with figures, when some have none. */
static bool listed_hint(Writer *w, const char *value, const char **hint, Err *err) {
    char *listed;
    static const char sql[] = "SELECT count(*) AS n FROM dept ORDER BY 1";
    if (!scalar(w, sql, &listed, err)) return false;
    if (strcmp(listed, value) != 0) *hint = say_with(w->batch->texts, "facts.listed", {"n", listed});
    return true;
}

static bool add_facts(Writer *w, Err *err) {
    static const struct {
        const char *key, *sql;
    } counts[] = {
        {"facts.depts", "SELECT count(DISTINCT dept_id) AS n FROM figure WHERE year BETWEEN :first_year AND "
                        ":last_year ORDER BY 1"},
        {"facts.figures",
         "SELECT count(*) AS n FROM figure_stage WHERE year BETWEEN :first_year AND :last_year ORDER BY 1"},
        {"facts.sources", "SELECT count(*) AS n FROM source WHERE kind = 'figures' ORDER BY 1"},
        {"facts.measures", "SELECT count(*) AS n FROM measure WHERE value IS NOT NULL AND year BETWEEN "
                           ":first_year AND :last_year ORDER BY 1"},
        {"facts.errors", "SELECT count(*) AS n FROM finding WHERE severity IN ('error', 'fatal') ORDER BY 1"},
        {"facts.warnings", "SELECT count(*) AS n FROM finding WHERE severity = 'warning' ORDER BY 1"},
    };
    enum { COUNT = sizeof counts / sizeof *counts };
    Arena *arena = w->batch->arena;
    Fact *facts = ARENA_ARRAY(arena, Fact, COUNT + 1);
    facts[0] = (Fact){.label = say(w->batch->texts, "facts.years"),
                      .value = w->batch->first_year == w->batch->last_year
                                   ? arena_printf(arena, "%d", w->batch->first_year)
                                   : arena_printf(arena, "%d–%d", w->batch->first_year, w->batch->last_year),
                      .hint = ""};
    for (size_t i = 0; i < COUNT; i++) {
        char *value;
        if (!scalar(w, counts[i].sql, &value, err)) return false;
        facts[i + 1] = (Fact){.label = say(w->batch->texts, counts[i].key), .value = value, .hint = ""};
        if (i == 0 && !listed_hint(w, value, &facts[i + 1].hint, err)) return false;
    }
    Block *block = document_block(w->document, BLOCK_FACTS, "facts");
    block->facts = facts;
    block->fact_count = COUNT + 1;
    return true;
}

/* One sentence per row that the query returns: its columns fill the text of `key`. */
static bool add_sentences(Writer *w, const char *key, const char *sql, Err *err) {
    Table *t;
    Arena *arena = w->batch->arena;
    const StoreParam params[] = {{.name = "first_year", .integer = w->batch->first_year},
                                 {.name = "last_year", .integer = w->batch->last_year},
                                 {.name = "rubric", .text = w->batch->rubric},
                                 {.name = "lang", .text = lang_names[w->batch->lang]}};
    if (!store_query(arena, w->batch->store, key, sql, params, 4, &t, err)) return false;
    for (size_t i = 0; i < t->column_count; i++) {
        Column *c = &t->columns[i];
        if (text_starts(c->name, "money_") && c->type == COLUMN_INT)
            (void)!spec_set_type(c, "money", w->batch->currency);
        if (text_starts(c->name, "points_") && c->type == COLUMN_INT)
            (void)!spec_set_type(c, "points", w->batch->currency);
        if (text_starts(c->name, "count_") && c->type == COLUMN_INT)
            (void)!spec_set_type(c, "pieces", w->batch->currency);
        if (c->type == COLUMN_REAL) c->decimals = text_starts(c->name, "about_") ? 1 : 2;
    }
    TextField *fields = ARENA_ARRAY(arena, TextField, t->column_count + 1);
    for (size_t row = 0; row < t->row_count; row++) {
        for (size_t i = 0; i < t->column_count; i++)
            fields[i] = (TextField){t->columns[i].name, table_cell_text(arena, &t->columns[i], row, true)};
        fields[t->column_count] = (TextField){"unit", w->batch->currency->unit[w->batch->lang]};
        document_paragraph(w->document,
                           text_fill(arena, say(w->batch->texts, key), fields, t->column_count + 1));
    }
    return true;
}

static const char biggest_change_sql[] =
    "SELECT d.name AS dept, y.year, y.current AS money_current, y.prior AS money_prior, abs(y.change) AS "
    "money_change,"
    "       CASE WHEN y.change < 0 THEN CASE WHEN :lang = 'zh' THEN '减少' ELSE 'fell' END"
    "            ELSE CASE WHEN :lang = 'zh' THEN '增加' ELSE 'rose' END END AS direction"
    "  FROM yoy y JOIN item i ON i.item_id = y.item_id JOIN dept d ON d.dept_id = y.dept_id"
    " WHERE i.code = 'expenditure' AND y.part_id = 0 AND y.month = 12 AND y.stage = 'actual' AND y.prior > 0"
    "   AND y.year = (SELECT max(f.year) FROM figure f JOIN item j ON j.item_id = f.item_id WHERE j.code = "
    "'expenditure'"
    "                 AND f.actual IS NOT NULL AND f.part_id = 0 AND f.month = 12 AND f.year BETWEEN "
    ":first_year AND "
    ":last_year)"
    " ORDER BY abs(y.change) DESC, d.code LIMIT 1";
static const char score_sql[] = "SELECT d.name AS dept, t.year, t.points AS points_total, t.stated AS "
                                "points_stated, t.computed AS points_computed,"
                                "       t.computed_full AS points_full, CASE WHEN :lang = 'zh' THEN "
                                "t.grade_zh ELSE t.grade_en END AS grade"
                                "  FROM total t JOIN dept d ON d.dept_id = t.dept_id"
                                " WHERE t.unscored = 0 AND t.year BETWEEN :first_year AND :last_year ORDER "
                                "BY t.year DESC, t.points DESC, d.code LIMIT 3";
static const char findings_sql[] = "SELECT count(*) FILTER (WHERE severity IN ('error', 'fatal')) AS errors,"
                                   "       count(*) FILTER (WHERE severity = 'warning') AS warnings, "
                                   "count(*) FILTER (WHERE severity = 'info') AS hints"
                                   "  FROM finding ORDER BY 1";
static const char over_sql[] =
    "SELECT CASE WHEN :lang = 'zh' THEN i.zh ELSE i.en END AS indicator, m.year, count(*) AS n,"
    "       count(*) FILTER (WHERE (i.better = 'lower' AND m.value > i.target) OR (i.better = 'higher' AND "
    "m.value < i.target)) AS beyond"
    "  FROM measure m JOIN indicator i ON i.indicator = m.indicator"
    "  JOIN (SELECT z.indicator, max(z.year) AS year FROM measure z WHERE z.value IS NOT NULL AND z.month = "
    "12"
    "         AND z.year BETWEEN :first_year AND :last_year GROUP BY z.indicator) l ON l.indicator = "
    "m.indicator AND l.year = m.year"
    " WHERE i.target IS NOT NULL AND i.chart = 1 AND i.better IN ('lower', 'higher') AND m.value IS NOT NULL "
    "AND m.month = 12"
    " GROUP BY i.indicator, i.zh, i.en, m.year, i.position"
    " HAVING count(*) FILTER (WHERE (i.better = 'lower' AND m.value > i.target) OR (i.better = 'higher' AND "
    "m.value < i.target)) > 0"
    " ORDER BY i.position";

/* Departments of the list that have no figure at all: who did not report comes first. */
static const char silent_sql[] = "SELECT d.name AS dept FROM dept d LEFT JOIN (SELECT DISTINCT dept_id FROM "
                                 "figure) f ON f.dept_id = d.dept_id"
                                 " WHERE f.dept_id IS NULL ORDER BY d.code LIMIT 20";

static bool add_overview(Writer *w, Err *err) {
    if (w->batch->dept_codes) return true; /* these sentences are about all departments */
    return add_facts(w, err) && add_sentences(w, "overview.findings", findings_sql, err) &&
           add_sentences(w, "overview.silent", silent_sql, err) &&
           add_sentences(w, "overview.score", score_sql, err) &&
           add_sentences(w, "overview.change", biggest_change_sql, err) &&
           add_sentences(w, "overview.beyond", over_sql, err);
}

/* What was tested, and how many of the flags chance alone would make: above the list. */
static const char flags_sql[] =
    "SELECT count(*) AS count_tests, count(DISTINCT v.indicator || ':' || v.dept_id || ':' || v.year) AS "
    "count_cells,"
    "       count(DISTINCT v.dept_id || ':' || v.year) AS count_depts,"
    "       (SELECT count(*) FROM flag) AS count_flags,"
    "       (SELECT count(*) FROM (SELECT DISTINCT g.dept_id, g.year FROM flag g)) AS count_dept_years,"
    "       (SELECT CAST(sum(s.expected) AS REAL) FROM screening s) AS about_expected"
    "  FROM screen_value v HAVING count(*) > 0 ORDER BY 1";

/* --- scores and departments --- */

static bool any_assessed(const Table *t, size_t first, size_t end) {
    for (size_t i = first; i < end; i++)
        if (strcmp(table_text(t, "status", i), "stated") == 0 ||
            strcmp(table_text(t, "status", i), "assessed") == 0)
            return true;
    return false;
}

/* The 评分表 of every reviewed department-year; one that nobody assessed is only in tables/scores.csv. */
static bool add_score_tables(Writer *w, const char *dept, Err *err) {
    const QueryFile *file = batch_table_file(w->batch, "scores");
    Table *t;
    if (!file || !query_table(w, file, &t, err)) return file == NULL;
    int year = table_find(t, "year");
    for (size_t first = 0, end; first < t->row_count; first = end) {
        for (end = first + 1; end < t->row_count &&
                              strcmp(table_text(t, "dept", end), table_text(t, "dept", first)) == 0 &&
                              t->columns[year].integers[end] == t->columns[year].integers[first];)
            end++;
        if (dept && strcmp(dept, table_text(t, "dept", first)) != 0) continue;
        if (!any_assessed(t, first, end)) continue;
        const char *caption = say_with(
            w->batch->texts, "scores.caption", {"dept", table_text(t, "dept_name", first)},
            {"year", arena_printf(w->batch->arena, "%lld", (long long)t->columns[year].integers[first])});
        add_table(w, batch_rows(w->batch, t, first, end), caption, false);
    }
    return true;
}

static bool add_departments(Writer *w, Err *err) {
    static const char sql[] = "SELECT code AS dept, name FROM dept ORDER BY code";
    Table *t;
    if (!store_query(w->batch->arena, w->batch->store, "departments", sql, NULL, 0, &t, err)) return false;
    for (size_t i = 0; i < t->row_count; i++) {
        const char *code = t->columns[0].texts[i];
        bool drawn = false;
        for (size_t k = 0; k < w->svg->count && !drawn; k++)
            drawn = w->svg->instances[k].dept && strcmp(w->svg->instances[k].dept, code) == 0 &&
                    !w->svg->jobs[k].failed;
        if (!drawn) continue;
        document_heading(w->document, 2,
                         arena_printf(w->batch->arena, "dept-%s-%zu", text_slug(w->batch->arena, code), i),
                         t->columns[1].texts[i]);
        add_charts(w, "depts", code);
        add_charts(w, "structure", code);
        add_charts(w, "rates", code);
    }
    return true;
}

/* --- the whole --- */

static bool add_chapter(Writer *w, const char *id, Err *err) {
    Document *document = w->document;
    document_chapter(document, id, say(w->batch->texts, arena_printf(w->batch->arena, "chapter.%s", id)));
    bool done = true;
    if (strcmp(id, "overview") == 0) done = add_overview(w, err);
    if (strcmp(id, "flags") == 0 && !w->batch->dept_codes)
        done = add_sentences(w, "flags.intro", flags_sql, err);
    bool whole = strcmp(id, "overview") != 0 || !w->batch->dept_codes;
    if (done && whole) add_charts(w, id, NULL);
    done = done && add_tables(w, id, err);
    if (strcmp(id, "scores") == 0) done = done && add_score_tables(w, NULL, err);
    if (strcmp(id, "depts") == 0) done = done && add_departments(w, err);
    if (done && document->chapters[document->chapter_count - 1].block_count == 0) document->chapter_count--;
    return done;
}

bool batch_footer(Batch *batch, const char **footer, const char **published, Err *err) {
    static const char sql[] = "SELECT max(published) AS day FROM source ORDER BY 1";
    Table *t;
    char *hash;
    if (!store_query(batch->arena, batch->store, "published", sql, NULL, 0, &t, err) ||
        !store_figures_hash(batch->arena, batch->store, &hash, err))
        return false;
    *published = t->row_count ? table_text(t, "day", 0) : "";
    *footer = say_with(batch->texts, "footer", {"version", JIXIAO_VERSION}, {"hash", hash},
                       {"published", *published});
    return true;
}

static bool set_titles(Writer *w, Err *err) {
    Batch *batch = w->batch;
    Document *d = w->document;
    if (!batch_footer(batch, &d->footer, &d->published, err)) return false;
    const Table *t = batch->datasets;
    Text title = {.arena = batch->arena};
    for (size_t i = 0; i < t->row_count; i++)
        text_appendf(&title, "%s%s", i ? say(batch->texts, "title.and") : "",
                     t->columns[batch->lang == LANG_ZH ? 5 : 6].texts[i]);
    d->title = say_with(batch->texts, "title", {"dataset", text_string(&title)});
    d->subtitle = say_with(batch->texts, batch->first_year == batch->last_year ? "subtitle.year" : "subtitle",
                           {"first_year", arena_printf(batch->arena, "%d", batch->first_year)},
                           {"last_year", arena_printf(batch->arena, "%d", batch->last_year)},
                           {"currency", batch->currency->unit[batch->lang]});
    for (size_t k = 0; batch->dept_codes && k < batch->options->dept_count; k++)
        d->subtitle = arena_printf(batch->arena, "%s%s%s", d->subtitle,
                                   k ? say(batch->texts, "title.and") : say(batch->texts, "subtitle.only"),
                                   batch->options->depts[k]);
    /* Where nothing was ever reorganised or recoded the two are the same. */
    static const char breaks_sql[] = "SELECT count(*) AS n FROM series_break ORDER BY 1";
    char *breaks;
    if (!scalar(w, breaks_sql, &breaks, err)) return false;
    if (strcmp(batch->basis, "like") == 0 || strcmp(breaks, "0") != 0)
        d->subtitle = arena_printf(batch->arena, "%s · %s", d->subtitle,
                                   say(batch->texts, arena_printf(batch->arena, "basis.%s", batch->basis)));
    return true;
}

static bool write_formats(Writer *w, const char *folder, Err *err) {
    for (size_t i = 0; i < report_format_count; i++) {
        const char *name = report_formats[i].name;
        if (!report_formats[i].reports) continue;
        char *path = arena_printf(w->batch->arena, "%s/report.%s", folder, name);
        if (!report_write(w->batch->arena, w->document, name, path, err)) return false;
    }
    return true;
}

bool batch_report(Batch *batch, const char *folder, const ChartSet *set, Err *err) {
    progress_stage(&batch->progress, "writing the report");
    /* Pictures for the workbook are made in a folder of their own, which does not stay. */
    char *scratch = file_join(batch->arena, folder, ".report-XXXXXX");
    if (!mkdtemp(scratch)) return err_set(err, ERR_SYSTEM, "%s: cannot be written", folder);
    ChartSet png;
    ChartWish pictures = {.folder = scratch, .suffix = "png", .bare = true, .no_depts = true, .hushed = true};
    Writer w = {.batch = batch, .document = document_new(batch->arena, batch->lang), .svg = set, .png = &png};
    bool done = batch_chart(batch, &pictures, &png, err) && set_titles(&w, err);
    for (size_t i = 0; done && i < sizeof chapter_ids / sizeof *chapter_ids; i++)
        done = add_chapter(&w, chapter_ids[i], err);
    done = done && write_formats(&w, folder, err);
    Staging leftover = {.arena = batch->arena, .staged = scratch};
    staging_abandon(&leftover);
    return done;
}

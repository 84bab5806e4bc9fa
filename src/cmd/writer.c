#include "cmd/writer.h"

#include <stdlib.h>
#include <string.h>

enum {
    FOLDED_FROM = 40, /* rows from which a table is folded in the report */
    CUT_FROM = 500,   /* rows from which a page shows only the first ones, and names the file */
    CUT_ROWS = 200,
    OPEN_CHARTS = 3 /* of one kind in a chapter; the others are folded */
};

static const char depts_sql[] = "SELECT code AS dept, name, dept_id FROM dept ORDER BY code";

bool writer_open(Writer *w, Err *err) {
    Table *t;
    if (!store_query(w->batch->arena, w->batch->store, "departments", depts_sql, NULL, 0, &t, err))
        return false;
    w->depts = t;
    return true;
}

bool writer_is_for(const QueryFile *file, const char *whom) {
    return strcmp(head_value_or(&file->head, "for", ""), whom) == 0;
}

char *writer_anchor(const Writer *w, int64_t dept_id) {
    return arena_printf(w->batch->arena, "dept-%lld", (long long)dept_id);
}

/* --- tables --- */

static int64_t dept_of(const Writer *w, const char *code) {
    size_t low = 0, high = w->depts->row_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = strcmp(w->depts->columns[0].texts[middle], code);
        if (order == 0) return w->depts->columns[2].integers[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return TABLE_MISSING;
}

/* The rows that a page shows lead from the department's name to its card. */
static void link_departments(const Writer *w, Table *t) {
    int code = table_find(t, "dept"), name = table_find(t, "dept_name");
    if (code < 0 || name < 0 || t->columns[code].type != COLUMN_TEXT || t->columns[name].type != COLUMN_TEXT)
        return;
    size_t rows = t->row_count > CUT_FROM ? CUT_ROWS : t->row_count;
    const char **anchors = ARENA_ARRAY(w->batch->arena, const char *, t->row_count + 1);
    for (size_t row = 0; row < rows; row++) {
        const char *of = t->columns[code].texts[row];
        int64_t id = of ? dept_of(w, of) : TABLE_MISSING;
        if (id != TABLE_MISSING) anchors[row] = writer_anchor(w, id);
    }
    t->columns[name].anchors = anchors;
}

bool writer_query(Writer *w, const QueryFile *file, Table **table, Err *err) {
    if (!batch_table(w->batch, file, table, err)) return false;
    link_departments(w, *table);
    return true;
}

static char *block_id(Writer *w, const char *name) {
    return arena_printf(w->batch->arena, "%s-%d", text_slug(w->batch->arena, name), ++w->blocks);
}

Block *writer_table(Writer *w, const Table *table, const char *caption, const char *folded) {
    Block *block = document_block(w->document, BLOCK_TABLE, block_id(w, table->name));
    block->table = table;
    block->text = caption;
    block->collapsed = strcmp(folded, "yes") == 0 || (!*folded && table->row_count > FOLDED_FROM);
    block->most_rows = table->row_count > CUT_FROM ? CUT_ROWS : 0;
    return block;
}

/* --- charts --- */

static const char *png_of(const Writer *w, const char *file) {
    for (size_t i = 0; w->png && i < w->png->count; i++)
        if (!w->png->jobs[i].failed && strcmp(w->png->instances[i].file, file) == 0)
            return w->png->jobs[i].path;
    return NULL;
}

static Block *add_chart(Writer *w, size_t at, bool of_dept) {
    const ChartJob *job = &w->svg->jobs[at];
    Block *block = document_block(w->document, BLOCK_CHART, w->svg->instances[at].file);
    block->text = job->title;
    block->note = job->note;
    block->alternative = job->alternative;
    block->svg = job->svg;
    block->data = job->data;
    block->data_file = arena_printf(w->batch->arena, "tables/chart-%s.csv", job->template->id);
    block->png = png_of(w, w->svg->instances[at].file);
    block->inline_only = !w->svg->instances[at].filed;
    block->place = of_dept ? PLACE_PAGE : PLACE_ALL;
    return block;
}

void writer_charts(Writer *w, const char *chapter, const char *dept) {
    const ChartTemplate *kind = NULL;
    size_t drawn = 0;
    for (size_t i = 0; i < w->svg->count; i++) {
        const Instance *instance = &w->svg->instances[i];
        if (strcmp(w->svg->jobs[i].template->chapter, chapter) != 0) continue;
        if (dept ? !instance->dept || strcmp(instance->dept, dept) != 0 : instance->dept != NULL) continue;
        if (w->svg->jobs[i].failed) continue;
        if (w->svg->jobs[i].template != kind) drawn = 0;
        kind = w->svg->jobs[i].template;
        add_chart(w, i, dept != NULL)->collapsed = drawn++ >= OPEN_CHARTS;
    }
}

/* --- sentences --- */

/* What an anchor is called: a chapter by its title, a department by the word for its card. */
static const char *anchor_title(const Writer *w, const char *anchor) {
    if (text_starts(anchor, "dept-")) return say(w->batch->texts, "evidence.card");
    return say(w->batch->texts, arena_printf(w->batch->arena, "chapter.%s", anchor));
}

void writer_sentence(Writer *w, const QueryFile *file, const Sentence *sentence) {
    Arena *arena = w->batch->arena;
    Text links = {.arena = arena};
    size_t count = 0;
    const char *gap = w->batch->lang == LANG_ZH ? "" : " ";
    char **anchors = text_split(arena, sentence->evidence ? sentence->evidence : "", ' ', &count);
    for (size_t i = 0; i < count; i++)
        if (*anchors[i])
            text_appendf(&links, "%s%s[%s](#%s)", links.size ? say(w->batch->texts, "title.and") : "",
                         links.size ? gap : "", anchor_title(w, anchors[i]), anchors[i]);
    Block *block = document_block(w->document, BLOCK_PARAGRAPH, NULL);
    block->text = sentence->text;
    if (links.size)
        block->text = arena_printf(arena, "%s%s%s", sentence->text, gap,
                                   say_with(w->batch->texts, "evidence", {"links", text_string(&links)}));
    if (head_value(&file->head, "point")) block->lead = file->label[w->batch->lang];
    block->boxed = head_value(&file->head, "boxed") != NULL;
}

/* The report: what stands in it, in which order. Tables, charts and sentences come in by the `chapter` of
 * their heads.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "cmd/writer.h"
#include "report/report.h"

/* Chapters in reading order; one without content is left out. */
static const char *const chapter_ids[] = {"overview",     "quality", "yoy",         "rates",     "scores",
                                          "distribution", "flags",   "trends",      "structure", "targets",
                                          "survey",       "depts",   "definitions", "sources"};

static bool is_place(Arena *arena, const char *path, const char *word, bool card, Err *err) {
    const char *const *places = card ? card_sections : chapter_ids;
    size_t count = card ? card_section_count : sizeof chapter_ids / sizeof *chapter_ids;
    Text all = {.arena = arena};
    for (size_t i = 0; i < count; i++) {
        if (strcmp(places[i], word) == 0) return true;
        text_appendf(&all, "%s%s", i ? both(", ") : "", places[i]);
    }
    return card
               ? err_set(err, ERR_SOURCE, "%s: `chapter: %s` is no section of a card; expected one of %s",
                         path, word, text_string(&all))
               : err_set(err, ERR_SOURCE, "%s: `chapter: %s` is no chapter of the report; expected one of %s",
                         path, word, text_string(&all));
}

/* What names no chapter would stand nowhere, and nobody would notice. */
static bool check_places(const Batch *batch, Err *err) {
    static const QueryKind kinds[] = {QUERY_TABLE, QUERY_SENTENCE};
    for (size_t i = 0; i < batch->template_count; i++) {
        const ChartTemplate *chart = &batch->templates[i];
        if (!is_place(batch->arena, chart->path, chart->chapter, chart->scope == CHART_DEPT, err))
            return false;
    }
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
        for (size_t i = 0; i < batch->file_count[kinds[k]]; i++) {
            const QueryFile *file = &batch->files[kinds[k]][i];
            if (*file->chapter &&
                !is_place(batch->arena, file->path, file->chapter, writer_is_for(file, "card"), err))
                return false;
        }
    return true;
}

/* Facts from a table of labels, values (words or numbers) and hints. */
static void add_facts(Writer *w, const Table *t) {
    Arena *arena = w->batch->arena;
    Fact *facts = ARENA_ARRAY(arena, Fact, t->row_count + 1);
    int number = table_find(t, "number");
    for (size_t row = 0; row < t->row_count; row++) {
        facts[row] = (Fact){.label = table_text(t, "label", row),
                            .value = table_text(t, "value", row),
                            .hint = table_text(t, "hint", row)};
        if (number >= 0 && !table_cell_missing(&t->columns[number], row))
            facts[row].value = table_cell_text(arena, &t->columns[number], row, true);
    }
    Block *block = document_block(w->document, BLOCK_FACTS, t->name);
    block->facts = facts;
    block->fact_count = t->row_count;
}

static bool add_tables(Writer *w, const char *chapter, bool facts, Err *err) {
    for (size_t i = 0; i < w->batch->file_count[QUERY_TABLE]; i++) {
        const QueryFile *file = &w->batch->files[QUERY_TABLE][i];
        const Head *head = &file->head;
        Table *table;
        if (strcmp(file->chapter, chapter) != 0 || writer_is_for(file, "card")) continue;
        if (w->batch->dept_codes && writer_is_for(file, "all")) continue;
        if ((strcmp(head_value_or(head, "show", ""), "facts") == 0) != facts) continue;
        if (!writer_query(w, file, &table, err)) return false;
        if (!table->row_count) continue;
        if (facts)
            add_facts(w, table);
        else
            writer_table(w, table, NULL, head_value_or(head, "collapsed", ""));
    }
    return true;
}

/* The sentences of a chapter are about all departments: under --dept they are left out. */
static bool add_sentences(Writer *w, const char *chapter, Err *err) {
    for (size_t i = 0; i < w->batch->file_count[QUERY_SENTENCE] && !w->batch->dept_codes; i++) {
        const QueryFile *file = &w->batch->files[QUERY_SENTENCE][i];
        SentenceList list;
        if (strcmp(file->chapter, chapter) != 0 || writer_is_for(file, "card")) continue;
        if (!sentences_make(w->batch, file, &list, err)) return false;
        for (size_t k = 0; k < list.count; k++)
            writer_sentence(w, file, &list.items[k]);
    }
    return true;
}

static bool add_chapter(Writer *w, Cards *cards, const char *id, Err *err) {
    Document *document = w->document;
    bool first = strcmp(id, "overview") == 0;
    document_chapter(document, id, say(w->batch->texts, arena_printf(w->batch->arena, "chapter.%s", id)));
    if (!add_tables(w, id, true, err) || !add_sentences(w, id, err)) return false;
    if (!first || !w->batch->dept_codes) writer_charts(w, id, NULL);
    if (!add_tables(w, id, false, err)) return false;
    if (strcmp(id, "depts") == 0) cards_add(cards);
    if (document->chapters[document->chapter_count - 1].block_count == 0)
        document->chapter_count--;
    else if (!first || !w->batch->dept_codes)
        writer_undrawn(w, &id, 1, NULL);
    return true;
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
    Table *breaks;
    if (!store_query(batch->arena, batch->store, "breaks", breaks_sql, NULL, 0, &breaks, err)) return false;
    if (strcmp(batch->basis, "like") == 0 || table_integer(breaks, "n", 0) != 0)
        d->subtitle = arena_printf(batch->arena, "%s · %s", d->subtitle,
                                   say(batch->texts, arena_printf(batch->arena, "basis.%s", batch->basis)));
    return true;
}

static bool write_formats(Writer *w, const char *folder, Err *err) {
    for (size_t i = 0; i < report_format_count; i++) {
        const char *name = report_formats[i].name;
        if (!report_formats[i].reports || !options_want(w->batch->options, name)) continue;
        char *path = arena_printf(w->batch->arena, "%s/report.%s", folder, name);
        progress_part(w->batch->progress, name);
        if (!report_write(w->batch->arena, w->document, name, path, err)) return false;
    }
    return true;
}

/* On paper links lead only to other places of the same paper. */
static bool write_pdf(Writer *w, const char *scratch, const char *folder, Err *err) {
    Arena *arena = w->batch->arena;
    Document paper = *w->document;
    char *page = file_join(arena, scratch, "report.html"), *profile = file_join(arena, scratch, "browser");
    if (!w->batch->options->pdf) return true;
    progress_stage(w->batch->progress, "printing the PDF");
    paper.link_count = 0;
    paper.bound = true;
    return file_make_folders(arena, profile, err) && report_write(arena, &paper, "html", page, err) &&
           pdf_print(arena, page, profile, file_join(arena, folder, "report.pdf"), err);
}

static bool write_report(Writer *w, const char *scratch, const char *folder, Err *err) {
    Cards *cards;
    progress_part(w->batch->progress, "chapters");
    if (!check_places(w->batch, err)) return false;
    if (!writer_open(w, err) || !set_titles(w, err) || !cards_open(w, &cards, err)) return false;
    for (size_t i = 0; i < sizeof chapter_ids / sizeof *chapter_ids; i++) {
        progress_count(w->batch->progress, "chapters", i + 1, sizeof chapter_ids / sizeof *chapter_ids);
        if (!add_chapter(w, cards, chapter_ids[i], err)) return false;
    }
    if (!write_formats(w, folder, err)) return false;
    progress_part(w->batch->progress, "cards");
    return (!options_want(w->batch->options, "html") || cards_write(cards, folder, err)) &&
           write_pdf(w, scratch, folder, err);
}

bool batch_report(Batch *batch, const char *folder, const ChartSet *set, Err *err) {
    progress_stage(batch->progress, "writing the report");
    progress_part(batch->progress, "pictures for the workbook");
    /* Pictures for the workbook are made in a folder of their own, which does not stay. */
    char *scratch = file_join(batch->arena, folder, ".report-XXXXXX");
    if (!mkdtemp(scratch)) return err_set(err, ERR_SYSTEM, "%s: cannot be written", folder);
    ChartSet png = {0};
    const bool pictured = options_want(batch->options, "charts") && options_want(batch->options, "xlsx");
    ChartWish pictures = {.folder = scratch, .suffix = "png", .bare = true, .only_run = true, .hushed = true};
    Writer w = {.batch = batch, .document = document_new(batch->arena, batch->lang), .svg = set, .png = &png};
    bool done =
        (!pictured || batch_chart(batch, &pictures, &png, err)) && write_report(&w, scratch, folder, err);
    file_remove_folder(scratch);
    return done;
}

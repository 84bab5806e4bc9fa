/* The documents of each department and year: sentences by section, then the scoring table, as a page, a
 * workbook and a text document. What nobody can compute is a blank, which the comments fill. */
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "cmd/sentences.h"
#include "report/report.h"

/* Sections in reading order; one without a sentence is left out. */
static const char *const section_ids[] = {"basics", "accounts", "execution", "scores", "problems", "remarks"};
enum { SECTION_COUNT = sizeof section_ids / sizeof *section_ids };

static const char blank_line[] = "________";

typedef struct {
    Batch *batch;
    SentenceList *lists; /* one for each file */
    const Table *comments, *scores, *totals;
    bool *used; /* of each comment */
    const char *footer, *published;
    char **files;
    size_t file_count, file_capacity;
} Desk;

/* One document under way. */
typedef struct {
    Desk *desk;
    Document *document;
    int64_t dept_id, year;
    const char **topics; /* of its blanks */
    size_t topic_count, topic_capacity;
} Paper;

static const char comments_sql[] =
    "SELECT c.dept_id, c.year, c.topic, c.text, s.name AS file, (c.origin - s.first_origin) / s.columns AS "
    "line,"
    "       (c.origin - s.first_origin) % s.columns + 1 AS field"
    "  FROM comment c JOIN source s ON c.origin >= s.first_origin AND c.origin < s.end_origin"
    " ORDER BY c.dept_id, c.topic, c.year, c.date, c.origin";
static const char papers_sql[] = "SELECT d.code AS dept, d.name, r.dept_id, r.year FROM"
                                 " (SELECT dept_id, year FROM figure WHERE month = 12"
                                 "  UNION SELECT dept_id, year FROM total) r"
                                 " JOIN dept d ON d.dept_id = r.dept_id ORDER BY d.code, r.year";

static const char totals_sql[] = "SELECT dept_id, year, full - dropped_full AS full, points,"
                                 " CASE WHEN :lang = 'zh' THEN grade_zh ELSE grade_en END AS grade"
                                 " FROM total ORDER BY dept_id, year";

/* --- blanks --- */

/* The latest comment on the topic of that year or earlier; its row, or row_count when there is none. */
static size_t find_comment(const Paper *paper, const char *topic) {
    const Table *t = paper->desk->comments;
    size_t found = t->row_count;
    for (size_t i = 0; i < t->row_count; i++) {
        if (table_integer(t, "dept_id", i) != paper->dept_id || strcmp(table_text(t, "topic", i), topic) != 0)
            continue;
        if (table_integer(t, "year", i) == paper->year) paper->desk->used[i] = true;
        if (table_integer(t, "year", i) <= paper->year) found = i;
    }
    return found;
}

/* The sentence with what stands in its blank; *mark is the topic as long as nobody has written anything. */
static const char *complete(Paper *paper, const Sentence *sentence, const char **mark) {
    const Batch *batch = paper->desk->batch;
    *mark = NULL;
    if (!sentence->topic) return sentence->text;
    ARENA_PUSH(batch->arena, paper->topics, paper->topic_count, paper->topic_capacity);
    paper->topics[paper->topic_count++] = sentence->topic;
    const Table *t = paper->desk->comments;
    size_t at = find_comment(paper, sentence->topic);
    const char *blank = blank_line;
    if (at < t->row_count && table_integer(t, "year", at) == paper->year) {
        blank = table_text(t, "text", at);
    } else if (!sentence->asked) {
        return sentence->text;
    } else {
        *mark = arena_printf(batch->arena, batch->lang == LANG_ZH ? "〔%s〕" : "[%s]", sentence->topic);
        if (at < t->row_count)
            blank = say_with(
                batch->texts, "paper.before", {"blank", blank_line},
                {"year", arena_printf(batch->arena, "%lld", (long long)table_integer(t, "year", at))},
                {"text", table_text(t, "text", at)});
    }
    const char *asked = text_fill(batch->arena, sentence->ask, &(TextField){"blank", blank}, 1);
    return arena_printf(batch->arena, "%s%s", sentence->text, asked);
}

/* The blank that was meant: written nearly so, or without what stands in front of it. */
static const char *nearest_topic(const Paper *paper, const char *topic) {
    for (size_t i = 0; i < paper->topic_count; i++)
        if (text_ends(paper->topics[i], arena_printf(paper->desk->batch->arena, ":%s", topic)))
            return paper->topics[i];
    return text_nearest(topic, paper->topics, paper->topic_count);
}

/* Comments of this department and year that found no blank. */
static void tell_unused(const Paper *paper) {
    const Table *t = paper->desk->comments;
    for (size_t i = 0; i < t->row_count; i++) {
        if (paper->desk->used[i] || table_integer(t, "dept_id", i) != paper->dept_id ||
            table_integer(t, "year", i) != paper->year)
            continue;
        const char *topic = table_text(t, "topic", i);
        const char *nearest = nearest_topic(paper, topic);
        batch_note(
            paper->desk->batch,
            "warning: %s:%lld:%lld: topic `%s` is no blank of this department's document of %lld%s%s%s",
            table_text(t, "file", i), (long long)table_integer(t, "line", i),
            (long long)table_integer(t, "field", i), topic, (long long)paper->year,
            nearest ? both("; did you mean `") : "", nearest ? nearest : "", nearest ? both("`?") : "");
    }
}

/* --- one document --- */

static void add_section(Paper *paper, const char *id, int *number) {
    const Batch *batch = paper->desk->batch;
    const char *title = say(batch->texts, arena_printf(batch->arena, "paper.section.%s", id));
    size_t count, numeral_count;
    char **numerals = text_split(batch->arena, say(batch->texts, "paper.numerals"), ' ', &numeral_count);
    title = say_with(batch->texts, "paper.heading", {"n", numerals[(size_t)*number % numeral_count]},
                     {"title", title});
    Chapter *chapter = document_chapter(paper->document, id, title);
    for (size_t i = 0; i < batch->file_count[QUERY_SENTENCE]; i++) {
        const SentenceList *list = &paper->desk->lists[i];
        if (!list->section || strcmp(list->section, id) != 0) continue;
        const Sentence *sentences = sentences_of(list, paper->dept_id, paper->year, &count);
        for (size_t k = 0; k < count; k++) {
            const char *mark, *text = complete(paper, &sentences[k], &mark);
            Block *block = document_block(paper->document, BLOCK_PARAGRAPH, NULL);
            block->text = text;
            block->note = mark;
        }
    }
    if (chapter->block_count)
        (*number)++;
    else
        paper->document->chapter_count--;
}

/* What counts, as a last row: full points that apply and points. */
static void add_sum(const Paper *paper, Table *sheet) {
    const Table *totals = paper->desk->totals;
    for (size_t i = 0; i < totals->row_count; i++) {
        if (table_integer(totals, "dept_id", i) != paper->dept_id ||
            table_integer(totals, "year", i) != paper->year)
            continue;
        size_t row = table_row(sheet);
        table_set_text(sheet, row, "level1_name", say(paper->desk->batch->texts, "paper.sheet.sum"));
        table_set_integer(sheet, row, "full", table_integer(totals, "full", i));
        table_set_integer(sheet, row, "points", table_integer(totals, "points", i));
        table_set_text(sheet, row, "calculation", table_text(totals, "grade", i));
        for (size_t k = 0; k < sheet->column_count; k++)
            if (sheet->columns[k].type == COLUMN_TEXT && !sheet->columns[k].texts[row])
                sheet->columns[k].texts[row] = "";
        return;
    }
}

/* The rows of the scoring table of this department and year, and under them their sum. */
static void add_scores(Paper *paper, const char *dept) {
    const Batch *batch = paper->desk->batch;
    const Table *t = paper->desk->scores;
    size_t first = 0, end;
    while (first < t->row_count && (strcmp(table_text(t, "dept", first), dept) != 0 ||
                                    table_integer(t, "year", first) != paper->year))
        first++;
    for (end = first; end < t->row_count && strcmp(table_text(t, "dept", end), dept) == 0 &&
                      table_integer(t, "year", end) == paper->year;)
        end++;
    if (first == end) return;
    document_chapter(paper->document, "sheet", say(batch->texts, "paper.sheet"));
    Block *block = document_block(paper->document, BLOCK_TABLE, "scores");
    Table *sheet = batch_rows(batch, t, first, end, true);
    add_sum(paper, sheet);
    block->table = sheet;
    block->text = say(batch->texts, "paper.sheet.caption");
}

static bool write_paper(Paper *paper, const char *folder, const char *name, Err *err) {
    Arena *arena = paper->desk->batch->arena;
    for (size_t i = 0; i < report_format_count; i++) {
        const ReportFormat *format = &report_formats[i];
        if (!format->documents) continue;
        char *file = arena_printf(arena, "%s.%s", name, format->name);
        if (!format->write(arena, paper->document, file_join(arena, folder, file), err)) return false;
        Desk *desk = paper->desk;
        ARENA_PUSH(arena, desk->files, desk->file_count, desk->file_capacity);
        desk->files[desk->file_count++] = file;
    }
    return true;
}

static bool make_paper(Desk *desk, const Table *papers, size_t row, const char *folder, Err *err) {
    Batch *batch = desk->batch;
    const char *dept = table_text(papers, "dept", row);
    Paper paper = {.desk = desk,
                   .document = document_new(batch->arena, batch->lang),
                   .dept_id = table_integer(papers, "dept_id", row),
                   .year = table_integer(papers, "year", row)};
    const char *year = arena_printf(batch->arena, "%lld", (long long)paper.year);
    int number = 0;
    for (size_t i = 0; i < SECTION_COUNT; i++)
        add_section(&paper, section_ids[i], &number);
    add_scores(&paper, dept);
    paper.document->title = say_with(batch->texts, "paper.title", {"dept", table_text(papers, "name", row)});
    paper.document->subtitle = say_with(batch->texts, "paper.subtitle", {"year", year});
    paper.document->published = desk->published;
    paper.document->footer = desk->footer;
    tell_unused(&paper);
    char *name =
        arena_printf(batch->arena, "%s-%s", batch_dept_file(batch->arena, dept, paper.dept_id), year);
    return write_paper(&paper, folder, name, err);
}

/* --- all of them --- */

static bool open_desk(Desk *desk, Err *err) {
    Batch *batch = desk->batch;
    const QueryFile *scores = batch_table_file(batch, "scores");
    const Head none = {.name = "documents"};
    Table *comments, *totals, *table = table_new(batch->arena, "scores");
    if (!batch_footer(batch, &desk->footer, &desk->published, err) ||
        !store_query(batch->arena, batch->store, "comments", comments_sql, NULL, 0, &comments, err) ||
        !batch_query(batch, "totals", &none, totals_sql, &totals, err) ||
        (scores && !batch_query(batch, scores->path, &scores->head, scores->sql, &table, err)))
        return false;
    desk->comments = comments;
    desk->totals = totals;
    desk->scores = table;
    desk->used = ARENA_ARRAY(batch->arena, bool, comments->row_count + 1);
    desk->lists = ARENA_ARRAY(batch->arena, SentenceList, batch->file_count[QUERY_SENTENCE] + 1);
    for (size_t i = 0; i < batch->file_count[QUERY_SENTENCE]; i++)
        if (head_value(&batch->files[QUERY_SENTENCE][i].head, "section") &&
            !sentences_make(batch, &batch->files[QUERY_SENTENCE][i], &desk->lists[i], err))
            return false;
    return true;
}

bool batch_documents(Batch *batch, const char *folder, char ***files, size_t *count, Err *err) {
    Desk desk = {.batch = batch};
    Head none = {.name = "documents"};
    Table *papers;
    progress_stage(batch->progress, "writing documents");
    if (!file_make_folders(batch->arena, folder, err) || !open_desk(&desk, err) ||
        !batch_query(batch, "documents", &none, papers_sql, &papers, err))
        return false;
    for (size_t row = 0; row < papers->row_count; row++) {
        progress_count(batch->progress, "documents", row, papers->row_count);
        if (!make_paper(&desk, papers, row, folder, err)) return false;
    }
    *files = desk.files;
    *count = desk.file_count;
    return true;
}

static bool documents_steps(Batch *batch, Err *err) {
    Staging staging;
    char **files;
    size_t count;
    if (!batch_fresh(batch, err) || !staging_open(batch->arena, batch->options->out, &staging, err))
        return false;
    char *folder = file_join(batch->arena, staging.staged, "documents");
    if (!batch_documents(batch, folder, &files, &count, err) || !staging_commit(&staging, err)) {
        staging_abandon(&staging);
        return false;
    }
    for (size_t i = 0; i < count; i++)
        printf("%s/documents/%s\n", batch->options->out, files[i]);
    return true;
}

bool command_documents(const Options *options, int *status, Err *err) {
    (void)status;
    Options named = *options;
    if (!options->out) return err_set(err, ERR_USAGE, "-o OUT is needed; see --help");
    if (options->word_count) {
        named.depts = options->words;
        named.dept_count = options->word_count;
    }
    return batch_with_database(&named, STORE_READ, documents_steps, NULL, err);
}

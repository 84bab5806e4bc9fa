/* The cards: what is known of one department, inside the report or, when there are many, as pages of their
 * own. A table or sentence with `for: card` stands in the section that its `chapter` names, and so does every
 * chart of a department. */
#include <string.h>

#include "base/abreast.h"
#include "base/file.h"
#include "cmd/writer.h"
#include "report/report.h"

enum { PAGES_FROM = 41 }; /* departments from which the cards are pages of their own */

/* Sections in reading order; one without content is left out. */
const char *const card_sections[] = {"overview",  "rates",   "scores", "flags",   "trends",
                                     "structure", "targets", "survey", "comments"};
enum { SECTION_COUNT = sizeof card_sections / sizeof *card_sections };
const size_t card_section_count = SECTION_COUNT;

typedef struct {
    const QueryFile *file;
    Table *table;
    size_t at; /* where the next department's rows are expected */
} CardTable;

typedef struct {
    const QueryFile *file;
    SentenceList list;
} CardSentences;

typedef struct {
    const char *code, *name, *anchor, *file;
    int64_t id;
} Subject;

struct Cards {
    Writer *writer;
    CardTable *tables;
    CardSentences *sentences;
    size_t table_count, sentence_count;
    Subject *subjects;
    size_t subject_count;
};

/* --- reading --- */

static bool read_contents(Cards *cards, Err *err) {
    Writer *w = cards->writer;
    const Batch *batch = w->batch;
    cards->tables = ARENA_ARRAY(batch->arena, CardTable, batch->file_count[QUERY_TABLE] + 1);
    cards->sentences = ARENA_ARRAY(batch->arena, CardSentences, batch->file_count[QUERY_SENTENCE] + 1);
    for (size_t i = 0; i < batch->file_count[QUERY_TABLE]; i++) {
        CardTable *card = &cards->tables[cards->table_count];
        card->file = &batch->files[QUERY_TABLE][i];
        if (!writer_is_for(card->file, "card")) continue;
        if (!writer_query(w, card->file, &card->table, err)) return false;
        if (table_find(card->table, "dept") < 0)
            return err_set(err, ERR_SOURCE, "%s: a table for cards needs a column `dept`", card->file->path);
        cards->table_count++;
    }
    for (size_t i = 0; i < batch->file_count[QUERY_SENTENCE]; i++) {
        CardSentences *card = &cards->sentences[cards->sentence_count];
        card->file = &batch->files[QUERY_SENTENCE][i];
        if (!writer_is_for(card->file, "card")) continue;
        if (!sentences_make(w->batch, card->file, &card->list, err)) return false;
        cards->sentence_count++;
    }
    return true;
}

/* The next run of rows of this department; false when there is none. */
static bool rows_of(CardTable *card, const char *code, size_t *first, size_t *end) {
    const Table *t = card->table;
    const Column *dept = &t->columns[table_find(t, "dept")];
    size_t at = card->at;
    if (at >= t->row_count || !text_equal(dept->texts[at], code))
        for (at = 0; at < t->row_count && !text_equal(dept->texts[at], code);)
            at++;
    if (at == t->row_count) return false;
    *first = at;
    while (at < t->row_count && text_equal(dept->texts[at], code))
        at++;
    *end = card->at = at;
    return true;
}

/* --- one card --- */

static bool has_value(const Table *t, const char *column, size_t first, size_t end) {
    int at = table_find(t, column);
    for (size_t row = first; at >= 0 && row < end; row++)
        if (!table_cell_missing(&t->columns[at], row)) return true;
    return false;
}

/* One table of the rows, or with `split: COLUMN NEEDED` one for each value of that column, the last one first
 * and open; one where NEEDED has no value at all is left out. */
static void add_rows(Writer *w, const CardTable *card, size_t first, size_t end) {
    const Batch *batch = w->batch;
    const Head *head = &card->file->head;
    const char *folded = head_value_or(head, "collapsed", "");
    size_t words;
    char **split = text_split(batch->arena, head_value_or(head, "split", ""), ' ', &words);
    int by = words > 0 ? table_find(card->table, split[0]) : -1;
    const char *title = card->table->title[batch->lang];
    for (size_t last = end, from; last > first; last = from) {
        from = first;
        if (by >= 0) {
            const Column *c = &card->table->columns[by];
            for (from = last - 1; from > first && c->integers[from - 1] == c->integers[last - 1];)
                from--;
            if (words > 1 && !has_value(card->table, split[1], from, last)) continue;
            title = say_with(batch->texts, "card.split", {"title", card->table->title[batch->lang]},
                             {"value", table_cell_text(batch->arena, c, from, true)});
        }
        writer_table(w, batch_rows(batch, card->table, from, last, by >= 0), title,
                     last < end ? "yes" : folded)
            ->place = PLACE_PAGE;
    }
}

static void add_section(Cards *cards, const Subject *subject, const char *section) {
    Writer *w = cards->writer;
    size_t first, end;
    for (size_t i = 0; i < cards->sentence_count; i++) {
        const CardSentences *card = &cards->sentences[i];
        for (size_t k = 0; strcmp(card->file->chapter, section) == 0 && k < card->list.count; k++)
            if (card->list.items[k].dept_id == subject->id)
                writer_sentence(w, card->file, &card->list.items[k]);
    }
    writer_charts(w, section, subject->code);
    for (size_t i = 0; i < cards->table_count; i++) {
        CardTable *card = &cards->tables[i];
        if (strcmp(card->file->chapter, section) == 0 && rows_of(card, subject->code, &first, &end))
            add_rows(w, card, first, end);
    }
    if (strcmp(section, "comments") == 0) {
        document_paragraph(w->document, say(w->batch->texts, "card.room"));
        Chapter *chapter = &w->document->chapters[w->document->chapter_count - 1];
        chapter->blocks[chapter->block_count - 1].boxed = true;
    }
}

static const char *section_title(const Cards *cards, const char *section) {
    const Batch *batch = cards->writer->batch;
    return say(batch->texts, arena_printf(batch->arena, "card.%s", section));
}

/* Into the last chapter, below the department's name. A section that stays empty leaves no heading. */
static void add_card(Cards *cards, const Subject *subject) {
    Document *document = cards->writer->document;
    Arena *arena = cards->writer->batch->arena;
    const char *shown[SECTION_COUNT];
    size_t shown_count = 0;
    document_heading(document, 2, subject->anchor, subject->name);
    for (size_t i = 0; i < SECTION_COUNT; i++) {
        Chapter *chapter = &document->chapters[document->chapter_count - 1];
        document_heading(document, 3, arena_printf(arena, "%s-%s", subject->anchor, card_sections[i]),
                         section_title(cards, card_sections[i]));
        size_t before = chapter->block_count;
        add_section(cards, subject, card_sections[i]);
        if (chapter->block_count == before)
            chapter->block_count--;
        else
            shown[shown_count++] = card_sections[i];
    }
    writer_undrawn(cards->writer, shown, shown_count, subject->code);
}

/* --- all of them --- */

static bool has_rows(Cards *cards, const Subject *subject) {
    const Writer *w = cards->writer;
    size_t first, end;
    for (size_t i = 0; i < cards->table_count; i++)
        if (rows_of(&cards->tables[i], subject->code, &first, &end)) return true;
    for (size_t i = 0; i < w->svg->count; i++)
        if (!w->svg->jobs[i].failed && w->svg->instances[i].dept &&
            strcmp(w->svg->instances[i].dept, subject->code) == 0)
            return true;
    return false;
}

/* The departments of which something is known. */
static void choose_subjects(Cards *cards) {
    const Writer *w = cards->writer;
    const Table *t = w->depts;
    Arena *arena = w->batch->arena;
    cards->subjects = ARENA_ARRAY(arena, Subject, t->row_count + 1);
    for (size_t row = 0; row < t->row_count; row++) {
        const char *code = t->columns[0].texts[row];
        int64_t id = t->columns[2].integers[row];
        Subject subject = {.code = code,
                           .name = t->columns[1].texts[row],
                           .id = id,
                           .anchor = writer_anchor(w, id),
                           .file = arena_printf(arena, "dept/%s.html", batch_dept_file(arena, code, id))};
        if (batch_wants_dept(w->batch, code) && has_rows(cards, &subject))
            cards->subjects[cards->subject_count++] = subject;
    }
}

bool cards_are_pages(const Cards *cards) {
    return cards->subject_count >= PAGES_FROM;
}

/* From the report to its pages. */
static void link_pages(const Cards *cards) {
    Writer *w = cards->writer;
    DocumentLink *links = ARENA_ARRAY(w->batch->arena, DocumentLink, cards->subject_count + 1);
    for (size_t i = 0; i < cards->subject_count; i++)
        links[i] = (DocumentLink){cards->subjects[i].anchor, cards->subjects[i].file};
    w->document->links = links;
    w->document->link_count = cards->subject_count;
}

bool cards_open(Writer *writer, Cards **made, Err *err) {
    Cards *cards = ARENA_NEW(writer->batch->arena, Cards);
    *cards = (Cards){.writer = writer};
    if (!read_contents(cards, err)) return false;
    choose_subjects(cards);
    if (cards_are_pages(cards)) link_pages(cards);
    *made = cards;
    return true;
}

void cards_add(Cards *cards) {
    Writer *w = cards->writer;
    for (size_t i = 0; i < cards->subject_count && !cards_are_pages(cards); i++)
        add_card(cards, &cards->subjects[i]);
    for (size_t i = 0; i < cards->table_count; i++)
        if (cards->tables[i].table->row_count)
            writer_table(w, cards->tables[i].table, NULL, "yes")->place = PLACE_BOOK;
}

/* --- pages --- */

/* Back to the report and its chapters, and to the page before and behind. */
static void set_steps(const Cards *cards, size_t at, Document *page) {
    const Writer *w = cards->writer;
    Arena *arena = w->batch->arena;
    DocumentStep *steps = ARENA_ARRAY(arena, DocumentStep, 3);
    const struct {
        const char *key;
        bool there;
        size_t of;
    } sides[] = {{"card.before", at > 0, at - 1}, {"card.after", at + 1 < cards->subject_count, at + 1}};
    steps[page->step_count++] = (DocumentStep){say(w->batch->texts, "card.back"), "../report.html#depts"};
    for (size_t i = 0; i < 2; i++)
        if (sides[i].there) {
            const Subject *other = &cards->subjects[sides[i].of];
            const char *words = say_with(w->batch->texts, sides[i].key, {"dept", other->name});
            steps[page->step_count++] = (DocumentStep){words, other->file + strlen("dept/")};
        }
    page->steps = steps;
}

static Document *new_page(const Cards *cards, const Document *report, size_t at) {
    Arena *arena = cards->writer->batch->arena;
    Document *page = document_new(arena, report->lang);
    page->title = cards->subjects[at].name;
    page->subtitle = report->title;
    page->published = report->published;
    page->footer = report->footer;
    page->root = "../";
    set_steps(cards, at, page);
    return page;
}

static Document *make_page(Cards *cards, const Document *report, const DocumentLink *links, size_t link_count,
                           size_t at) {
    Writer *w = cards->writer;
    const Subject *subject = &cards->subjects[at];
    Document *page = new_page(cards, report, at);
    page->links = links;
    page->link_count = link_count;
    w->document = page;
    for (size_t i = 0; i < SECTION_COUNT; i++) {
        Chapter *chapter = document_chapter(page, arena_printf(w->batch->arena, "card-%s", card_sections[i]),
                                            section_title(cards, card_sections[i]));
        add_section(cards, subject, card_sections[i]);
        if (!chapter->block_count) page->chapter_count--;
    }
    return page;
}

/* Pages that are written side by side. */
typedef struct {
    const Cards *cards;
    const char *folder;
    Document *const *pages;
    Err *errs; /* of each; nothing where it is written */
} Writing;

static void write_one(Arena *arena, size_t i, void *user) {
    const Writing *writing = user;
    const char *path = file_join(arena, writing->folder, writing->cards->subjects[i].file);
    (void)!report_write(arena, writing->pages[i], "html", path, &writing->errs[i]);
}

bool cards_write(Cards *cards, const char *folder, Err *err) {
    Writer *w = cards->writer;
    Arena *arena = w->batch->arena;
    Document *report = w->document;
    if (!cards_are_pages(cards)) return true;
    /* A page's evidence is in the report's chapters, and on other pages. */
    DocumentLink *links = ARENA_ARRAY(arena, DocumentLink, report->chapter_count + cards->subject_count);
    size_t count = 0;
    for (size_t i = 0; i < report->chapter_count; i++)
        links[count++] = (DocumentLink){report->chapters[i].id,
                                        arena_printf(arena, "../report.html#%s", report->chapters[i].id)};
    for (size_t i = 0; i < cards->subject_count; i++)
        links[count++] = (DocumentLink){cards->subjects[i].anchor, cards->subjects[i].file + strlen("dept/")};
    Document **pages = ARENA_ARRAY(arena, Document *, cards->subject_count);
    for (size_t i = 0; i < cards->subject_count; i++)
        pages[i] = make_page(cards, report, links, count, i);
    w->document = report;
    if (!file_make_folders(arena, file_join(arena, folder, "dept"), err)) return false;
    Writing writing = {cards, folder, pages, ARENA_ARRAY(arena, Err, cards->subject_count)};
    abreast(arena, cards->subject_count, w->batch->options->jobs, write_one, &writing);
    return err_first(writing.errs, cards->subject_count, err);
}

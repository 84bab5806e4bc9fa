/* Every kind of file but figures (departments, items, assessments, targets, lineage, surveys, explanations,
 * deflators, comments, tasks, cases), told by its header. What is read has its keys. */
#include <string.h>

#include "base/text.h"
#include "known.h"
#include "load/tables.h"

static bool is_left(const void *user, const char *plain) {
    (void)user, (void)plain;
    return false;
}

static void read_kind(const LoadContext *context, Reader *reader, Header *header, Source *source) {
    Arena *arena = context->arena;
    CsvRows rows = {0};
    RowCounts counts = {0};
    header_name_columns(arena, header, source->kind, context->vocabulary, NULL, is_left, NULL,
                        context->issues);
    rows_read(arena, reader, header, context->issues, &rows, &counts);
    rows_tell_none(header, &counts, context->issues);
    tables_read(context, &rows, source);
    if (source->kind == SOURCE_SURVEY_FORM) survey_add_forms(context, &rows, source);
    if (source->kind == SOURCE_DEPTS) tables_check_depts(context, source, &rows, 1);
    if (source->kind == SOURCE_SURVEY) survey_check_answers(context, source, 1);
    tables_check_listed(context, source, &rows, 1);
    for (size_t i = 0; i < source->dept_count; i++)
        FUZZ_EXPECT(source->depts[i].code && source->depts[i].line > 0);
    for (size_t i = 0; i < source->lineage_count; i++)
        FUZZ_EXPECT(source->lineages[i].old_dept && source->lineages[i].new_dept);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Arena arena = {0};
    char *text = arena_alloc(&arena, size + 1);
    if (size) memcpy(text, data, size);
    Known *known = known_to_load();
    IssueList issues = {.arena = &arena};
    Header header;
    Source source = {.name = "d/f.csv", .zh = "", .en = "", .published = "2024-01-01"};
    Reader *reader = NULL;
    if (text_is_utf8(text, strlen(text), NULL))
        reader = rows_open(&arena, source.name, text, strlen(text), (Layout){.skip = -1, .header_rows = 1},
                           &header, &issues);
    Catalog own = known->catalog; /* forms of surveys join it */
    if (reader) {
        LoadContext context = {.arena = &arena,
                               .catalog = &own,
                               .vocabulary = &known->vocabulary,
                               .names = known->names,
                               .issues = &issues,
                               .currency = "CNY"};
        header_understand(&arena, &header, &known->vocabulary);
        if (header_recognise(&header, &source.kind) && source.kind != SOURCE_FIGURES &&
            source.kind != SOURCE_ITEMS)
            read_kind(&context, reader, &header, &source);
        reader_close(reader);
    }
    for (size_t i = 0; i < issues.count; i++)
        FUZZ_EXPECT(*issue_text(&arena, &issues.items[i], LANG_ZH));
    arena_free(&arena);
    return 0;
}

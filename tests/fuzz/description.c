/* A description and the table that it describes, in one input: what follows a line `====` is the CSV. Rules
 * are compiled and rows read as load_dataset does it. */
#include <string.h>

#include "known.h"
#include "load/figures.h"

static bool is_given(const void *user, const char *field) {
    return description_gives(user, field);
}

static bool is_left(const void *user, const char *plain) {
    return description_leaves(user, plain);
}

static void read_table(Arena *arena, Description *description, const char *csv, IssueList *issues) {
    Known *known = known_to_load();
    Header header;
    Source source = {.name = "d/f.csv"};
    const Layout layout = {.skip = description->skip, .header_rows = description->header_rows};
    Reader *reader = rows_open(arena, source.name, csv, strlen(csv), layout, &header, issues);
    if (!reader) {
        FUZZ_EXPECT(issues->errors);
        return;
    }
    const bool maps = description_maps(description);
    header_understand(arena, &header, &known->vocabulary);
    header_name_columns(arena, &header, SOURCE_FIGURES, &known->vocabulary, maps ? is_given : NULL, is_left,
                        description, issues);
    LoadContext context = {.arena = arena,
                           .catalog = &known->catalog,
                           .vocabulary = &known->vocabulary,
                           .names = known->names,
                           .issues = issues,
                           .currency = "CNY"};
    if (description_compile(arena, description, &header, &known->vocabulary, issues))
        figures_read(&context, reader, &header, description, &source);
    for (size_t i = 0; i < source.figure_count; i++) {
        const Figure *f = &source.figures[i];
        FUZZ_EXPECT(f->dept > 0 && f->year >= 1900 && f->year <= 2999 && f->month >= 1 && f->month <= 12);
        FUZZ_EXPECT(f->column >= 1 && (size_t)f->column <= header.count && f->line >= 1 && f->step >= 0);
    }
    reader_close(reader);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Arena arena = {0};
    char *text = arena_alloc(&arena, size + 1);
    if (size) memcpy(text, data, size);
    if (!text_is_utf8(text, strlen(text), NULL)) {
        arena_free(&arena);
        return 0;
    }
    char *csv = strstr(text, "====\n");
    if (csv) *csv = '\0';
    IssueList issues = {.arena = &arena};
    Description description;
    description_read(&arena, &description, "d/f.meta", csv == text ? NULL : text, &issues);
    if (csv && !description.broken) read_table(&arena, &description, csv + strlen("====\n"), &issues);
    for (size_t i = 0; i < issues.count; i++)
        FUZZ_EXPECT(*issue_text(&arena, &issues.items[i], LANG_ZH));
    arena_free(&arena);
    return 0;
}

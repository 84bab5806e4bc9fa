#include "report/content.h"

#include <string.h>

#include "base/text.h"
#include "report/words.h"

char *content_number(Arena *arena, const Document *document, BlockType type, int number) {
    Word word = type == BLOCK_CHART ? WORD_FIGURE : WORD_TABLE;
    return arena_printf(arena, "%s %d", words_text(document->lang, word), number);
}

const char *content_title(const Document *document, const Block *block) {
    if (block->text && *block->text) return block->text;
    if (!block->table) return "";
    const char *title = block->table->title[document->lang];
    return title && *title ? title : block->table->name;
}

static bool any_marked(const Table *table) {
    for (size_t i = 0; table && i < table->column_count; i++)
        for (size_t row = 0; !table->columns[i].hidden && table->columns[i].marks && row < table->row_count;
             row++)
            if (table_cell_marked(&table->columns[i], row)) return true;
    return false;
}

char *content_note(Arena *arena, const Document *document, const Block *block) {
    const char *tables = block->table ? block->table->note[document->lang] : NULL;
    const char *pieces[] = {block->note, tables,
                            any_marked(block->table) ? words_text(document->lang, WORD_MARKED) : NULL};
    Text note = {.arena = arena};
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++)
        if (pieces[i] && *pieces[i]) text_appendf(&note, "%s%s", note.size ? " " : "", pieces[i]);
    return arena_strdup(arena, text_string(&note));
}

char *content_heading(Arena *arena, const Column *column, Lang lang) {
    const char *unit = column->unit[lang];
    if (!unit || !*unit) return arena_strdup(arena, column->label[lang]);
    return arena_printf(arena, "%s%s%s%s", column->label[lang], words_text(lang, WORD_OPEN), unit,
                        words_text(lang, WORD_CLOSE));
}

size_t *content_columns(Arena *arena, const Table *table, size_t *count) {
    size_t *columns = ARENA_ARRAY(arena, size_t, table->column_count + 1);
    *count = 0;
    for (size_t i = 0; i < table->column_count; i++)
        if (!table->columns[i].hidden) columns[(*count)++] = i;
    return columns;
}

/* Equal to the row above in this column and in the merged columns to the left of it. */
static bool goes_on(const Table *table, const size_t *columns, size_t at, size_t row) {
    if (row == 0 || !table->columns[columns[at]].merge) return false;
    for (size_t i = 0; i <= at; i++) {
        const Column *column = &table->columns[columns[i]];
        if (column->merge && !text_equal(column->texts[row], column->texts[row - 1])) return false;
    }
    return true;
}

size_t content_span(const Table *table, const size_t *columns, size_t at, size_t row) {
    if (goes_on(table, columns, at, row)) return 0;
    size_t rows = 1;
    while (row + rows < table->row_count && goes_on(table, columns, at, row + rows))
        rows++;
    return rows;
}

bool content_is_form(const Table *table) {
    for (size_t i = 0; i < table->column_count; i++)
        if (table->columns[i].merge) return true;
    return false;
}

size_t content_rows(const Block *block) {
    size_t rows = block->table->row_count;
    return block->most_rows && block->most_rows < rows ? block->most_rows : rows;
}

char *content_file(Arena *arena, const Document *document, const Block *block) {
    return arena_printf(arena, "%stables/%s.csv", document->root, block->table->name);
}

char *content_rest(Arena *arena, const Document *document, const Block *block) {
    TextField fields[] = {{"n", arena_printf(arena, "%zu", content_rows(block))},
                          {"m", arena_printf(arena, "%zu", block->table->row_count)},
                          {"file", arena_printf(arena, "%s.csv", block->table->name)}};
    return text_fill(arena, words_text(document->lang, WORD_REST), fields, 3);
}

bool content_is_number(const Column *column) {
    return column->type != COLUMN_TEXT;
}

static bool has_anchor(const Document *document, const char *anchor) {
    for (size_t c = 0; c < document->chapter_count; c++) {
        const Chapter *chapter = &document->chapters[c];
        if (text_equal(chapter->id, anchor)) return true;
        for (size_t b = 0; b < chapter->block_count; b++)
            if (text_equal(chapter->blocks[b].id, anchor)) return true;
    }
    return false;
}

const char *content_address(Arena *arena, const Document *document, const char *anchor) {
    for (size_t i = 0; i < document->link_count; i++)
        if (strcmp(document->links[i].anchor, anchor) == 0) return document->links[i].address;
    return has_anchor(document, anchor) ? arena_printf(arena, "#%s", anchor) : NULL;
}

/* The length of a link at `at`, 0 when there is none. */
static size_t link_length(const char *at, size_t *words, size_t *anchor) {
    if (*at != '[') return 0;
    *words = strcspn(at + 1, "[]\n");
    const char *rest = at + 1 + *words;
    if (*words == 0 || strncmp(rest, "](#", 3) != 0) return 0;
    *anchor = strspn(rest + 3, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_");
    return *anchor && rest[3 + *anchor] == ')' ? 1 + *words + 3 + *anchor + 1 : 0;
}

bool content_piece(Arena *arena, const Document *document, const char **at, Piece *piece) {
    if (!*at || !**at) return false;
    size_t words = 0, anchor = 0, length = link_length(*at, &words, &anchor);
    *piece = (Piece){0};
    if (length) {
        const char *target = *at + 1 + words + 3;
        piece->text = arena_strndup(arena, *at + 1, words);
        piece->address = content_address(arena, document, arena_strndup(arena, target, anchor));
    } else {
        do
            length += 1 + strcspn(*at + length + 1, "[");
        while ((*at)[length] && link_length(*at + length, &words, &anchor) == 0);
        piece->text = arena_strndup(arena, *at, length);
    }
    *at += length;
    return true;
}

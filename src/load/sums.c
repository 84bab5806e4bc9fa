/* The part of figures.h that recognises rows which repeat others: 合计 and 其中. Nothing is ever added up
 * here: a total is left out, or kept as what the source states. */
#include <string.h>

#include "load/figures.h"
#include "load/label.h"

static RowSort sort_of_word(const char *text) {
    char plain[64];
    size_t size = 0;
    /* 合　计 is 合计; longer texts are no such word. */
    for (const char *at = text; *at; at++) {
        if (*at == ' ') continue;
        if (strncmp(at, "\xE3\x80\x80", 3) == 0) {
            at += 2;
            continue;
        }
        if (size + 1 == sizeof plain) break;
        plain[size++] = *at;
    }
    plain[size] = '\0';
    if (strncmp(plain, "其中", strlen("其中")) == 0) return ROW_OF_WHICH;
    const char *colon = strstr(plain, "：");
    if (colon && colon[strlen("：")] == '\0') plain[colon - plain] = '\0';
    return label_is_total(plain) ? ROW_TOTAL : ROW_PLAIN;
}

static RowSort sort_of(FigureRun *run, int32_t text) {
    size_t slot = (size_t)text % FIGURES_MEMO;
    if (text == 0) return ROW_PLAIN;
    if (run->words[slot].text != text) {
        const char *word = names_text(run->context->names, text);
        RowSort sort = sort_of_word(word);
        for (size_t i = 0; i < run->description->total_word_count && sort == ROW_PLAIN; i++)
            if (text_matches(label_plain(run->context->arena, word), run->description->total_words[i]))
                sort = ROW_TOTAL;
        run->words[slot].text = text;
        run->words[slot].sort = sort;
    }
    return run->words[slot].sort;
}

/* Where a code is missing, the first cells with text tell why. */
static RowSort sort_of_cells(FigureRun *run) {
    const Record *record = run->record;
    for (size_t i = 0; i < record->count; i++) {
        const char *cell = record->cells[i];
        if (!*cell || strlen(cell) > 60 || (*cell >= '0' && *cell <= '9')) continue;
        RowSort sort = sort_of(run, names_put(run->context->names, cell));
        if (sort != ROW_PLAIN) return sort;
    }
    return ROW_PLAIN;
}

RowSort sums_sort(FigureRun *run, const int32_t *text) {
    int32_t item = text[FIELD_ITEM], dept = text[FIELD_DEPT];
    if (sort_of(run, item) == ROW_TOTAL || sort_of(run, dept) == ROW_TOTAL) return ROW_TOTAL;
    if (item && sort_of(run, item) == ROW_OF_WHICH && !vocabulary_item(run->context->vocabulary, item))
        return ROW_OF_WHICH;
    if (dept == 0 && sort_of(run, text[FIELD_DEPT_NAME]) == ROW_TOTAL) return ROW_TOTAL;
    return item == 0 || (dept == 0 && text[FIELD_DEPT_NAME] == 0) ? sort_of_cells(run) : ROW_PLAIN;
}

bool sums_is_total(FigureRun *run, int32_t text) {
    return sort_of(run, text) == ROW_TOTAL;
}

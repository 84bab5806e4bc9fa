#include "model/spec.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "model/spec_book.h"

static const Currency currencies[] = {
    {"CNY", 4, 2, {"万元", "CNY 10,000"}, {"元", "CNY"}},
    {"USD", 3, 1, {"千美元", "USD thousand"}, {"美元", "USD"}},
};

const Currency *currency_find(const char *code) {
    for (size_t i = 0; i < sizeof currencies / sizeof *currencies; i++)
        if (strcmp(currencies[i].code, code) == 0) return &currencies[i];
    return NULL;
}

static void set_unit(Column *column, const char *zh, const char *en) {
    column->unit[LANG_ZH] = zh;
    column->unit[LANG_EN] = en;
}

enum { MOST_DECIMALS = 15 }; /* what a double holds */

static void set_fixed(Column *column, int scale, int decimals) {
    column->type = COLUMN_FIXED;
    column->scale = scale;
    column->decimals = decimals;
}

bool spec_set_type(Column *column, const char *type, const Currency *currency) {
    if (strcmp(type, "money") == 0) {
        set_fixed(column, 2, currency->decimals);
        column->shift = currency->shift;
        set_unit(column, currency->unit[LANG_ZH], currency->unit[LANG_EN]);
    } else if (strcmp(type, "percent") == 0) {
        set_fixed(column, 6, 2);
        set_unit(column, "%", "%");
    } else if (strcmp(type, "points") == 0) {
        set_fixed(column, 6, 2);
        set_unit(column, "分", "points");
    } else if (strcmp(type, "persons") == 0) {
        set_fixed(column, 0, 0);
        set_unit(column, "人", "persons");
    } else if (strcmp(type, "pieces") == 0) {
        set_fixed(column, 0, 0);
    } else if (strcmp(type, "text") != 0 && strcmp(type, "int") != 0) {
        return false;
    }
    return true;
}

typedef struct {
    Arena *arena;
    const Head *head;
    const HeadEntry *entry; /* the line being applied */
    const Table *raw;
    const Currency *currency;
    Err *err;
} Job;

static bool fault(const Job *job, const char *what, const char *word) {
    return err_set(job->err, ERR_SOURCE, "%s:%d: %s `%s`", job->head->name, job->entry->line, both(what),
                   word);
}

static bool raw_column(const Job *job, const char *name, const Column **column) {
    int at = table_find(job->raw, name);
    if (at < 0) return fault(job, "the query returns no column", name);
    *column = &job->raw->columns[at];
    return true;
}

static bool integer_column(const Job *job, const char *name, const Column **column) {
    if (!raw_column(job, name, column)) return false;
    if ((*column)->type == COLUMN_INT) return true;
    return fault(job, "expected a column of whole numbers, found", name);
}

static bool make_ratio(const Job *job, Column *column, char **words, size_t count, int times) {
    const Column *top, *bottom;
    if (count < 3) return fault(job, "expected NUMERATOR DENOMINATOR behind", words[0]);
    if (!integer_column(job, words[1], &top) || !integer_column(job, words[2], &bottom)) return false;
    column->type = COLUMN_RATIO;
    column->times = times;
    column->decimals = 2;
    column->integers = ARENA_ARRAY(job->arena, int64_t, job->raw->row_count);
    column->denominators = ARENA_ARRAY(job->arena, int64_t, job->raw->row_count);
    for (size_t row = 0; row < job->raw->row_count; row++) {
        bool missing = table_cell_missing(top, row) || table_cell_missing(bottom, row);
        column->integers[row] = missing ? TABLE_MISSING : top->integers[row];
        column->denominators[row] = missing ? 0 : bottom->integers[row];
    }
    if (times == 2)
        set_unit(column, "%", "%");
    else if (count > 3)
        set_unit(column, words[3], words[3]);
    return true;
}

static bool make_growth(const Job *job, Column *column, char **words, size_t count) {
    const Column *last, *first, *periods;
    if (count < 4) return fault(job, "expected LAST FIRST PERIODS behind", words[0]);
    if (!integer_column(job, words[1], &last) || !integer_column(job, words[2], &first) ||
        !integer_column(job, words[3], &periods))
        return false;
    column->type = COLUMN_REAL;
    column->decimals = 2;
    column->reals = ARENA_ARRAY(job->arena, double, job->raw->row_count);
    set_unit(column, "%", "%");
    for (size_t row = 0; row < job->raw->row_count; row++) {
        double result = NAN;
        bool missing = table_cell_missing(last, row) || table_cell_missing(first, row) ||
                       table_cell_missing(periods, row);
        if (!missing && last->integers[row] > 0 && first->integers[row] > 0 && periods->integers[row] > 0)
            result = 100 * expm1(log((double)last->integers[row] / (double)first->integers[row]) /
                                 (double)periods->integers[row]);
        column->reals[row] = result;
    }
    return true;
}

static void copy_data(Column *column, const Column *raw) {
    column->type = raw->type;
    column->texts = raw->texts;
    column->integers = raw->integers;
    column->reals = raw->reals;
    column->decimals = raw->decimals;
}

static bool make_plain(const Job *job, Column *column, char **words, size_t count) {
    const Column *raw;
    if (!raw_column(job, column->name, &raw)) return false;
    copy_data(column, raw);
    if (strcmp(words[0], "hidden") == 0) {
        column->hidden = true;
        if (count == 1) return true;
        words++;
        count--;
    }
    if (strcmp(words[0], "real") == 0) {
        column->decimals = 2;
        if (count > 1 && (!text_integer(words[1], &column->decimals) || column->decimals < 0 ||
                          column->decimals > MOST_DECIMALS))
            return fault(job, "expected a number of decimals, found", words[1]);
        if (count > 2) set_unit(column, words[2], words[2]);
        if (raw->type != COLUMN_INT) return true;
        column->type = COLUMN_REAL;
        column->reals = ARENA_ARRAY(job->arena, double, job->raw->row_count);
        for (size_t row = 0; row < job->raw->row_count; row++)
            column->reals[row] = table_cell_real(raw, row);
        return true;
    }
    column->merge = count > 1 && raw->type == COLUMN_TEXT && strcmp(words[0], "text") == 0 &&
                    strcmp(words[1], "merge") == 0;
    if (!spec_set_type(column, words[0], job->currency)) return fault(job, "unknown column type", words[0]);
    if (column->type == COLUMN_FIXED && raw->type != COLUMN_INT)
        return fault(job, "expected whole numbers in the smallest unit in column", column->name);
    return true;
}

static bool apply_entry(Job *job, Table *table) {
    size_t part_count, count;
    char **parts = text_split(job->arena, job->entry->value, '|', &part_count);
    char **all = text_split(job->arena, parts[0], ' ', &count),
         **words = ARENA_ARRAY(job->arena, char *, count + 1);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (*all[i]) words[kept++] = all[i];
    if (kept == 0) return fault(job, "expected a column type in", job->entry->key);
    if (strcmp(words[0], "internal") == 0) return true;
    const char *name = job->entry->key + strlen("column.");
    const char *zh = part_count > 1 ? parts[1] : NULL, *en = part_count > 2 ? parts[2] : zh;
    Column *column = table_add(table, name, COLUMN_INT, zh, en);
    if (strcmp(words[0], "growth") == 0) return make_growth(job, column, words, kept);
    if (strcmp(words[0], "ratio") == 0) return make_ratio(job, column, words, kept, 0);
    if (strcmp(words[0], "percent") == 0 && kept > 1) return make_ratio(job, column, words, kept, 2);
    return make_plain(job, column, words, kept);
}

static bool apply_mark(const Job *job, Table *table) {
    const char *name = job->entry->key + strlen("mark.");
    const Column *flag;
    int at = table_find(table, name);
    if (at < 0) return fault(job, "no line above describes the column", name);
    if (!raw_column(job, job->entry->value, &flag)) return false;
    bool *marks = ARENA_ARRAY(job->arena, bool, job->raw->row_count + 1);
    for (size_t row = 0; flag->type == COLUMN_INT && row < job->raw->row_count; row++)
        marks[row] = flag->integers[row] != TABLE_MISSING && flag->integers[row] != 0;
    table->columns[at].marks = marks;
    return true;
}

bool spec_apply(Arena *arena, const Head *head, const Table *raw, const Currency *currency, Table **result,
                Err *err) {
    Table *table = table_new(arena, raw->name);
    table->title[LANG_ZH] = head_value_or(head, "zh", raw->name);
    table->title[LANG_EN] = head_value_or(head, "en", raw->name);
    table->note[LANG_ZH] = head_value_or(head, "note.zh", "");
    table->note[LANG_EN] = head_value_or(head, "note.en", "");
    Job job = {.arena = arena, .head = head, .raw = raw, .currency = currency, .err = err};
    for (size_t i = 0; i < head->count; i++) {
        job.entry = &head->entries[i];
        if (text_starts(job.entry->key, "column.") && !apply_entry(&job, table)) return false;
        if (text_starts(job.entry->key, "mark.") && !apply_mark(&job, table)) return false;
    }
    for (size_t i = 0; i < raw->column_count; i++) {
        const Column *from = &raw->columns[i];
        if (table_find(table, from->name) >= 0 ||
            head_value(head, arena_printf(arena, "column.%s", from->name)))
            continue;
        Column *column = table_add(table, from->name, from->type, NULL, NULL);
        copy_data(column, from);
        column->hidden = true;
    }
    table->row_count = table->row_capacity = raw->row_count;
    *result = table;
    return spec_book_apply(arena, head, table, err);
}

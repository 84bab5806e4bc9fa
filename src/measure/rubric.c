#include "measure/rubric.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/head.h"
#include "base/resource.h"
#include "base/text.h"
#include "load/load.h"
#include "model/decimal.h"

static const char folder[] = "datasets/catalog/rubrics/";

typedef struct {
    Arena *arena;
    const CsvRows *rows;
    size_t at; /* row */
    const char *path;
    IssueList *issues;
} Reader;

static int column_of(const Reader *r, const char *name) {
    for (size_t i = 0; i < r->rows->column_count; i++)
        if (strcmp(r->rows->header[i], name) == 0) return (int)i + 1;
    return 0;
}

#define FAULT(r, column, ...)                                                                                \
    issue_add((r)->issues, SEVERITY_ERROR, (r)->path, (r)->rows->lines[(r)->at], column_of((r), (column)),   \
              __VA_ARGS__)

static const char *get(const Reader *r, const char *column) {
    return load_cell(r->rows, r->at, column);
}

/* A decimal number as millionths. */
static bool millionths(const char *text, int64_t *value) {
    Decimal decimal;
    return decimal_read(text, &decimal) == DECIMAL_DONE &&
           decimal_scale(decimal, POINTS_ONE, value) == SCALE_DONE;
}

static bool read_bound(const char *text, int64_t *value, int64_t open) {
    if (strcmp(text, "+") == 0 || strcmp(text, "-") == 0) {
        *value = open;
        return true;
    }
    return millionths(text, value);
}

/* "(10,20]=2" */
static bool read_band(Arena *arena, const char *text, Band *band) {
    size_t count;
    char **sides = text_split(arena, text, '=', &count);
    size_t length = strlen(sides[0]);
    if (count != 2 || length < 5 || !strchr("[(", sides[0][0]) || !strchr("])", sides[0][length - 1]))
        return false;
    band->lower_in = sides[0][0] == '[';
    band->upper_in = sides[0][length - 1] == ']';
    char **bounds = text_split(arena, arena_strndup(arena, sides[0] + 1, length - 2), ',', &count);
    return count == 2 && read_bound(bounds[0], &band->lower, INT64_MIN) &&
           read_bound(bounds[1], &band->upper, INT64_MAX) && millionths(sides[1], &band->points);
}

static int by_lower(const void *left, const void *right) {
    const Band *a = left, *b = right;
    if (a->lower != b->lower) return a->lower < b->lower ? -1 : 1;
    return b->lower_in - a->lower_in;
}

/* Neighbouring bands must meet: no gap, no overlap. */
static void check_bands(Reader *r, RubricRow *row) {
    Band *bands = ARENA_ARRAY(r->arena, Band, row->band_count);
    memcpy(bands, row->bands, row->band_count * sizeof *bands);
    qsort(bands, row->band_count, sizeof *bands, by_lower);
    for (size_t i = 0; i < row->band_count; i++) {
        if (bands[i].points > row->full || bands[i].points < 0)
            FAULT(r, "params", "a band gives more than the full points, or less than 0");
        if (bands[i].lower > bands[i].upper ||
            (bands[i].lower == bands[i].upper && !(bands[i].lower_in && bands[i].upper_in)))
            FAULT(r, "params", "a band ends before it begins, or holds nothing");
        if (i == 0) continue;
        const Band *before = &bands[i - 1];
        bool meets = before->upper == bands[i].lower && before->upper_in != bands[i].lower_in;
        if (!meets)
            FAULT(r, "params",
                  "bands %s or overlap at %s%%; neighbouring bands must share one bound, which belongs to "
                  "exactly one of them",
                  before->upper < bands[i].lower ? "leave a gap" : "meet twice",
                  decimal_text(r->arena, bands[i].lower, 6, 2, false));
    }
}

static void read_bands(Reader *r, RubricRow *row, const char *value) {
    size_t count;
    char **pieces = text_split(r->arena, value, '|', &count);
    row->bands = ARENA_ARRAY(r->arena, Band, count);
    for (size_t i = 0; i < count; i++) {
        if (read_band(r->arena, pieces[i], &row->bands[row->band_count]))
            row->band_count++;
        else
            FAULT(r, "params", "cannot read the band `%s`; expected for example `(10,20]=2`", pieces[i]);
    }
    if (row->band_count == count) check_bands(r, row);
}

static void read_items(Reader *r, RubricRow *row, const char *value) {
    size_t count;
    char **pieces = text_split(r->arena, value, '|', &count);
    row->items = ARENA_ARRAY(r->arena, CheckItem, count);
    int64_t sum = 0;
    for (size_t i = 0; i < count; i++) {
        size_t two;
        char **sides = text_split(r->arena, pieces[i], '=', &two);
        CheckItem *item = &row->items[row->item_count];
        if (two != 2 || !millionths(sides[1], &item->points)) {
            FAULT(r, "params", "cannot read the item `%s`; expected for example `①=2`", pieces[i]);
            continue;
        }
        item->mark = sides[0];
        sum += item->points;
        row->item_count++;
    }
    if (row->item_count == count && sum != row->full)
        FAULT(r, "params", "the items add up to %s points, but the row's full points are %s",
              decimal_text(r->arena, sum, 6, 2, false), decimal_text(r->arena, row->full, 6, 2, false));
}

/* One of a few words; false when it is none of them. */
static bool read_choice(Reader *r, const char *key, const char *value, const char *const *words,
                        int *choice) {
    for (int i = 0; words[i]; i++)
        if (strcmp(words[i], value) == 0) {
            *choice = i;
            return true;
        }
    FAULT(r, "params", "`%s=%s`: expected %s, %s%s%s", key, value, words[0], words[1], words[2] ? " or " : "",
          words[2] ? words[2] : "");
    return false;
}

static void read_number(Reader *r, const char *key, const char *value, int64_t *number) {
    if (!millionths(value, number)) FAULT(r, "params", "`%s=%s`: expected a number", key, value);
}

static void read_rounding(Reader *r, const char *value, int *rounding) {
    if (strcmp(value, "none") == 0)
        *rounding = -1;
    else if (value[0] >= '0' && value[0] <= '4' && value[1] == '\0')
        *rounding = value[0] - '0';
    else
        FAULT(r, "params", "`rounding=%s`: expected none, or 0 to 4 decimals", value);
}

static const char *const directions[] = {"above", "below", NULL};
static const char *const signs[] = {"signed", "absolute", NULL};
static const char *const parts[] = {"proportional", "whole", "started", NULL};
static const char *const zero_zeros[] = {"full", "zero", "drop", NULL};
static const char *const param_keys[] = {"bands",     "items", "threshold",  "direction", "points",
                                         "part",      "sign",  "zero_zero",  "rounding",  "none",
                                         "not_above", "above", "full_points"};

static void read_param(Reader *r, RubricRow *row, const char *key, const char *value) {
    int choice = 0;
    int64_t unused;
    if (strcmp(key, "bands") == 0) {
        read_bands(r, row, value);
    } else if (strcmp(key, "items") == 0) {
        read_items(r, row, value);
    } else if (strcmp(key, "threshold") == 0) {
        read_number(r, key, value, &row->threshold);
    } else if (strcmp(key, "points") == 0) {
        read_number(r, key, value, &row->points);
    } else if (strcmp(key, "none") == 0) {
        read_number(r, key, value, &row->none);
    } else if (strcmp(key, "not_above") == 0) {
        read_number(r, key, value, &row->not_above);
    } else if (strcmp(key, "above") == 0) {
        read_number(r, key, value, &row->above);
    } else if (strcmp(key, "full_points") == 0) {
        read_number(r, key, value, &unused);
    } else if (strcmp(key, "rounding") == 0) {
        read_rounding(r, value, &row->rounding);
    } else if (strcmp(key, "direction") == 0) {
        if (read_choice(r, key, value, directions, &choice)) row->below = choice == 1;
    } else if (strcmp(key, "sign") == 0) {
        if (read_choice(r, key, value, signs, &choice)) row->absolute = choice == 1;
    } else if (strcmp(key, "part") == 0) {
        if (read_choice(r, key, value, parts, &choice)) row->part = (PartPoints)choice;
    } else if (strcmp(key, "zero_zero") == 0) {
        if (read_choice(r, key, value, zero_zeros, &choice)) row->zero_zero = (ZeroZero)choice;
    } else {
        const char *nearest = text_nearest(key, param_keys, sizeof param_keys / sizeof *param_keys);
        FAULT(r, "params", "unknown parameter `%s`%s%s%s", key, nearest ? "; did you mean `" : "",
              nearest ? nearest : "", nearest ? "`?" : "");
    }
}

/* A rule without what it needs would score silently. */
static void check_needs(Reader *r, const RubricRow *row, const char *given) {
    size_t count;
    char **needs = text_split(r->arena, row->rule->needs, ' ', &count);
    for (size_t i = 0; i < count; i++)
        if (*needs[i] && !strstr(given, arena_printf(r->arena, " %s ", needs[i])))
            FAULT(r, "params", "the rule `%s` needs the parameter `%s`", row->rule->name, needs[i]);
}

static void read_params(Reader *r, RubricRow *row) {
    Text given = {.arena = r->arena};
    text_append(&given, " ");
    size_t count;
    char **pieces = text_split(r->arena, get(r, "params"), ';', &count);
    for (size_t i = 0; i < count; i++) {
        if (*pieces[i] == '\0') continue;
        char *equals = strchr(pieces[i], '=');
        if (!equals) {
            FAULT(r, "params", "cannot read `%s`; expected key=value", pieces[i]);
            continue;
        }
        *equals = '\0';
        const char *key = text_trim(r->arena, pieces[i]);
        text_appendf(&given, "%s ", key);
        read_param(r, row, key, text_trim(r->arena, equals + 1));
    }
    check_needs(r, row, text_string(&given));
}

static void read_rule(Reader *r, RubricRow *row) {
    const char *word = get(r, "rule");
    row->rule = rule_find(word);
    if (row->rule) return;
    const char *names[16] = {NULL};
    size_t count = 0;
    while (count < 16 && rule_name(count)) {
        names[count] = rule_name(count);
        count++;
    }
    const char *nearest = text_nearest(word, names, count);
    FAULT(r, "rule", "unknown rule `%s`%s%s%s", word, nearest ? "; did you mean `" : "",
          nearest ? nearest : "", nearest ? "`?" : "");
    row->rule = rule_find("direct");
}

static void read_indicator(Reader *r, RubricRow *row, const char *const *indicators) {
    row->indicator = get(r, "indicator");
    if (*row->indicator == '\0') return;
    size_t count = 0;
    for (; indicators[count]; count++)
        if (strcmp(indicators[count], row->indicator) == 0) return;
    const char *nearest = text_nearest(row->indicator, indicators, count);
    FAULT(r, "indicator", "unknown indicator `%s`%s%s%s", row->indicator, nearest ? "; did you mean `" : "",
          nearest ? nearest : "", nearest ? "`?" : "");
}

static void read_row(Reader *r, RubricRow *row, const char *const *indicators) {
    *row = (RubricRow){.id = get(r, "id"),
                       .level1 = {get(r, "level1"), get(r, "level1_en")},
                       .level2 = {get(r, "level2"), get(r, "level2_en")},
                       .name = {get(r, "zh"), get(r, "en")},
                       .merge_group = get(r, "merge_group"),
                       .evidence = {get(r, "evidence"), get(r, "evidence_en")},
                       .basis = get(r, "basis"),
                       .kinds = get(r, "kinds"),
                       .line = r->rows->lines[r->at],
                       .rounding = -1};
    const char *const years[] = {"valid_from", "valid_to"};
    int *const into[] = {&row->valid_from, &row->valid_to};
    for (size_t i = 0; i < 2; i++)
        if (*get(r, years[i]) && !text_integer(get(r, years[i]), into[i]))
            FAULT(r, years[i], "`%s` is not a year", get(r, years[i]));
    if (*row->id == '\0') FAULT(r, "id", "the row needs an id");
    if (!millionths(get(r, "full"), &row->full) || row->full <= 0)
        FAULT(r, "full", "`%s` is not a number of full points above 0", get(r, "full"));
    read_rule(r, row);
    read_indicator(r, row, indicators);
    read_params(r, row);
}

static bool find_text(Arena *arena, const char *name, Rubric *rubric, const char **csv, const char **meta,
                      Err *err) {
    size_t length = strlen(name);
    if (strchr(name, '/') || (length > 4 && strcmp(name + length - 4, ".csv") == 0)) {
        char *data;
        size_t size;
        rubric->path = name;
        rubric->id = file_stem(arena, name);
        if (!file_read(arena, name, &data, &size, err)) return false;
        *csv = data;
        const char *beside = arena_printf(arena, "%.*s.meta", (int)(length - 4), name);
        if (file_exists(beside) && !file_read(arena, beside, &data, &size, err)) return false;
        *meta = file_exists(beside) ? data : NULL;
        return true;
    }
    rubric->id = arena_strdup(arena, name);
    rubric->path = arena_printf(arena, "%s%s.csv", folder, name);
    *csv = resource_text(rubric->path);
    *meta = resource_text(arena_printf(arena, "%s%s.meta", folder, name));
    if (*csv) return true;
    char **names;
    size_t count;
    if (!rubric_names(arena, &names, &count, err)) return false;
    Text known = {.arena = arena};
    for (size_t i = 0; i < count; i++)
        text_appendf(&known, "%s%s", i ? ", " : "", names[i]);
    return err_set(err, ERR_USAGE,
                   "there is no rubric `%s`; known are %s; a path to a CSV file is taken, too", name,
                   text_string(&known));
}

static void check_whole(Reader *r, Rubric *rubric, int64_t wanted) {
    for (size_t i = 0; i < rubric->row_count; i++) {
        rubric->total += rubric->rows[i].full;
        for (size_t k = 0; k < i; k++) {
            r->at = i;
            if (strcmp(rubric->rows[i].id, rubric->rows[k].id) == 0)
                FAULT(r, "id", "the id `%s` occurs twice (line %d)", rubric->rows[i].id,
                      rubric->rows[k].line);
        }
    }
    if (wanted && rubric->total != wanted)
        issue_add(r->issues, SEVERITY_ERROR, rubric->path, 0, 0,
                  "the full points add up to %s, but the rubric's total is %s",
                  decimal_text(r->arena, rubric->total, 6, 2, false),
                  decimal_text(r->arena, wanted, 6, 2, false));
}

static bool read_meta(Arena *arena, const char *meta, Rubric *rubric, int64_t *wanted, Err *err) {
    *wanted = 100 * POINTS_ONE;
    rubric->label[LANG_ZH] = rubric->label[LANG_EN] = rubric->id;
    rubric->grades = rubric->basis = "";
    if (!meta) return true;
    Head head;
    if (!head_read(arena, arena_printf(arena, "%s (.meta)", rubric->path), meta, "", &head, err))
        return false;
    rubric->label[LANG_ZH] = head_value_or(&head, "zh", rubric->id);
    rubric->label[LANG_EN] = head_value_or(&head, "en", rubric->id);
    rubric->basis = head_value_or(&head, "basis", "");
    rubric->grades = head_value_or(&head, "grades", "");
    const char *total = head_value_or(&head, "total", "100");
    if (millionths(total, wanted)) return true;
    return err_set(err, ERR_SOURCE, "%s: `total: %s` is not a number", head.name, total);
}

bool rubric_read(Arena *arena, const char *name, const char *const *indicators, IssueList *issues,
                 Rubric *rubric, Err *err) {
    *rubric = (Rubric){0};
    const char *csv, *meta;
    int64_t wanted;
    CsvRows rows;
    size_t before = issues->errors;
    if (!find_text(arena, name, rubric, &csv, &meta, err) || !read_meta(arena, meta, rubric, &wanted, err) ||
        !load_rows(arena, rubric->path, csv, strlen(csv), &rows, err))
        return false;
    static const char *const needed[] = {"id", "level1", "zh", "full", "rule"};
    Reader reader = {.arena = arena, .rows = &rows, .path = rubric->path, .issues = issues};
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
        if (!column_of(&reader, needed[i]))
            return err_set(err, ERR_SOURCE, "%s:1: a rubric needs a column `%s`", rubric->path, needed[i]);
    rubric->rows = ARENA_ARRAY(arena, RubricRow, rows.row_count + 1);
    for (reader.at = 0; reader.at < rows.row_count; reader.at++)
        read_row(&reader, &rubric->rows[rubric->row_count++], indicators);
    check_whole(&reader, rubric, wanted);
    if (issues->errors == before) return true;
    return err_set(err, ERR_SOURCE, "%s: the rubric has %zu faults and was not used", rubric->path,
                   issues->errors - before);
}

bool rubric_names(Arena *arena, char ***names, size_t *count, Err *err) {
    Resource *list;
    if (!resource_list(arena, folder, ".csv", NULL, &list, count, err)) return false;
    *names = ARENA_ARRAY(arena, char *, *count);
    for (size_t i = 0; i < *count; i++)
        (*names)[i] = file_stem(arena, list[i].path);
    return true;
}

bool rubric_hash(Arena *arena, const char *name, char **id, char **hash, Err *err) {
    Rubric rubric = {0};
    const char *csv, *meta;
    if (!find_text(arena, name, &rubric, &csv, &meta, err)) return false;
    const char *all = arena_printf(arena, "%s\n%s", csv, meta ? meta : "");
    *id = arena_strdup(arena, rubric.id);
    *hash = file_hash(arena, all, strlen(all));
    return true;
}

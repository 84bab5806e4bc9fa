#include "cmd/stats.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "load/numbers.h"

typedef struct {
    const char *name;
    const char *columns;  /* as the file has them by position, for messages */
    size_t least;         /* columns of numbers */
    bool more;            /* all the columns of the file, at least so many */
    bool named;           /* the first column names the rows */
    const char *settings; /* that it takes, between blanks; beside columns and id */
    StatsMethodRun *run;
} StatsMethod;

static const StatsMethod methods[] = {
    {"describe", "x", 1, false, false, " ", stats_describe},
    {"outliers", "x", 1, false, false, " ", stats_outliers},
    {"rank", "x", 1, false, false, " better ", stats_rank},
    {"hb", "id, last, this", 2, false, true, " U A C tail least variant ", stats_hb},
    {"trend", "t, x", 2, false, false, " confidence ", stats_trend},
    {"xmr", "i, x", 1, false, true, " screen target ", stats_xmr},
    {"funnel", "group, numerator, denominator", 2, false, true, " target z ", stats_funnel},
    {"regression", "id, x, y", 2, false, true, " form log alpha ", stats_regression},
    {"multivariate", "x1, x2, ...", 1, true, false, " form exhaust ", stats_multivariate},
    {"fdr", "p", 1, false, false, " alpha ", stats_fdr},
    {"pefa", "id, budget, actual", 2, false, true, " ", stats_pefa},
    {"benford", "x", 1, false, false, " least ", stats_benford},
};
enum { METHOD_COUNT = sizeof methods / sizeof *methods };

static const char *const refusals[REFUSAL_COUNT] = {
    [REFUSAL_NONE] = "",
    [REFUSAL_EMPTY] = BOTH("there are no values"),
    [REFUSAL_TOO_FEW] = BOTH("fewer values than the method needs"),
    [REFUSAL_TOO_MANY] = BOTH("more values than the method is built for"),
    [REFUSAL_NO_SPREAD] = BOTH("the values have no spread to measure with"),
    [REFUSAL_NOT_FINITE] = BOTH("a value is infinite"),
    [REFUSAL_TOO_LARGE] = BOTH("a value is larger than 1e100"),
    [REFUSAL_OUT_OF_RANGE] = BOTH("a value is outside what the method is defined for"),
    [REFUSAL_UNORDERED] = BOTH("the times do not rise"),
    [REFUSAL_BAD_OPTION] = BOTH("a setting makes no sense"),
};

/* --- what the methods print --- */

void stats_word(StatsInput *in, const char *quantity, const char *word) {
    bool plain = !strpbrk(quantity, ",\"");
    if (!plain) text_append(&in->out, "\"");
    for (const char *at = quantity; *at; at++)
        text_append_bytes(&in->out, *at == '"' ? "\"\"" : at, *at == '"' ? 2 : 1);
    text_appendf(&in->out, "%s,%s\n", plain ? "" : "\"", word);
}

void stats_number(StatsInput *in, const char *quantity, double value) {
    stats_word(in, quantity, isfinite(value) ? arena_printf(in->arena, "%.17g", value + 0.0) : "");
}

void stats_count(StatsInput *in, const char *quantity, size_t value) {
    stats_word(in, quantity, arena_printf(in->arena, "%zu", value));
}

const char *stats_of_row(StatsInput *in, const char *quantity, size_t i) {
    return arena_printf(in->arena, "%s[%s]", quantity, in->ids[i]);
}

/* --- settings --- */

static const char *setting(const Options *options, const char *name) {
    const char *value = NULL; /* the last one counts */
    for (size_t i = 0; i < options->setting_count; i++)
        if (strcmp(options->settings[i].name, name) == 0) value = options->settings[i].value;
    return value;
}

bool stats_real(const StatsInput *in, const char *name, double low, double high, double *value, Err *err) {
    const char *text = setting(in->options, name);
    if (!text) return true;
    double given;
    if (!text_real(text, &given) || !(given >= low && given <= high))
        return err_set(err, ERR_USAGE, "--%s %s: expected a number from %g to %g", name, text, low, high);
    *value = given;
    return true;
}

bool stats_size(const StatsInput *in, const char *name, size_t *value, Err *err) {
    double given = (double)*value;
    if (!stats_real(in, name, 0.0, 1e6, &given, err)) return false;
    if (given != floor(given)) return err_set(err, ERR_USAGE, "--%s: expected a whole number", name);
    *value = (size_t)given;
    return true;
}

bool stats_choice(const StatsInput *in, const char *name, const char *const *words, int *value, Err *err) {
    const char *text = setting(in->options, name);
    if (!text) return true;
    Text expected = {.arena = in->arena};
    for (int i = 0; words[i]; i++) {
        if (strcmp(words[i], text) == 0) {
            *value = i;
            return true;
        }
        text_appendf(&expected, "%s%s", i ? " or " : "", words[i]);
    }
    return err_set(err, ERR_USAGE, "--%s %s: expected %s", name, text, text_string(&expected));
}

/* --- the command --- */

static const StatsMethod *find_method(Arena *arena, const char *name, Err *err) {
    Text names = {.arena = arena};
    for (size_t i = 0; i < METHOD_COUNT; i++) {
        if (name && strcmp(methods[i].name, name) == 0) return &methods[i];
        text_appendf(&names, "%s%s", i ? both(", ") : "", methods[i].name);
    }
    if (name)
        err_set(err, ERR_USAGE, "there is no method `%s`; expected one of %s", name, text_string(&names));
    else
        err_set(err, ERR_USAGE, "stats needs METHOD FILE.csv; METHOD is one of %s", text_string(&names));
    return NULL;
}

static bool check_settings(const StatsMethod *method, const Options *options, Err *err) {
    for (size_t i = 0; i < options->setting_count; i++) {
        const char *name = options->settings[i].name;
        char wanted[32];
        snprintf(wanted, sizeof wanted, " %s ", name);
        if (strcmp(name, "columns") == 0 || strcmp(name, "id") == 0 || strstr(method->settings, wanted))
            continue;
        return err_set(err, ERR_USAGE, "the method %s does not take --%s; see jixiao stats --help",
                       method->name, name);
    }
    return true;
}

static bool need_column(const CsvRows *rows, const char *path, const char *name, int *column, Err *err) {
    *column = numbers_find(rows, name);
    if (*column >= 0) return true;
    Text names = {0};
    Arena arena = {0};
    names.arena = &arena;
    for (size_t i = 0; i < rows->column_count; i++)
        text_appendf(&names, "%s`%s`", i ? both(", ") : "", rows->header[i]);
    bool never = err_set(err, ERR_SOURCE, "%s: there is no column `%s`; the file has %s", path, name,
                         text_string(&names));
    arena_free(&arena);
    return never;
}

/* Which columns: those of --columns, else by position; *id_column = -1: the rows' numbers. */
static bool choose_columns(const StatsMethod *method, const Options *options, const char *path,
                           const CsvRows *rows, size_t *chosen, StatsInput *in, int *id_column, Err *err) {
    const char *id = setting(options, "id"), *list = setting(options, "columns");
    *id_column = method->named ? 0 : -1;
    if (id && !need_column(rows, path, id, id_column, err)) return false;
    if (list) {
        size_t count;
        char **names = text_split(in->arena, list, ',', &count);
        if (method->more ? count < method->least || count > rows->column_count : count != method->least)
            return err_set(err, ERR_USAGE, "--columns %s: %s needs %s%zu of the file's %zu columns", list,
                           method->name, method->more ? both("at least ") : "", method->least,
                           rows->column_count);
        for (size_t i = 0; i < count; i++) {
            int column;
            if (!need_column(rows, path, names[i], &column, err)) return false;
            if (column == *id_column && !id) *id_column = -1;
            chosen[in->count++] = (size_t)column;
        }
        return true;
    }
    for (size_t i = 0; i < rows->column_count; i++)
        if ((int)i != *id_column && (method->more || in->count < method->least)) chosen[in->count++] = i;
    if (in->count < method->least)
        return err_set(err, ERR_SOURCE, "%s:1: %s needs the columns %s; found %zu; or name them by --columns",
                       path, method->name, method->columns, rows->column_count);
    return true;
}

static bool take_input(const StatsMethod *method, const Options *options, const char *path, StatsInput *in,
                       Err *err) {
    Arena *arena = in->arena;
    IssueList issues = {.arena = arena};
    CsvRows rows = {0};
    int id_column = -1;
    Err none = {0};
    if (numbers_read(arena, path, &issues, &rows, &none)) {
        size_t *chosen = ARENA_ARRAY(arena, size_t, rows.column_count);
        if (!choose_columns(method, options, path, &rows, chosen, in, &id_column, err)) return false;
        in->n = rows.row_count;
        in->columns = ARENA_ARRAY(arena, double *, in->count);
        in->names = ARENA_ARRAY(arena, const char *, in->count);
        in->ids = ARENA_ARRAY(arena, const char *, in->n);
        for (size_t k = 0; k < in->count; k++) {
            in->names[k] = rows.header[chosen[k]];
            in->columns[k] = ARENA_ARRAY(arena, double, in->n);
            numbers_take(&rows, path, chosen[k], &issues, in->columns[k]);
        }
        for (size_t i = 0; i < in->n; i++)
            in->ids[i] = id_column < 0 ? arena_printf(arena, "%zu", i + 1)
                                       : rows.cells[i * rows.column_count + (size_t)id_column];
    } else if (none.kind != ERR_NONE) {
        *err = none;
        return false;
    }
    for (size_t i = 0; i < issues.count; i++)
        fprintf(stderr, "%s\n", issue_text(arena, &issues.items[i], options->spoken));
    return issues.errors == 0 ||
           err_set(err, ERR_SOURCE, "%s: errors: %zu; nothing was computed; correct what is said above", path,
                   issues.errors);
}

bool command_stats(const Options *options, int *status, Err *err) {
    (void)status;
    StatsInput in = {.arena = options->arena, .options = options, .out = {.arena = options->arena}};
    const StatsMethod *method =
        find_method(options->arena, options->word_count ? options->words[0] : NULL, err);
    if (!method || !check_settings(method, options, err)) return false;
    if (options->word_count != 2)
        return err_set(err, ERR_USAGE,
                       "stats %s needs one FILE.csv with the columns %s; see jixiao stats --help",
                       method->name, method->columns);
    if (!take_input(method, options, options->words[1], &in, err) || !method->run(&in, err)) return false;
    if (in.refusal != REFUSAL_NONE) {
        stats_word(&in, "refused", refusal_name(in.refusal));
        say_line(stderr, options->spoken, "%s: not comparable: %s", options->words[1],
                 both(refusals[in.refusal]));
    }
    printf("quantity,value\n%s", text_string(&in.out));
    return true;
}

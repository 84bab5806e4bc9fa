#include "load/figures.h"

#include <stdio.h>
#include <string.h>

static const char *piece_text(const FigureRun *run, const Piece *piece) {
    return piece->column >= 0 ? run->record->cells[piece->column] : piece->text;
}

static int32_t translate(FigureRun *run, FieldRule *rule, int32_t raw) {
    size_t slot = (size_t)raw % FIELD_MEMO;
    if (raw && rule->memo[slot].raw == raw) return rule->memo[slot].text;
    const char *text = names_text(run->context->names, raw);
    int32_t result = raw;
    for (size_t i = 0; i < rule->rule_count; i++) {
        if (!text_matches(text, rule->rules[i].pattern)) continue;
        result = rule->rules[i].result;
        break;
    }
    rule->memo[slot].raw = raw;
    rule->memo[slot].text = result;
    return result;
}

/* The field's text in this row: a Names number, 0 when blank or not given, or FIELD_SKIP. */
static int32_t field_text(FigureRun *run, FieldRule *rule) {
    if (rule->row == run->row || rule->piece_count == 0) return rule->text;
    bool first = rule->row == 0;
    rule->row = run->row;
    if (!first && rule->column == 0) return rule->text;
    Names *names = run->context->names;
    if (rule->piece_count == 1) {
        rule->text = names_put(names, piece_text(run, rule->pieces));
    } else {
        run->scratch.size = 0;
        for (size_t i = 0; i < rule->piece_count; i++)
            text_append(&run->scratch, piece_text(run, &rule->pieces[i]));
        size_t length = run->scratch.size;
        const char *text = reader_trim(run->scratch.data, &length);
        run->scratch.data[(size_t)(text - run->scratch.data) + length] = '\0';
        rule->text = names_put(names, text);
    }
    if (rule->rule_count) rule->text = translate(run, rule, rule->text);
    if (rule->text == 0) rule->text = rule->otherwise;
    return rule->text;
}

typedef struct {
    Field field;
    int blank; /* what a blank means; -1 = it must not be blank */
    const char *expected;
} NumberField;
static const NumberField year_field = {FIELD_YEAR, -1, BOTH("expected a year from 1900 to 2999")};
static const NumberField month_field = {FIELD_MONTH, 12, BOTH("expected a month from 1 to 12")};
static const NumberField stage_field = {
    FIELD_STAGE, -1, BOTH("expected budget, adjusted or actual (年初预算, 调整预算, 决算)")};
static const NumberField optional_stage = {FIELD_STAGE, STAGE_ACTUAL,
                                           BOTH("expected budget, adjusted or actual")};
static const NumberField kind_field = {
    FIELD_KIND, KIND_FIGURE,
    BOTH("expected figure, change, change_rate, share, rate, grade or empty, or a blank for figure")};

/* The field as readers call it: its code, or its Chinese heading. */
static const char *field_heading(const FigureRun *run, Field field) {
    const char *name = field_names[field], *chinese = header_chinese(SOURCE_FIGURES, name);
    return *chinese ? both_pair(run->context->arena, name, chinese) : name;
}

static int read_number(const FigureRun *run, Field field, const char *text) {
    if (field == FIELD_YEAR) return vocabulary_year(text);
    if (field == FIELD_MONTH) return vocabulary_month(text);
    if (field == FIELD_STAGE) return vocabulary_stage(run->context->vocabulary, text);
    return vocabulary_kind(text);
}

/* The field as a number, or -1 after an issue. */
static int field_number(FigureRun *run, FieldRule *rule, const NumberField *wanted) {
    if (rule->text == 0 && wanted->blank >= 0) return wanted->blank;
    const char *text = names_text(run->context->names, rule->text);
    if (rule->read_text != rule->text) {
        rule->read_text = rule->text;
        rule->number = rule->text ? read_number(run, wanted->field, text) : -1;
    }
    if (rule->number < 0) {
        const char *name = field_heading(run, wanted->field);
        if (rule->text == 0)
            FIGURE_TROUBLE(run, rule->column, "`%s` is missing; %s", name, both(wanted->expected));
        else
            FIGURE_TROUBLE(run, rule->column,
                           "%s `%s` is not known; %s, or a line `map.%s` in the description", name, text,
                           both(wanted->expected), field_names[wanted->field]);
    }
    return rule->number;
}

static const char *near_item(FigureRun *run, int32_t text) {
    size_t slot = (size_t)text % FIGURES_MEMO;
    if (run->hints[slot].text != text) {
        const LoadContext *context = run->context;
        run->hints[slot].text = text;
        run->hints[slot].hint =
            vocabulary_near_item(context->arena, context->vocabulary, names_text(context->names, text));
    }
    return run->hints[slot].hint;
}

/* NULL with an issue when the item is not in the catalogue. */
static const Item *find_item(FigureRun *run, Field field, const FieldRule *rule, int32_t text) {
    const Item *item = vocabulary_item(run->context->vocabulary, text);
    if (!item)
        FIGURE_TROUBLE(
            run, rule->column,
            "%s `%s` is not in the catalogue%s Add it to items.csv of the dataset, or correct the code",
            field_heading(run, field), names_text(run->context->names, text), near_item(run, text));
    return item;
}

/* Item, part and of; false with an issue. *item is the catalogue's, where the kind wants one. */
static bool read_items(FigureRun *run, ValueRule *value, const int32_t *text, Figure *figure,
                       const Item **item) {
    bool good = true, catalogued = figure->kind <= KIND_SHARE;
    *item = NULL;
    figure->item = text[FIELD_ITEM];
    figure->part = text[FIELD_PART];
    if (figure->item == 0 && figure->kind != KIND_EMPTY) {
        FIGURE_TROUBLE(run, value->fields[FIELD_ITEM]->column,
                       "`item` is missing; expected a code of the catalogue");
        good = false;
    } else if (catalogued) {
        *item = find_item(run, FIELD_ITEM, value->fields[FIELD_ITEM], figure->item);
        good = *item != NULL;
    }
    if (figure->part && !find_item(run, FIELD_PART, value->fields[FIELD_PART], figure->part)) good = false;
    if (figure->kind != KIND_SHARE || !*item) return good;
    figure->of = text[FIELD_OF];
    if (figure->of) return find_item(run, FIELD_OF, value->fields[FIELD_OF], figure->of) && good;
    if (*(*item)->parent) {
        figure->of = names_put(run->context->names, (*item)->parent);
        return good;
    }
    FIGURE_TROUBLE(run, value->fields[FIELD_OF]->column,
                   "a share of what? Item `%s` has no parent in the catalogue; name the whole in `of`",
                   (*item)->code);
    return false;
}

/* A file without codes tells its departments by their names in departments.csv. */
static int32_t dept_of(const FigureRun *run, FieldRule *const *fields, const int32_t *text) {
    if (text[FIELD_DEPT] || fields[FIELD_DEPT]->piece_count) return text[FIELD_DEPT];
    return vocabulary_dept(run->context->vocabulary, text[FIELD_DEPT_NAME]);
}

static void tell_no_dept(FigureRun *run, FieldRule *const *fields, const int32_t *text) {
    const LoadContext *context = run->context;
    const FieldRule *code = fields[FIELD_DEPT], *named = fields[FIELD_DEPT_NAME];
    const char *name = names_text(context->names, text[FIELD_DEPT_NAME]);
    if (code->piece_count || !*name)
        FIGURE_TROUBLE(run, code->piece_count ? code->column : named->column,
                       "`dept` is missing; every row needs the department's code");
    else if (text[FIELD_DEPT] < 0)
        FIGURE_TROUBLE(run, named->column,
                       "several departments are called `%s`; give their codes in a column `dept` (单位编码)",
                       name);
    else
        FIGURE_TROUBLE(
            run, named->column,
            "no department of departments.csv is called `%s`%s Correct the name, add the department there, "
            "or give its code in a column `dept` (单位编码)",
            name, vocabulary_near_dept(context->arena, context->vocabulary, name));
}

static bool read_keys(FigureRun *run, ValueRule *value, const int32_t *text, Figure *figure) {
    FieldRule *const *fields = value->fields;
    int kind = field_number(run, fields[FIELD_KIND], &kind_field);
    int year = field_number(run, fields[FIELD_YEAR], &year_field);
    int month = field_number(run, fields[FIELD_MONTH], &month_field);
    bool stageless = kind == KIND_RATE || kind == KIND_GRADE || kind == KIND_EMPTY;
    int stage = field_number(run, fields[FIELD_STAGE], stageless ? &optional_stage : &stage_field);
    figure->dept = text[FIELD_DEPT];
    figure->table = text[FIELD_TABLE];
    figure->order = text[FIELD_ORDER];
    figure->reason = text[FIELD_REASON];
    figure->kind = (int8_t)kind;
    figure->year = (int16_t)year;
    figure->month = (int8_t)month;
    figure->stage = (int8_t)stage;
    bool good = kind >= 0 && year >= 0 && month >= 0 && stage >= 0;
    if (figure->dept <= 0) {
        tell_no_dept(run, fields, text);
        good = false;
    }
    if (kind == KIND_EMPTY && figure->table == 0) {
        FIGURE_TROUBLE(run, fields[FIELD_TABLE]->column, "a row of kind `empty` must name the empty `table`");
        good = false;
    }
    return good;
}

static void see_dept(FigureRun *run, ValueRule *value, const int32_t *text, int year) {
    Source *source = run->source;
    const Names *names = run->context->names;
    size_t known = run->seen_index.count;
    size_t number = index_put(&run->seen_index,
                              (IndexKey){{text[FIELD_DEPT], text[FIELD_DEPT_NAME], text[FIELD_PARENT]}});
    if (number == known) {
        ARENA_PUSH(run->context->arena, source->seen, source->seen_count, source->seen_capacity);
        source->seen[source->seen_count++] = (SeenDept){.code = names_text(names, text[FIELD_DEPT]),
                                                        .name = names_text(names, text[FIELD_DEPT_NAME]),
                                                        .parent = names_text(names, text[FIELD_PARENT]),
                                                        .first_year = year,
                                                        .last_year = year,
                                                        .line = run->record->line,
                                                        .column = value->fields[FIELD_DEPT]->column};
    }
    SeenDept *seen = &source->seen[number];
    if (year < seen->first_year) seen->first_year = year;
    if (year > seen->last_year) seen->last_year = year;
}

static bool fits(const FigureRun *run, const Conditions *conditions, const int32_t *text,
                 const Figure *figure) {
    char month[8];
    snprintf(month, sizeof month, "%d", figure->month);
    for (size_t i = 0; i < conditions->count; i++) {
        int field = conditions->items[i].where;
        const char *found = field == FIELD_STAGE   ? stage_names[figure->stage]
                            : field == FIELD_KIND  ? kind_names[figure->kind]
                            : field == FIELD_MONTH ? month
                                                   : names_text(run->context->names, text[field]);
        if (!text_matches(found, conditions->items[i].pattern)) return false;
    }
    return true;
}

static IndexKey cell_key(const Figure *figure) {
    return (IndexKey){{figure->dept, figure->item, figure->part, figure->order,
                       figure->year * 16 + figure->month, figure->stage}};
}

static void add_figure(FigureRun *run, Figure figure, const int32_t *text, int32_t group, bool total) {
    const Description *description = run->description;
    Source *source = run->source;
    Arena *arena = run->context->arena;
    int8_t rule = PRINT_NO_RULE;
    if (figure.kind == KIND_FIGURE)
        for (size_t i = 0; i < description->print_count && rule < 0; i++)
            if (fits(run, &description->prints[i], text, &figure))
                rule = description->prints[i].statement ? PRINT_STATEMENT : PRINT_FIGURE;
    if (total && figure.kind == KIND_FIGURE && rule == PRINT_NO_RULE) {
        rule = PRINT_TOTAL;
        run->has_totals = true;
    }
    figure.as_statement = rule == PRINT_STATEMENT;
    if (rule == PRINT_FIGURE) index_put(&run->chosen, cell_key(&figure));
    ARENA_PUSH(arena, source->figures, source->figure_count, source->figure_capacity);
    source->figures[source->figure_count++] = figure;
    ARENA_PUSH(arena, run->extras, run->extra_count, run->extra_capacity);
    run->extras[run->extra_count].group = group;
    run->extras[run->extra_count++].rule = rule;
}

static void add_missing(FigureRun *run, const Figure *figure) {
    Source *source = run->source;
    MissingKind kind = numeral_missing(run->record->cells[figure->column - 1]);
    run->missing[kind]++;
    if (figure->kind != KIND_FIGURE) return;
    ARENA_PUSH(run->context->arena, source->missing, source->missing_count, source->missing_capacity);
    source->missing[source->missing_count++] = (Missing){.kind = kind,
                                                         .dept = figure->dept,
                                                         .item = figure->item,
                                                         .part = figure->part,
                                                         .line = figure->line,
                                                         .column = figure->column,
                                                         .year = figure->year,
                                                         .month = figure->month,
                                                         .stage = figure->stage};
}

static void count_row(FigureRun *run, size_t *count) {
    if (run->sorted_row != run->row) ++*count;
    run->sorted_row = run->row;
}

/* What becomes of a row that repeats others. Rows of totals get the fields of `total:`. */
typedef enum { VALUE_TAKEN, VALUE_TOTAL, VALUE_SKIPPED, VALUE_LEFT } Taking;
static Taking sort_row(FigureRun *run, ValueRule *value, int32_t *text) {
    RowSort sort = sums_sort(run, text);
    if (sort == ROW_OF_WHICH) count_row(run, &run->of_which);
    if (sort != ROW_TOTAL) return sort == ROW_PLAIN ? VALUE_TAKEN : VALUE_LEFT;
    for (size_t field = 0; field < FIELD_COUNT; field++) {
        FieldRule *own = run->description->totals[field];
        if (!own) continue;
        value->fields[field] = own;
        text[field] = field_text(run, own);
        if (text[field] == FIELD_SKIP) return VALUE_SKIPPED;
    }
    if (run->description->keeps_totals && sums_sort(run, text) == ROW_PLAIN) return VALUE_TOTAL;
    count_row(run, &run->totals);
    return VALUE_LEFT;
}

static Taking take_value(FigureRun *run, size_t which) {
    ValueRule value = run->description->values[which];
    int32_t text[FIELD_COUNT];
    for (size_t field = 0; field < FIELD_COUNT; field++) {
        text[field] = field_text(run, value.fields[field]);
        if (text[field] == FIELD_SKIP) return VALUE_SKIPPED;
    }
    Taking taking = sort_row(run, &value, text);
    if (taking >= VALUE_SKIPPED) return taking;
    text[FIELD_DEPT] = dept_of(run, value.fields, text);
    if (sums_is_total(run, text[FIELD_PART])) text[FIELD_PART] = 0;
    Figure figure = {.line = run->record->line, .column = value.column + 1};
    const Item *item;
    int32_t group;
    bool good = read_keys(run, &value, text, &figure);
    if (figure.kind < 0) return taking; /* what the rest should be is not known */
    good = read_items(run, &value, text, &figure, &item) && good;
    AmountResult amount =
        amount_read(run, which, value.fields[FIELD_UNIT], text[FIELD_UNIT], item, &figure, &group);
    if (!good || amount == AMOUNT_BAD) return taking;
    see_dept(run, &value, text, figure.year);
    if (amount == AMOUNT_MISSING)
        add_missing(run, &figure);
    else
        add_figure(run, figure, text, group, taking == VALUE_TOTAL);
    return taking;
}

static void take_row(FigureRun *run) {
    bool skipped = true;
    for (size_t which = 0; which < run->description->value_count; which++)
        if (take_value(run, which) != VALUE_SKIPPED) skipped = false;
    if (skipped) run->source->skipped_count++;
}

static bool is_ignored(const FigureRun *run) {
    const Conditions *ignore = &run->description->ignore;
    for (size_t i = 0; i < ignore->count; i++)
        if (text_matches(run->record->cells[ignore->items[i].where], ignore->items[i].pattern)) return true;
    return false;
}

static bool is_wanted(const FigureRun *run) {
    const Conditions *only = &run->description->only;
    for (size_t i = 0; i < only->count; i++)
        if (!text_matches(run->record->cells[only->items[i].where], only->items[i].pattern)) return false;
    return true;
}

/* Where a rule chose the figure of a cell, the cell's other occurrences are statements, wherever they stand.
 */
static void demote_others(FigureRun *run) {
    for (size_t i = 0; i < run->source->figure_count; i++) {
        Figure *figure = &run->source->figures[i];
        if (figure->kind == KIND_FIGURE && run->extras[i].rule < 0 &&
            index_has(&run->chosen, cell_key(figure)))
            figure->as_statement = true;
    }
}

/* A stated total is a statement where the file prints its cell as a figure, too, wherever that stands. */
static void demote_totals(FigureRun *run) {
    Source *source = run->source;
    Index printed = {.arena = run->context->arena};
    for (size_t i = 0; i < source->figure_count; i++)
        if (source->figures[i].kind == KIND_FIGURE && !source->figures[i].as_statement &&
            run->extras[i].rule != PRINT_TOTAL)
            index_put(&printed, cell_key(&source->figures[i]));
    for (size_t i = 0; i < source->figure_count; i++)
        if (run->extras[i].rule == PRINT_TOTAL && index_has(&printed, cell_key(&source->figures[i])))
            source->figures[i].as_statement = true;
}

/* What was not read, and why: nothing goes away in silence. */
static void tell_counts(FigureRun *run) {
    static const char *const words[MISSING_KIND_COUNT] = {BOTH("blank"), "—", "不适用", "涉密"};
    const Source *source = run->source;
    Text kinds = {.arena = run->context->arena};
    size_t missing = 0;
    for (size_t i = 0; i < MISSING_KIND_COUNT; i++) {
        if (!run->missing[i]) continue;
        text_appendf(&kinds, "%s%zu %s", missing ? both(", ") : both(" ("), run->missing[i], both(words[i]));
        missing += run->missing[i];
    }
    const struct {
        size_t count;
        const char *what;
    } left[] = {{run->totals, BOTH("totals (合计)")},         {run->of_which, BOTH("of which (其中)")},
                {run->ignored, BOTH("fit `ignore`")},         {run->counts.notes, BOTH("notes")},
                {run->counts.separators, BOTH("separators")}, {run->counts.comments, BOTH("comments")}};
    Text rows = {.arena = run->context->arena};
    for (size_t i = 0; i < sizeof left / sizeof *left; i++)
        if (left[i].count)
            text_appendf(&rows, "%s%zu %s", rows.size ? both(", ") : both("; rows not read: "), left[i].count,
                         both(left[i].what));
    if (source->row_count && (source->skipped_count || missing || rows.size))
        issue_add(run->context->issues, SEVERITY_INFO, source->name, 0, 0,
                  "%zu rows: %zu dropped by `only` or `skip`; %zu values blank or marked as absent, which is "
                  "not zero%s%s%s",
                  source->row_count, source->skipped_count, missing, text_string(&kinds),
                  missing ? both(")") : "", text_string(&rows));
}

void figures_read(const LoadContext *context, Reader *reader, const Header *header, Description *description,
                  Source *source) {
    Arena *arena = context->arena;
    FigureRun *run = ARENA_NEW(arena, FigureRun);
    *run = (FigureRun){.context = context,
                       .source = source,
                       .description = description,
                       .scratch = {.arena = arena},
                       .group_index = {.arena = arena},
                       .seen_index = {.arena = arena},
                       .chosen = {.arena = arena}};
    Record record;
    run->record = &record;
    while (rows_next(reader, header, context->issues, &record, &run->counts)) {
        run->row++;
        if (!is_wanted(run))
            source->skipped_count++;
        else if (is_ignored(run))
            run->ignored++;
        else
            take_row(run);
    }
    source->row_count = run->counts.rows;
    amount_set_steps(run);
    if (description->chooses) demote_others(run);
    if (run->has_totals) demote_totals(run);
    rows_tell_none(header, &run->counts, context->issues);
    tell_counts(run);
}

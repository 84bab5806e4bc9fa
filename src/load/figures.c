#include "load/figures.h"

#include <stdio.h>
#include <string.h>

static const char *piece_text(const FigureRun *run, const Piece *piece) {
    return piece->column >= 0 ? run->record->cells[piece->column] : piece->text;
}

static int32_t translate(FigureRun *run, const FieldRule *rule, FieldState *state, int32_t raw) {
    size_t slot = (size_t)raw % FIGURES_MEMO;
    if (raw && state->memo[slot].raw == raw) return state->memo[slot].text;
    const char *text = names_text(run->context->names, raw);
    int32_t result = raw;
    for (size_t i = 0; i < rule->rule_count; i++) {
        if (!text_matches(text, rule->rules[i].pattern)) continue;
        result = rule->rules[i].result;
        break;
    }
    state->memo[slot].raw = raw;
    state->memo[slot].text = result;
    return result;
}

/* The field's text in this row: a Names number, 0 when blank or not given, or FIELD_SKIP. */
static int32_t field_text(FigureRun *run, const FieldRule *rule) {
    FieldState *state = &run->states[rule->number];
    if (state->row == run->row || rule->piece_count == 0) return state->text;
    bool first = state->row == 0;
    state->row = run->row;
    if (!first && rule->column == 0) return state->text;
    Names *names = run->context->names;
    if (rule->piece_count == 1) {
        state->text = names_put(names, piece_text(run, rule->pieces));
    } else {
        run->scratch.size = 0;
        for (size_t i = 0; i < rule->piece_count; i++)
            text_append(&run->scratch, piece_text(run, &rule->pieces[i]));
        size_t length = run->scratch.size;
        const char *text = reader_trim(run->scratch.data, &length);
        run->scratch.data[(size_t)(text - run->scratch.data) + length] = '\0';
        state->text = names_put(names, text);
    }
    if (rule->rule_count) state->text = translate(run, rule, state, state->text);
    if (state->text == 0) state->text = rule->otherwise;
    return state->text;
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
static int field_number(FigureRun *run, const FieldRule *rule, const NumberField *wanted) {
    FieldState *state = &run->states[rule->number];
    if (state->text == 0 && wanted->blank >= 0) return wanted->blank;
    const char *text = names_text(run->context->names, state->text);
    if (state->read_text != state->text) {
        state->read_text = state->text;
        state->number = state->text ? read_number(run, wanted->field, text) : -1;
    }
    if (state->number < 0) {
        const char *name = field_heading(run, wanted->field);
        if (state->text == 0)
            FIGURE_TROUBLE(run, rule->column, "`%s` is missing; %s", name, both(wanted->expected));
        else
            FIGURE_TROUBLE(run, rule->column,
                           "%s `%s` is not known; %s, or a line `map.%s` in the description", name, text,
                           both(wanted->expected), field_names[wanted->field]);
    }
    return state->number;
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

size_t figures_see_dept(FigureRun *run, const ValueRule *value, const int32_t *text, int year, int line) {
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
                                                        .line = line,
                                                        .column = value->fields[FIELD_DEPT]->column};
    }
    SeenDept *seen = &source->seen[number];
    if (year < seen->first_year) seen->first_year = year;
    if (year > seen->last_year) seen->last_year = year;
    return number;
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

void figures_end_page(FigureRun *run) {
    LedgerPage *page = ledger_seal(run->draft, NULL, run->group_index.count);
    if (page) ledger_pages_add(&run->pages, page);
}

static void draft_figure(FigureRun *run, const Figure *figure, int32_t group) {
    const int64_t cell = (int64_t)figure->line * run->source->columns + figure->column - 1;
    for (;; figures_end_page(run)) {
        const int32_t bucket = ledger_draft_bucket(run->draft, figure->item, figure->part, group),
                      dept = ledger_draft_dept(run->draft, figure->dept),
                      period = ledger_draft_period(run->draft, figure->year, figure->month);
        if (bucket >= 0 && dept >= 0 && period >= 0 &&
            ledger_draft_add(run->draft, bucket, dept, period, (Stage)figure->stage, figure->value, cell))
            return;
    }
}

static void add_figure(FigureRun *run, Figure figure, const int32_t *text, int32_t group, bool total) {
    if (run->draft) {
        draft_figure(run, &figure, group);
        return;
    }
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
    if (rule == PRINT_FIGURE) index_put(&run->chosen, figures_cell(&figure));
    ARENA_PUSH(arena, source->figures, source->figure_count, source->figure_capacity);
    source->figures[source->figure_count++] = figure;
    ARENA_PUSH(arena, run->extras, run->extra_count, run->extra_capacity);
    run->extras[run->extra_count].group = group;
    run->extras[run->extra_count++].rule = rule;
}

void figures_put_missing(FigureRun *run, const Missing *missing) {
    Source *source = run->source;
    ARENA_PUSH(run->context->arena, source->missing, source->missing_count, source->missing_capacity);
    source->missing[source->missing_count++] = *missing;
}

static void add_missing(FigureRun *run, const Figure *figure) {
    MissingKind kind = numeral_missing(run->record->cells[figure->column - 1]);
    run->missing[kind]++;
    if (figure->kind != KIND_FIGURE) return;
    figures_put_missing(run, &(Missing){.kind = kind,
                                        .dept = figure->dept,
                                        .item = figure->item,
                                        .part = figure->part,
                                        .line = figure->line,
                                        .column = figure->column,
                                        .year = figure->year,
                                        .month = figure->month,
                                        .stage = figure->stage});
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
    figures_see_dept(run, &value, text, figure.year, figure.line);
    run->good[which] = (LastGood){.row = run->row,
                                  .dept = figure.dept,
                                  .part = figure.part,
                                  .group = group,
                                  .year = figure.year,
                                  .month = figure.month,
                                  .stage = figure.stage};
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

void figures_open(FigureRun *run, const LoadContext *context, const Header *header,
                  const Description *description, Source *source) {
    Arena *arena = context->arena;
    *run = (FigureRun){.context = context,
                       .source = source,
                       .header = header,
                       .description = description,
                       .states = ARENA_ARRAY(arena, FieldState, description->rule_count + 1),
                       .good = ARENA_ARRAY(arena, LastGood, description->value_count),
                       .scratch = {.arena = arena},
                       .group_index = {.arena = arena},
                       .seen_index = {.arena = arena},
                       .chosen = {.arena = arena}};
    for (size_t i = 0; i <= description->rule_count; i++)
        run->states[i].read_text = FIELD_UNSEEN;
}

void figures_take(FigureRun *run, Reader *reader) {
    Record *record = ARENA_NEW(run->scratch.arena, Record);
    run->record = record;
    while (rows_next(reader, run->header, run->context->issues, record, &run->counts)) {
        run->row++;
        if (!is_wanted(run))
            run->source->skipped_count++;
        else if (is_ignored(run))
            run->ignored++;
        else
            take_row(run);
    }
}

void figures_read(const LoadContext *context, Reader *reader, const Header *header, Description *description,
                  Source *source) {
    FigureRun *run = ARENA_NEW(context->arena, FigureRun);
    figures_open(run, context, header, description, source);
    figures_take(run, reader);
    const int64_t *steps = amount_steps(run, context->arena);
    for (size_t i = 0; i < source->figure_count; i++)
        if (run->extras[i].group >= 0) source->figures[i].step = steps[run->extras[i].group];
    figures_demote(run);
    figures_close(run);
}

#include "load/lane.h"

#include <string.h>

#include "load/lane_bytes.h"
#include "load/lane_words.h"

/* The fields that may stand in a column; the others must not be given. */
static const Field lane_fields[] = {FIELD_DEPT, FIELD_DEPT_NAME, FIELD_PARENT, FIELD_YEAR, FIELD_MONTH,
                                    FIELD_ITEM, FIELD_PART,      FIELD_STAGE,  FIELD_UNIT};
enum { DEPT, DEPT_NAME, PARENT, YEAR, MONTH, ITEM, PART, STAGE, UNIT }; /* their places */
static const Field other_fields[] = {FIELD_TABLE, FIELD_KIND, FIELD_OF, FIELD_REASON, FIELD_ORDER};
enum {
    LANE_FIELDS = sizeof lane_fields / sizeof *lane_fields,
    OTHER_FIELDS = sizeof other_fields / sizeof *other_fields,
    COLUMN_MAX = 256,
    VALUE_MAX = 64,
    FIRST_YEAR = 1900,
    PERIODS = 1100 * 16
};

/* Where the meaning of a field is kept: with the words of a column, or by itself. */
typedef struct {
    int column; /* -1: the same in all rows */
    size_t place;
} Place;

/* An item with its part and unit, in one column of amounts. */
typedef struct {
    size_t which;
    int32_t part, unit, next; /* next of the item's chain */
    int32_t item, group;
    int32_t bucket; /* of the draft; -1 = not asked for yet */
    int64_t factor; /* of the unit */
} Combination;

/* A department as it is called, in one column of amounts. */
typedef struct {
    size_t which;
    int32_t name, parent, next;
    int32_t dept;
    int32_t number; /* of the draft; -1 = not asked for yet */
    size_t seen;    /* in source->seen */
} Called;

/* What is known of a column of amounts. */
typedef struct {
    Place places[LANE_FIELDS];
    int varying[LANE_FIELDS], varying_count; /* the fields that stand in columns */
    const Meaning *meanings[LANE_FIELDS];    /* of the line at hand; those of the other fields stay */
    bool known;                              /* the other fields are */
} Amounts;

/* A value of the line at hand. */
typedef struct {
    Combination *combination;
    Called *called;
    int32_t period;
    Stage stage;
    int64_t value;
    int decimals;
    bool missing;
} Found;

struct Lane {
    FigureRun *run;
    Reader *reader;
    Arena memory;
    size_t column_count;
    bool *is_key;              /* columns that fields are made of */
    LaneWords *words;          /* by column */
    Meaning *fixed;            /* by number of the rule */
    Amounts *amounts;          /* by column of amounts */
    Combination *combinations; /* from 1 */
    size_t combination_count, combination_capacity;
    Called *called; /* from 1 */
    size_t called_count, called_capacity;
    int32_t *periods; /* number in the draft + 1, by (year − FIRST_YEAR) × 16 + month */
    Span spans[COLUMN_MAX];
    int32_t found_words[COLUMN_MAX];
    Found found[VALUE_MAX];
    bool has_quote, has_return;
};

bool lane_suits(const Description *description, const Header *header) {
    if (description->print_count || description->keeps_totals || description->only.count ||
        description->ignore.count || header->count > COLUMN_MAX || description->value_count > VALUE_MAX)
        return false;
    for (size_t v = 0; v < description->value_count; v++) {
        FieldRule *const *fields = description->values[v].fields;
        for (size_t i = 0; i < OTHER_FIELDS; i++)
            if (fields[other_fields[i]]->piece_count) return false;
        for (size_t i = 0; i < LANE_FIELDS; i++)
            if (fields[lane_fields[i]]->column && fields[lane_fields[i]]->piece_count > 1) return false;
        if (fields[FIELD_DEPT]->piece_count == 0) return false;
    }
    return true;
}

static void place_fields(Lane *lane) {
    const Description *description = lane->run->description;
    size_t *places = ARENA_ARRAY(&lane->memory, size_t, description->rule_count + 1); /* + 1; 0 = none yet */
    for (size_t v = 0; v < description->value_count; v++) {
        Amounts *amounts = &lane->amounts[v];
        for (int i = 0; i < LANE_FIELDS; i++) {
            const FieldRule *rule = description->values[v].fields[lane_fields[i]];
            const int column = rule->column - 1;
            amounts->places[i] = (Place){.column = column, .place = rule->number};
            amounts->meanings[i] = &lane->fixed[rule->number];
            if (column < 0) continue;
            amounts->varying[amounts->varying_count++] = i;
            lane->is_key[column] = true;
            if (places[rule->number] == 0) places[rule->number] = ++lane->words[column].rule_count;
            amounts->places[i].place = places[rule->number] - 1;
        }
    }
}

Lane *lane_open(FigureRun *run, Reader *reader) {
    Arena memory = {0};
    Lane *lane = ARENA_NEW(&memory, Lane);
    lane->memory = memory;
    lane->run = run;
    lane->reader = reader;
    lane->column_count = run->header->count;
    lane->is_key = ARENA_ARRAY(&lane->memory, bool, lane->column_count);
    lane->words = ARENA_ARRAY(&lane->memory, LaneWords, lane->column_count);
    for (size_t i = 0; i < lane->column_count; i++)
        lane->words[i].arena = &lane->memory;
    lane->fixed = ARENA_ARRAY(&lane->memory, Meaning, run->description->rule_count + 1);
    lane->amounts = ARENA_ARRAY(&lane->memory, Amounts, run->description->value_count);
    lane->periods = ARENA_ARRAY(&lane->memory, int32_t, PERIODS);
    lane->combination_count = lane->called_count = 1;
    lane->combinations = ARENA_ARRAY(&lane->memory, Combination, lane->combination_capacity = 64);
    lane->called = ARENA_ARRAY(&lane->memory, Called, lane->called_capacity = 64);
    place_fields(lane);
    return lane;
}

void lane_close(Lane *lane) {
    if (!lane) return;
    Arena memory = lane->memory;
    arena_free(&memory);
}

/* --- a line and its fields --- */

/* Cuts the line at its commas; where the next line begins, or NULL when it has another number of fields than
 * the header, or something in it that only the reader understands. */
static const char *cut_line(Lane *lane, const char *at, const char *end) {
    const char *line = at;
    for (size_t i = 0; i < lane->column_count; i++) {
        const char *stop = lane_field_end(at);
        if (stop >= end || (*stop == '\n') != (i + 1 == lane->column_count)) return NULL;
        lane->spans[i] = (Span){at, (size_t)(stop - at)};
        at = stop + 1;
    }
    const size_t length = (size_t)(at - line);
    if (lane->has_quote && memchr(line, '"', length)) return NULL;
    if (!lane->has_return) return at;
    const char *mark = memchr(line, '\r', length);
    if (!mark) return at;
    if (mark != at - 2) return NULL;
    lane->spans[lane->column_count - 1].length--;
    return at;
}

/* --- what is known --- */

static Meaning *meaning_of(Lane *lane, size_t which, int field) {
    const Place *place = &lane->amounts[which].places[field];
    if (place->column < 0) return &lane->fixed[place->place];
    return words_meaning(&lane->words[place->column], (size_t)lane->found_words[place->column], place->place);
}

static Combination *find_combination(const Lane *lane, const Meaning *item, size_t which, int32_t part,
                                     int32_t unit) {
    for (int32_t i = item->chain; i; i = lane->combinations[i].next) {
        Combination *combination = &lane->combinations[i];
        if (combination->which == which && combination->part == part && combination->unit == unit)
            return combination;
    }
    return NULL;
}

static Called *find_called(const Lane *lane, const Meaning *dept, size_t which, int32_t name,
                           int32_t parent) {
    for (int32_t i = dept->chain; i; i = lane->called[i].next) {
        Called *called = &lane->called[i];
        if (called->which == which && called->name == name && called->parent == parent) return called;
    }
    return NULL;
}

/* The numbers of a draft are void with its page. */
static void end_page(Lane *lane) {
    figures_end_page(lane->run);
    for (size_t i = 1; i < lane->combination_count; i++)
        lane->combinations[i].bucket = -1;
    for (size_t i = 1; i < lane->called_count; i++)
        lane->called[i].number = -1;
    memset(lane->periods, 0, PERIODS * sizeof *lane->periods);
}

/* Whether the amount is one that needs no further look. */
static bool read_amount(const Lane *lane, Span span, const Combination *combination, Found *found) {
    const int allowed = lane->run->description->decimals;
    int64_t mantissa, factor = combination->factor;
    found->missing = span.length == 0;
    if (found->missing) return true;
    if (!lane_read_digits(span, &mantissa, &found->decimals)) return false;
    if (allowed >= 0 && found->decimals > allowed) return false;
    for (int i = 0; i < found->decimals; i++) {
        if (factor % 10) return false;
        factor /= 10;
    }
    return !__builtin_mul_overflow(mantissa, factor, &found->value) && found->value <= DECIMAL_LARGEST &&
           found->value >= -DECIMAL_LARGEST;
}

static bool find_value(Lane *lane, size_t which) {
    Amounts *amounts = &lane->amounts[which];
    const Meaning **meanings = amounts->meanings;
    if (!amounts->known) return false;
    for (int i = 0; i < amounts->varying_count; i++) {
        const Meaning *meaning = meaning_of(lane, which, amounts->varying[i]);
        if (!meaning->known) return false;
        meanings[amounts->varying[i]] = meaning;
    }
    Found *found = &lane->found[which];
    found->combination =
        find_combination(lane, meanings[ITEM], which, meanings[PART]->text, meanings[UNIT]->text);
    found->called =
        find_called(lane, meanings[DEPT], which, meanings[DEPT_NAME]->text, meanings[PARENT]->text);
    if (!found->combination || !found->called) return false;
    found->period = (meanings[YEAR]->number - FIRST_YEAR) * 16 + meanings[MONTH]->number;
    found->stage = (Stage)meanings[STAGE]->number;
    return read_amount(lane, lane->spans[lane->run->description->values[which].column], found->combination,
                       found);
}

/* --- taking a line --- */

static void add_missing(Lane *lane, const Found *found, int column, int line) {
    lane->run->missing[MISSING_BLANK]++;
    figures_put_missing(lane->run, &(Missing){.kind = MISSING_BLANK,
                                              .dept = found->called->dept,
                                              .item = found->combination->item,
                                              .part = found->combination->part,
                                              .line = line,
                                              .column = column + 1,
                                              .year = (int16_t)(found->period / 16 + FIRST_YEAR),
                                              .month = (int8_t)(found->period % 16),
                                              .stage = (int8_t)found->stage});
}

static bool draft(Lane *lane, const Found *found, int64_t cell) {
    LedgerDraft *out = lane->run->draft;
    Combination *combination = found->combination;
    Called *called = found->called;
    int32_t *period = &lane->periods[found->period];
    if (combination->bucket < 0)
        combination->bucket =
            ledger_draft_bucket(out, combination->item, combination->part, combination->group);
    if (called->number < 0) called->number = ledger_draft_dept(out, called->dept);
    if (*period == 0)
        *period = 1 + ledger_draft_period(out, found->period / 16 + FIRST_YEAR, found->period % 16);
    return combination->bucket >= 0 && called->number >= 0 && *period > 0 &&
           ledger_draft_add(out, combination->bucket, called->number, *period - 1, found->stage, found->value,
                            cell);
}

static void add_value(Lane *lane, size_t which, int line) {
    FigureRun *run = lane->run;
    const Found *found = &lane->found[which];
    const int column = run->description->values[which].column, year = found->period / 16 + FIRST_YEAR;
    SeenDept *seen = &run->source->seen[found->called->seen];
    if (year < seen->first_year) seen->first_year = year;
    if (year > seen->last_year) seen->last_year = year;
    if (found->missing) {
        add_missing(lane, found, column, line);
        return;
    }
    StepGroup *group = &run->groups[found->combination->group];
    if (run->description->decimals < 0 && group->decimals < found->decimals)
        group->decimals = found->decimals;
    const int64_t cell = (int64_t)line * run->source->columns + column;
    while (!draft(lane, found, cell))
        end_page(lane);
}

/* Takes the line that was cut, or leaves it as it is. */
static bool take_line(Lane *lane, int line) {
    FigureRun *run = lane->run;
    for (size_t i = 0; i < lane->column_count; i++) {
        if (!lane->is_key[i]) continue;
        lane->found_words[i] = words_find(&lane->words[i], lane->spans[i]);
        if (lane->found_words[i] < 0) return false;
    }
    if (lane->is_key[0] ? !lane->words[0].words[lane->found_words[0]].begins_row
                        : !rows_begins_row(run->header, *lane->spans[0].at))
        return false;
    for (size_t which = 0; which < run->description->value_count; which++)
        if (!find_value(lane, which)) return false;
    run->row++;
    run->counts.rows++;
    for (size_t which = 0; which < run->description->value_count; which++)
        add_value(lane, which, line);
    return true;
}

/* --- learning --- */

static void learn_value(Lane *lane, size_t which, int line) {
    FigureRun *run = lane->run;
    const ValueRule *value = &run->description->values[which];
    const LastGood *good = &run->good[which];
    int32_t text[FIELD_COUNT] = {0};
    lane->amounts[which].known = true;
    for (int i = 0; i < LANE_FIELDS; i++) {
        const Field field = lane_fields[i];
        Meaning *meaning = meaning_of(lane, which, i);
        text[field] = field == FIELD_DEPT   ? good->dept
                      : field == FIELD_PART ? good->part
                                            : run->states[value->fields[field]->number].text;
        meaning->number = field == FIELD_YEAR ? good->year : field == FIELD_MONTH ? good->month : good->stage;
        meaning->text = text[field];
        meaning->known = true;
    }
    Meaning *dept = meaning_of(lane, which, DEPT), *item = meaning_of(lane, which, ITEM);
    if (!find_called(lane, dept, which, text[FIELD_DEPT_NAME], text[FIELD_PARENT])) {
        ARENA_PUSH(&lane->memory, lane->called, lane->called_count, lane->called_capacity);
        lane->called[lane->called_count] =
            (Called){.which = which,
                     .name = text[FIELD_DEPT_NAME],
                     .parent = text[FIELD_PARENT],
                     .next = dept->chain,
                     .dept = good->dept,
                     .number = -1,
                     .seen = figures_see_dept(run, value, text, good->year, line)};
        dept->chain = (int32_t)lane->called_count++;
    }
    int64_t mantissa;
    int decimals;
    /* A unit that stands in the cell says nothing about that of the column. */
    if (good->group < 0 || !lane_read_digits(lane->spans[value->column], &mantissa, &decimals)) return;
    if (find_combination(lane, item, which, text[FIELD_PART], text[FIELD_UNIT])) return;
    ARENA_PUSH(&lane->memory, lane->combinations, lane->combination_count, lane->combination_capacity);
    lane->combinations[lane->combination_count] = (Combination){.which = which,
                                                                .part = text[FIELD_PART],
                                                                .unit = text[FIELD_UNIT],
                                                                .next = item->chain,
                                                                .item = text[FIELD_ITEM],
                                                                .group = good->group,
                                                                .bucket = -1,
                                                                .factor = run->groups[good->group].factor};
    item->chain = (int32_t)lane->combination_count++;
}

static bool begins_row(const Lane *lane) {
    size_t length = lane->spans[0].length;
    const char *cell = reader_trim(lane->spans[0].at, &length);
    Arena scratch = {0};
    const bool begins = rows_is_row(lane->run->header, arena_strndup(&scratch, cell, length));
    arena_free(&scratch);
    return begins;
}

/* What the reader has made of the line that was cut. */
static void learn(Lane *lane, int line) {
    for (size_t i = 0; i < lane->column_count; i++) {
        if (!lane->is_key[i]) continue;
        const size_t known = lane->words[i].count;
        lane->found_words[i] = (int32_t)words_put(&lane->words[i], lane->spans[i]);
        if (i == 0 && lane->words[0].count > known) lane->words[0].words[known].begins_row = begins_row(lane);
    }
    for (size_t which = 0; which < lane->run->description->value_count; which++)
        if (lane->run->good[which].row == lane->run->row) learn_value(lane, which, line);
}

/* The reader takes a line, or a piece of a record that has several. */
static int leave_line(Lane *lane, const char *at, const char *end, int line, bool is_cut) {
    const size_t row = lane->run->row, pages = lane->run->pages.count;
    reader_feed(lane->reader, at, (size_t)(end - at), line, false);
    figures_take(lane->run, lane->reader);
    if (lane->run->pages.count != pages) end_page(lane);
    if (is_cut && lane->run->row == row + 1) learn(lane, line + 1);
    return reader_lines(lane->reader);
}

void lane_read(Lane *lane, char *data, size_t size, int line, bool last) {
    const char *at = data, *end = data + size;
    lane->has_quote = memchr(data, '"', size) != NULL;
    lane->has_return = memchr(data, '\r', size) != NULL;
    data[size] = '\n'; /* where the last line ends at the latest */
    while (at < end) {
        const char *next = reader_is_between(lane->reader) ? cut_line(lane, at, end) : NULL;
        const bool is_cut = next != NULL;
        if (is_cut && take_line(lane, line + 1)) {
            line++;
        } else {
            const char *stop = memchr(at, '\n', (size_t)(end - at));
            next = stop ? stop + 1 : end;
            line = leave_line(lane, at, next, line, is_cut);
        }
        at = next;
    }
    if (!last) return;
    reader_feed(lane->reader, end, 0, line, true);
    figures_take(lane->run, lane->reader);
}

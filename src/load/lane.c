#include <stdlib.h>
#include <string.h>

#include "load/lane_internal.h"

const Field lane_fields[LANE_FIELDS] = {FIELD_DEPT, FIELD_DEPT_NAME, FIELD_PARENT, FIELD_YEAR, FIELD_MONTH,
                                        FIELD_ITEM, FIELD_PART,      FIELD_STAGE,  FIELD_UNIT};
static const Field other_fields[] = {FIELD_TABLE, FIELD_KIND, FIELD_OF, FIELD_REASON, FIELD_ORDER};
enum { OTHER_FIELDS = sizeof other_fields / sizeof *other_fields };

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

static Keys *keys_for(Amounts *amounts, int field) {
    switch (field) {
    case LANE_DEPT:
    case LANE_DEPT_NAME:
    case LANE_PARENT:
        return &amounts->of_dept;
    case LANE_YEAR:
    case LANE_MONTH:
        return &amounts->of_period;
    case LANE_STAGE:
        return &amounts->of_stage;
    default:
        return &amounts->of_item;
    }
}

/* Whether no other column than that of the first field tells one of the other two. */
static bool is_alone(const LaneWords *fixed, const Amounts *amounts, int first, int second, int third) {
    const LaneWords *words = amounts->places[first].words, *two = amounts->places[second].words,
                    *three = amounts->places[third].words;
    return (two == fixed || two == words) && (three == fixed || three == words);
}

/* The bit of a column, which becomes a key when it is none yet. */
static Keys key_of(Lane *lane, int column) {
    size_t k = 0;
    while (k < lane->key_count && lane->keys[k].column != column)
        k++;
    if (k == lane->key_count) {
        words_open(&lane->words[column], &lane->memory);
        lane->keys[lane->key_count++] = (Key){.column = column,
                                              .bit = (Keys)1 << (k < KEYS_OTHER ? k : KEYS_OTHER),
                                              .words = &lane->words[column]};
    }
    return lane->keys[k].bit;
}

static int by_column(const void *left, const void *right) {
    return ((const Key *)left)->column - ((const Key *)right)->column;
}

static void place_fields(Lane *lane) {
    const Description *description = lane->run->description;
    size_t *places = ARENA_ARRAY(&lane->memory, size_t, description->rule_count + 1); /* + 1; 0 = none yet */
    for (size_t v = 0; v < description->value_count; v++) {
        Amounts *amounts = &lane->amounts[v];
        amounts->which = v;
        amounts->column = description->values[v].column;
        for (int i = 0; i < LANE_FIELDS; i++) {
            const FieldRule *rule = description->values[v].fields[lane_fields[i]];
            const int column = rule->column - 1;
            amounts->places[i] = (Place){.words = &lane->fixed, .place = rule->number};
            *keys_for(amounts, i) |= (Keys)1 << KEYS_OTHER;
            if (column < 0) continue;
            *keys_for(amounts, i) |= key_of(lane, column);
            if (places[rule->number] == 0) places[rule->number] = ++lane->words[column].rule_count;
            amounts->places[i] = (Place){.words = &lane->words[column], .place = places[rule->number] - 1};
        }
        amounts->dept_alone = is_alone(&lane->fixed, amounts, LANE_DEPT, LANE_DEPT_NAME, LANE_PARENT);
        amounts->item_alone = is_alone(&lane->fixed, amounts, LANE_ITEM, LANE_PART, LANE_UNIT);
    }
    lane->ends[0] = (size_t)-1;
    lane->changed = ~(Keys)0;
    lane->allowed = description->decimals;
    if (lane->key_count) qsort(lane->keys, lane->key_count, sizeof *lane->keys, by_column);
    for (size_t i = 0, k = 0; i < lane->column_count; lane->first_keys[i++] = k)
        while (k < lane->key_count && lane->keys[k].column < (int)i)
            k++;
}

Lane *lane_open(FigureRun *run, Reader *reader) {
    Arena memory = {0};
    Lane *lane = ARENA_NEW(&memory, Lane);
    lane->memory = memory;
    lane->run = run;
    lane->reader = reader;
    lane->column_count = run->header->count;
    lane->keys = ARENA_ARRAY(&lane->memory, Key, lane->column_count);
    lane->first_keys = ARENA_ARRAY(&lane->memory, size_t, lane->column_count);
    lane->words = ARENA_ARRAY(&lane->memory, LaneWords, lane->column_count);
    lane->fixed.now = ARENA_ARRAY(&lane->memory, Meaning, run->description->rule_count + 1);
    lane->amounts_count = run->description->value_count;
    lane->amounts = ARENA_ARRAY(&lane->memory, Amounts, lane->amounts_count);
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

/* How many fields at the beginning are, byte for byte, those of the line before: rows come in runs. */
static size_t count_same(const Lane *lane) {
    if (!lane->before) return 0;
    const size_t common = lane_common(lane->before, lane->line);
    size_t same = 0;
    while (same + 1 < lane->column_count && lane->ends[same + 1] < common)
        same++;
    return same;
}

/* Where the line ends when it has as many fields as the header, and where they do. A line feed stands at the
 * end. */
static const char *cut_fields(Lane *lane, const char *end) {
    const size_t same = lane->same = count_same(lane), count = lane->column_count;
    const char *const line = lane->line;
    size_t *ends = lane->ends, base = ends[same] + 1;
    uint64_t feeds, marks = lane_marks(line + base, &feeds), last = 0;
    for (size_t i = same + 1; i <= count; i++) {
        while (!marks) {
            if (feeds) return NULL;
            marks = lane_marks(line + (base += LANE_STRIDE), &feeds);
        }
        ends[i] = base + (size_t)__builtin_ctzll(marks);
        last = marks;
        marks &= marks - 1;
    }
    const char *stop = line + ends[count];
    return lane_first(last) == lane_first(feeds) && stop < end ? stop + 1 : NULL;
}

/* Whether a CR stands nowhere but before the line feed at the end, where it is no part of the last field. */
static bool drop_return(Lane *lane, const char *end) {
    const char *mark = memchr(lane->line, '\r', (size_t)(end - lane->line));
    if (mark && mark != end - 2) return false;
    if (mark) lane->ends[lane->column_count]--;
    return true;
}

static bool is_quoted(Span field) {
    return field.length >= 2 && *field.at == '"' && field.at[field.length - 1] == '"';
}

/* Whether quotes stand nowhere but around whole fields, so that the line was cut where the reader cuts it.
 * What stands between them is a word like any other. */
static bool is_plainly_quoted(const Lane *lane, const char *end) {
    size_t quotes = 0, around = 0;
    for (const char *at = lane->line; (at = memchr(at, '"', (size_t)(end - at))) != NULL; at++)
        quotes++;
    for (size_t i = 0; quotes > around && i < lane->column_count; i++)
        if (is_quoted(lane_field(lane, (int)i))) around += 2;
    return quotes == around;
}

/* Cuts the line at its commas; where the next line begins, or NULL when it has another number of fields than
 * the header, or something in it that only the reader understands. */
static const char *cut_line(Lane *lane, const char *line, const char *end) {
    lane->line = line;
    const char *next = cut_fields(lane, end);
    if (!next || (lane->has_return && !drop_return(lane, next)) ||
        (lane->has_quote && !is_plainly_quoted(lane, next)))
        return NULL;
    return next;
}

/* --- what is known --- */

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
static bool read_amount(const Lane *lane, Amounts *amounts) {
    const Span span = lane_field(lane, amounts->column);
    int64_t mantissa;
    amounts->missing = span.length == 0;
    if (amounts->missing) return true;
    if (!lane_read_digits(span, &mantissa, &amounts->decimals)) return false;
    if (lane->allowed >= 0 && amounts->decimals > lane->allowed) return false;
    const int64_t factor = amounts->combination->scale->factors[amounts->decimals];
    return factor && !__builtin_mul_overflow(mantissa, factor, &amounts->value) &&
           amounts->value <= DECIMAL_LARGEST && amounts->value >= -DECIMAL_LARGEST;
}

static bool find_dept(const Lane *lane, Amounts *amounts) {
    const Meaning *dept = lane_meaning(amounts, LANE_DEPT);
    amounts->called = &lane->called[dept->chain];
    if (amounts->called->alone == amounts->which + 1) return true;
    const Meaning *name = lane_meaning(amounts, LANE_DEPT_NAME), *parent = lane_meaning(amounts, LANE_PARENT);
    if (!dept->known || !name->known || !parent->known) return false;
    amounts->called = lane_called(lane, dept, amounts->which, name->text, parent->text);
    return amounts->called != NULL;
}

static bool find_item(const Lane *lane, Amounts *amounts) {
    const Meaning *item = lane_meaning(amounts, LANE_ITEM);
    amounts->combination = &lane->combinations[item->chain];
    if (amounts->combination->alone == amounts->which + 1) return true;
    const Meaning *part = lane_meaning(amounts, LANE_PART), *unit = lane_meaning(amounts, LANE_UNIT);
    if (!item->known || !part->known || !unit->known) return false;
    amounts->combination = lane_combination(lane, item, amounts->which, part->text, unit->text);
    return amounts->combination != NULL;
}

static bool find_period(Amounts *amounts) {
    const Meaning *year = lane_meaning(amounts, LANE_YEAR), *month = lane_meaning(amounts, LANE_MONTH);
    amounts->period = (year->number - FIRST_YEAR) * 16 + month->number;
    return year->known && month->known;
}

static bool find_stage(Amounts *amounts) {
    const Meaning *stage = lane_meaning(amounts, LANE_STAGE);
    amounts->stage = (Stage)stage->number;
    return stage->known;
}

/* The stage is asked for in any case: when the lines are in no order, whether it has changed cannot be
 * foreseen. */
static bool find_value(const Lane *lane, Amounts *amounts) {
    const Keys changed = lane->changed;
    return amounts->known && (!(changed & amounts->of_dept) || find_dept(lane, amounts)) &&
           (!(changed & amounts->of_item) || find_item(lane, amounts)) &&
           (!(changed & amounts->of_period) || find_period(amounts)) && find_stage(amounts) &&
           read_amount(lane, amounts);
}

/* --- taking a line --- */

static void add_missing(const Lane *lane, const Amounts *amounts, int line) {
    lane->run->missing[MISSING_BLANK]++;
    figures_put_missing(lane->run, &(Missing){.kind = MISSING_BLANK,
                                              .dept = amounts->called->dept,
                                              .item = amounts->combination->item,
                                              .part = amounts->combination->part,
                                              .line = line,
                                              .column = amounts->column + 1,
                                              .year = (int16_t)(amounts->period / 16 + FIRST_YEAR),
                                              .month = (int8_t)(amounts->period % 16),
                                              .stage = (int8_t)amounts->stage});
}

/* Asks for what the draft has not numbered yet; false when a list of it is full. */
static bool number_value(const Lane *lane, const Amounts *amounts) {
    LedgerDraft *out = lane->run->draft;
    Combination *combination = amounts->combination;
    Called *called = amounts->called;
    int32_t *period = &lane->periods[amounts->period];
    if (combination->bucket < 0)
        combination->bucket =
            ledger_draft_bucket(out, combination->item, combination->part, combination->group);
    if (called->number < 0) called->number = ledger_draft_dept(out, called->dept);
    if (*period == 0)
        *period = 1 + ledger_draft_period(out, amounts->period / 16 + FIRST_YEAR, amounts->period % 16);
    return combination->bucket >= 0 && called->number >= 0 && *period > 0;
}

static inline bool draft(const Lane *lane, const Amounts *amounts, int64_t cell) {
    const Combination *combination = amounts->combination;
    const Called *called = amounts->called;
    const int32_t *period = &lane->periods[amounts->period];
    if ((combination->bucket | called->number | (*period - 1)) < 0 && !number_value(lane, amounts))
        return false;
    return ledger_draft_add(lane->run->draft, combination->bucket, called->number, *period - 1,
                            amounts->stage, amounts->value, cell);
}

static void see_period(const Lane *lane, const Amounts *amounts) {
    Called *called = amounts->called;
    const int year = amounts->period / 16 + FIRST_YEAR;
    SeenDept *seen = &lane->run->source->seen[called->seen];
    if (amounts->period < called->first) called->first = amounts->period;
    if (amounts->period > called->last) called->last = amounts->period;
    if (year < seen->first_year) seen->first_year = year;
    if (year > seen->last_year) seen->last_year = year;
}

static void add_value(Lane *lane, const Amounts *amounts, int line) {
    if (amounts->period < amounts->called->first || amounts->period > amounts->called->last)
        see_period(lane, amounts);
    if (amounts->missing) {
        add_missing(lane, amounts, line);
        return;
    }
    if (lane->allowed < 0) {
        StepGroup *group = &lane->run->groups[amounts->combination->group];
        if (group->decimals < amounts->decimals) group->decimals = amounts->decimals;
    }
    const int64_t cell = (int64_t)line * lane->run->source->columns + amounts->column;
    while (!draft(lane, amounts, cell))
        end_page(lane);
}

/* Tells the words of the columns that fields are made of, and which are others than those of the line before.
 */
static bool find_words(Lane *lane) {
    Keys all = 0;
    const Key *key = lane->keys + lane->first_keys[lane->same], *end = lane->keys + lane->key_count;
    for (; key < end; key++) {
        bool changed;
        if (!words_find(key->words, lane_field(lane, key->column), &changed)) return false;
        all |= key->bit & -(Keys)changed;
    }
    lane->changed |= all;
    const LaneWords *first = &lane->words[0]; /* none when nothing is made of it */
    return first->count ? first->words[first->number].begins_row
                        : rows_begins_row(lane->run->header, *lane->line);
}

/* Takes the line that was cut, or leaves it as it is. */
static bool take_line(Lane *lane, int line) {
    FigureRun *run = lane->run;
    Amounts *const first = lane->amounts, *const end = first + lane->amounts_count;
    if (!find_words(lane)) return false;
    for (Amounts *amounts = first; amounts < end; amounts++)
        if (!find_value(lane, amounts)) return false;
    run->row++;
    run->counts.rows++;
    for (const Amounts *amounts = first; amounts < end; amounts++)
        add_value(lane, amounts, line);
    lane->changed = 0;
    lane->before = lane->line;
    return true;
}

/* The reader takes a line, or a piece of a record that has several. */
static int leave_line(Lane *lane, const char *at, const char *end, int line, bool is_cut) {
    const size_t row = lane->run->row, pages = lane->run->pages.count;
    reader_feed(lane->reader, at, (size_t)(end - at), line, false);
    figures_take(lane->run, lane->reader);
    if (lane->run->pages.count != pages) end_page(lane);
    if (is_cut && lane->run->row == row + 1) lane_learn(lane, line + 1);
    lane->changed = ~(Keys)0;
    lane->before = NULL;
    lane->between = reader_is_between(lane->reader);
    return reader_lines(lane->reader);
}

void lane_read(Lane *lane, char *data, size_t size, int line, bool last) {
    const char *at = data, *end = data + size;
    lane->has_quote = memchr(data, '"', size) != NULL;
    lane->has_return = memchr(data, '\r', size) != NULL;
    lane->before = NULL;
    lane->between = reader_is_between(lane->reader);
    data[size] = '\n'; /* where the last line ends at the latest */
    while (at < end) {
        const char *next = lane->between ? cut_line(lane, at, end) : NULL;
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

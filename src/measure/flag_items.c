/* What a changed value consists of, and whom a department is alike. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "measure/flag_parts.h"
#include "stats/describe.h"

/* --- contributions: which item made the change (拉动点) --- */

static bool names_series(const QueryFile *file, const char *id) {
    return text_has_word(head_value_or(&file->head, "for", ""), id);
}

static int64_t key_at(const Table *t, size_t column, size_t row) {
    return t->columns[column].type == COLUMN_INT ? t->columns[column].integers[row] : TABLE_MISSING;
}

/* Rows come by dept_id, year, division, item_id. */
static size_t first_row(const Table *t, const int columns[4], int64_t dept, int64_t year) {
    size_t low = 0, high = t->row_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int64_t d = key_at(t, (size_t)columns[0], middle), y = key_at(t, (size_t)columns[1], middle);
        if (d < dept || (d == dept && y < year))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static int64_t value_of(const Table *t, const int columns[4], int64_t dept, int64_t year, int64_t item) {
    for (size_t row = first_row(t, columns, dept, year);
         row < t->row_count && key_at(t, (size_t)columns[0], row) == dept &&
         key_at(t, (size_t)columns[1], row) == year;
         row++)
        if (key_at(t, (size_t)columns[2], row) == item) return key_at(t, (size_t)columns[3], row);
    return TABLE_MISSING;
}

/* Of an amount: percent of last year's amount. Of a share: percentage points, each year over its own base. Of
 * an amount per head: percent of last year's. In that way the points of complete parts add up to the change.
 */
static double points_of(const FlagSeries *series, const FlagCell *now, const FlagCell *before, double current,
                        double earlier) {
    if (strcmp(series->money_unit, "amount") == 0) return 100 * (current - earlier) / before->value;
    double change = current / now->denominator - earlier / before->denominator;
    return strcmp(series->money_unit, "percent") == 0 ? 100 * change : 100 * change / before->value;
}

typedef struct {
    int64_t item, change;
    double points;
} Part;

static int by_points(const void *left, const void *right) {
    const Part *a = left, *b = right;
    if (fabs(a->points) != fabs(b->points)) return fabs(a->points) > fabs(b->points) ? -1 : 1;
    return (a->item > b->item) - (a->item < b->item);
}

/* On a grid of 2^-20, so that queries can add them up as whole numbers, exactly and in any order. */
static double on_grid(double points) {
    return ldexp(rint(ldexp(points, 20)), -20);
}

static void put_parts(Table *out, const Flag *flag, Part *parts, size_t count, const Table *items) {
    qsort(parts, count, sizeof *parts, by_points);
    for (size_t i = 0; i < count; i++) {
        size_t row = table_row(out), at = 0;
        while (at + 1 < items->row_count && items->columns[0].integers[at] != parts[i].item)
            at++;
        table_set_text(out, row, "indicator", flag->series->id);
        table_set_integer(out, row, "dept_id", flag->cell->dept_id);
        table_set_integer(out, row, "year", flag->cell->year);
        table_set_integer(out, row, "position", (int64_t)i + 1);
        table_set_integer(out, row, "item_id", parts[i].item);
        table_set_text(out, row, "zh", items->columns[1].texts[at]);
        table_set_text(out, row, "en", items->columns[2].texts[at]);
        table_set_integer(out, row, "change", parts[i].change);
        flag_set_real(out, row, "points", on_grid(parts[i].points));
    }
}

/* The change of the flagged value in the unit of the parts' points. */
static double change_of(const FlagSeries *series, const FlagCell *now, const FlagCell *before) {
    double change = now->value - before->value;
    return strcmp(series->money_unit, "percent") == 0 ? change : 100 * change / before->value;
}

/* Columns of a file of contributions; division may be missing. */
typedef struct {
    int key[4]; /* dept_id, year, item_id, value */
    int division;
} PartColumns;

static bool same_division(const Table *t, const PartColumns *c, size_t row, size_t other) {
    return c->division < 0 || key_at(t, (size_t)c->division, row) == key_at(t, (size_t)c->division, other);
}

/* The parts among the rows `first` to `end` that both years have; what they leave of the change comes out. */
static size_t find_parts(const Table *t, const PartColumns *c, const Flag *flag, const FlagCell *before,
                         size_t first, size_t end, Part *parts, double *left) {
    size_t count = 0;
    *left = change_of(flag->series, flag->cell, before);
    for (size_t row = first; row < end; row++) {
        int64_t item = key_at(t, (size_t)c->key[2], row), current = key_at(t, (size_t)c->key[3], row),
                earlier = value_of(t, c->key, before->dept_id, before->year, item);
        if (current == TABLE_MISSING || earlier == TABLE_MISSING || current == earlier) continue;
        double points =
            points_of(flag->series, flag->cell, before, (double)current / 100, (double)earlier / 100);
        if (!isfinite(points)) continue;
        parts[count++] = (Part){item, current - earlier, points};
        *left -= points;
    }
    return count;
}

/* A classification is told when its parts leave no more than this share of the change. */
static const double least_left = 0.1;

/* One yuan stands once in each classification, so a flag is divided by one alone: the first whose parts tell
 * the change, else the one that leaves least of it. */
static void divide_flag(FlagRun *run, const Table *t, const PartColumns *c, const Flag *flag, Table *out) {
    const FlagCell *now = flag->cell, *before = flag_before(flag->series, now);
    if (!before) return;
    size_t row = first_row(t, c->key, now->dept_id, now->year), end = row, chosen_count = 0;
    while (end < t->row_count && key_at(t, (size_t)c->key[0], end) == now->dept_id &&
           key_at(t, (size_t)c->key[1], end) == now->year)
        end++;
    if (row == end) return;
    Part *chosen = NULL;
    double chosen_left = INFINITY, enough = least_left * fabs(change_of(flag->series, now, before));
    for (size_t next; row < end && !(chosen && chosen_left <= enough); row = next) {
        for (next = row + 1; next < end && same_division(t, c, row, next);)
            next++;
        double left;
        Part *parts = ARENA_ARRAY(run->arena, Part, next - row);
        size_t count = find_parts(t, c, flag, before, row, next, parts, &left);
        if (count == 0 || fabs(left) >= chosen_left) continue;
        chosen = parts, chosen_count = count, chosen_left = fabs(left);
    }
    if (chosen) put_parts(out, flag, chosen, chosen_count, run->items);
}

static bool divide_by(FlagRun *run, const QueryFile *file, const Table *t, Table *out, Err *err) {
    const PartColumns c = {
        {table_find(t, "dept_id"), table_find(t, "year"), table_find(t, "item_id"), table_find(t, "value")},
        table_find(t, "division")};
    if (c.key[2] < 0 || c.key[3] < 0)
        return err_set(err, ERR_SOURCE, "%s: the query must return columns `item_id` and `value`",
                       file->path);
    for (size_t i = 0; i < run->flag_count; i++)
        if (names_series(file, run->flags[i].series->id)) divide_flag(run, t, &c, &run->flags[i], out);
    return true;
}

bool flag_items_largest(const FlagRun *run, const Flag *flag, size_t *row) {
    const Table *t = run->contributions;
    int indicator = table_find(t, "indicator"), dept = table_find(t, "dept_id"), year = table_find(t, "year");
    for (size_t i = 0; i < t->row_count; i++) {
        *row = i;
        if (t->columns[dept].integers[i] == flag->cell->dept_id &&
            t->columns[year].integers[i] == flag->cell->year &&
            strcmp(t->columns[indicator].texts[i], flag->series->id) == 0)
            return true;
    }
    return false;
}

/* --- peers: the nearest departments of the year by standardised features --- */

enum { PEER_COUNT = 7, FEATURE_MOST = 16 };

typedef struct {
    int64_t dept;
    const char *group;             /* peers are looked for in it; "" = among all */
    double features[FEATURE_MOST]; /* standardised; NaN where missing */
} Point;

typedef struct {
    size_t point;
    double distance;
} Near;

static int by_distance(const void *left, const void *right) {
    const Near *a = left, *b = right;
    if (a->distance != b->distance) return a->distance < b->distance ? -1 : 1;
    return (a->point > b->point) - (a->point < b->point);
}

/* Root mean square over the features that both have; NaN when they share less than half of them. */
static double distance_of(const Point *a, const Point *b, size_t features) {
    double sum = 0;
    size_t shared = 0;
    for (size_t i = 0; i < features; i++) {
        double difference = a->features[i] - b->features[i];
        if (isnan(difference)) continue;
        sum += difference * difference;
        shared++;
    }
    return shared * 2 >= features && shared ? sqrt(sum / (double)shared) : NAN;
}

static void standardise(FlagRun *run, Point *points, size_t count, size_t feature) {
    double *values = ARENA_ARRAY(run->arena, double, count);
    Description d;
    Refusal refusal;
    for (size_t i = 0; i < count; i++)
        values[i] = points[i].features[feature];
    void *scratch = arena_alloc(run->arena, describe_scratch_bytes(count));
    bool usable = describe_values(values, count, scratch, &d, &refusal);
    double spread = usable && d.qn > 0 ? d.qn : usable ? d.sd : NAN;
    for (size_t i = 0; i < count; i++)
        points[i].features[feature] = spread > 0 ? (values[i] - d.median) / spread : NAN;
}

static void put_peers(FlagRun *run, Table *out, const Point *points, size_t count, size_t features,
                      int64_t year) {
    Near *near = ARENA_ARRAY(run->arena, Near, count);
    for (size_t i = 0; i < count; i++) {
        size_t found = 0;
        for (size_t k = 0; k < count; k++) {
            double distance = distance_of(&points[i], &points[k], features);
            bool kin = *points[i].group == '\0' || strcmp(points[i].group, points[k].group) == 0;
            if (k != i && kin && !isnan(distance)) near[found++] = (Near){k, distance};
        }
        if (found) qsort(near, found, sizeof *near, by_distance);
        for (size_t k = 0; k < found && k < PEER_COUNT; k++) {
            size_t row = table_row(out);
            table_set_integer(out, row, "dept_id", points[i].dept);
            table_set_integer(out, row, "year", year);
            table_set_integer(out, row, "position", (int64_t)k + 1);
            table_set_integer(out, row, "peer_id", points[near[k].point].dept);
            flag_set_real(out, row, "distance", near[k].distance);
        }
    }
}

/* Peers are looked for in the widest group: its halves would leave few to choose from. A group too small for
 * peers of its own looks among all. */
static void set_groups(const FlagRun *run, Point *points, size_t count, int year) {
    const char **widest = ARENA_ARRAY(run->arena, const char *, count);
    for (size_t i = 0; i < count; i++) {
        widest[i] = "";
        for (size_t place = 0; *flag_group_at(run, points[i].dept, year, place); place++)
            widest[i] = flag_group_at(run, points[i].dept, year, place);
    }
    for (size_t i = 0; i < count; i++) {
        size_t members = 0;
        for (size_t k = 0; k < count; k++)
            members += strcmp(widest[i], widest[k]) == 0;
        points[i].group = members > PEER_COUNT ? widest[i] : "";
    }
}

/* The place of a feature's name among those met so far. */
static size_t feature_of(const char **names, size_t *count, const char *name) {
    for (size_t i = 0; i < *count; i++)
        if (strcmp(names[i], name) == 0) return i;
    if (*count < FEATURE_MOST) names[*count] = name;
    return (*count)++;
}

typedef struct {
    int dept, year, feature, value, log;
} PeerColumns;

static double feature_value(const Table *t, const PeerColumns *c, size_t row) {
    double value = table_cell_real(&t->columns[c->value], row);
    bool log_scale = c->log >= 0 && key_at(t, (size_t)c->log, row) == 1;
    return !log_scale ? value : value > 0 ? log(value) : NAN;
}

/* Rows of one year, by department. A twin is nobody's peer. */
static bool peers_of_year(FlagRun *run, const QueryFile *file, const Table *t, const PeerColumns *c,
                          size_t first, size_t end, Table *out, Err *err) {
    const char *names[FEATURE_MOST];
    size_t features = 0, count = 0;
    int year = (int)key_at(t, (size_t)c->year, first);
    Point *points = ARENA_ARRAY(run->arena, Point, end - first);
    for (size_t row = first; row < end; row++) {
        int64_t dept = key_at(t, (size_t)c->dept, row);
        if (flag_is_twin(run, dept, year)) continue;
        if (count == 0 || points[count - 1].dept != dept) {
            points[count].dept = dept;
            for (size_t i = 0; i < FEATURE_MOST; i++)
                points[count].features[i] = NAN;
            count++;
        }
        size_t feature = feature_of(names, &features, t->columns[c->feature].texts[row]);
        if (feature >= FEATURE_MOST)
            return err_set(err, ERR_SOURCE, "%s: more than %d features", file->path, FEATURE_MOST);
        points[count - 1].features[feature] = feature_value(t, c, row);
    }
    set_groups(run, points, count, year);
    for (size_t i = 0; i < features; i++)
        standardise(run, points, count, i);
    put_peers(run, out, points, count, features, year);
    return true;
}

static bool find_peers(FlagRun *run, const QueryFile *file, const Table *t, Table *out, Err *err) {
    const PeerColumns c = {table_find(t, "dept_id"), table_find(t, "year"), table_find(t, "feature"),
                           table_find(t, "value"), table_find(t, "log")};
    if (c.feature < 0 || c.value < 0)
        return err_set(err, ERR_SOURCE, "%s: the query must return columns `feature` and `value`",
                       file->path);
    for (size_t first = 0, end; first < t->row_count; first = end) {
        for (end = first + 1;
             end < t->row_count && key_at(t, (size_t)c.year, end) == key_at(t, (size_t)c.year, first);)
            end++;
        if (!peers_of_year(run, file, t, &c, first, end, out, err)) return false;
    }
    return true;
}

bool flag_items_make(FlagRun *run, Err *err) {
    Table *parts =
              flag_table(run, "contribution",
                         "indicator:t dept_id:i year:i position:i item_id:i zh:t en:t change:i points:r"),
          *peers = flag_table(run, "peer", "dept_id:i year:i position:i peer_id:i distance:r");
    for (size_t i = 0; i < run->file_count; i++) {
        const QueryFile *file = &run->files[i];
        if (flag_file_is(file, "contribution") && !divide_by(run, file, run->raw[i], parts, err))
            return false;
        if (flag_file_is(file, "peers") && !find_peers(run, file, run->raw[i], peers, err)) return false;
    }
    run->contributions = parts;
    flag_give(run, parts);
    flag_give(run, peers);
    return true;
}

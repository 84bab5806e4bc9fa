/* province: writes the dataset of a province that does not exist, for the benchmark (README.md).
 *   province FOLDER [--departments 50] [--years 10] [--items 68] [--seed 1] [--shuffle]
 * One CSV file for each year with a row for each department, item and stage: 2 % of the rows are absent, 1 %
 * have no amount, 0.5 % are zero, 0.5 % of the cells are far from their neighbours. --shuffle puts all rows
 * of all years in random order, over as many files. Ends by saying how many rows and bytes the files have. */
#include <errno.h>
#include <getopt.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/text.h"
#include "county/random.h"

enum { STAGES = 3, LAST_YEAR = 2025, YEAR_MAX = 30, DEPT_MAX = 10000, ITEM_MAX = 4000 };
static const int64_t blank = -1;
static const char *const stages[STAGES] = {"budget", "adjusted", "actual"};
static const char head[] = "dept,year,item,stage,value\n";

typedef struct {
    int dept, item, year, stage;
    int64_t fen; /* or blank */
} Row;

typedef struct {
    const char *folder;
    int depts, years, items;
    uint64_t seed;
    bool shuffle;
    FILE *files[YEAR_MAX]; /* one for each year, or for each part of the shuffled rows */
    Row *rows;             /* of a shuffled province only */
    size_t row_count, bytes;
} Province;

static void fail(const char *what, const char *why) {
    fprintf(stderr, "province: %s: %s\n", what, why);
    exit(1);
}

static FILE *open_file(const Province *province, const char *name) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", province->folder, name);
    FILE *file = fopen(path, "w");
    if (!file) fail(path, strerror(errno));
    return file;
}

static void close_file(Province *province, FILE *file) {
    province->bytes += (size_t)ftell(file);
    int bad = ferror(file);
    if (fclose(file) != 0 || bad) fail(province->folder, "cannot be written");
}

/* Nine digits: six of a region, three of a department in it. */
static int dept_code(int dept) {
    return 410000000 + (dept / 20 + 1) * 1000 + 101 + dept % 20;
}

/* Seven digits as functional items have them (类 3, 款 2, 项 2), of classes that the catalogue does not have.
 */
static int item_code(int item) {
    return (901 + item / 400) * 10000 + (item / 20 % 20 + 1) * 100 + item % 20 + 1;
}

static char *put_number(char *at, int64_t number) {
    char digits[20];
    int n = 0;
    do
        digits[n++] = (char)('0' + number % 10);
    while ((number /= 10) > 0);
    while (n > 0)
        *at++ = digits[--n];
    return at;
}

static void write_row(const Row *row, FILE *file) {
    char line[96], *at = put_number(line, dept_code(row->dept));
    *at++ = ',';
    at = put_number(at, row->year);
    *at++ = ',';
    at = put_number(at, item_code(row->item));
    *at++ = ',';
    at = stpcpy(at, stages[row->stage]);
    *at++ = ',';
    if (row->fen != blank) {
        at = put_number(at, row->fen / 100);
        *at++ = '.';
        *at++ = (char)('0' + row->fen / 10 % 10);
        *at++ = (char)('0' + row->fen % 10);
    }
    *at++ = '\n';
    fwrite(line, 1, (size_t)(at - line), file);
}

static void take_row(Province *province, const Row *row) {
    if (province->rows)
        province->rows[province->row_count] = *row;
    else
        write_row(row, province->files[row->year - (LAST_YEAR - province->years + 1)]);
    province->row_count++;
}

/* All years of a department's item: log-normal sizes that grow by 5 % a year, more or less. */
static void fill_cell(Province *province, double dept_size, int dept, int item) {
    Random random = random_stream(province->seed, (uint64_t)dept, (uint64_t)item, 1);
    double size = exp(random_normal(&random, 13, 1.6) + dept_size);
    for (int year = LAST_YEAR - province->years + 1; year <= LAST_YEAR; year++) {
        size *= exp(random_normal(&random, 0.05, 0.12));
        double amounts[STAGES] = {size};
        if (random_chance(&random, 0.005)) amounts[0] *= random_chance(&random, 0.5) ? 6 : 0.12;
        amounts[1] = amounts[0] * random_normal(&random, 1, 0.08);
        amounts[2] = amounts[1] * random_normal(&random, 0.93, 0.04);
        for (int stage = 0; stage < STAGES; stage++) {
            int64_t chance = random_below(&random, 1000);
            if (chance < 20) continue;
            int64_t fen = chance < 30   ? blank
                          : chance < 35 ? 0
                                        : (int64_t)(fmax(amounts[stage], 0) * 100 + 0.5);
            take_row(province, &(Row){dept, item, year, stage, fen});
        }
    }
}

static void write_shuffled(Province *province) {
    Random random = random_stream(province->seed, 0, 0, 2);
    for (size_t n = province->row_count; n > 1; n--) {
        size_t i = (size_t)random_below(&random, (int64_t)n);
        Row row = province->rows[n - 1];
        province->rows[n - 1] = province->rows[i];
        province->rows[i] = row;
    }
    for (size_t n = 0; n < province->row_count; n++)
        write_row(&province->rows[n], province->files[n * (size_t)province->years / province->row_count]);
}

static void write_figures(Province *province) {
    size_t cells = (size_t)province->depts * (size_t)province->items * (size_t)province->years;
    if (province->shuffle && !(province->rows = malloc(cells * STAGES * sizeof(Row))))
        fail("--shuffle", "out of memory");
    for (int i = 0; i < province->years; i++) {
        char name[64];
        int year = LAST_YEAR - province->years + 1 + i;
        snprintf(name, sizeof name, province->shuffle ? "figures-%02d.meta" : "figures-%d.meta",
                 province->shuffle ? i + 1 : year);
        FILE *meta = open_file(province, name);
        fprintf(meta,
                "zh:         部门收支（合成数据）\nen:         Accounts of departments (synthetic)\n"
                "published:  %d-03-15\npublisher:  虚构省\nunit:       元\n"
                "note:       made by a program; no real department is meant\n",
                province->shuffle ? LAST_YEAR + 1 : year + 1);
        close_file(province, meta);
        strcpy(strstr(name, ".meta"), ".csv");
        province->files[i] = open_file(province, name);
        setvbuf(province->files[i], NULL, _IOFBF, 1 << 18);
        fputs(head, province->files[i]);
    }
    province->bytes = 0; /* of the figures only */
    for (int dept = 0; dept < province->depts; dept++) {
        Random random = random_stream(province->seed, (uint64_t)dept, 0, 0);
        double dept_size = random_normal(&random, 0, 0.7);
        for (int item = 0; item < province->items; item++)
            fill_cell(province, dept_size, dept, item);
    }
    if (province->rows) write_shuffled(province);
    for (int i = 0; i < province->years; i++)
        close_file(province, province->files[i]);
    free(province->rows);
}

static void write_lists(Province *province) {
    FILE *file = open_file(province, "dataset.meta");
    fputs("dataset:   province\nzh:        虚构省（合成数据，非真实单位）\nen:        A province that does "
          "not exist (synthetic data)\n"
          "currency:  CNY\nlanguage:  zh\n",
          file);
    close_file(province, file);
    file = open_file(province, "departments.csv");
    fputs("dept,dept_name,kind\n", file);
    for (int dept = 0; dept < province->depts; dept++)
        fprintf(file, "%d,虚构省第%d单位,行政\n", dept_code(dept), dept + 1);
    close_file(province, file);
    file = open_file(province, "items.csv");
    fputs("code,zh,en,unit_kind,class\n", file);
    for (int item = 0; item < province->items; item++)
        fprintf(file, "%d,虚构科目%d,Made-up item %d,money,function\n", item_code(item), item + 1, item + 1);
    close_file(province, file);
}

static int number(const char *text, int least, int most, const char *what) {
    int value;
    if (text_integer(text, &value) && value >= least && value <= most) return value;
    fprintf(stderr, "province: --%s is %d to %d, not `%s`\n", what, least, most, text);
    exit(2);
}

int main(int count, char **words) {
    static const struct option options[] = {
        {"departments", required_argument, NULL, 'd'}, {"years", required_argument, NULL, 'y'},
        {"items", required_argument, NULL, 'i'},       {"seed", required_argument, NULL, 's'},
        {"shuffle", no_argument, NULL, 'r'},           {NULL, 0, NULL, 0}};
    Province province = {.depts = 50, .years = 10, .items = 68, .seed = 1};
    int option;
    while ((option = getopt_long(count, words, "", options, NULL)) != -1) {
        if (option == 'd')
            province.depts = number(optarg, 1, DEPT_MAX, "departments");
        else if (option == 'y')
            province.years = number(optarg, 1, YEAR_MAX, "years");
        else if (option == 'i')
            province.items = number(optarg, 1, ITEM_MAX, "items");
        else if (option == 's')
            province.seed = (uint64_t)number(optarg, 0, 1000000, "seed");
        else if (option == 'r')
            province.shuffle = true;
        else
            return 2;
    }
    if (optind + 1 != count) {
        fprintf(stderr, "province: expected one folder to write into\n");
        return 2;
    }
    province.folder = words[optind];
    if (mkdir(province.folder, 0777) != 0 && errno != EEXIST) fail(province.folder, strerror(errno));
    write_lists(&province);
    write_figures(&province);
    printf("%zu %zu\n", province.row_count, province.bytes);
    return 0;
}

/* county: writes the dataset of a county that does not exist.
 *   county FOLDER [--departments 80] [--years 6] [--first 2019] [--seed 1] [--with KINDS] [--expected FILE]
 * [--plain] [--hostile] KINDS are kinds of files besides figures, departments, lineage and assessments,
 * separated by commas; `all` for all.
 * --expected writes what a review must find. --plain leaves out what is put in on purpose. --hostile gives
 * departments names that try to be something else. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/text.h"
#include "county.h"

static int number(const char *text, int least, int most, const char *what) {
    int value;
    if (text_integer(text, &value) && value >= least && value <= most) return value;
    fprintf(stderr, "county: --%s is %d to %d, not `%s`\n", what, least, most, text);
    exit(2);
}

int main(int count, char **words) {
    static const struct option options[] = {{"departments", required_argument, NULL, 'd'},
                                            {"years", required_argument, NULL, 'y'},
                                            {"first", required_argument, NULL, 'f'},
                                            {"seed", required_argument, NULL, 's'},
                                            {"with", required_argument, NULL, 'w'},
                                            {"expected", required_argument, NULL, 'e'},
                                            {"plain", no_argument, NULL, 'p'},
                                            {"hostile", no_argument, NULL, 'h'},
                                            {NULL, 0, NULL, 0}};
    Arena arena = {0};
    County county = {.arena = &arena, .seed = 1, .first_year = 2019, .year_count = 6, .dept_count = 80};
    const char *with = "", *expected = NULL;
    int option;
    while ((option = getopt_long(count, words, "", options, NULL)) != -1) {
        if (option == 'd')
            county.dept_count = number(optarg, 1, DEPT_MAX, "departments");
        else if (option == 'y')
            county.year_count = number(optarg, 1, YEAR_MAX, "years");
        else if (option == 'f')
            county.first_year = number(optarg, 1990, 2080, "first");
        else if (option == 's')
            county.seed = (uint64_t)number(optarg, 0, 1000000, "seed");
        else if (option == 'w')
            with = optarg;
        else if (option == 'e')
            expected = optarg;
        else if (option == 'p')
            county.plain = true;
        else if (option == 'h')
            county.hostile = true;
        else
            return 2;
    }
    if (optind + 1 != count) {
        fprintf(stderr, "county: expected one folder to write into\n");
        return 2;
    }
    Err err = {0};
    county_name(&county);
    county_fill(&county);
    bool good = county_write(&county, words[optind], with, &err) &&
                (!expected || county_write_expected(&county, expected, &err));
    if (!good) fprintf(stderr, "county: %s\n", err.text);
    arena_free(&arena);
    return good ? 0 : 1;
}

/* The options, one row each: the parser, --help and the list of what a command takes all read this table. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd/command.h"
#include "report/report.h"

typedef struct {
    const char *name;
    char letter; /* names the option in Command.takes; a short option, too, when `is_short` */
    bool is_short;
    const char *argument; /* NULL: none */
    const char *help;
} OptionRow;

/* Letter of the options that only the methods of `stats` know. */
enum { SETTING = 'm' };

static const OptionRow rows[] = {
    {"db", 'd', false, "FILE", "the database: a file, or an address: postgresql://USER@HOST/NAME"},
    {"out", 'o', true, "OUT", "folder for the results"},
    {"years", 'y', false, "FIRST-LAST", "only these years are shown, e.g. 2018-2021 or 2020"},
    {"dept", 'D', false, "DEPT", "only this department (code or exact name); may be repeated"},
    {"lang", 'l', false, "zh|en",
     "language of the report and of messages; default: the dataset's, of messages the locale's"},
    {"queries", 'q', false, "DIR",
     "query files (*.sql) that replace the built-in ones by name or add to them"},
    {"plots", 'p', false, "DIR", "chart files (*.gp) that replace the built-in ones by name or add to them"},
    {"rubric", 'r', false, "RUBRIC", "scoring table: a name from `jixiao list`, or a CSV file"},
    {"basis", 'b', false, "reported|like",
     "figures as reported (原口径, default), or like for like by lineage.csv (现口径)"},
    {"jobs", 'j', false, "N", "so much work side by side; default: the number of processors"},
    {"keep", 'k', false, NULL, "leave the gnuplot script and its data beside each chart"},
    {"documents", 'w', false, NULL, "write the documents of each department, too"},
    {"pdf", 'f', false, NULL, "print the report as report.pdf, too; needs Chromium or WeasyPrint"},
    {"formats", 'F', false, "LIST",
     "of charts,html,xlsx,md, beside the tables, which are always written; default: all"},
    {"columns", SETTING, false, "A,B", "the columns of numbers; default: by position, see docs/methods.md"},
    {"id", SETTING, false, "NAME",
     "the column that names the rows; default: the first one of hb, xmr, funnel, regression, pefa"},
    {"U", SETTING, false, "0..1", "hb: how much size counts (0.5)"},
    {"A", SETTING, false, "0..1", "hb: least spread, as a share of the median effect (0.05)"},
    {"C", SETTING, false, "NUMBER", "hb: limits lie so many spreads from the median effect (20)"},
    {"tail", SETTING, false, "SHARE", "hb: quantiles that make the spread (0.25; with many ties 0.1)"},
    {"variant", SETTING, false, "ssb|classic", "hb: of Statistics Norway (default), or of 1986"},
    {"least", SETTING, false, "N", "hb, benford: fewest pairs (8), fewest amounts (300)"},
    {"confidence", SETTING, false, "SHARE", "trend: of the slope's interval (0.95)"},
    {"screen", SETTING, false, "yes|no", "xmr: leave out moving ranges beyond their limit (yes)"},
    {"target", SETTING, false, "NUMBER",
     "xmr: is it within reach; funnel: the limits' centre, instead of the pooled share"},
    {"z", SETTING, false, "NUMBER", "funnel: limits at this normal quantile, too"},
    {"form", SETTING, false, "FORM", "regression: robust or plain; multivariate: mcd or classic"},
    {"log", SETTING, false, "yes|no", "regression: of the logarithms (no)"},
    {"alpha", SETTING, false, "SHARE", "regression: of the limits; fdr: of n_reject (0.05)"},
    {"exhaust", SETTING, false, "N", "multivariate: try all starts when there are at most so many (500000)"},
    {"better", SETTING, false, "higher|lower", "rank: which end is place 1 (higher)"},
    {"strict", 's', false, NULL, "exit with 1 when a finding of severity error is there"},
    {"timings", 't', false, NULL, "say on standard error where the time went, stage by stage"},
    {"quiet", 'Q', false, NULL, "say nothing on standard error but errors"},
    {"verbose", 'v', false, NULL, "say more on standard error"},
    {"help", 'h', true, NULL, "print this and exit"},
};
enum { ROW_COUNT = sizeof rows / sizeof *rows };

static bool taken(const Command *command, const OptionRow *row) {
    return row->letter == 'h' || strchr(command->takes, row->letter) != NULL;
}

void options_print_help(const Command *command, Lang spoken) {
    say_line(stdout, spoken, "Usage: jixiao %s%s%s [OPTION]...\n%s\n\nOptions:", command->name,
             *command->arguments ? " " : "", command->arguments, both(command->summary));
    for (size_t i = 0; i < ROW_COUNT; i++) {
        if (!taken(command, &rows[i])) continue;
        char left[48];
        snprintf(left, sizeof left, "%c%c%s --%s%s%s", rows[i].is_short ? '-' : ' ',
                 rows[i].is_short ? rows[i].letter : ' ', rows[i].is_short ? "," : " ", rows[i].name,
                 rows[i].argument ? "=" : "", rows[i].argument ? rows[i].argument : "");
        say_line(stdout, spoken, "  %-26s %s", left, both(rows[i].help));
    }
    say_line(stdout, spoken,
             "\nExit status: 0 done; 1 a source was refused (or --strict and an error was found); 2 usage; 3 "
             "the system failed.");
}

static bool parse_year(const char *text, size_t length, int *year) {
    *year = 0;
    if (length != 4) return false;
    for (size_t i = 0; i < length; i++) {
        if (text[i] < '0' || text[i] > '9') return false;
        *year = *year * 10 + text[i] - '0';
    }
    return true;
}

static bool parse_years(const char *text, Options *options, Err *err) {
    const char *dash = strchr(text, '-');
    size_t first = dash ? (size_t)(dash - text) : strlen(text);
    const char *last = dash ? dash + 1 : text;
    if (parse_year(text, first, &options->first_year) &&
        parse_year(last, strlen(last), &options->last_year) && options->first_year <= options->last_year)
        return true;
    return err_set(err, ERR_USAGE, "--years %s: expected for example 2018-2021, or 2020", text);
}

static bool parse_jobs(const char *text, int *jobs, Err *err) {
    char *end;
    long value = strtol(text, &end, 10);
    if (*text == '\0' || *end || value < 1 || value > 1024)
        return err_set(err, ERR_USAGE, "--jobs %s: expected a number from 1 to 1024", text);
    *jobs = (int)value;
    return true;
}

static bool parse_basis(const char *text, Options *options, Err *err) {
    options->basis = text;
    if (strcmp(text, "reported") == 0 || strcmp(text, "like") == 0) return true;
    return err_set(err, ERR_USAGE, "--basis %s: expected reported or like", text);
}

bool options_want(const Options *options, const char *format) {
    for (size_t i = 0; i < options->format_count; i++)
        if (strcmp(options->formats[i], format) == 0) return true;
    return options->format_count == 0;
}

static bool is_format(const char *word) {
    for (size_t i = 0; i < report_format_count; i++)
        if (report_formats[i].reports && strcmp(report_formats[i].name, word) == 0) return true;
    return strcmp(word, "charts") == 0;
}

static bool parse_formats(Arena *arena, const char *text, Options *options, Err *err) {
    options->formats = text_split(arena, text, ',', &options->format_count);
    for (size_t i = 0; i < options->format_count; i++)
        if (!is_format(options->formats[i]))
            return err_set(err, ERR_USAGE,
                           "--formats %s: expected some of charts, html, xlsx and md, separated by commas",
                           text);
    return true;
}

static bool take(Arena *arena, char letter, const char *value, Options *options, Err *err) {
    switch (letter) {
    case 'd':
        options->db = value;
        return true;
    case 'o':
        options->out = value;
        return true;
    case 'y':
        return parse_years(value, options, err);
    case 'q':
        options->queries = value;
        return true;
    case 'p':
        options->plots = value;
        return true;
    case 'r':
        options->rubric = value;
        return true;
    case 'b':
        return parse_basis(value, options, err);
    case 'j':
        return parse_jobs(value, &options->jobs, err);
    case 'F':
        return parse_formats(arena, value, options, err);
    case 'w':
        options->documents = true;
        return true;
    case 'f':
        options->pdf = true;
        return true;
    case 's':
        options->strict = true;
        return true;
    case 'k':
        options->keep = true;
        return true;
    case 't':
        options->timings = true;
        return true;
    case 'Q':
        options->quiet = true;
        return true;
    case 'v':
        options->verbose = true;
        return true;
    case 'D':
        options->depts = arena_grow(arena, options->depts, options->dept_count * sizeof *options->depts,
                                    (options->dept_count + 1) * sizeof *options->depts);
        options->depts[options->dept_count++] = value;
        return true;
    default:
        break;
    }
    for (Lang lang = 0; lang < LANG_COUNT; lang++)
        if (strcmp(value, lang_names[lang]) == 0) {
            options->lang = (int)lang;
            return true;
        }
    return err_set(err, ERR_USAGE, "--lang %s: expected zh or en", value);
}

bool options_parse(Arena *arena, const Command *command, int count, char **words, Options *options,
                   bool *help, Err *err) {
    struct option longs[ROW_COUNT + 1] = {{0}};
    char shorts[ROW_COUNT * 2 + 2] = ":";
    size_t long_count = 0, short_count = 1;
    for (size_t i = 0; i < ROW_COUNT; i++) {
        if (!taken(command, &rows[i])) continue;
        longs[long_count++] = (struct option){
            rows[i].name, rows[i].argument ? required_argument : no_argument, NULL, rows[i].letter};
        if (!rows[i].is_short) continue;
        shorts[short_count++] = rows[i].letter;
        if (rows[i].argument) shorts[short_count++] = ':';
    }
    *options = (Options){.arena = arena,
                         .lang = -1,
                         .spoken = say_language(count, words),
                         .jobs = (int)sysconf(_SC_NPROCESSORS_ONLN)};
    if (options->jobs < 1) options->jobs = 1;
    optind = 0;
    opterr = 0;
    int letter, index = 0;
    while ((letter = getopt_long(count, words, shorts, longs, &index)) != -1) {
        /* Of `-j2`, getopt has not moved on yet: the letter says which option it is. */
        bool is_short = optopt > 0 && optopt < 128 && (letter == '?' || letter == ':') &&
                        strncmp(words[optind > 0 ? optind - 1 : 0], "--", 2) != 0;
        const char *word = is_short ? arena_printf(arena, "-%c", optopt) : words[optind > 0 ? optind - 1 : 0];
        if (letter == '?')
            return err_set(err, ERR_USAGE, "jixiao %s does not know the option %s; see jixiao %s --help",
                           command->name, word, command->name);
        if (letter == ':')
            return err_set(err, ERR_USAGE, "the option %s needs a value; see jixiao %s --help", word,
                           command->name);
        if (letter == 'h') {
            *help = true;
            return true;
        }
        if (letter == SETTING) {
            ARENA_PUSH(arena, options->settings, options->setting_count, options->setting_room);
            options->settings[options->setting_count++] = (TextField){longs[index].name, optarg};
            continue;
        }
        if (!take(arena, (char)letter, optarg, options, err)) return false;
    }
    options->words = ARENA_ARRAY(arena, const char *, (size_t)(count - optind) + 1);
    for (int i = optind; i < count; i++)
        options->words[options->word_count++] = words[i];
    return true;
}

/* main: words to a command, a command to an exit status. The only place that prints an error. */
#include <errno.h>
#include <locale.h>
#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "base/stop.h"
#include "cmd/command.h"
#include "stats/sample.h"
#include "store/store.h"

static void print_help(Lang spoken) {
    say_line(stdout, spoken,
             "jixiao %s: reviews departments' budgets and performance: figures in, control rates, scores, "
             "charts and a report out.\n\n"
             "Usage: jixiao COMMAND [ARGUMENT]... [OPTION]...\n\nCommands:",
             JIXIAO_VERSION);
    for (const Command *command = commands; command->name; command++)
        say_line(stdout, spoken, "  %-9s %s", command->name, both(command->summary));
    say_line(
        stdout, spoken,
        "\njixiao COMMAND --help tells the options of a command. Try: jixiao run service-centres -o out");
}

static const Command *find_command(const char *name) {
    for (const Command *command = commands; command->name; command++)
        if (strcmp(command->name, name) == 0) return command;
    return NULL;
}

static bool run(Arena *arena, int count, char **words, int *status, Err *err) {
    if (count < 2) return err_set(err, ERR_USAGE, "which command? See jixiao --help");
    if (strcmp(words[1], "--help") == 0 || strcmp(words[1], "-h") == 0 || strcmp(words[1], "help") == 0) {
        print_help(say_language(count, words));
        return true;
    }
    if (strcmp(words[1], "--version") == 0) {
        printf("jixiao %s\nSQLite %s\n", JIXIAO_VERSION, store_sqlite_version());
        return true;
    }
    const Command *command = find_command(words[1]);
    if (!command) {
        const char *names[32];
        size_t n = 0;
        for (const Command *each = commands; each->name && n < 32; each++)
            names[n++] = each->name;
        const char *nearest = text_nearest(words[1], names, n);
        return err_set(err, ERR_USAGE, "there is no command `%s`%s%s%s; see jixiao --help", words[1],
                       nearest ? both("; did you mean `") : "", nearest ? nearest : "",
                       nearest ? both("`?") : "");
    }
    Options options;
    bool help = false;
    if (!options_parse(arena, command, count - 1, words + 1, &options, &help, err)) return false;
    if (help) {
        options_print_help(command, options.spoken);
        return true;
    }
    return command->run(&options, status, err);
}

/* What a query or a picture gives back is kept for the next one, up to these bounds in bytes; otherwise the
 * allocator asks the system for the same pages again and again. */
static void keep_memory(void) {
    mallopt(M_MMAP_THRESHOLD, 1 << 20);
    mallopt(M_TRIM_THRESHOLD, 8 << 20);
}

int main(int count, char **words) {
    keep_memory();
    setlocale(LC_CTYPE, "C.UTF-8");
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN); /* a file beyond its limit is an error of write, with a message */
    stop_hold();
    sample_quiet();
    Arena arena = {0};
    Err err = {0};
    int status = 0;
    if (!run(&arena, count, words, &status, &err)) {
        fprintf(stderr, "jixiao: %s\n", say_language(count, words) == LANG_ZH ? err.chinese : err.text);
        status = (int)err.kind;
    }
    arena_free(&arena);
    fflush(stderr);
    stop_obey();
    if (fflush(stdout) == 0) return status;
    /* Who closes the pipe has seen enough. */
    if (errno != EPIPE) fprintf(stderr, "jixiao: standard output cannot be written: %s\n", strerror(errno));
    return status ? status : (int)ERR_SYSTEM;
}

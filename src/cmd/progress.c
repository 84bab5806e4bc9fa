#include "cmd/progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "base/text.h"

enum {
    BAR = 24,
    SECOND = 1000000,
    SAID_FROM = SECOND / 2,   /* before that nobody can tell how long it will take */
    DRAWN_EVERY = SECOND / 20 /* oftener, nobody can read it */
};

static int64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * SECOND + time.tv_nsec / 1000;
}

Progress *progress_new(Arena *arena, bool quiet, bool timings, int stages, Lang spoken) {
    Progress *progress = ARENA_NEW(arena, Progress);
    *progress = (Progress){.shown = !quiet && isatty(STDERR_FILENO),
                           .timings = timings,
                           .stages = stages,
                           .spoken = spoken,
                           .begun = now()};
    return progress;
}

/* --- the line --- */

/* A count as people read it: bytes as MB, others with thousands apart. */
static void print_amount(char *text, size_t room, const char *unit, uint64_t value) {
    if (strcmp(unit, "bytes") == 0) {
        snprintf(text, room, "%.1f", (double)value / 1e6);
        return;
    }
    char digits[32];
    size_t length = (size_t)snprintf(digits, sizeof digits, "%" PRIu64, value), at = 0;
    for (size_t i = 0; i < length && at + 2 < room; i++) {
        if (i && (length - i) % 3 == 0) text[at++] = ',';
        text[at++] = digits[i];
    }
    text[at] = '\0';
}

static const char *unit_name(const char *unit) {
    return strcmp(unit, "bytes") == 0 ? "MB" : both(unit);
}

/* Cut to so many columns of the screen. */
static void cut(char *text, size_t columns) {
    for (size_t length = strlen(text); length && text_cells(text) > columns; text[length] = '\0')
        do
            length--;
        while (length && ((unsigned char)text[length] & 0xC0) == 0x80);
}

static size_t width(void) {
    struct winsize size;
    return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col ? size.ws_col : 80;
}

/* `part` of the stage is done; a line that is wider than the screen could not be cleared again. */
static void draw(Progress *progress, double part, const char *more) {
    char bar[BAR + 1], line[256];
    int done = (int)(BAR * (progress->stage - 1 + part) / (progress->stages ? progress->stages : 1));
    for (int i = 0; i < BAR; i++)
        bar[i] = i < done ? '#' : '.';
    bar[BAR] = '\0';
    const char *step = progress->part_step ? progress->steps[progress->part_step].name : NULL;
    both_snprintf(progress->spoken, line, sizeof line, "[%s] %d/%d %s%s%s%s", bar, progress->stage,
                  progress->stages, both(progress->name), step ? both(": ") : "", step ? both(step) : "",
                  more);
    cut(line, width() - 1);
    fprintf(stderr, "\r\033[K%s", line);
    fflush(stderr);
    progress->drawn = now();
}

void progress_count(Progress *progress, const char *unit, uint64_t done, uint64_t total) {
    char more[128] = "", shown[40], of[40];
    progress_counted(progress, unit, done);
    if (!progress->shown || now() - progress->drawn < DRAWN_EVERY) return;
    if (!progress->started) progress->started = now();
    int64_t spent = now() - progress->started;
    if (spent < SAID_FROM) return;
    print_amount(shown, sizeof shown, unit, done);
    print_amount(of, sizeof of, unit, total);
    char left[64] = "";
    if (done > 0 && done < total)
        both_snprintf(progress->spoken, left, sizeof left, ", about %.0f s left",
                      (double)spent / SECOND * (double)(total - done) / (double)done);
    both_snprintf(progress->spoken, more, sizeof more, " %s%s%s %s%s", shown, total ? "/" : "",
                  total ? of : "", unit_name(unit), left);
    draw(progress, total ? (double)done / (double)total : 0, more);
}

void progress_clear(const Progress *progress) {
    if (!progress->shown || progress->stage == 0) return;
    fputs("\r\033[K", stderr);
    fflush(stderr);
}

/* --- the stages --- */

static void end_step(Progress *progress, size_t at) {
    ProgressStep *step = &progress->steps[at];
    if (at >= progress->step_count || !step->begun) return;
    step->spent += now() - step->begun;
    step->begun = 0;
}

/* Beyond the last step the time goes to that one: the table stays whole. */
static size_t begin_step(Progress *progress, const char *name, bool part) {
    if (progress->step_count == 0) progress->steps[progress->step_count++] = (ProgressStep){.name = ""};
    size_t at = progress->step_count;
    for (size_t i = progress->stage_step + 1; part && i < progress->step_count; i++)
        if (strcmp(progress->steps[i].name, name) == 0) at = i;
    if (at == PROGRESS_STEPS) at--;
    if (at == progress->step_count) {
        progress->steps[at] = (ProgressStep){.name = name, .part = part};
        progress->step_count++;
    }
    progress->steps[at].begun = now();
    progress->started = progress->drawn = 0;
    return at;
}

void progress_stage(Progress *progress, const char *name) {
    end_step(progress, progress->part_step);
    end_step(progress, progress->stage_step);
    progress->part_step = 0;
    progress->stage_step = begin_step(progress, name, false);
    progress->stage++;
    progress->name = name;
    if (progress->shown) draw(progress, 0, "");
    progress->drawn = 0;
}

void progress_part(Progress *progress, const char *name) {
    if (progress->part_step && strcmp(progress->steps[progress->part_step].name, name) == 0) return;
    end_step(progress, progress->part_step);
    progress->part_step = begin_step(progress, name, true);
}

void progress_counted(Progress *progress, const char *unit, uint64_t count) {
    size_t at = progress->part_step ? progress->part_step : progress->stage_step;
    if (at >= progress->step_count) return;
    progress->steps[at].unit = unit;
    progress->steps[at].count = count;
}

static void hear(void *context, const char *part, const char *unit, uint64_t done, uint64_t total) {
    Progress *progress = context;
    if (part) progress_part(progress, part);
    progress_count(progress, unit, done, total);
}

Watch progress_watch(Progress *progress) {
    return (Watch){hear, progress};
}

/* --- the table --- */

enum { NAME_COLUMNS = 28 };

/* A name and blanks up to the next column: a Chinese sign takes two. */
static void print_name(const Progress *progress, const char *indent, const char *name) {
    char text[128];
    both_snprintf(progress->spoken, text, sizeof text, "%s%s", indent, both(name));
    size_t columns = text_cells(text);
    fprintf(stderr, "%s%*s", text, columns < NAME_COLUMNS ? (int)(NAME_COLUMNS - columns) : 1, "");
}

static void print_step(const Progress *progress, const ProgressStep *step, int64_t all) {
    char amount[40] = "", unit[64] = "";
    if (step->unit) {
        print_amount(amount, sizeof amount, step->unit, step->count);
        both_snprintf(progress->spoken, unit, sizeof unit, " %s", unit_name(step->unit));
    }
    print_name(progress, step->part ? "  " : "", step->name);
    fprintf(stderr, "%9.3f %6.1f%%", (double)step->spent / SECOND,
            all ? 100.0 * (double)step->spent / (double)all : 0.0);
    if (*amount) fprintf(stderr, " %13s%s", amount, unit);
    fputc('\n', stderr);
}

static void print_timings(const Progress *progress) {
    const int64_t all = now() - progress->begun;
    struct rusage usage;
    print_name(progress, "", "stage");
    fprintf(stderr, "%9s %7s\n", "s", "%");
    int64_t rest = all;
    for (size_t i = 1; i < progress->step_count; i++) {
        print_step(progress, &progress->steps[i], all);
        if (!progress->steps[i].part) rest -= progress->steps[i].spent;
    }
    print_step(progress, &(ProgressStep){.name = BOTH("everything else"), .spent = rest}, all);
    print_step(progress, &(ProgressStep){.name = BOTH("all"), .spent = all}, all);
    if (getrusage(RUSAGE_SELF, &usage) != 0) return;
    print_name(progress, "", "peak memory");
    fprintf(stderr, "%9.1f MiB\n", (double)usage.ru_maxrss / 1024);
}

void progress_end(Progress *progress, bool done) {
    end_step(progress, progress->part_step);
    end_step(progress, progress->stage_step);
    progress_clear(progress);
    if (progress->timings && done) print_timings(progress);
}

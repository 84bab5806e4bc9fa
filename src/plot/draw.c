#include <errno.h>
#include <string.h>

#include "base/child.h"
#include "base/file.h"
#include "base/resource.h"
#include "plot/clean.h"
#include "plot/judge.h"
#include "plot/picture.h"
#include "plot/style.h"

enum { START_SECONDS = 30, CHART_SECONDS = 5 };

/* Names of variables begin with small letters; they go, so that no chart sees those of the one before. The
 * trap for SIGFPE would be set and taken away at every expression of every row: three calls of the system
 * each. What it catches, a division of whole numbers that does not fit, then ends the process in that chart.
 */
static const char clear_script[] =
    "unset multiplot\nset output\nreset\n"
    "undefine a* b* c* d* e* f* g* h* i* j* k* l* m* n* o* p* q* r* s* t* u* v* w* x* y* z*\n"
    "set encoding utf8\nset datafile nofpe_trap\n";

/* The data stand in the script: gnuplot would open a file anew for every part of a picture. No row can be the
 * line that ends them: it begins with a number. */
static const char data_block[] = "$data";

/* A process gets some charts at a time, before it has drawn those that it has: fewer towards the end, so that
 * all processes end together. gnuplot looks for a variable through all that there ever were, so that one that
 * has drawn so many charts makes room for a new one where another kind of charts begins. One that talks this
 * much gets no more: there is an end to what is kept of it. */
enum { HAND_MOST = 8, HAND_LEAST = 3, FILL_AHEAD = 4, LIFE = 64, TALK_MOST = 1 << 19 };

static bool put(Drawing *drawing, const char *name, const char *bytes, size_t size, Err *err) {
    if (file_put(file_join(&drawing->scratch, drawing->folder, name), bytes, size, err)) return true;
    if (file_is_folder(drawing->folder)) return false;
    return err_set(
        err, ERR_SYSTEM,
        "%s: the folder that gnuplot works in has gone; see what removes temporary files, and draw again",
        drawing->folder);
}

/* The body keeps its line numbers, so that gnuplot's messages point into the template; its style stands
 * beside it. */
static bool body_of(Drawing *drawing, const ChartTemplate *template, size_t *number, Err *err) {
    *number = judge_body(drawing, template);
    if (*number < drawing->body_count) return true;
    drawing->words[drawing->body_count] = script_words(&drawing->scratch, template);
    drawing->bodies[drawing->body_count++] = template;
    Text body = {.arena = &drawing->scratch};
    for (int line = 1; line < template->head.body_line; line++)
        text_append(&body, "\n");
    text_appendf(&body, "%s\n", template->head.body);
    const char *style = style_for(&drawing->scratch, template);
    return put(drawing, arena_printf(&drawing->scratch, "style-%zu.gpi", *number), style, strlen(style),
               err) &&
           put(drawing, arena_printf(&drawing->scratch, "body-%zu.gp", *number), body.data, body.size, err);
}

static bool enough_data(Drawing *drawing, ChartJob *job) {
    const ChartTemplate *template = job->template;
    size_t have = job->data->row_count;
    if (template->minimum_column) {
        int at = table_find(job->data, template->minimum_column);
        have = 0;
        for (size_t row = 0; at >= 0 && row < job->data->row_count; row++)
            have += !table_cell_missing(&job->data->columns[at], row);
    }
    job->have = have;
    if (have >= template->minimum && job->data->row_count > 0) return true;
    job->empty = true;
    judge_fail(drawing, job,
               template->minimum_column
                   ? both_printf(&drawing->scratch,
                                 "too few data: rows with a value of %s: %zu of %zu; it needs at least %zu",
                                 template->minimum_column, have, job->data->row_count, template->minimum)
                   : both_printf(&drawing->scratch, "too few data: rows: %zu; it needs at least %zu", have,
                                 template->minimum));
    return false;
}

/* NAME.gp and NAME.dat beside the picture: the variables, the style and the body as one script. */
static bool keep(Drawing *drawing, const ChartJob *job, const ScriptWords *words, const char *data,
                 size_t size, Err *err) {
    Arena *scratch = &drawing->scratch;
    const char *base = strrchr(job->path, '/') ? strrchr(job->path, '/') + 1 : job->path;
    const char *suffix = picture_suffix(picture_kind(job->path));
    size_t stem = strlen(base) - (text_ends(base, suffix) ? strlen(suffix) : 0);
    char *name = arena_printf(scratch, "./%.*s", (int)stem, base), *variables;
    if (strcmp(clean_text(scratch, name, 0), name) != 0)
        return err_set(err, ERR_USAGE, "the name `%s` cannot stand in a script; choose a plainer one", base);
    Caption caption = script_caption(scratch, job);
    if (!script_variables(scratch, job, words, &caption, arena_printf(scratch, "%s.dat", name),
                          arena_printf(scratch, "./%s", base), &variables, err))
        return false;
    Text script = {.arena = scratch};
    text_appendf(&script,
                 "# Draws %s again, from the folder in which it stands: gnuplot -d %s.gp\nset encoding utf8\n"
                 "%s# plots/style.gpi\n%s# %s\n%s\nunset multiplot\nset output\n",
                 base, name + strlen("./"), variables, resource_text("plots/style.gpi"),
                 job->template->body_path, job->template->head.body);
    char *path = arena_strndup(scratch, job->path, strlen(job->path) - strlen(base) + stem);
    return judge_write(scratch, job, arena_printf(scratch, "%s.gp", path), script.data, script.size, err) &&
           judge_write(scratch, job, arena_printf(scratch, "%s.dat", path), data, size, err);
}

/* Writes the files of a job; job->failed when it cannot be drawn. */
static bool prepare(const Chunk *chunk, size_t i, size_t index, Err *err) {
    Drawing *drawing = chunk->drawing;
    Arena *scratch = &drawing->scratch;
    ChartJob *job = &drawing->jobs[index];
    const bool svg = picture_kind(job->path) == PICTURE_SVG;
    Caption caption = {0};
    char *variables,
        *picture = arena_printf(scratch, "%zu%s", index, picture_suffix(picture_kind(job->path)));
    size_t size, body;
    if (!svg) caption = script_caption(scratch, job); /* else see picture_frame */
    if (!body_of(drawing, job->template, &body, err)) return false;
    const ScriptWords *words = &drawing->words[body];
    Err fault = {0};
    if (!script_variables(drawing->arena, job, words, &caption, data_block, svg ? NULL : picture, &variables,
                          &fault)) {
        job->failed = true;
        job->message = both_pair(drawing->arena, fault.text, fault.chinese);
        return true;
    }
    job->script = variables;
    char *bytes = script_data(scratch, job, words, &size);
    if (job->keep && !keep(drawing, job, words, bytes, size, &fault)) {
        judge_fail(drawing, job, both_pair(scratch, fault.text, fault.chinese));
        if (fault.kind == ERR_SYSTEM) drawing->unwritten = fault;
        return true;
    }
    Text script = {.arena = scratch};
    text_appendf(&script, "%s%s << end_of_data\n", variables, data_block);
    text_append_bytes(&script, bytes, size);
    text_appendf(&script,
                 "end_of_data\nload 'style-%zu.gpi'\nload 'body-%zu.gp'\nunset multiplot\nset output\n"
                 "printerr '%s%zu'\n",
                 body, body, judge_done_mark, index);
    return put(drawing, judge_file(scratch, chunk, i), script.data, script.size, err);
}

/* gnuplot reads its standard input byte by byte, so that little goes there. After an error it goes on with
 * the next line of it. */
static void append_call(Text *input, const ChartJob *job, size_t index, const char *script) {
    text_append(input, "load 'clear.gp'\n");
    if (picture_kind(job->path) == PICTURE_SVG) text_appendf(input, "print '#begin %zu'\n", index);
    text_appendf(input, "printerr '#begin %zu'\nload '%s'\n", index, script);
}

/* The first `end` waiting charts get their data. */
static bool fill(Drawing *drawing, size_t end, Err *err) {
    const PlotSource *source = drawing->source;
    const size_t first = drawing->filled;
    if (end <= first) return true;
    drawing->filled = end;
    return !source || source->fill(source->context, drawing->waiting + first, end - first, err);
}

/* Prepares the next `size` waiting charts for a process; what cannot be drawn is passed over. */
static bool deal(Chunk *chunk, size_t size, Text *input, Err *err) {
    Drawing *drawing = chunk->drawing;
    const size_t *list = drawing->waiting + drawing->given;
    drawing->given += size;
    if (!fill(drawing, drawing->given, err)) return false;
    for (size_t k = 0; k < size; k++) {
        const size_t index = list[k];
        ChartJob *job = &drawing->jobs[index];
        script_fill_texts(drawing->arena, job);
        if (enough_data(drawing, job) && !prepare(chunk, chunk->count, index, err)) return false;
        if (job->failed) {
            drawing->done++;
            continue;
        }
        append_call(input, job, index, judge_file(&drawing->scratch, chunk, chunk->count));
        ARENA_PUSH(&drawing->scratch, chunk->list, chunk->count, chunk->capacity);
        chunk->list[chunk->count++] = index;
    }
    return true;
}

static bool lived(const Chunk *chunk) {
    const Drawing *drawing = chunk->drawing;
    const ChartJob *jobs = drawing->jobs;
    return chunk->said_size > TALK_MOST ||
           (chunk->count >= LIFE &&
            jobs[chunk->list[chunk->count - 1]].template != jobs[drawing->waiting[drawing->given]].template);
}

/* For child.h: starts a process when charts are waiting, then gives it what it draws next. */
static bool feed(void *context, size_t place, ChildInput *input, Err *err) {
    Chunk *chunk = context;
    Drawing *drawing = chunk->drawing;
    Text text = {.arena = &drawing->scratch};
    size_t waiting = drawing->waiting_count - drawing->given;
    if (chunk->started) {
        for (size_t hand; waiting; waiting = drawing->waiting_count - drawing->given) {
            hand = HAND_LEAST + waiting / (8 * drawing->processes);
            if (hand > HAND_MOST) hand = HAND_MOST;
            if (hand > waiting) hand = waiting;
            if (chunk->count - chunk->begun >= hand || lived(chunk)) break;
            if (!deal(chunk, hand, &text, err)) return false;
        }
    } else if (waiting) {
        chunk->place = place;
        chunk->started = true;
        text_append(&text, "set print '-'\n");
    }
    if (text.size) chunk->timeout = START_SECONDS + CHART_SECONDS * (int)(chunk->count - chunk->judged);
    *input = (ChildInput){text.data, text.size, .more = waiting && !lived(chunk),
                          .timeout = text.size ? chunk->timeout : 0};
    return true;
}

/* Pictures that are there are judged first; then data are fetched for charts whose turn has not come. */
static bool spare(void *context, bool *used, Err *err) {
    Chunk *chunk = context;
    Drawing *drawing = chunk->drawing;
    const size_t end = drawing->filled + FILL_AHEAD;
    if (judge_some(chunk)) {
        *used = true;
        return true;
    }
    *used = drawing->source && drawing->filled < drawing->waiting_count;
    return fill(drawing, end < drawing->waiting_count ? end : drawing->waiting_count, err);
}

/* One round: the waiting jobs are dealt to processes. Those that no process began wait for the next one. */
static bool draw_round(Drawing *drawing, Err *err) {
    static const char *const words[] = {"gnuplot", "-d", "-", NULL};
    Arena *scratch = &drawing->scratch;
    const size_t most = drawing->processes + drawing->waiting_count / LIFE;
    const size_t useful = 1 + (drawing->waiting_count - 1) / HAND_LEAST;
    Chunk *chunks = ARENA_ARRAY(scratch, Chunk, most);
    ChildJob *children = ARENA_ARRAY(scratch, ChildJob, most);
    ChildResult *results = ARENA_ARRAY(scratch, ChildResult, most);
    drawing->given = drawing->filled = 0;
    for (size_t c = 0; c < most; c++) {
        chunks[c] = (Chunk){.drawing = drawing, .output = arena_printf(scratch, "drawn-%zu", c)};
        children[c] = (ChildJob){.words = words,
                                 .folder = drawing->folder,
                                 .output = chunks[c].output,
                                 .feed = feed,
                                 .heard = judge_hear,
                                 .spare = spare,
                                 .ended = judge_rest,
                                 .context = &chunks[c]};
    }
    if (!child_run(scratch, children, results, most,
                   drawing->processes < useful ? drawing->processes : useful, err)) {
        if (errno == ENOENT && file_is_folder(drawing->folder))
            err_set(
                err, ERR_SYSTEM,
                "gnuplot is not installed or not in PATH, and charts are drawn with it. Install it (Debian, "
                "Ubuntu: "
                "gnuplot-nox; Fedora, openEuler: gnuplot; macOS Homebrew: gnuplot) or leave the charts out");
        return false;
    }
    size_t *left = ARENA_ARRAY(scratch, size_t, drawing->waiting_count + 1), count = 0, judged = 0;
    for (size_t c = 0; c < most; c++) {
        judged += chunks[c].judged;
        for (size_t i = chunks[c].judged; i < chunks[c].count; i++)
            left[count++] = chunks[c].list[i];
    }
    for (size_t i = drawing->given; i < drawing->waiting_count; i++)
        left[count++] = drawing->waiting[i];
    drawing->waiting = left;
    drawing->waiting_count = count;
    if (judged || !count) return true;
    return err_set(err, ERR_SYSTEM, "gnuplot draws nothing: it ended with status %d%s%s", chunks[0].status,
                   *chunks[0].first ? ": " : "", chunks[0].first);
}

static bool draw_all(Drawing *drawing, Err *err) {
    if (!put(drawing, "clear.gp", clear_script, strlen(clear_script), err)) return false;
    drawing->waiting = ARENA_ARRAY(&drawing->scratch, size_t, drawing->count);
    drawing->waiting_count = drawing->count;
    for (size_t i = 0; i < drawing->count; i++) {
        ChartJob *job = &drawing->jobs[i];
        job->failed = job->empty = false;
        job->message = job->script = job->svg = NULL;
        drawing->waiting[i] = i;
    }
    while (drawing->waiting_count > 0)
        if (!draw_round(drawing, err)) return false;
    return true;
}

bool plot_draw(Arena *arena, ChartJob *jobs, size_t count, int processes, const PlotSource *source,
               const PlotListener *listener, Err *err) {
    if (count == 0) return true;
    Drawing drawing = {.arena = arena,
                       .jobs = jobs,
                       .count = count,
                       .processes = processes > 0 ? (size_t)processes : 1,
                       .source = source,
                       .listener = listener};
    drawing.bodies = ARENA_ARRAY(&drawing.scratch, const ChartTemplate *, count);
    drawing.words = ARENA_ARRAY(&drawing.scratch, ScriptWords, count);
    char *folder;
    bool done = file_make_scratch(&drawing.scratch, &folder, err);
    if (done) {
        drawing.folder = folder;
        done = draw_all(&drawing, err);
        if (done && drawing.unwritten.kind != ERR_NONE) {
            *err = drawing.unwritten;
            done = false;
        }
        file_remove_folder(folder);
    }
    arena_free(&drawing.scratch);
    return done;
}

bool plot_check_font(Arena *arena, const char **warning, Err *err) {
    static const char *const words[] = {"fc-match", "--format=%{family}", PLOT_FONT, NULL};
    ChildJob job = {.words = words, .timeout = START_SECONDS};
    ChildResult result;
    *warning = NULL;
    if (!child_run(arena, &job, &result, 1, 1, err)) {
        if (errno != ENOENT) return false;
        *warning =
            both("the fonts cannot be looked up because fc-match (fontconfig) is not installed: look at the "
                 "Chinese in the charts");
        return true;
    }
    if (strstr(result.output, PLOT_FONT)) return true;
    *warning = both_printf(
        arena,
        "the font %s is not installed (%s would be used): Chinese in PNG and PDF charts may come out "
        "as boxes or in Japanese shapes. Install it (Debian, Ubuntu: fonts-noto-cjk; Fedora: "
        "google-noto-sans-cjk-fonts) and draw again",
        PLOT_FONT, *result.output ? result.output : both("no other"));
    return true;
}

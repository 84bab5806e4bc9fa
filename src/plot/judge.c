#include "plot/judge.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "plot/picture.h"

const char judge_done_mark[] = "#done ";
static const char begin_mark[] = "#begin ";

/* More than a process has before it at any time. */
enum { FILES = 32 };

const char *judge_file(Arena *arena, const Chunk *chunk, size_t i) {
    return arena_printf(arena, "%zu-%zu.gp", chunk->place, i % FILES);
}

void judge_fail(Drawing *drawing, ChartJob *job, const char *what) {
    job->failed = true;
    job->message = arena_printf(drawing->arena, "%s: %s", job->template->path, what);
}

size_t judge_body(const Drawing *drawing, const ChartTemplate *template) {
    size_t number = 0;
    while (number < drawing->body_count && drawing->bodies[number] != template)
        number++;
    return number;
}

bool judge_write(Arena *arena, const ChartJob *job, const char *path, const void *bytes, size_t size,
                 Err *err) {
    return job->staged ? file_put(path, bytes, size, err) : file_write(arena, path, bytes, size, err);
}

/* The temporary files have other names every time. */
static const char *renamed(Arena *arena, const char *text, const char *name, const char *other) {
    Text out = {.arena = arena};
    for (const char *found; (found = strstr(text, name)); text = found + strlen(name)) {
        text_append_bytes(&out, text, (size_t)(found - text));
        text_append(&out, other);
    }
    text_append(&out, text);
    return out.data;
}

/* What gnuplot said about a chart, on one line: `template:line: message (what it stands on)`. The body's copy
 * has the line numbers of the template. NULL when it said nothing. */
static char *words_of_gnuplot(const Chunk *chunk, size_t number, const char *from, const char *to) {
    Drawing *drawing = chunk->drawing;
    const ChartJob *job = &drawing->jobs[chunk->list[number]];
    Arena *scratch = &drawing->scratch;
    size_t count;
    const size_t body = judge_body(drawing, job->template);
    char *copy = arena_printf(scratch, "\"body-%zu.gp\" line ", body);
    Text place = {.arena = scratch}, other = {.arena = scratch};
    const char *said = arena_strndup(scratch, from, (size_t)(to - from));
    said = renamed(scratch, said, judge_file(scratch, chunk, number), "variables");
    said = renamed(scratch, said, arena_printf(scratch, "style-%zu.gpi", body), "style.gpi");
    char **lines = text_split(scratch, said, '\n', &count);
    for (size_t i = 0; i < count; i++) {
        const char *line = lines[i], *at = strstr(line, copy);
        if (text_starts(line, "gnuplot> ")) line += strlen("gnuplot> ");
        if (at && !place.size)
            text_appendf(&place, ":%.300s", at + strlen(copy));
        else if (line[strspn(line, "^ ")] && other.size < 300)
            text_appendf(&other, "%s%.300s", other.size ? " | " : "", line);
    }
    if (!place.size && !other.size) return NULL;
    if (!place.size) return both_printf(scratch, "%s: gnuplot says: %s", job->template->path, other.data);
    return arena_printf(scratch, "%s%s%s%s%s", job->template->body_path, place.data, other.size ? " (" : "",
                        text_string(&other), other.size ? ")" : "");
}

/* `last`: the process began no chart after this one. */
static void explain(const Chunk *chunk, ChartJob *job, const char *words, const ChildResult *result,
                    bool last) {
    Drawing *drawing = chunk->drawing;
    if (last && result->timed_out)
        judge_fail(drawing, job,
                   both_printf(&drawing->scratch, "gnuplot was stopped after %d seconds", chunk->timeout));
    else if (!words && last && result->status != 0)
        judge_fail(drawing, job,
                   both_printf(&drawing->scratch, "gnuplot ended with status %d", result->status));
    else if (!words)
        judge_fail(drawing, job, both("gnuplot stopped in this chart without a message"));
    job->failed = true;
    if (!job->message) job->message = arena_strdup(drawing->arena, words);
}

static bool is_mark(const char *line, const char *word, size_t index) {
    char mark[64];
    int length = snprintf(mark, sizeof mark, "#%s %zu", word, index);
    return strncmp(line, mark, (size_t)length) == 0 && (line[length] == '\n' || line[length] == '\0');
}

static const char *find_mark(const char *from, const char *word, size_t index) {
    for (const char *line = from; line; line = strchr(line, '\n') ? strchr(line, '\n') + 1 : NULL)
        if (*line == '#' && is_mark(line, word, index)) return line;
    return NULL;
}

/* The SVG of a job in what the process wrote: from its mark to the next one, which is ended there. */
static char *written(Chunk *chunk, size_t index, size_t *size) {
    const char *mark = chunk->at ? find_mark(chunk->at, "begin", index) : NULL;
    if (!mark) return NULL;
    char *from = chunk->at + (mark - chunk->at), *next;
    from += strcspn(from, "\n");
    from += *from == '\n';
    next = *from == '#' ? from : strstr(from, "\n#begin ");
    if (next && *next == '\n') *next++ = '\0';
    chunk->at = next;
    *size = next == from ? 0 : strlen(from);
    return from;
}

/* Takes the picture that gnuplot wrote, finishes it and puts it where it is wanted. NULL, or what is wrong.
 */
static const char *publish_picture(Chunk *chunk, size_t index, Arena *own, Err *err) {
    Drawing *drawing = chunk->drawing;
    ChartJob *job = &drawing->jobs[index];
    PictureKind kind = picture_kind(job->path);
    char *bytes, *name = arena_printf(own, "%zu%s", index, picture_suffix(kind));
    size_t size;
    if (kind == PICTURE_SVG ? !(bytes = written(chunk, index, &size))
                            : !file_read(own, file_join(own, drawing->folder, name), &bytes, &size, err))
        return both("gnuplot wrote no picture");
    const char *fault = picture_fault(kind, bytes, size);
    if (fault) return both_printf(own, "the picture that gnuplot wrote %s", both(fault));
    bytes = picture_finish(own, kind, bytes, &size, job->title, job->alternative);
    if (kind == PICTURE_SVG) {
        job->svg = arena_strndup(drawing->arena, bytes, size);
        if (job->path && !job->bare) {
            const Caption caption = script_caption(own, job);
            bytes = picture_frame(own, bytes, &caption, &size);
        }
        if (!bytes) return both("the picture that gnuplot wrote has no height");
    }
    if (!job->path || judge_write(own, job, job->path, bytes, size, err)) return NULL;
    if (drawing->unwritten.kind == ERR_NONE) drawing->unwritten = *err;
    return both_pair(own, err->text, err->chinese);
}

static void publish(Chunk *chunk, size_t index) {
    Err err = {0};
    Arena own = {0};
    const char *fault = publish_picture(chunk, index, &own, &err);
    if (fault) judge_fail(chunk->drawing, &chunk->drawing->jobs[index], fault);
    arena_free(&own);
}

/* What the process wrote and nobody has taken yet. Returns how many bytes. */
static size_t read_on(Chunk *chunk, Arena *own) {
    Err ignored;
    size_t size, have = 0;
    const char *path = file_join(own, chunk->drawing->folder, chunk->output);
    const int fd = file_open(path, &size, &ignored);
    chunk->at = NULL;
    if (fd < 0) return 0;
    if (size > chunk->taken) {
        size -= chunk->taken;
        chunk->at = arena_alloc(own, size + 1);
        if (!file_read_at(fd, path, chunk->taken, chunk->at, size, &have, &ignored)) have = 0;
        chunk->at[have] = '\0';
    }
    close(fd);
    return have;
}

/* The next chart of the process, when it is over: published, or what kept it from being drawn. False = it has
 * not begun, or is not over. `result`: NULL while the process runs. */
static bool judge_next(Chunk *chunk, const ChildResult *result) {
    Drawing *drawing = chunk->drawing;
    const size_t i = chunk->judged, index = chunk->list[i];
    const char *at = chunk->said + chunk->said_judged, *begin = find_mark(at, "begin", index);
    if (!begin) return false;
    begin += strcspn(begin, "\n");
    const char *next = i + 1 < chunk->count ? find_mark(begin, "begin", chunk->list[i + 1]) : NULL;
    if (find_mark(begin, "done", index)) {
        publish(chunk, index);
    } else if (!next && !result) {
        return false;
    } else {
        const char *end = next ? next : begin + strlen(begin);
        explain(chunk, &drawing->jobs[index], words_of_gnuplot(chunk, i, begin, end), result, !next);
    }
    if (next) chunk->said_judged = (size_t)(next - chunk->said);
    chunk->judged++;
    return true;
}

static void judge(Chunk *chunk, size_t end, const ChildResult *result) {
    Arena own = {0};
    const size_t size = read_on(chunk, &own);
    const char *all = chunk->at;
    while (chunk->judged < end && judge_next(chunk, result))
        continue;
    chunk->taken += chunk->at ? (size_t)(chunk->at - all) : size;
    arena_free(&own);
}

bool judge_some(Chunk *chunk) {
    const size_t before = chunk->judged;
    if (before < chunk->over) judge(chunk, chunk->over, NULL);
    return chunk->judged > before;
}

void judge_rest(void *context, const ChildResult *result) {
    Chunk *chunk = context;
    chunk->status = result->status;
    chunk->said = result->errors;
    chunk->first = arena_strndup(&chunk->drawing->scratch, result->errors, strcspn(result->errors, "\n"));
    judge(chunk, chunk->count, result);
}

void judge_hear(void *context, const char *said, size_t size) {
    Chunk *chunk = context;
    Drawing *drawing = chunk->drawing;
    chunk->said = said;
    chunk->said_size = size;
    /* Whole lines, however it is cut into pieces. */
    for (const char *end; (end = memchr(said + chunk->heard, '\n', size - chunk->heard));) {
        const char *line = said + chunk->heard;
        chunk->heard = (size_t)(end + 1 - said);
        if (text_starts(line, begin_mark)) {
            chunk->over = chunk->begun++;
        } else if (text_starts(line, judge_done_mark)) {
            chunk->over = chunk->begun;
            drawing->done++;
            if (drawing->listener)
                drawing->listener->tell(drawing->listener->context, drawing->done, drawing->count);
        }
    }
}

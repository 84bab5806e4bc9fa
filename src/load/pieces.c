#include "load/pieces.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/stop.h"
#include "load/lane.h"

enum { PIECE_SIZE = 1 << 18 };

/* What a thread keeps from file to file. */
typedef struct {
    char *buffer; /* of a piece and LANE_MARGIN */
    LedgerDraft *draft;
} Desk;

struct Crew {
    int jobs;
    size_t piece_size;
    Desk *desks;
};

Crew *crew_new(Arena *arena, int jobs, size_t piece_size) {
    Crew *crew = ARENA_NEW(arena, Crew);
    crew->jobs = jobs > 1 ? jobs : 1;
    crew->piece_size = piece_size ? piece_size : PIECE_SIZE;
    crew->desks = ARENA_ARRAY(arena, Desk, crew->jobs);
    return crew;
}

void crew_free(Crew *crew) {
    for (int i = 0; i < crew->jobs; i++) {
        free(crew->desks[i].buffer);
        ledger_draft_free(crew->desks[i].draft);
    }
}

/* Where the pieces come from, one after the other. */
typedef struct {
    const PieceInput *input;
    size_t piece_size;
    int fd;
    pthread_mutex_t lock; /* of all below */
    size_t offset, count; /* of the next piece */
    int line;
    int single; /* the only worker that goes on, because a quote may reach over the end of a piece; -1 = all
                   do */
    bool ended, otherwise, failed;
    Err err;
} Feed;

typedef struct {
    size_t number, size;
    size_t end; /* offset of the next one */
    int line;   /* lines before it */
    bool last;
    size_t first_issue, end_issue; /* of the worker's list */
} FilePiece;

typedef struct {
    Feed *feed;
    int number;
    Desk *desk;
    Arena arena;
    IssueList issues;
    LoadContext context;
    Source source; /* what the worker found */
    FigureRun run;
    Reader *reader;
    Lane *lane;
    FilePiece *pieces;
    size_t piece_count, piece_capacity;
    int lines; /* of the file, by who had its end */
} Worker;

/* Plain enough for compilers to count many bytes at a time. */
static int count_byte(const char *data, size_t size, char wanted) {
    enum { BLOCK = 128 };
    size_t count = 0, i = 0;
    for (; i + BLOCK <= size; i += BLOCK) {
        unsigned char some = 0;
        for (size_t k = 0; k < BLOCK; k++)
            some = (unsigned char)(some + (data[i + k] == wanted));
        count += some;
    }
    for (; i < size; i++)
        count += data[i] == wanted;
    return (int)count;
}

/* Physical lines that end in the data: CR, LF and CRLF each end one. */
static int count_lines(const char *data, size_t size) {
    int count = count_byte(data, size, '\n');
    for (const char *at = data, *end = data + size; (at = memchr(at, '\r', (size_t)(end - at))) != NULL; at++)
        count += at + 1 == end || at[1] != '\n';
    return count;
}

static bool fetch(Feed *feed, char *buffer, size_t *have) {
    const PieceInput *input = feed->input;
    if (input->path)
        return file_read_at(feed->fd, input->path, feed->offset, buffer, feed->piece_size, have, &feed->err);
    *have = input->size - feed->offset < feed->piece_size ? input->size - feed->offset : feed->piece_size;
    if (*have) memcpy(buffer, &input->text[feed->offset], *have);
    return true;
}

/* Shortens the piece to whole lines. */
static bool cut(Feed *feed, const char *buffer, FilePiece *piece, size_t have) {
    piece->last = have < feed->piece_size;
    piece->size = have;
    if (piece->last) return true;
    while (piece->size && buffer[piece->size - 1] != '\n')
        piece->size--;
    return piece->size > 0; /* else a line that is longer than a piece */
}

static bool next_piece(Worker *worker, FilePiece *piece) {
    Feed *feed = worker->feed;
    char *buffer = worker->desk->buffer;
    size_t have = 0;
    if (feed->ended || feed->otherwise || feed->failed) return false;
    if (feed->single >= 0 && feed->single != worker->number) return false;
    *piece = (FilePiece){.number = feed->count++, .line = feed->line};
    feed->failed = !fetch(feed, buffer, &have) || (stop_wanted() && !stop_error(&feed->err));
    if (feed->failed) return false;
    feed->otherwise = !cut(feed, buffer, piece, have) || memchr(buffer, '\0', piece->size) != NULL;
    if (feed->otherwise) return false;
    if (feed->input->hash) file_hash_add(feed->input->hash, buffer, piece->size);
    if (feed->single < 0 && memchr(buffer, '"', piece->size)) feed->single = worker->number;
    feed->line += count_lines(buffer, piece->size);
    feed->offset += piece->size;
    piece->end = feed->offset;
    feed->ended = piece->last;
    return true;
}

static bool is_ascii(const char *data, size_t size) {
    unsigned char all = 0;
    for (size_t i = 0; i < size; i++)
        all |= (unsigned char)data[i];
    return all < 0x80;
}

/* Bytes that are not UTF-8 say that all of the file is something else. */
static bool is_text(const Feed *feed, const char *data, size_t size) {
    return !feed->input->path || is_ascii(data, size) || text_is_utf8(data, size, NULL);
}

static void work(Worker *worker) {
    Feed *feed = worker->feed;
    for (;;) {
        FilePiece piece = {0};
        pthread_mutex_lock(&feed->lock);
        const bool some = next_piece(worker, &piece);
        pthread_mutex_unlock(&feed->lock);
        if (!some) return;
        if (worker->number == 0) /* the thread that was given the watch */
            watch_tell(feed->input->watch, "reading", "bytes", feed->input->done + piece.end,
                       feed->input->total);
        if (!is_text(feed, worker->desk->buffer, piece.size)) {
            pthread_mutex_lock(&feed->lock);
            feed->otherwise = true;
            pthread_mutex_unlock(&feed->lock);
            return;
        }
        piece.first_issue = worker->issues.count;
        lane_read(worker->lane, worker->desk->buffer, piece.size, piece.line, piece.last);
        piece.end_issue = worker->issues.count;
        if (piece.last) worker->lines = reader_lines(worker->reader);
        ARENA_PUSH(&worker->arena, worker->pieces, worker->piece_count, worker->piece_capacity);
        worker->pieces[worker->piece_count++] = piece;
    }
}

static void *work_beside(void *worker) {
    work(worker);
    return NULL;
}

static void open_worker(Worker *worker, Feed *feed, Crew *crew, int number, const LoadContext *context,
                        const Header *header, const Description *description, const Source *source) {
    *worker = (Worker){.feed = feed, .number = number, .desk = &crew->desks[number], .context = *context};
    if (!worker->desk->buffer) {
        worker->desk->buffer = arena_malloc(crew->piece_size + LANE_MARGIN);
        memset(worker->desk->buffer, '\n', crew->piece_size + LANE_MARGIN);
        worker->desk->draft = ledger_draft_new();
    }
    worker->issues.arena = worker->context.arena = &worker->arena;
    worker->context.issues = &worker->issues;
    worker->context.names = names_over(&worker->arena, context->names);
    worker->source = (Source){.name = source->name, .columns = source->columns};
    figures_open(&worker->run, &worker->context, header, description, &worker->source);
    worker->run.draft = worker->desk->draft;
    worker->reader = reader_open(&worker->arena, "", 0);
    worker->lane = lane_open(&worker->run, worker->reader);
}

static void close_worker(Worker *worker) {
    figures_end_page(&worker->run); /* something is left only of a file that is given up */
    lane_close(worker->lane);
    reader_close(worker->reader);
    ledger_pages_free(&worker->run.pages);
    arena_free(&worker->arena);
}

/* --- together --- */

/* Departments in the order in which the file names them. */
typedef struct {
    const SeenDept *seen;
    const Worker *worker;
    size_t place;
} Sight;

static int compare_sights(const void *left, const void *right) {
    const Sight *a = left, *b = right;
    if (a->seen->line != b->seen->line) return a->seen->line < b->seen->line ? -1 : 1;
    return a->place < b->place ? -1 : a->place > b->place; /* of one line, hence of one worker */
}

static void join_seen(FigureRun *whole, const Worker *workers, int count) {
    const LoadContext *context = whole->context;
    Source *source = whole->source;
    Arena scratch = {0};
    size_t room = 0, sight_count = 0;
    for (int w = 0; w < count; w++)
        room += workers[w].source.seen_count;
    Sight *sights = ARENA_ARRAY(&scratch, Sight, room);
    for (int w = 0; w < count; w++)
        for (size_t i = 0; i < workers[w].source.seen_count; i++)
            sights[sight_count++] = (Sight){&workers[w].source.seen[i], &workers[w], i};
    if (room) qsort(sights, room, sizeof *sights, compare_sights);
    for (size_t i = 0; i < sight_count; i++) {
        const SeenDept *seen = sights[i].seen;
        const int32_t code = names_put(context->names, seen->code),
                      name = names_put(context->names, seen->name),
                      parent = names_put(context->names, seen->parent);
        const size_t known = whole->seen_index.count,
                     number = index_put(&whole->seen_index, (IndexKey){{code, name, parent}});
        if (number == known) {
            ARENA_PUSH(context->arena, source->seen, source->seen_count, source->seen_capacity);
            SeenDept *own = &source->seen[source->seen_count++];
            *own = *seen;
            own->code = names_text(context->names, code);
            own->name = names_text(context->names, name);
            own->parent = names_text(context->names, parent);
        }
        SeenDept *own = &source->seen[number];
        if (seen->first_year < own->first_year) own->first_year = seen->first_year;
        if (seen->last_year > own->last_year) own->last_year = seen->last_year;
    }
    arena_free(&scratch);
}

/* The numbers of a worker's texts among all texts. */
static int32_t *renumber(Worker *worker, Names *all) {
    const Names *own = worker->context.names;
    int32_t *numbers = ARENA_ARRAY(&worker->arena, int32_t, own->count);
    for (size_t i = 0; i < own->count; i++)
        numbers[i] = i < own->first ? (int32_t)i : names_put(all, names_text(own, (int32_t)i));
    return numbers;
}

static void join_pages(FigureRun *whole, Worker *worker, const int32_t *numbers, const int32_t *groups) {
    for (size_t p = 0; p < worker->run.pages.count; p++) {
        LedgerPage *page = worker->run.pages.items[p];
        for (size_t i = 0; i < page->dept_count; i++)
            page->depts[i] = numbers[page->depts[i]];
        for (size_t i = 0; i < page->bucket_count; i++) {
            page->buckets[i].item = numbers[page->buckets[i].item];
            page->buckets[i].part = numbers[page->buckets[i].part];
        }
        for (size_t i = 0; i < page->step_count; i++)
            page->steps[i] = groups[i]; /* a group still; its step is known when all are joined */
        ledger_pages_add(&whole->source->pages, page);
    }
    worker->run.pages.count = 0;
}

static int compare_missing(const void *left, const void *right) {
    const Missing *a = left, *b = right;
    if (a->line != b->line) return a->line < b->line ? -1 : 1;
    return (a->column > b->column) - (a->column < b->column);
}

static void join_missing(FigureRun *whole, const Worker *worker, const int32_t *numbers) {
    for (size_t i = 0; i < worker->source.missing_count; i++) {
        Missing missing = worker->source.missing[i];
        missing.dept = numbers[missing.dept];
        missing.item = numbers[missing.item];
        missing.part = numbers[missing.part];
        figures_put_missing(whole, &missing);
    }
}

static void join_issues(IssueList *issues, const Worker *workers, int count) {
    size_t *next = calloc((size_t)count, sizeof *next);
    if (!next) arena_refuse((size_t)count * sizeof *next);
    for (size_t number = 0;; number++) {
        bool some = false;
        for (int w = 0; w < count; w++) {
            const Worker *worker = &workers[w];
            some = some || next[w] < worker->piece_count;
            if (next[w] == worker->piece_count || worker->pieces[next[w]].number != number) continue;
            const FilePiece *piece = &worker->pieces[next[w]++];
            if (piece->end_issue > piece->first_issue)
                issue_append(issues, &worker->issues.items[piece->first_issue],
                             piece->end_issue - piece->first_issue);
        }
        if (!some) break;
    }
    free(next);
}

static bool has_repeats(const Source *source, const Names *names) {
    Arena scratch = {0};
    int64_t *same = ARENA_ARRAY(&scratch, int64_t, names->count);
    for (size_t i = 0; i < names->count; i++)
        same[i] = (int64_t)i;
    Ledger *ledger = ledger_new();
    ledger_add_all(ledger, &source->pages, 0);
    ledger_settle(ledger, names, same, same);
    const bool repeats = ledger_repeats(ledger);
    ledger_free(ledger);
    arena_free(&scratch);
    return repeats;
}

/* False when a cell stands in the file twice: what then becomes of it, only figures_read tells. */
static bool join(const LoadContext *context, const Header *header, const Description *description,
                 Source *source, Worker *workers, int count) {
    FigureRun *whole = ARENA_NEW(context->arena, FigureRun);
    figures_open(whole, context, header, description, source);
    join_seen(whole, workers, count); /* first, so that the numbers of texts do not depend on the threads */
    for (int w = 0; w < count; w++) {
        Worker *worker = &workers[w];
        figures_end_page(&worker->run);
        const int32_t *numbers = renumber(worker, context->names);
        const int32_t *groups = amount_join_groups(whole, &worker->run, numbers, &worker->arena);
        join_pages(whole, worker, numbers, groups);
        join_missing(whole, worker, numbers);
        figures_join_counts(whole, &worker->run);
        source->skipped_count += worker->source.skipped_count;
    }
    const int64_t *steps = amount_steps(whole, context->arena);
    for (size_t p = 0; p < source->pages.count; p++)
        for (size_t i = 0; i < source->pages.items[p]->step_count; i++)
            source->pages.items[p]->steps[i] = steps[source->pages.items[p]->steps[i]];
    if (has_repeats(source, context->names)) return false;
    if (source->missing_count)
        qsort(source->missing, source->missing_count, sizeof *source->missing, compare_missing);
    join_issues(context->issues, workers, count);
    figures_close(whole);
    return true;
}

static void run_all(Worker *workers, int count) {
    pthread_t *threads = calloc((size_t)count, sizeof *threads);
    if (!threads) arena_refuse((size_t)count * sizeof *threads);
    int started = 1; /* the first one is this thread; who cannot be started is not needed */
    while (started < count && pthread_create(&threads[started], NULL, work_beside, &workers[started]) == 0)
        started++;
    work(&workers[0]);
    for (int i = 1; i < started; i++)
        pthread_join(threads[i], NULL);
    free(threads);
}

/* Adds what stands above the rows to the hash. */
static bool hash_head(const Feed *feed, Err *err) {
    const PieceInput *input = feed->input;
    size_t have;
    if (!input->hash) return true;
    char *head = arena_malloc(input->offset);
    const bool done = file_read_at(feed->fd, input->path, 0, head, input->offset, &have, err);
    if (done) file_hash_add(input->hash, head, have);
    free(head);
    return done;
}

PiecesResult pieces_read(Crew *crew, const LoadContext *context, const Header *header,
                         const Description *description, const PieceInput *input, Source *source,
                         PieceTold *told, Err *err) {
    Feed feed = {.input = input,
                 .piece_size = crew->piece_size,
                 .fd = -1,
                 .offset = input->offset,
                 .line = input->line,
                 .single = -1};
    size_t size = input->size;
    if (input->path && (feed.fd = file_open(input->path, &size, err)) < 0) return PIECES_FAILED;
    size_t pieces = (size - (size < input->offset ? size : input->offset)) / feed.piece_size + 1;
    int count = pieces < (size_t)crew->jobs ? (int)pieces : crew->jobs;
    Worker *workers = calloc((size_t)count, sizeof *workers);
    if (!workers) arena_refuse((size_t)count * sizeof *workers);
    pthread_mutex_init(&feed.lock, NULL);
    int opened = 0;
    do
        open_worker(&workers[opened], &feed, crew, opened, context, header, description, source);
    while (++opened < count);
    PiecesResult result = PIECES_FAILED;
    if (hash_head(&feed, err)) {
        run_all(workers, count);
        if (feed.failed)
            *err = feed.err;
        else
            result = feed.otherwise || !join(context, header, description, source, workers, count)
                         ? PIECES_OTHERWISE
                         : PIECES_DONE;
    }
    *told = (PieceTold){.bytes = feed.offset};
    for (int i = 0; i < count; i++) {
        if (workers[i].lines > told->lines) told->lines = workers[i].lines;
        close_worker(&workers[i]);
    }
    if (result != PIECES_DONE) {
        ledger_pages_free(&source->pages);
        source->seen_count = source->missing_count = source->skipped_count = 0;
    }
    pthread_mutex_destroy(&feed.lock);
    free(workers);
    if (feed.fd >= 0) close(feed.fd);
    return result;
}

#include "load/pieces_internal.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/stop.h"

enum { PIECE_SIZE = 1 << 17 };

struct Crew {
    int jobs;
    size_t piece_size;
    bool spill;
    Desk *desks;
};

Crew *crew_new(Arena *arena, int jobs, size_t piece_size, bool spill) {
    Crew *crew = ARENA_NEW(arena, Crew);
    crew->jobs = jobs > 1 ? jobs : 1;
    crew->piece_size = piece_size ? piece_size : PIECE_SIZE;
    crew->spill = spill;
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
typedef struct Feed {
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
    int reading; /* workers that have not ended */
    pthread_cond_t all_read, all_joined;
    bool joined;
    Ledger *ledger;            /* of what was read, when it is joined; NULL when it is good for nothing */
    atomic_size_t next_series; /* to be looked through for repeats */
    atomic_bool repeats;
} Feed;

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

static void end_reading(Worker *worker) {
    Feed *feed = worker->feed;
    figures_end_page(&worker->run);
    pthread_mutex_lock(&feed->lock);
    feed->reading--;
    pthread_cond_signal(&feed->all_read);
    pthread_mutex_unlock(&feed->lock);
}

/* Whether a cell stands in the file twice, series by series. */
static void look_for_repeats(Feed *feed) {
    unsigned char *marks = NULL;
    const size_t count = feed->ledger ? ledger_series_count(feed->ledger) : 0;
    for (size_t s; !atomic_load(&feed->repeats) && (s = atomic_fetch_add(&feed->next_series, 1)) < count;)
        if (ledger_repeats(feed->ledger, s, &marks)) atomic_store(&feed->repeats, true);
    free(marks);
}

static void *work_beside(void *own) {
    Worker *worker = own;
    Feed *feed = worker->feed;
    work(worker);
    end_reading(worker);
    pthread_mutex_lock(&feed->lock);
    while (!feed->joined)
        pthread_cond_wait(&feed->all_joined, &feed->lock);
    pthread_mutex_unlock(&feed->lock);
    look_for_repeats(feed);
    return NULL;
}

static void open_worker(Worker *worker, Feed *feed, Crew *crew, int number, const LoadContext *context,
                        const Header *header, const Description *description, const Source *source) {
    *worker = (Worker){.feed = feed, .number = number, .desk = &crew->desks[number], .context = *context};
    if (!worker->desk->buffer) {
        worker->desk->buffer = arena_malloc(crew->piece_size + LANE_MARGIN);
        memset(worker->desk->buffer, '\n', crew->piece_size + LANE_MARGIN);
        worker->desk->draft = ledger_draft_new(crew->spill);
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

static Ledger *make_ledger(Arena *arena, const Source *source, const Names *names) {
    int64_t *same = ARENA_ARRAY(arena, int64_t, names->count);
    for (size_t i = 0; i < names->count; i++)
        same[i] = (int64_t)i;
    Ledger *ledger = ledger_new();
    ledger_add_all(ledger, &source->pages, 0);
    ledger_settle(ledger, names, same, same);
    return ledger;
}

/* Waits for the others, joins what all have read, and lets them look for repeats. */
static void finish_reading(Feed *feed, FigureRun *whole, Worker *workers, int count) {
    Arena scratch = {0};
    pthread_mutex_lock(&feed->lock);
    while (feed->reading)
        pthread_cond_wait(&feed->all_read, &feed->lock);
    pthread_mutex_unlock(&feed->lock);
    if (!feed->failed && !feed->otherwise) {
        pieces_join(whole, workers, count);
        feed->ledger = make_ledger(&scratch, whole->source, whole->context->names);
    }
    pthread_mutex_lock(&feed->lock);
    feed->joined = true;
    pthread_cond_broadcast(&feed->all_joined);
    pthread_mutex_unlock(&feed->lock);
    look_for_repeats(feed);
    arena_free(&scratch);
}

static void run_all(Feed *feed, FigureRun *whole, Worker *workers, int count) {
    pthread_t *threads = calloc((size_t)count, sizeof *threads);
    if (!threads) arena_refuse((size_t)count * sizeof *threads);
    int started = 1; /* the first one is this thread; who cannot be started is not needed */
    feed->reading = count;
    while (started < count && pthread_create(&threads[started], NULL, work_beside, &workers[started]) == 0)
        started++;
    pthread_mutex_lock(&feed->lock);
    feed->reading -= count - started;
    pthread_mutex_unlock(&feed->lock);
    work(&workers[0]);
    end_reading(&workers[0]);
    finish_reading(feed, whole, workers, count);
    for (int i = 1; i < started; i++)
        pthread_join(threads[i], NULL);
    ledger_free(feed->ledger);
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

/* Of a file for so many threads: a small one is cut into smaller pieces, so that all end at the same time. */
static size_t piece_size_of(const Crew *crew, size_t size, int count) {
    enum { EACH = 4, LEAST = 1 << 14 };
    const size_t share = size / (size_t)(EACH * count), wanted = share > LEAST ? share : LEAST;
    return wanted < crew->piece_size ? wanted : crew->piece_size;
}

PiecesResult pieces_read(Crew *crew, const LoadContext *context, const Header *header,
                         const Description *description, const PieceInput *input, Source *source,
                         PieceTold *told, Err *err) {
    Feed feed = {.input = input, .fd = -1, .offset = input->offset, .line = input->line, .single = -1};
    size_t size = input->size;
    if (input->path && (feed.fd = file_open(input->path, &size, err)) < 0) return PIECES_FAILED;
    const size_t rest = size - (size < input->offset ? size : input->offset),
                 pieces = rest / crew->piece_size + 1;
    const int count = pieces < (size_t)crew->jobs ? (int)pieces : crew->jobs;
    feed.piece_size = piece_size_of(crew, rest, count);
    Worker *workers = calloc((size_t)count, sizeof *workers);
    if (!workers) arena_refuse((size_t)count * sizeof *workers);
    pthread_mutex_init(&feed.lock, NULL);
    pthread_cond_init(&feed.all_read, NULL);
    pthread_cond_init(&feed.all_joined, NULL);
    int opened = 0;
    do
        open_worker(&workers[opened], &feed, crew, opened, context, header, description, source);
    while (++opened < count);
    FigureRun *whole = ARENA_NEW(context->arena, FigureRun);
    figures_open(whole, context, header, description, source);
    PiecesResult result = PIECES_FAILED;
    if (hash_head(&feed, err)) {
        run_all(&feed, whole, workers, count);
        if (feed.failed)
            *err = feed.err;
        else
            result = feed.otherwise || feed.repeats ? PIECES_OTHERWISE : PIECES_DONE;
    }
    if (result == PIECES_DONE) pieces_close(whole, workers, count);
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
    pthread_cond_destroy(&feed.all_read);
    pthread_cond_destroy(&feed.all_joined);
    free(workers);
    if (feed.fd >= 0) close(feed.fd);
    return result;
}

#include "load/pieces_internal.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/abreast.h"
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

/* All files of one call. */
typedef struct {
    Crew *crew;
    const LoadContext *context;
    const PieceProgress *progress;
    struct Feed *feeds;
    size_t count;
    atomic_size_t next;         /* to be begun */
    atomic_uint_fast64_t bytes; /* read so far */
} Round;

/* A file: where its pieces come from, one after the other. */
typedef struct Feed {
    Round *round;
    PieceFile *file;
    size_t size, piece_size;
    LoadContext context; /* with the issues of the file */
    FigureRun *whole;
    pthread_mutex_t lock; /* of all below, until all are read */
    bool opened;
    int fd;
    size_t offset, count; /* of the next piece */
    int line;
    const Worker *single; /* the only one that goes on, because a quote may reach over the end of a piece;
                             NULL = all do */
    bool ended, otherwise, failed;
    Err err;
    Worker *workers; /* one for each thread that took part */
    int worker_count;
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
    const PieceFile *file = feed->file;
    if (file->path)
        return file_read_at(feed->fd, file->path, feed->offset, buffer, feed->piece_size, have, &feed->err);
    *have = file->size - feed->offset < feed->piece_size ? file->size - feed->offset : feed->piece_size;
    if (*have) memcpy(buffer, &file->text[feed->offset], *have);
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
    if (feed->single && feed->single != worker) return false;
    *piece = (FilePiece){.number = feed->count++, .line = feed->line};
    feed->failed = !fetch(feed, buffer, &have) || (stop_wanted() && !stop_error(&feed->err));
    if (feed->failed) return false;
    feed->otherwise = !cut(feed, buffer, piece, have) || memchr(buffer, '\0', piece->size) != NULL;
    if (feed->otherwise) return false;
    if (feed->file->hash) file_hash_add(feed->file->hash, buffer, piece->size);
    if (!feed->single && memchr(buffer, '"', piece->size)) feed->single = worker;
    feed->line += count_lines(buffer, piece->size);
    feed->offset += piece->size;
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
    return !feed->file->path || is_ascii(data, size) || text_is_utf8(data, size, NULL);
}

/* Told by one thread only. */
static void tell_progress(const Worker *worker, size_t read) {
    Round *round = worker->feed->round;
    const uint64_t bytes = atomic_fetch_add(&round->bytes, read) + read;
    if (worker->number == 0 && round->progress)
        watch_tell(round->progress->watch, "reading", "bytes", round->progress->done + bytes,
                   round->progress->total);
}

static void work(Worker *worker) {
    Feed *feed = worker->feed;
    for (;;) {
        FilePiece piece = {0};
        pthread_mutex_lock(&feed->lock);
        const bool some = next_piece(worker, &piece);
        pthread_mutex_unlock(&feed->lock);
        if (!some) return;
        tell_progress(worker, piece.size);
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

/* Of a file: a small one is cut into smaller pieces, so that who shares it ends at the same time. */
static size_t piece_size_of(const Crew *crew, size_t size) {
    enum { EACH = 4, LEAST = 1 << 14 };
    const size_t share = size / (size_t)(EACH * crew->jobs), wanted = share > LEAST ? share : LEAST;
    return wanted < crew->piece_size ? wanted : crew->piece_size;
}

/* Adds what stands above the rows to the hash. */
static bool hash_head(Feed *feed) {
    const PieceFile *file = feed->file;
    size_t have;
    if (!file->hash) return true;
    char *head = arena_malloc(file->offset);
    const bool done = file_read_at(feed->fd, file->path, 0, head, file->offset, &have, &feed->err);
    if (done) file_hash_add(file->hash, head, have);
    free(head);
    return done;
}

static void open_file(Feed *feed) {
    const PieceFile *file = feed->file;
    feed->opened = true;
    feed->size = file->size;
    if (file->path) {
        feed->fd = file_open(file->path, &feed->size, &feed->err);
        feed->failed = feed->fd < 0 || !hash_head(feed);
    }
    feed->piece_size = piece_size_of(feed->round->crew, feed->size);
}

static void open_worker(Worker *worker, Feed *feed, size_t number) {
    Crew *crew = feed->round->crew;
    const PieceFile *file = feed->file;
    const LoadContext *context = feed->round->context;
    *worker = (Worker){.feed = feed, .number = number, .desk = &crew->desks[number], .context = *context};
    if (!worker->desk->buffer) {
        worker->desk->buffer = arena_malloc(crew->piece_size + LANE_MARGIN);
        memset(worker->desk->buffer, '\n', crew->piece_size + LANE_MARGIN);
        worker->desk->draft = ledger_draft_new(crew->spill);
    }
    worker->issues.arena = worker->context.arena = &worker->arena;
    worker->context.issues = &worker->issues;
    worker->context.names = names_over(&worker->arena, context->names);
    worker->source = (Source){.name = file->source->name, .columns = file->source->columns};
    figures_open(&worker->run, &worker->context, file->header, file->description, &worker->source);
    worker->run.draft = worker->desk->draft;
    worker->reader = reader_open(&worker->arena, "", 0);
    worker->lane = lane_open(&worker->run, worker->reader);
}

/* Gives back what the next file needs as well. */
static void end_reading(Worker *worker) {
    figures_end_page(&worker->run);
    lane_close(worker->lane);
    reader_close(worker->reader);
}

static void close_worker(Worker *worker) {
    ledger_pages_free(&worker->run.pages);
    arena_free(&worker->arena);
}

/* Reads the file, or helps who does. Who comes later must learn what the words mean, too: a last piece is
 * left to the others. */
static void take_part(Feed *feed, size_t number) {
    Worker *worker = NULL;
    pthread_mutex_lock(&feed->lock);
    const bool first = !feed->opened;
    if (first) open_file(feed);
    if (!feed->failed && !feed->ended && !feed->otherwise && !feed->single &&
        (first || feed->size - feed->offset > feed->piece_size))
        worker = &feed->workers[feed->worker_count++];
    pthread_mutex_unlock(&feed->lock);
    if (!worker) return;
    open_worker(worker, feed, number);
    work(worker);
    end_reading(worker);
}

static void read_files(Arena *arena, size_t number, void *user) {
    Round *round = user;
    (void)arena;
    for (size_t i; (i = atomic_fetch_add(&round->next, 1)) < round->count;)
        take_part(&round->feeds[i], number);
    for (size_t i = 0; i < round->count; i++)
        take_part(&round->feeds[i], number);
}

static void make_ledger(Arena *arena, size_t i, void *user) {
    Feed *feed = &((Round *)user)->feeds[i];
    const Names *names = feed->context.names;
    if (feed->otherwise) return;
    int64_t *same = ARENA_ARRAY(arena, int64_t, names->count);
    for (size_t n = 0; n < names->count; n++)
        same[n] = (int64_t)n;
    feed->ledger = ledger_new();
    ledger_add_all(feed->ledger, &feed->file->source->pages, 0);
    ledger_settle(feed->ledger, names, same, same);
}

/* Whether a cell stands in a file twice, series by series. */
static void look_for_repeats(Arena *arena, size_t number, void *user) {
    const Round *round = user;
    (void)arena, (void)number;
    for (Feed *feed = round->feeds; feed < round->feeds + round->count; feed++) {
        unsigned char *marks = NULL;
        const size_t count = feed->ledger ? ledger_series_count(feed->ledger) : 0;
        for (size_t s; !atomic_load(&feed->repeats) && (s = atomic_fetch_add(&feed->next_series, 1)) < count;)
            if (ledger_repeats(feed->ledger, s, &marks)) atomic_store(&feed->repeats, true);
        free(marks);
    }
}

static void open_feed(Feed *feed, Round *round, PieceFile *file) {
    *feed = (Feed){.round = round,
                   .file = file,
                   .context = *round->context,
                   .fd = -1,
                   .offset = file->offset,
                   .line = file->line,
                   .lock = PTHREAD_MUTEX_INITIALIZER,
                   .workers = calloc((size_t)round->crew->jobs, sizeof(Worker))};
    if (!feed->workers) arena_refuse((size_t)round->crew->jobs * sizeof(Worker));
    file->issues = (IssueList){.arena = feed->context.arena};
    feed->context.issues = &file->issues;
    feed->whole = ARENA_NEW(feed->context.arena, FigureRun);
    figures_open(feed->whole, &feed->context, file->header, file->description, file->source);
}

static void close_feed(Feed *feed) {
    Source *source = feed->file->source;
    ledger_free(feed->ledger); /* looks at the pages */
    feed->otherwise = feed->otherwise || feed->repeats;
    if (!feed->otherwise && !feed->failed) pieces_close(feed->whole, feed->workers, feed->worker_count);
    feed->file->result = feed->otherwise ? PIECES_OTHERWISE : PIECES_DONE;
    feed->file->bytes = feed->offset;
    for (int i = 0; i < feed->worker_count; i++) {
        if (feed->workers[i].lines > feed->file->lines) feed->file->lines = feed->workers[i].lines;
        close_worker(&feed->workers[i]);
    }
    if (feed->otherwise || feed->failed) {
        ledger_pages_free(&source->pages);
        source->seen_count = source->missing_count = source->skipped_count = 0;
    }
    free(feed->workers);
    pthread_mutex_destroy(&feed->lock);
    if (feed->fd >= 0) close(feed->fd);
}

/* How many threads have something to do. */
static int hands_for(const Round *round) {
    const size_t piece_size = round->crew->piece_size;
    size_t pieces = 0;
    for (size_t i = 0; i < round->count; i++)
        pieces += round->feeds[i].file->size / piece_size + 1;
    return pieces < (size_t)round->crew->jobs ? (int)pieces : round->crew->jobs;
}

static bool read_all(Round *round, Arena *scratch, Err *err) {
    const int hands = hands_for(round);
    abreast(scratch, (size_t)hands, hands, read_files, round);
    for (size_t i = 0; i < round->count; i++)
        if (round->feeds[i].failed) {
            *err = round->feeds[i].err;
            return false;
        }
    for (size_t i = 0; i < round->count; i++)
        if (!round->feeds[i].otherwise)
            pieces_join(round->feeds[i].whole, round->feeds[i].workers, round->feeds[i].worker_count);
    abreast(scratch, round->count, hands, make_ledger, round);
    abreast(scratch, (size_t)hands, hands, look_for_repeats, round);
    return true;
}

bool pieces_read(Crew *crew, const LoadContext *context, PieceFile *files, size_t count,
                 const PieceProgress *progress, Err *err) {
    Arena scratch = {0};
    Round round = {.crew = crew,
                   .context = context,
                   .progress = progress,
                   .feeds = ARENA_ARRAY(&scratch, Feed, count),
                   .count = count};
    for (size_t i = 0; i < count; i++)
        open_feed(&round.feeds[i], &round, &files[i]);
    const bool done = read_all(&round, &scratch, err);
    for (size_t i = 0; i < count; i++) {
        if (!done) round.feeds[i].failed = true;
        close_feed(&round.feeds[i]);
    }
    arena_free(&scratch);
    return done;
}

/* The part of pieces.c that puts together what several threads have read. */
#include <stdlib.h>

#include "load/pieces_internal.h"

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
        const LedgerList *depts = &page->lists[LEDGER_DEPTS];
        for (size_t i = 0; i < depts->count; i++)
            depts->items[i] = numbers[depts->items[i]];
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

void pieces_join(FigureRun *whole, Worker *workers, int count) {
    const LoadContext *context = whole->context;
    Source *source = whole->source;
    join_seen(whole, workers, count); /* first, so that the numbers of texts do not depend on the threads */
    for (int w = 0; w < count; w++) {
        Worker *worker = &workers[w];
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
}

void pieces_close(FigureRun *whole, const Worker *workers, int count) {
    Source *source = whole->source;
    if (source->missing_count)
        qsort(source->missing, source->missing_count, sizeof *source->missing, compare_missing);
    join_issues(whole->context->issues, workers, count);
    figures_close(whole);
}

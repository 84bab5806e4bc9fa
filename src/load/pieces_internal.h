/* pieces_internal: what pieces.c and pieces_join.c share. */
#ifndef JIXIAO_LOAD_PIECES_INTERNAL_H
#define JIXIAO_LOAD_PIECES_INTERNAL_H

#include "load/lane.h"
#include "load/pieces.h"

/* What a thread keeps from file to file. */
typedef struct {
    char *buffer; /* of a piece and LANE_MARGIN */
    LedgerDraft *draft;
} Desk;

typedef struct {
    size_t number, size;
    int line; /* lines before it */
    bool last;
    size_t first_issue, end_issue; /* of the worker's list */
} FilePiece;

typedef struct {
    struct Feed *feed;
    size_t number; /* of the thread */
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

/* Puts together what the workers have read, in an order that does not depend on them. `whole` is the run over
 * all of the file. */
void pieces_join(FigureRun *whole, Worker *workers, int count);
/* And what they had to say of it, when it is kept. */
void pieces_close(FigureRun *whole, const Worker *workers, int count);

#endif

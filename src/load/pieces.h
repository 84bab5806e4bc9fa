/* pieces: big files of figures, cut at the ends of lines and read by several threads at once: each has a file
 * of its own until there is no other, then they share what is left. What comes out, and the order of it, does
 * not depend on how many there are. */
#ifndef JIXIAO_LOAD_PIECES_H
#define JIXIAO_LOAD_PIECES_H

#include "base/file.h"
#include "base/watch.h"
#include "load/figures.h"

/* The memory of the threads, which serves for one file after the other. */
typedef struct Crew Crew;
/* Pieces of at most `piece_size` bytes; 0 = what suits a processor. With `spill` the pages lie in temporary
 * files, where that can be. */
Crew *crew_new(Arena *arena, int jobs, size_t piece_size, bool spill);
void crew_free(Crew *crew);

typedef enum {
    PIECES_DONE,
    PIECES_OTHERWISE /* nothing is changed: only figures_read can read this file */
} PiecesResult;

/* A file, whose description lane_suits. */
typedef struct {
    const Header *header;
    const Description *description;
    Source *source;
    const char *path; /* the file; or NULL when its text is in memory already: */
    const char *text; /* UTF-8 */
    size_t size;
    size_t offset; /* where the rows begin, and how many lines are above */
    int line;
    FileHash *hash; /* gets the file's bytes; NULL when they are not wanted */
    /* what comes of it: */
    PiecesResult result;
    IssueList issues;
    size_t bytes;
    int lines;
} PieceFile;

typedef struct {
    const Watch *watch;   /* NULL = nobody */
    uint64_t done, total; /* bytes before these files, and of all */
} PieceProgress;

/* Each file as figures_read does it, but the figures become pages, and the issues are those of the file.
 * False when the system failed: then nothing is left of any. */
bool pieces_read(Crew *crew, const LoadContext *context, PieceFile *files, size_t count,
                 const PieceProgress *progress, Err *err) MUST_USE;

#endif

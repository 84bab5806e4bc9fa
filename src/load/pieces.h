/* pieces: a big file of figures, cut at the ends of lines and read by several threads at once. What comes
 * out, and the order of it, does not depend on how many there are. */
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

typedef struct {
    const char *path; /* the file; or NULL when its text is in memory already: */
    const char *text; /* UTF-8 */
    size_t size;
    size_t offset; /* where the rows begin, and how many lines are above */
    int line;
    FileHash *hash;       /* gets the file's bytes; NULL when they are not wanted */
    const Watch *watch;   /* NULL = nobody */
    uint64_t done, total; /* bytes before this file, and of all */
} PieceInput;

typedef struct {
    size_t bytes; /* of the file */
    int lines;
} PieceTold;

typedef enum {
    PIECES_DONE,
    PIECES_OTHERWISE, /* nothing is changed: only figures_read can read this file */
    PIECES_FAILED     /* the system did */
} PiecesResult;
/* As figures_read, for descriptions that lane_suits. The figures become pages. */
PiecesResult pieces_read(Crew *crew, const LoadContext *context, const Header *header,
                         const Description *description, const PieceInput *input, Source *source,
                         PieceTold *told, Err *err) MUST_USE;

#endif

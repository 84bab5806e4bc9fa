/* lane: the quick way through the plain lines of a file of figures. What the texts of a column mean is
 * learned from lines that the reader has taken; a line whose texts are all known and whose amounts are plain
 * digits is taken without it, any other line is left to it. Both ways give the same figures, departments,
 * missing cells and issues: tests/fuzz/lane.c compares them. */
#ifndef JIXIAO_LOAD_LANE_H
#define JIXIAO_LOAD_LANE_H

#include "load/figures.h"

enum { LANE_MARGIN = 64 }; /* bytes behind the data that may be read and written */

/* Descriptions that decide by several columns at once, or by what a whole row says, are not for the lane. */
bool lane_suits(const Description *description, const Header *header);

typedef struct Lane Lane;
/* Both `run`, which has a draft, and `reader` outlive it. */
Lane *lane_open(FigureRun *run, Reader *reader);
void lane_close(Lane *lane);
/* Takes `size` bytes of UTF-8: whole lines of the file, of which `line` are before them; with `last`, the
 * file ends with them. */
void lane_read(Lane *lane, char *data, size_t size, int line, bool last);

#endif

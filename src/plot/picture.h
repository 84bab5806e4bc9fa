/* picture: is what gnuplot wrote a whole picture, and what is changed in it before it is published. */
#ifndef JIXIAO_PLOT_PICTURE_H
#define JIXIAO_PLOT_PICTURE_H

#include "base/text.h"

typedef enum { PICTURE_SVG, PICTURE_PNG, PICTURE_PDF } PictureKind;

enum { CAPTION_TITLE_LINE = 24, CAPTION_NOTE_LINE = 17, CAPTION_GAP = 8 }; /* pixels */

/* What stands above and below the drawing, on lines that fit. */
typedef struct {
    char **title, **note;
    size_t title_count, note_count;
    int title_px, note_px; /* the room that they take; 0 = none */
} Caption;

PictureKind picture_kind(const char *path);   /* by its suffix; SVG when unknown or NULL */
const char *picture_suffix(PictureKind kind); /* ".svg" */
/* NULL, or what is wrong: it is empty, is not of its kind, or ends too early. */
const char *picture_fault(PictureKind kind, const char *bytes, size_t size);
/* SVG: fonts with fallbacks, once; title and description for readers and screen readers; no tooltips of
 * gnuplot's own; squeezed where that can be done. PDF: without the date of its making. PNG: as it is. */
char *picture_finish(Arena *arena, PictureKind kind, char *bytes, size_t *size, const char *title,
                     const char *alternative);
/* A finished SVG without title and note, with them: in the same places as plots/style.gpi puts them. NULL
 * when the SVG is not one of picture_finish. */
char *picture_frame(Arena *arena, const char *svg, const Caption *caption, size_t *size);

#endif

/* image: the rows of a ledger as a table of a database that is there only while it is read, once, from its
 * first row to its last. SQLite copies rows from one database to another as they are, without taking them
 * apart (https://sqlite.org/src: xferOptimization in insert.c), and that costs half as much as inserting
 * them; who reads them in any other way sees the same rows. */
#ifndef JIXIAO_STORE_IMAGE_H
#define JIXIAO_STORE_IMAGE_H

#include "model/ledger.h"

typedef struct {
    size_t page_size; /* 512..65536, a power of two */
    uint32_t first;   /* page of the table: the one that the schema names */
    uint32_t unused;  /* a page that must not occur, or 0 */
} ImageShape;

typedef struct Image Image;
/* With `thread`, and when one can be had, the next pages are made beside whoever reads. */
Image *image_open(const Ledger *ledger, const ImageShape *shape, bool thread);
void image_close(Image *image); /* also before the last page was read; NULL is none */
/* The bytes of a page, until the next call. Pages may be read in the order of the rows, again and again only
 * until a later one was read; NULL: not this one. */
const unsigned char *image_page(Image *image, uint32_t number);
/* Series of the ledger that are in pages read so far. */
size_t image_series(const Image *image);
/* What was replaced in all series, in their order; when all pages have been read. Until image_close. */
const Replaced *image_replaced(const Image *image, size_t *count);

#endif

/* btree: rows of figures as pages of a table WITHOUT ROWID, in the file format of SQLite
 * (sqlite.org/fileformat2.html, sections 1.6 and 2.1). Pages are made to be read only, from the first row to
 * the last. */
#ifndef JIXIAO_STORE_BTREE_H
#define JIXIAO_STORE_BTREE_H

#include "model/ledger.h"

/* A record behind its own length. */
enum { BTREE_MOST_BYTES = 112 };
typedef struct {
    unsigned char bytes[BTREE_MOST_BYTES];
    size_t size;
} BtreeRecord;
/* The 14 columns of table figure. */
void btree_record(const FigureRow *row, BtreeRecord *record);

/* A page that is being filled: cells from its end, their places behind its head. */
typedef struct {
    unsigned char *bytes;
    size_t size, cells, top; /* top: of the last cell */
} BtreePage;
/* size: 512..65536, a power of two, of `bytes`. A leaf has no page below it. */
void btree_begin(BtreePage *page, unsigned char *bytes, size_t size, bool leaf);
/* left: the page of the rows before this one; only where the page is no leaf. False: no room. */
bool btree_add(BtreePage *page, uint32_t left, const BtreeRecord *record) MUST_USE;
/* Takes the last row out of a leaf that has several. */
void btree_take_last(BtreePage *page, BtreeRecord *record);
/* right: the page of the rows behind the last one; only where the page is no leaf. */
void btree_end(BtreePage *page, uint32_t right);

#endif

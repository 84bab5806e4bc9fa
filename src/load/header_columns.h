/* header_columns: the columns of each kind of file, in English and Chinese, as docs/data.md lists them. */
#ifndef JIXIAO_LOAD_HEADER_COLUMNS_H
#define JIXIAO_LOAD_HEADER_COLUMNS_H

#include "model/source.h"

/* The required columns tell the kind. A name may come again with another Chinese spelling. */
typedef struct {
    SourceKind kind;
    bool required;
    const char *en, *zh;
} HeaderColumn;
extern const HeaderColumn header_columns[];
extern const size_t header_column_count;

#endif

/* encoding: the bytes of a file → UTF-8, before anything looks for commas. UTF-8 stays where it is; UTF-16
 * and GB18030 (with GBK and GB2312 inside it) are converted, strictly: a byte that means nothing is an error
 * with its line, never a question mark. Line ends are kept, so that lines stay those of the file. */
#ifndef JIXIAO_LOAD_ENCODING_H
#define JIXIAO_LOAD_ENCODING_H

#include "load/reader.h"

typedef struct {
    const char *data; /* UTF-8 without NUL bytes; in the arena, or the file's own bytes */
    size_t size;
    const char *name; /* utf-8, utf-16le, utf-16be or gb18030 */
} Decoded;

/* `wanted` is a name that encoding_known knows, or "": a byte order mark tells; else UTF-8 when all of it is,
 * UTF-16 when every other byte of the commas is NUL, else GB18030. False with the first bad place. */
bool encoding_decode(Arena *arena, const char *data, size_t size, const char *wanted, Decoded *decoded,
                     Trouble *trouble) MUST_USE;
bool encoding_known(const char *name);
extern const char encoding_names[]; /* for messages: "utf-8, gb18030, …" */

#endif

/* err: the one trouble channel. A function that can fail returns bool (true = done) and takes Err * last.
 * Never prints, never exits: main.c prints once, and the kind is the exit status. */
#ifndef JIXIAO_BASE_ERR_H
#define JIXIAO_BASE_ERR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#define MUST_USE                 __attribute__((warn_unused_result))
#define PRINTF_LIKE(text, first) __attribute__((format(printf, text, first)))

/* The numeric value is the exit status of the program. */
typedef enum { ERR_NONE = 0, ERR_SOURCE = 1, ERR_USAGE = 2, ERR_SYSTEM = 3 } ErrKind;

typedef struct {
    ErrKind kind;
    char text[2048];    /* one or more lines, without a final newline; cut, never overrun, when too long */
    char chinese[2048]; /* the same in Chinese; `text` is English */
} Err;

/* States the fact at the place that detects it; datasets/catalog/messages.csv has the Chinese of the format
 * (base/both.h). Always returns false, so: return err_set(err, …). */
bool err_set(Err *err, ErrKind kind, const char *format, ...) PRINTF_LIKE(3, 4);
/* Adds the context that only the caller knows: "context: what was there". Always returns false. */
bool err_wrap(Err *err, const char *format, ...) PRINTF_LIKE(2, 3);

/* Of several that may have failed side by side: the first one's error. True when none has. */
bool err_first(const Err *errs, size_t count, Err *err) MUST_USE;

/* Tells compilers and analysers what they cannot see: both always return false. */
static inline bool err_false(bool set) {
    (void)set;
    return false;
}
#define err_set(...)  err_false(err_set(__VA_ARGS__))
#define err_wrap(...) err_false(err_wrap(__VA_ARGS__))

#endif

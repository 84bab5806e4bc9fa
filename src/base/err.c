#include "base/err.h"

#include <stdio.h>
#include <string.h>

#include "base/both.h"

bool(err_set)(Err *err, ErrKind kind, const char *format, ...) {
    va_list arguments;
    err->kind = kind;
    va_start(arguments, format);
    both_vformat(LANG_EN, err->text, sizeof err->text, format, arguments);
    va_end(arguments);
    va_start(arguments, format);
    both_vformat(LANG_ZH, err->chinese, sizeof err->chinese, format, arguments);
    va_end(arguments);
    return false;
}

enum { CONTEXT = 512 };

static void put_before(char *text, size_t room, const char *context, const char *colon) {
    char inner[sizeof((Err *)0)->text];
    memcpy(inner, text, room);
    snprintf(text, room, "%s%s%.*s", context, colon, (int)(room - CONTEXT - sizeof "："), inner);
}

bool(err_wrap)(Err *err, const char *format, ...) {
    char context[CONTEXT];
    va_list arguments;
    va_start(arguments, format);
    both_vformat(LANG_EN, context, sizeof context, format, arguments);
    va_end(arguments);
    put_before(err->text, sizeof err->text, context, ": ");
    va_start(arguments, format);
    both_vformat(LANG_ZH, context, sizeof context, format, arguments);
    va_end(arguments);
    put_before(err->chinese, sizeof err->chinese, context, "：");
    return false;
}

bool err_first(const Err *errs, size_t count, Err *err) {
    for (size_t i = 0; i < count; i++)
        if (errs[i].kind != ERR_NONE) {
            *err = errs[i];
            return false;
        }
    return true;
}

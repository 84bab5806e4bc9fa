#include "base/err.h"

#include <stdio.h>
#include <string.h>

bool(err_set)(Err *err, ErrKind kind, const char *format, ...) {
    err->kind = kind;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(err->text, sizeof err->text, format, arguments);
    va_end(arguments);
    return false;
}

bool(err_wrap)(Err *err, const char *format, ...) {
    char context[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(context, sizeof context, format, arguments);
    va_end(arguments);
    char inner[sizeof err->text];
    memcpy(inner, err->text, sizeof inner);
    snprintf(err->text, sizeof err->text, "%s: %.*s", context, (int)(sizeof err->text - sizeof context - 3),
             inner);
    return false;
}

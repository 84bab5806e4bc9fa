/* The address of a server as it may be printed: what libpq makes of it, without the password. */
#include <string.h>

#include "store/pg.h"

static const char *option(const PQconninfoOption *options, const char *name) {
    for (; options->keyword; options++)
        if (strcmp(options->keyword, name) == 0) return options->val ? options->val : "";
    return "";
}

bool pg_printable(Arena *arena, const char *address, char **printable, Err *err) {
    char *message = NULL;
    PQconninfoOption *options = PQconninfoParse(address, &message);
    PQfreemem(message); /* it may repeat the address, and the password with it */
    if (!options)
        return err_set(err, ERR_USAGE,
                       "--db: this is no address of a database; expected for example "
                       "postgresql://USER@HOST:5432/DATABASE, with %%40 for an @ within a word");
    const char *user = option(options, "user"), *host = option(options, "host"),
               *port = option(options, "port");
    bool folder = *host == '/';
    *printable = arena_printf(arena, "postgresql://%s%s%s%s%s/%s%s%s", user, *user ? "@" : "",
                              folder ? "" : host, *port ? ":" : "", port, option(options, "dbname"),
                              folder ? "?host=" : "", folder ? host : "");
    PQconninfoFree(options);
    return true;
}

/* libpq is loaded when the first address of a server is opened: with the twenty libraries behind it, it would
 * be two thirds of the time that any command needs to start. Its functions stand here under their own names,
 * so that the compiler compares them with libpq's header and nobody else notices. A new one is one more line.
 */
#pragma GCC visibility push(hidden) /* libpq's own calls of itself must not come here */
#include "store/pg.h"
#pragma GCC visibility pop

#include <dlfcn.h>
#include <pthread.h>
#include <string.h>

#define CALLS(CALL, DO)                                                                                      \
    CALL(int, PQcancel, (PGcancel * cancel, char *errbuf, int errbufsize), (cancel, errbuf, errbufsize))     \
    DO(PQclear, (PGresult * res), (res))                                                                     \
    CALL(char *, PQcmdStatus, (PGresult * res), (res))                                                       \
    CALL(PQconninfoOption *, PQconndefaults, (void), ())                                                     \
    CALL(PGconn *, PQconnectdbParams,                                                                        \
         (const char *const *keywords, const char *const *values, int expand_dbname),                        \
         (keywords, values, expand_dbname))                                                                  \
    DO(PQconninfoFree, (PQconninfoOption * connOptions), (connOptions))                                      \
    CALL(PQconninfoOption *, PQconninfoParse, (const char *conninfo, char **errmsg), (conninfo, errmsg))     \
    CALL(int, PQconsumeInput, (PGconn * conn), (conn))                                                       \
    CALL(PGresult *, PQcopyResult, (const PGresult *src, int flags), (src, flags))                           \
    CALL(PGresult *, PQdescribePrepared, (PGconn * conn, const char *stmt), (conn, stmt))                    \
    CALL(int, PQenterPipelineMode, (PGconn * conn), (conn))                                                  \
    CALL(char *, PQerrorMessage, (const PGconn *conn), (conn))                                               \
    CALL(PGresult *, PQexec, (PGconn * conn, const char *query), (conn, query))                              \
    CALL(PGresult *, PQexecParams,                                                                           \
         (PGconn * conn, const char *command, int nParams, const Oid *paramTypes,                            \
          const char *const *paramValues, const int *paramLengths, const int *paramFormats,                  \
          int resultFormat),                                                                                 \
         (conn, command, nParams, paramTypes, paramValues, paramLengths, paramFormats, resultFormat))        \
    CALL(int, PQexitPipelineMode, (PGconn * conn), (conn))                                                   \
    DO(PQfinish, (PGconn * conn), (conn))                                                                    \
    CALL(int, PQflush, (PGconn * conn), (conn))                                                              \
    CALL(char *, PQfname, (const PGresult *res, int field_num), (res, field_num))                            \
    DO(PQfreeCancel, (PGcancel * cancel), (cancel))                                                          \
    DO(PQfreemem, (void *ptr), (ptr))                                                                        \
    CALL(Oid, PQftype, (const PGresult *res, int field_num), (res, field_num))                               \
    CALL(PGcancel *, PQgetCancel, (PGconn * conn), (conn))                                                   \
    CALL(int, PQgetCopyData, (PGconn * conn, char **buffer, int async), (conn, buffer, async))               \
    CALL(PGresult *, PQgetResult, (PGconn * conn), (conn))                                                   \
    CALL(int, PQgetisnull, (const PGresult *res, int tup_num, int field_num), (res, tup_num, field_num))     \
    CALL(char *, PQgetvalue, (const PGresult *res, int tup_num, int field_num), (res, tup_num, field_num))   \
    CALL(int, PQisBusy, (PGconn * conn), (conn))                                                             \
    CALL(int, PQnfields, (const PGresult *res), (res))                                                       \
    CALL(int, PQntuples, (const PGresult *res), (res))                                                       \
    CALL(int, PQpipelineSync, (PGconn * conn), (conn))                                                       \
    CALL(PGresult *, PQprepare,                                                                              \
         (PGconn * conn, const char *stmtName, const char *query, int nParams, const Oid *paramTypes),       \
         (conn, stmtName, query, nParams, paramTypes))                                                       \
    CALL(int, PQputCopyData, (PGconn * conn, const char *buffer, int nbytes), (conn, buffer, nbytes))        \
    CALL(int, PQputCopyEnd, (PGconn * conn, const char *errormsg), (conn, errormsg))                         \
    CALL(char *, PQresultErrorField, (const PGresult *res, int fieldcode), (res, fieldcode))                 \
    CALL(ExecStatusType, PQresultStatus, (const PGresult *res), (res))                                       \
    CALL(int, PQsendPrepare,                                                                                 \
         (PGconn * conn, const char *stmtName, const char *query, int nParams, const Oid *paramTypes),       \
         (conn, stmtName, query, nParams, paramTypes))                                                       \
    CALL(int, PQsendQuery, (PGconn * conn, const char *query), (conn, query))                                \
    CALL(int, PQsendQueryParams,                                                                             \
         (PGconn * conn, const char *command, int nParams, const Oid *paramTypes,                            \
          const char *const *paramValues, const int *paramLengths, const int *paramFormats,                  \
          int resultFormat),                                                                                 \
         (conn, command, nParams, paramTypes, paramValues, paramLengths, paramFormats, resultFormat))        \
    CALL(int, PQsendQueryPrepared,                                                                           \
         (PGconn * conn, const char *stmtName, int nParams, const char *const *paramValues,                  \
          const int *paramLengths, const int *paramFormats, int resultFormat),                               \
         (conn, stmtName, nParams, paramValues, paramLengths, paramFormats, resultFormat))                   \
    CALL(PQnoticeReceiver, PQsetNoticeReceiver, (PGconn * conn, PQnoticeReceiver proc, void *arg),           \
         (conn, proc, arg))                                                                                  \
    CALL(int, PQsetSingleRowMode, (PGconn * conn), (conn))                                                   \
    CALL(int, PQsocket, (const PGconn *conn), (conn))                                                        \
    CALL(ConnStatusType, PQstatus, (const PGconn *conn), (conn))                                             \
    CALL(char *, PQuser, (const PGconn *conn), (conn))

/* What the loader keeps for a library that is loaded with the program. Written once, before the first
 * connection. */
#define POINTER(returned, name, parameters, ...) returned(*name) parameters;
#define POINTER_VOID(name, parameters, ...)      void(*name) parameters;
static struct {
    pthread_mutex_t lock;
    bool loaded;
    CALLS(POINTER, POINTER_VOID)
} libpq = {.lock = PTHREAD_MUTEX_INITIALIZER};

#define CALL(returned, name, parameters, values)                                                             \
    returned name parameters {                                                                               \
        return libpq.name values;                                                                            \
    }
#define DO(name, parameters, values)                                                                         \
    void name parameters {                                                                                   \
        libpq.name values;                                                                                   \
    }
CALLS(CALL, DO)

static bool find(void *library, const char *name, void *pointer, Err *err) {
    void *found = dlsym(library, name);
    if (!found)
        return err_set(
            err, ERR_SYSTEM,
            "libpq.so.5 of this machine has no %s: it is older than PostgreSQL 14; install a newer "
            "one (Debian's package libpq5)",
            name);
    memcpy(pointer, &found, sizeof found); /* C has no cast from a pointer to a function */
    return true;
}

#define FIND(returned, name, ...) &&find(library, #name, &libpq.name, err)
#define FIND_VOID(name, ...)      &&find(library, #name, &libpq.name, err)

static bool load(Err *err) {
    void *library = dlopen("libpq.so.5", RTLD_NOW | RTLD_LOCAL);
    if (!library)
        return err_set(err, ERR_SYSTEM,
                       "libpq.so.5, by which a PostgreSQL server is reached, cannot be loaded; install it "
                       "(Debian's package libpq5) and run the command again: %s",
                       dlerror());
    return true CALLS(FIND, FIND_VOID);
}

bool pg_load(Err *err) {
    pthread_mutex_lock(&libpq.lock);
    bool done = libpq.loaded || load(err);
    libpq.loaded = done;
    pthread_mutex_unlock(&libpq.lock);
    return done;
}

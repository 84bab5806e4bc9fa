/* Stands for the engine of PostgreSQL in a program that was built without libpq. */
#include "store/engine.h"

static bool refuse(Store *store, StoreMode mode, Err *err) {
    (void)store, (void)mode;
    return err_set(
        err, ERR_USAGE,
        "this jixiao was built without PostgreSQL; install libpq-dev (Debian's name) and build it again");
}

static bool nothing(Store *store, bool keep, Err *err) {
    (void)store, (void)keep, (void)err;
    return true;
}

const Engine pg_engine = {.open = refuse, .close = nothing};

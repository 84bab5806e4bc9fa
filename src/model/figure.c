#include "model/figure.h"

const char *const stage_names[STAGE_COUNT] = {"budget", "adjusted", "actual"};
const char *const kind_names[KIND_COUNT] = {"figure", "change", "change_rate", "share",
                                            "rate",   "grade",  "empty"};

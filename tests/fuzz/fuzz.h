/* fuzz: what every target is, for libFuzzer and for replay.c. */
#ifndef JIXIAO_TEST_FUZZ_H
#define JIXIAO_TEST_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size); /* always 0 */

/* An expectation about any input: ends the program, so that the input is kept. */
#define FUZZ_EXPECT(what)                                                                                    \
    do {                                                                                                     \
        if (!(what)) abort();                                                                                \
    } while (0)

#endif

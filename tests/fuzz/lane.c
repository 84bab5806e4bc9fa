/* Bytes of a file of figures, read by the reader alone and in pieces with the lane: both say the same. The
 * first byte chooses the description, the second one the size of the pieces. */
#include "../unit/test_load_lane_check.h"
#include "fuzz.h"

static const char plain[] = "published: 2025-01-01\n";
static const char described[] =
    "published: 2025-01-01\ndept: {a}\nyear: {b}\nitem: {c}\nstage: {d}\nunit: 元\nvalue: {e}\n";
static const char mapped[] =
    "published: 2025-01-01\ndept: {a}\nyear: {b}\nitem: {c}\nstage: {d}\nunit: 万元\nvalue: {e}\ndecimals: "
    "2\n"
    "map.stage: B* = budget; A = actual; X = skip\nmap.item: 1 = expenditure; 2 = staff\n";
static const char wide[] =
    "published: 2025-01-01\ndept: {a}\ndept_name: {b}\nyear: 2023\nitem: {c}\nunit: 元\n"
    "value.d: stage = budget\nvalue.e: stage = actual\n";
static const char *const metas[] = {plain, described, mapped, wide};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size < 2 || size > 1 << 14) return 0;
    static LaneWorld *world;
    if (!world) world = lane_world_new();
    Arena arena = {0};
    bool quick;
    const char *wrong = lane_check(&arena, world, metas[data[0] % (sizeof metas / sizeof *metas)],
                                   (const char *)data + 2, size - 2, 1 + (size_t)data[1], 2, &quick);
    FUZZ_EXPECT(wrong == NULL);
    arena_free(&arena);
    return 0;
}

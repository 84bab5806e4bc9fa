#include "base/spill.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/file.h"

void *spill_new(size_t size) {
    int file = open(file_temporary_place(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (file < 0) return NULL;
    void *memory = MAP_FAILED;
    if (posix_fallocate(file, 0, (off_t)size) == 0)
        memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    close(file);
    return memory == MAP_FAILED ? NULL : memory;
}

void spill_rest(void *memory, size_t size) {
    (void)madvise(memory, size, MADV_DONTNEED); /* a shared file keeps what was written */
}

void spill_free(void *memory, size_t size) {
    munmap(memory, size);
}

/* A disk that fails when it is told to: loaded before the C library of a server.
 *
 * The file that DISK_FAULT names holds two numbers of four bytes: the errno to fail with
 * (0: none), and how many calls on files of the database still go well before that. The
 * call that fails sets the first number to 0, so that it is the only one. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <unistd.h>

static volatile int *fault;

__attribute__((constructor)) static void open_fault(void) {
    const char *path = getenv("DISK_FAULT");
    int file = path ? open(path, O_RDWR) : -1;
    if (file < 0) return;
    void *memory = mmap(NULL, 8, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (memory != MAP_FAILED) fault = memory;
    close(file);
}

static int is_of_the_database(int file) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return strstr(path, ".db") != NULL;
}

static int fails(int file) {
    if (!fault || !fault[0] || !is_of_the_database(file)) return 0;
    if (fault[1]-- > 0) return 0;
    errno = fault[0];
    fault[0] = 0;
    return 1;
}

#define NEXT(type, name, ...) ((type(*)(__VA_ARGS__))dlsym(RTLD_NEXT, name))

ssize_t pwrite(int file, const void *bytes, size_t size, off_t at) {
    if (fails(file)) return -1;
    return NEXT(ssize_t, "pwrite", int, const void *, size_t, off_t)(file, bytes, size, at);
}

ssize_t pwrite64(int file, const void *bytes, size_t size, off64_t at) {
    if (fails(file)) return -1;
    return NEXT(ssize_t, "pwrite64", int, const void *, size_t, off64_t)(file, bytes, size, at);
}

int fsync(int file) {
    if (fails(file)) return -1;
    return NEXT(int, "fsync", int)(file);
}

int fdatasync(int file) {
    if (fails(file)) return -1;
    return NEXT(int, "fdatasync", int)(file);
}

int ftruncate(int file, off_t size) {
    if (fails(file)) return -1;
    return NEXT(int, "ftruncate", int, off_t)(file, size);
}

int ftruncate64(int file, off64_t size) {
    if (fails(file)) return -1;
    return NEXT(int, "ftruncate64", int, off64_t)(file, size);
}

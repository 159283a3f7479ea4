/* A machine that fails when it is told to: loaded before the C library of a server.
 *
 * The file that FAULT names holds two numbers of four bytes: the errno to fail with (0:
 * none), and how many calls still go well before that. ENOMEM counts what SQLite asks of
 * the memory, all others what is done to files of the database. The call that fails sets
 * the first number to 0, so that it is the only one.
 *
 * SQLite is a part of the server's program: its calls are those that return into the
 * addresses of FAULT_ALLOCATOR, two hexadecimal numbers, as `nm` gives them. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <unistd.h>

static volatile int *fault;
static unsigned long allocator, allocator_end;

static int find_program(struct dl_phdr_info *program, size_t size, void *data) {
    const char *range = getenv("FAULT_ALLOCATOR");
    if (range && sscanf(range, "%lx-%lx", &allocator, &allocator_end) == 2) {
        allocator += program->dlpi_addr;
        allocator_end += program->dlpi_addr;
    }
    return 1; /* The first is the program itself. */
}

__attribute__((constructor)) static void open_fault(void) {
    dl_iterate_phdr(find_program, NULL);
    const char *path = getenv("FAULT");
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

static int is_the_one(void) {
    if (fault[1]-- > 0) return 0;
    errno = fault[0];
    fault[0] = 0;
    return 1;
}

static int fails(int file) {
    if (!fault || !fault[0] || fault[0] == ENOMEM || !is_of_the_database(file)) return 0;
    return is_the_one();
}

static int is_out_of_memory(void *caller) {
    unsigned long address = (unsigned long)caller;
    if (!fault || fault[0] != ENOMEM) return 0;
    return address >= allocator && address < allocator_end && is_the_one();
}

extern void *__libc_malloc(size_t);
extern void *__libc_realloc(void *, size_t);

void *malloc(size_t size) {
    return is_out_of_memory(__builtin_return_address(0)) ? NULL : __libc_malloc(size);
}

void *realloc(void *memory, size_t size) {
    return is_out_of_memory(__builtin_return_address(0)) ? NULL : __libc_realloc(memory, size);
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

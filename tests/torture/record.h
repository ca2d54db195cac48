/* Writes down what a process does to files: each write, cut, sync and name, in order, so that
   tests/torture/power_cuts.py can say what is left when the power goes after any of them.
   Included by faults.c. Each entry: its kind, the file, where, sizes, then a name, another and data. */
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>

enum { NOT_WRITTEN = -1 };

struct entry { char kind; char unused[7]; uint64_t file; int64_t at; uint32_t first, second; uint64_t size; };

static int record_file = -1;

static void put(char kind, uint64_t file, off_t at, const char *first, const char *second,
                const void *data, size_t size) {
    uint32_t one = first ? strlen(first) : 0, other = second ? strlen(second) : 0;
    struct entry entry = { kind, {0}, file, at, one, other, size };
    syscall(SYS_write, record_file, &entry, sizeof entry);
    if (one) syscall(SYS_write, record_file, first, one);
    if (other) syscall(SYS_write, record_file, second, other);
    if (size) syscall(SYS_write, record_file, data, size);
}

static void put_change(char kind, int file, off_t at, const void *data, size_t size) {
    struct stat status;
    if (!fstat(file, &status) && S_ISREG(status.st_mode))
        put(kind, status.st_ino, at, NULL, NULL, data, size);
}

static void put_sync(int file) {
    struct stat status;
    char place[64], path[4096] = "";
    if (fstat(file, &status)) return;
    snprintf(place, sizeof place, "/proc/self/fd/%d", file);
    if (S_ISDIR(status.st_mode) && readlink(place, path, sizeof path - 1) > 0)
        put('f', 0, 0, path, NULL, NULL, 0);
    else
        put('s', status.st_ino, 0, NULL, NULL, NULL, 0);
}

static void put_created(int file, const char *path) {
    struct stat status;
    if (!fstat(file, &status) && S_ISREG(status.st_mode))
        put('c', status.st_ino, 0, path, NULL, NULL, 0);
}

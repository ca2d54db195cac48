/* Counts what a process writes from the moment it is armed, and stops or spoils the call it was told.

   gcc -shared -fPIC -o faults.so faults.c -ldl; LD_PRELOAD=faults.so */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/types.h>
#include <stdarg.h>
#include <unistd.h>
#include "record.h"

enum { COUNT = 0, KILL = -1, SHORT = -2, KILL_HALF = -3 };

static long calls, target = -1;
static int mode, lasting;

void faults_arm(long at, int what, int on) { calls = 0; target = at; mode = what; lasting = on; }
long faults_calls(void) { return calls; }

/* Every change of a file from here on is written down in another one. */
void faults_record(int file) { record_file = file; }
static int is_recorded(void) { return record_file >= 0; }

/* Whether this call is the one. */
static int is_due(void) {
    if (target < 0) return 0;
    calls++;
    return mode != COUNT && (calls == target || (lasting && calls > target));
}

static int stopped(void) {
    if (mode == KILL || mode == KILL_HALF) kill(getpid(), SIGKILL);
    if (mode > 0) { errno = mode; return 1; }
    return 0;
}

#define NEXT(type, name) static type real; if (!real) real = (type)dlsym(RTLD_NEXT, name)

typedef ssize_t (*write_t)(int, const void *, size_t);
typedef ssize_t (*pwrite_t)(int, const void *, size_t, off_t);

ssize_t write(int file, const void *data, size_t size) {
    NEXT(write_t, "write");
    if (file > 2 && is_due()) {
        if (mode == KILL_HALF) real(file, data, size / 2);
        if (stopped()) return -1;
        if (mode == SHORT && size > 1) return real(file, data, size / 2);
    }
    off_t at = file > 2 && is_recorded() ? lseek(file, 0, SEEK_CUR) : NOT_WRITTEN;
    struct stat status;
    if (at >= 0 && fcntl(file, F_GETFL) & O_APPEND && !fstat(file, &status)) at = status.st_size;
    ssize_t written = real(file, data, size);
    if (at >= 0 && written > 0) put_change('w', file, at, data, (size_t)written);
    return written;
}

static ssize_t place(pwrite_t real, int file, const void *data, size_t size, off_t at) {
    if (is_due()) {
        if (mode == KILL_HALF) real(file, data, size / 2, at);
        if (stopped()) return -1;
        if (mode == SHORT && size > 1) return real(file, data, size / 2, at);
    }
    ssize_t written = real(file, data, size, at);
    if (is_recorded() && written > 0) put_change('w', file, at, data, (size_t)written);
    return written;
}

ssize_t pwrite(int file, const void *data, size_t size, off_t at) {
    NEXT(pwrite_t, "pwrite");
    return place(real, file, data, size, at);
}

ssize_t pwrite64(int file, const void *data, size_t size, off64_t at) {
    NEXT(pwrite_t, "pwrite64");
    return place(real, file, data, size, at);
}

/* Python copies files inside the system where that is possible; through here it writes them. */
ssize_t sendfile(int to, int from, off_t *at, size_t size) { errno = ENOTSOCK; return -1; }
ssize_t sendfile64(int to, int from, off64_t *at, size_t size) { errno = ENOTSOCK; return -1; }

#define WRAP(name, given, passed, recorded) \
    int name given { \
        typedef int(*type) given; \
        NEXT(type, #name); \
        if (is_due() && stopped()) return -1; \
        int result = real passed; \
        if (!result && is_recorded()) { recorded; } \
        return result; \
    }

WRAP(fsync, (int file), (file), put_sync(file))
WRAP(fdatasync, (int file), (file), put_sync(file))
WRAP(ftruncate, (int file, off_t size), (file, size), put_change('t', file, size, NULL, 0))
WRAP(ftruncate64, (int file, off64_t size), (file, size), put_change('t', file, size, NULL, 0))
WRAP(truncate, (const char *path, off_t size), (path, size), put('p', 0, size, path, NULL, NULL, 0))
WRAP(rename, (const char *from, const char *to), (from, to), put('r', 0, 0, from, to, NULL, 0))
WRAP(link, (const char *from, const char *to), (from, to), put('l', 0, 0, from, to, NULL, 0))
WRAP(unlink, (const char *path), (path), put('u', 0, 0, path, NULL, NULL, 0))
WRAP(mkdir, (const char *path, mode_t how), (path, how), )

/* Files that are made, and files that are emptied. */
#define OPEN(name) \
    int name(const char *path, int how, ...) { \
        typedef int(*type)(const char *, int, ...); \
        NEXT(type, #name); \
        va_list more; \
        va_start(more, how); \
        mode_t rights = how & O_CREAT ? va_arg(more, mode_t) : 0; \
        va_end(more); \
        int is_new = is_recorded() && how & O_CREAT && access(path, F_OK); \
        int file = real(path, how, rights); \
        if (file >= 0 && is_new) put_created(file, path); \
        else if (file >= 0 && is_recorded() && how & O_TRUNC) put_change('t', file, 0, NULL, 0); \
        return file; \
    }

OPEN(open)
OPEN(open64)

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
#include "power.h"

enum { COUNT = 0, KILL = -1, SHORT = -2, KILL_HALF = -3, POWER = -4 };

static long calls, target = -1;
static int mode, lasting;

void faults_arm(long at, int what, int on) { calls = 0; target = at; mode = what; lasting = on; }
static int is_noted(void) { return target >= 0 && mode == POWER; }
long faults_calls(void) { return calls; }

/* Whether this call is the one. */
static int is_due(void) {
    if (target < 0) return 0;
    calls++;
    return mode != COUNT && (calls == target || (lasting && calls > target));
}

void faults_power_off(void) {
    cut_power((unsigned)(target * 7919 + lasting));
    kill(getpid(), SIGKILL);
}

static int stopped(void) {
    if (mode == POWER) faults_power_off();
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
    off_t at = file > 2 && is_noted() ? lseek(file, 0, SEEK_CUR) : NOT_WRITTEN;
    struct stat status;
    if (at >= 0 && fcntl(file, F_GETFL) & O_APPEND && !fstat(file, &status)) at = status.st_size;
    if (at >= 0) note_change(file, data, size, at);
    return real(file, data, size);
}

static ssize_t place(pwrite_t real, int file, const void *data, size_t size, off_t at) {
    if (is_due()) {
        if (mode == KILL_HALF) real(file, data, size / 2, at);
        if (stopped()) return -1;
        if (mode == SHORT && size > 1) return real(file, data, size / 2, at);
    }
    if (is_noted()) note_change(file, data, size, at);
    return real(file, data, size, at);
}

ssize_t pwrite(int file, const void *data, size_t size, off_t at) {
    NEXT(pwrite_t, "pwrite");
    return place(real, file, data, size, at);
}

ssize_t pwrite64(int file, const void *data, size_t size, off64_t at) {
    NEXT(pwrite_t, "pwrite64");
    return place(real, file, data, size, at);
}

#define WRAP(name, given, passed, before, failed) \
    int name given { \
        typedef int(*type) given; \
        NEXT(type, #name); \
        if (is_due() && stopped()) return -1; \
        if (is_noted()) { before; } \
        int result = real passed; \
        if (result && is_noted()) { failed; } \
        return result; \
    }

WRAP(fsync, (int file), (file), note_sync(file), )
WRAP(fdatasync, (int file), (file), note_sync(file), )
WRAP(ftruncate, (int file, off_t size), (file, size), note_change(file, NULL, 0, size), )
WRAP(ftruncate64, (int file, off64_t size), (file, size), note_change(file, NULL, 0, size), )
WRAP(rename, (const char *from, const char *to), (from, to), note_name(RENAMED, from, to),
     forget_names(RENAMED))
WRAP(link, (const char *from, const char *to), (from, to), note_name(LINKED, from, to),
     forget_names(LINKED))
WRAP(unlink, (const char *path), (path), note_name(REMOVED, path, NULL), forget_names(REMOVED))
WRAP(mkdir, (const char *path, mode_t how), (path, how), , )

/* Files that are made: their names may be lost. */
#define OPEN(name) \
    int name(const char *path, int how, ...) { \
        typedef int(*type)(const char *, int, ...); \
        NEXT(type, #name); \
        va_list more; \
        va_start(more, how); \
        mode_t rights = how & O_CREAT ? va_arg(more, mode_t) : 0; \
        va_end(more); \
        int is_new = is_noted() && how & O_CREAT && access(path, F_OK); \
        int file = real(path, how, rights); \
        if (is_new && file >= 0) note_name(CREATED, path, NULL); \
        return file; \
    }

OPEN(open)
OPEN(open64)

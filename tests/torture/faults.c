/* Counts what a process writes from the moment it is armed, and stops or spoils the call it was told.

   gcc -shared -fPIC -o faults.so faults.c -ldl; LD_PRELOAD=faults.so */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/types.h>
#include <unistd.h>

enum { COUNT = 0, KILL = -1, SHORT = -2, KILL_HALF = -3 };

static long calls, target = -1;
static int mode, lasting;

void faults_arm(long at, int what, int on) { calls = 0; target = at; mode = what; lasting = on; }
long faults_calls(void) { return calls; }

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
    return real(file, data, size);
}

static ssize_t place(pwrite_t real, int file, const void *data, size_t size, off_t at) {
    if (is_due()) {
        if (mode == KILL_HALF) real(file, data, size / 2, at);
        if (stopped()) return -1;
        if (mode == SHORT && size > 1) return real(file, data, size / 2, at);
    }
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

#define WRAP(name, given, passed) \
    int name given { \
        typedef int(*type) given; \
        NEXT(type, #name); \
        if (is_due() && stopped()) return -1; \
        return real passed; \
    }

WRAP(fsync, (int file), (file))
WRAP(fdatasync, (int file), (file))
WRAP(ftruncate, (int file, off_t size), (file, size))
WRAP(ftruncate64, (int file, off64_t size), (file, size))
WRAP(rename, (const char *from, const char *to), (from, to))
WRAP(link, (const char *from, const char *to), (from, to))
WRAP(unlink, (const char *path), (path))
WRAP(mkdir, (const char *path, mode_t how), (path, how))

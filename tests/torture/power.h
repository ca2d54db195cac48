/* What is lost when the power goes: writes that were not synchronised, each by itself or in part, and
   the last changes of names in folders that were not. Included by faults.c.

   Of each file written since its last sync the content at that sync is kept, with the writes since.
   A cut puts that content back and does a random part of the writes again; then it takes back a
   random number of the last creations, renames, links and removals, as a journal would lose them. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>

enum { SECTOR = 512, MOST = 4096, NOT_WRITTEN = -1 };

struct change { off_t at; size_t size; char *data; struct change *next; };
struct kept { dev_t device; ino_t inode; int file; char *content; off_t size; int is_open;
              struct change *first, *last; };
struct name { enum { CREATED, REMOVED, RENAMED, LINKED } kind; char *path, *other, *aside; };

static struct kept files[MOST];
static struct name names[MOST];
static int file_count, name_count, aside_count;

static int is_confirmation(const char *path) {
    size_t size = strlen(path);
    return size >= 9 && !strcmp(path + size - 9, "confirmed");
}

static struct kept *kept_of(int file, int make) {
    struct stat status;
    char place[64], path[4096] = "";
    if (fstat(file, &status) || !S_ISREG(status.st_mode)) return NULL;
    for (int i = 0; i < file_count; i++)
        if (files[i].inode == status.st_ino && files[i].device == status.st_dev) return &files[i];
    snprintf(place, sizeof place, "/proc/self/fd/%d", file);
    if (!make || file_count == MOST || readlink(place, path, sizeof path - 1) < 0) return NULL;
    if (is_confirmation(path)) return NULL;
    struct kept *made = &files[file_count++];
    *made = (struct kept){ status.st_dev, status.st_ino, -1, NULL, 0, 0, NULL, NULL };
    made->file = syscall(SYS_openat, AT_FDCWD, place, O_RDWR | O_CLOEXEC, 0);
    return made;
}

static void note_change(int file, const void *data, size_t size, off_t at) {
    struct kept *kept = kept_of(file, 1);
    struct stat status;
    if (!kept || fstat(file, &status)) return;
    if (!kept->is_open) {
        kept->is_open = 1;
        kept->size = status.st_size;
        kept->content = malloc(status.st_size + 1);
        syscall(SYS_pread64, kept->file, kept->content, (size_t)status.st_size, (off_t)0);
    }
    struct change *change = malloc(sizeof *change);
    *change = (struct change){ at, size, NULL, NULL };
    if (data) { change->data = malloc(size + 1); memcpy(change->data, data, size); }
    if (kept->last) kept->last->next = change; else kept->first = change;
    kept->last = change;
}

static void note_sync(int file) {
    struct stat status, folder;
    struct kept *kept = kept_of(file, 0);
    if (kept && kept->is_open) {
        free(kept->content);
        kept->is_open = 0;
        kept->first = kept->last = NULL;
    }
    if (fstat(file, &status) || !S_ISDIR(status.st_mode)) return;
    for (int i = name_count; i > 0; i--) {
        char *path = strdup(names[i - 1].path), *slash = strrchr(path, '/');
        if (slash) *slash = 0;
        int same = slash && !stat(path, &folder) && folder.st_ino == status.st_ino;
        free(path);
        if (same) {  /* a journal has everything before it, too */
            memmove(names, names + i, (name_count - i) * sizeof *names);
            name_count -= i;
            return;
        }
    }
}

static void note_name(int kind, const char *path, const char *other) {
    char aside[4200];
    const char *lost = kind == REMOVED ? path : kind == RENAMED ? other : NULL;
    if (name_count == MOST || is_confirmation(path)) return;
    struct name *name = &names[name_count++];
    *name = (struct name){ kind, strdup(path), other ? strdup(other) : NULL, NULL };
    if (!lost) return;
    snprintf(aside, sizeof aside, "%s.lost-%d", lost, aside_count++);
    if (!syscall(SYS_linkat, AT_FDCWD, lost, AT_FDCWD, aside, 0)) name->aside = strdup(aside);
}

static void forget_names(int kind) {  /* the call that was noted did not succeed */
    if (name_count && (int)names[name_count - 1].kind == kind) name_count--;
}

static int one_of(int many) { return (int)(random() % many); }

static void put_back(struct kept *kept, int how) {
    syscall(SYS_ftruncate, kept->file, (off_t)0);
    syscall(SYS_pwrite64, kept->file, kept->content, (size_t)kept->size, (off_t)0);
    syscall(SYS_ftruncate, kept->file, kept->size);
    for (struct change *change = kept->first; change; change = change->next) {
        if (how == 0 || (how == 2 && one_of(2))) continue;
        size_t size = change->size;
        if (how == 2 && change->data && one_of(3) == 0)  /* torn at a sector */
            size = (size_t)one_of((int)(size / SECTOR) + 1) * SECTOR;
        if (size > change->size) size = change->size;
        if (change->data) syscall(SYS_pwrite64, kept->file, change->data, size, change->at);
        else syscall(SYS_ftruncate, kept->file, change->at);
    }
}

static void take_back(struct name *name) {
    if (name->kind == CREATED) syscall(SYS_unlinkat, AT_FDCWD, name->path, 0);
    if (name->kind == LINKED) syscall(SYS_unlinkat, AT_FDCWD, name->other, 0);
    if (name->kind == RENAMED)
        syscall(SYS_renameat2, AT_FDCWD, name->other, AT_FDCWD, name->path, 0);
    if (name->aside)
        syscall(SYS_renameat2, AT_FDCWD, name->aside, AT_FDCWD,
                name->kind == RENAMED ? name->other : name->path, 0);
}

/* All writes lost, none, or each by chance; then the names. */
static void cut_power(unsigned seed) {
    srandom(seed);
    int how = one_of(4);
    for (int i = 0; i < file_count; i++)
        if (files[i].is_open) put_back(&files[i], how > 2 ? 2 : how);
    for (int lost = one_of(name_count + 1); lost > 0; lost--) take_back(&names[--name_count]);
    for (int i = 0; i < name_count; i++)
        if (names[i].aside) syscall(SYS_unlinkat, AT_FDCWD, names[i].aside, 0);
}

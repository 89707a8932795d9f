/*
 * Stands between a process and its disk (LD_PRELOAD, Linux). Counts what was written to a book and not yet flushed, and looks at
 * that count each time the process says "ack" on its standard output. "arm <call> <errno> <n> <times>" on standard output makes
 * the n-th such call on a book's files fail (and the following ones, up to <times>); "disarm" ends it; both are answered in the
 * file that DISK_REPORT names, with how many calls were seen and how many failed.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

/* By file: 0 the book itself, 1 its write-ahead log. */
static long unsynced[2];
static long acks, bad, seen, failed, first, times;
static char call[16];
static int code;

/* 1 for a book, 2 for its write-ahead log, 0 for anything else. */
static int is_book(int fd) {
  char link[64], path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t n = readlink(link, path, sizeof path - 1);
  if (n <= 0) return 0;
  path[n] = 0;
  const char *name = strrchr(path, '/');
  const char *ending = name ? strstr(name, ".counterfoil") : NULL;
  if (!ending) return 0;
  return !strcmp(ending, ".counterfoil") ? 1 : !strcmp(ending, ".counterfoil-wal") ? 2 : 0;
}

static int fails(const char *name) {
  if (strcmp(call, name)) return 0;
  seen++;
  if (seen < first || failed >= times) return 0;
  failed++;
  errno = code;
  return 1;
}

static void report(void) {
  const char *name = getenv("DISK_REPORT");
  FILE *file = name ? fopen(name, "w") : NULL;
  if (!file) return;
  fprintf(file, "acks %ld bad %ld seen %ld failed %ld\n", acks, bad, seen, failed);
  fclose(file);
}

static void hear(const char *text, size_t length) {
  char line[128] = {0};
  memcpy(line, text, length < 127 ? length : 127);
  if (!strncmp(line, "ack", 3)) {
    acks++;
    if (unsynced[0] > 0 || unsynced[1] > 0) bad++;
    report();
  } else if (sscanf(line, "arm %15s %d %ld %ld", call, &code, &first, &times) == 4) {
    seen = failed = 0;
  } else if (!strncmp(line, "disarm", 6)) {
    call[0] = 0;
    report();
  }
}

ssize_t write(int fd, const void *bytes, size_t n) {
  static ssize_t (*real)(int, const void *, size_t);
  if (!real) real = dlsym(RTLD_NEXT, "write");
  if (fd == 1) hear(bytes, n);
  else if (is_book(fd)) {
    if (fails("write")) return -1;
    unsynced[is_book(fd) - 1]++;
  }
  return real(fd, bytes, n);
}

static ssize_t write_at(const char *symbol, int fd, const void *bytes, size_t n, off_t at) {
  ssize_t (*real)(int, const void *, size_t, off_t) = dlsym(RTLD_NEXT, symbol);
  if (is_book(fd)) {
    if (fails("write")) return -1;
    unsynced[is_book(fd) - 1]++;
  }
  return real(fd, bytes, n, at);
}
ssize_t pwrite(int fd, const void *bytes, size_t n, off_t at) { return write_at("pwrite", fd, bytes, n, at); }
ssize_t pwrite64(int fd, const void *bytes, size_t n, off64_t at) { return write_at("pwrite64", fd, bytes, n, at); }

static int flush(const char *symbol, int fd) {
  int (*real)(int) = dlsym(RTLD_NEXT, symbol);
  if (is_book(fd)) {
    if (fails("sync")) return -1;
    unsynced[is_book(fd) - 1] = 0;
  }
  return real(fd);
}
int fsync(int fd) { return flush("fsync", fd); }
int fdatasync(int fd) { return flush("fdatasync", fd); }

static int cut(const char *symbol, int fd, off_t at) {
  int (*real)(int, off_t) = dlsym(RTLD_NEXT, symbol);
  if (is_book(fd) && fails("truncate")) return -1;
  return real(fd, at);
}
int ftruncate(int fd, off_t at) { return cut("ftruncate", fd, at); }
int ftruncate64(int fd, off64_t at) { return cut("ftruncate64", fd, at); }

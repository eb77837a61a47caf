#define _GNU_SOURCE

#include "CPlatform.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/types.h>
#include <sys/xattr.h>
#include <unistd.h>

#ifndef __APPLE__
#include <malloc.h>
#include <sys/syscall.h>
#endif

int platform_exchange(const char *first, const char *second) {
#ifdef __APPLE__
  return renamex_np(first, second, RENAME_SWAP);
#else
  return (int)syscall(SYS_renameat2, AT_FDCWD, first, AT_FDCWD, second, 2 /* RENAME_EXCHANGE */);
#endif
}

int platform_rename_new(const char *from, const char *to) {
#ifdef __APPLE__
  return renamex_np(from, to, RENAME_EXCL);
#else
  return (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 1 /* RENAME_NOREPLACE */);
#endif
}

long platform_copy_range(
    int source, long long source_offset, int target, long long target_offset, unsigned long count) {
#ifdef __APPLE__
  errno = ENOTSUP;
  return -1;
#else
  return syscall(
      SYS_copy_file_range, source, &source_offset, target, &target_offset, count, 0);
#endif
}

int platform_raise_open_file_limit(void) {
  struct rlimit limit;
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return 0;
  rlim_t most = limit.rlim_max;
#ifdef __APPLE__
  // The system refuses to go above this, whatever the hard limit says.
  if (most > OPEN_MAX) most = OPEN_MAX;
#endif
  if (limit.rlim_cur >= most) return 0;
  limit.rlim_cur = most;
  return setrlimit(RLIMIT_NOFILE, &limit) == 0;
}

#ifndef __APPLE__
long platform_list_attributes(int file, char *list, unsigned long size) {
  return flistxattr(file, list, size);
}

long platform_get_attribute(int file, const char *name, void *value, unsigned long size) {
  return fgetxattr(file, name, value, size);
}

int platform_set_attribute(int file, const char *name, const void *value, unsigned long size) {
  return fsetxattr(file, name, value, size, 0);
}

int platform_remove_attribute(int file, const char *name) { return fremovexattr(file, name); }
#endif

void platform_return_large_memory(void) {
#ifdef __GLIBC__
  // Setting it also keeps the library from raising it, which it does with each block that is freed.
  mallopt(M_MMAP_THRESHOLD, 1 << 20);
#endif
}

int platform_print_fixed(char *buffer, unsigned long size, int decimals, double value) {
  return snprintf(buffer, size, "%.*f", decimals, value);
}

int platform_print_significant(char *buffer, unsigned long size, int digits, double value) {
  return snprintf(buffer, size, "%.*g", digits, value);
}

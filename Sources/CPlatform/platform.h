// System calls that Swift's view of the C library does not show.
//
// Swift imports neither `renameat2`, `copy_file_range` nor <sys/xattr.h> from glibc, and cannot call
// `syscall`, which takes any number of arguments. Each function here is one call, and sets `errno` as
// the call does. There is no object file: the functions are inlined where they are used.
//
// On Linux no header of the C library is included: its types would then seem to Swift to come from
// this module, in every file of a target that uses it.
#ifndef PLAINLAB_PLATFORM_H
#define PLAINLAB_PLATFORM_H

#ifdef __APPLE__
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <sys/resource.h>
#else
#include <sys/syscall.h>
extern long syscall(long number, ...);
#endif

/// Makes each of two names lead to the other's file, at one moment.
static inline int platform_exchange(const char *_Nonnull first, const char *_Nonnull second) {
#ifdef __APPLE__
  return renamex_np(first, second, RENAME_SWAP);
#else
  return (int)syscall(
      SYS_renameat2, -100 /* AT_FDCWD */, first, -100, second, 2 /* RENAME_EXCHANGE */);
#endif
}

/// Renames, and fails with EEXIST where something has the new name.
static inline int platform_rename_new(const char *_Nonnull from, const char *_Nonnull to) {
#ifdef __APPLE__
  return renamex_np(from, to, RENAME_EXCL);
#else
  return (int)syscall(
      SYS_renameat2, -100 /* AT_FDCWD */, from, -100, to, 1 /* RENAME_NOREPLACE */);
#endif
}

/// Copies bytes from one file to another inside the system, sharing blocks where it can. Returns how
/// many; fails with ENOTSUP where there is no such call.
static inline long platform_copy_range(
    int source, long long source_offset, int target, long long target_offset,
    unsigned long count) {
#ifdef __APPLE__
  errno = ENOTSUP;
  return -1;
#else
  return syscall(SYS_copy_file_range, source, &source_offset, target, &target_offset, count, 0);
#endif
}

/// Allows as many open files as the system lets this process have. Returns whether that is more than
/// before.
static inline int platform_raise_open_file_limit(void) {
#ifdef __APPLE__
  struct rlimit limit;
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return 0;
  // The system refuses to go above OPEN_MAX, whatever the hard limit says.
  rlim_t most = limit.rlim_max < OPEN_MAX ? limit.rlim_max : OPEN_MAX;
  if (limit.rlim_cur >= most) return 0;
  limit.rlim_cur = most;
  return setrlimit(RLIMIT_NOFILE, &limit) == 0;
#else
  struct { unsigned long long current, most; } limit;
  const int openFiles = 7 /* RLIMIT_NOFILE */;
  if (syscall(SYS_prlimit64, 0, openFiles, (void *)0, &limit) != 0) return 0;
  if (limit.current >= limit.most) return 0;
  limit.current = limit.most;
  return syscall(SYS_prlimit64, 0, openFiles, &limit, (void *)0) == 0;
#endif
}

#ifndef __APPLE__
/// The names of a file's attributes, each ended by a zero; returns their length.
static inline long platform_list_attributes(
    int file, char *_Nullable names, unsigned long size) {
  return syscall(SYS_flistxattr, file, names, size);
}

/// The value of an attribute; returns its length.
static inline long platform_get_attribute(
    int file, const char *_Nonnull name, void *_Nullable value, unsigned long size) {
  return syscall(SYS_fgetxattr, file, name, value, size);
}

static inline int platform_set_attribute(
    int file, const char *_Nonnull name, const void *_Nullable value, unsigned long size) {
  return (int)syscall(SYS_fsetxattr, file, name, value, size, 0);
}

static inline int platform_remove_attribute(int file, const char *_Nonnull name) {
  return (int)syscall(SYS_fremovexattr, file, name);
}
#endif

#endif

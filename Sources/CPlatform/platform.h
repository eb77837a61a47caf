// System calls that Swift's view of the C library does not show.
//
// Swift imports neither `renameat2` nor `copy_file_range` from glibc, nor <sys/xattr.h>, and cannot
// call `syscall`, which takes any number of arguments. Each function here is one call, and sets
// `errno` as the call does. There is no object file: the functions are inlined where they are used.
#ifndef PLAINLAB_PLATFORM_H
#define PLAINLAB_PLATFORM_H

#include <errno.h>
#include <stdio.h>
#include <limits.h>
#include <sys/resource.h>
#include <sys/types.h>
#include <sys/xattr.h>
#include <unistd.h>

#ifdef __APPLE__
#include <copyfile.h>
#include <sys/clonefile.h>
#else
#include <sys/syscall.h>
// <fcntl.h> would bring 'struct stat' along, which Swift then takes for this module's.
#define PLATFORM_WORKING_DIRECTORY -100 /* AT_FDCWD */
#endif

/// Makes each of two names lead to the other's file, at one moment.
static inline int platform_exchange(const char *_Nonnull first, const char *_Nonnull second) {
#ifdef __APPLE__
  return renamex_np(first, second, RENAME_SWAP);
#else
  return (int)syscall(
      SYS_renameat2, PLATFORM_WORKING_DIRECTORY, first, PLATFORM_WORKING_DIRECTORY, second,
      2 /* RENAME_EXCHANGE */);
#endif
}

/// Renames, and fails with EEXIST where something has the new name.
static inline int platform_rename_new(const char *_Nonnull from, const char *_Nonnull to) {
#ifdef __APPLE__
  return renamex_np(from, to, RENAME_EXCL);
#else
  return (int)syscall(
      SYS_renameat2, PLATFORM_WORKING_DIRECTORY, from, PLATFORM_WORKING_DIRECTORY, to,
      1 /* RENAME_NOREPLACE */);
#endif
}

/// Copies bytes from one file to another inside the system, sharing blocks where it can. Returns how
/// many; fails with ENOTSUP where there is no such call.
static inline ssize_t platform_copy_range(
    int source, long long source_offset, int target, long long target_offset, size_t count) {
#ifdef __APPLE__
  errno = ENOTSUP;
  return -1;
#else
  return syscall(
      SYS_copy_file_range, source, &source_offset, target, &target_offset, count, 0);
#endif
}

/// Allows as many open files as the system lets this process have. Returns whether that is more than
/// before.
static inline int platform_raise_open_file_limit(void) {
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

#endif

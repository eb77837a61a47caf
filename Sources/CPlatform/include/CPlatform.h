// System calls that Swift's view of the C library does not show, the printing of numbers, and an
// instruction of the processor.
//
// Swift imports neither `renameat2` nor `copy_file_range` from glibc, nor <sys/xattr.h>, and cannot
// call `syscall`, which takes any number of arguments. Each function is one call, and sets `errno` as
// the call does. No header of the system is included here: Swift would take the types in it for this
// module's, and no longer for those of Glibc.
#ifndef PLAINLAB_PLATFORM_H
#define PLAINLAB_PLATFORM_H

/// Makes each of two names lead to the other's file, at one moment.
int platform_exchange(const char *_Nonnull first, const char *_Nonnull second);

/// Renames, and fails with EEXIST where something has the new name.
int platform_rename_new(const char *_Nonnull from, const char *_Nonnull to);

/// Copies bytes from one file to another inside the system, sharing blocks where it can. Returns how
/// many; fails with ENOTSUP where there is no such call.
long platform_copy_range(
    int source, long long source_offset, int target, long long target_offset, unsigned long count);

/// Allows as many open files as the system lets this process have. Returns whether that is more than
/// before.
int platform_raise_open_file_limit(void);

/// Writes a number with so many decimals, or significant digits, as `printf` does with `%.*f` and `%.*g`.
/// Returns how many characters it has. Swift calls functions of any number of arguments by way of a list
/// that it makes anew each time, which takes twice as long as the printing.
int platform_print_fixed(char *_Nonnull buffer, unsigned long size, int decimals, double value);
int platform_print_significant(char *_Nonnull buffer, unsigned long size, int digits, double value);

#ifndef __APPLE__
/// The extended attributes of an open file, as `flistxattr` and its like have them. On Apple's
/// systems `fcopyfile` does it all.
long platform_list_attributes(int file, char *_Nullable list, unsigned long size);
long platform_get_attribute(
    int file, const char *_Nonnull name, void *_Nullable value, unsigned long size);
int platform_set_attribute(
    int file, const char *_Nonnull name, const void *_Nullable value, unsigned long size);
int platform_remove_attribute(int file, const char *_Nonnull name);
#endif

/// Has memory of more than a megabyte go back to the system as soon as it is free, where the C library would
/// keep it: arrays that grow to millions of elements else leave as much behind as they have.
void platform_return_large_memory(void);

/// Sixteen bytes: what Swift calls `SIMD16<UInt8>`.
typedef unsigned char platform_bytes __attribute__((ext_vector_type(16)));

/// One bit for the highest of each of sixteen bytes, the first byte's lowest. One instruction of x86,
/// which Swift does not offer.
static inline unsigned platform_high_bits(platform_bytes bytes) {
#ifdef __SSE2__
  typedef char signed_bytes __attribute__((vector_size(16)));
  return (unsigned)__builtin_ia32_pmovmskb128((signed_bytes)bytes);
#else
  // A multiplication gathers the high bits of eight bytes in one.
  typedef unsigned long long words __attribute__((vector_size(16)));
  words pair = (words)bytes & 0x8080808080808080ULL;
  return (unsigned)((pair[0] * 0x0002040810204081ULL) >> 56)
      | (unsigned)((pair[1] * 0x0002040810204081ULL) >> 56) << 8;
#endif
}

/// How many bytes the widest registers have that `platform_find_ends_…` is written for: 64 (AVX-512 with
/// VBMI2), 32 (AVX2) or 16, which every processor has and Swift reaches.
int platform_register_width(void);

/// What `platform_find_ends_…` tells of a text.
struct platform_ends {
  /// How many cells end in it.
  unsigned long count;
  /// How many of them end in a line feed, and how many line feeds are data.
  unsigned long feeds;
  unsigned long breaks;
  /// Whether there may be controls other than line feeds, or bytes beyond ASCII.
  int is_odd;
  /// Whether a quote or a carriage return stands where none may. Only told of text with quotes.
  int is_faulty;
};

/// Writes where each cell of a text ends: its commas and line feeds, but for those in quotes where it is
/// `quoted`, which is to say that it may hold quotes.
///
/// 64 bytes beyond the text must be readable, and `ends` must have room for as many numbers as the text
/// has bytes, and 64 more. Must not be called where there are no registers of so many bytes.
struct platform_ends platform_find_ends_32(
    const unsigned char *_Nonnull text, unsigned long count, unsigned *_Nonnull ends, int quoted);
struct platform_ends platform_find_ends_64(
    const unsigned char *_Nonnull text, unsigned long count, unsigned *_Nonnull ends, int quoted);

#endif

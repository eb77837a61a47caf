#include "CPlatform.h"

#ifdef __x86_64__

#include <immintrin.h>

int platform_has_wide_registers(void) {
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi")
      && __builtin_cpu_supports("popcnt");
}

// The same as Swift's loop in BulkIndex, for text without quotes; a test compares the two. A function of
// its own, as all that is written with these instructions runs only where they are.
__attribute__((target("avx2,bmi,popcnt")))
unsigned long platform_find_ends(
    const unsigned char *text, unsigned long count, unsigned *ends, unsigned long *feeds,
    int *is_odd) {
  const __m256i comma = _mm256_set1_epi8(','), feed = _mm256_set1_epi8('\n');
  const __m256i space = _mm256_set1_epi8(' ');
  __m256i odd = _mm256_setzero_si256();
  unsigned long found = 0, lines = 0;
  for (unsigned long at = 0; at < count; at += 64) {
    const __m256i a = _mm256_loadu_si256((const __m256i *)(text + at));
    const __m256i b = _mm256_loadu_si256((const __m256i *)(text + at + 32));
    const __m256i feed_a = _mm256_cmpeq_epi8(a, feed), feed_b = _mm256_cmpeq_epi8(b, feed);
    const __m256i low_a = _mm256_cmpgt_epi8(space, a), low_b = _mm256_cmpgt_epi8(space, b);
    odd = _mm256_or_si256(odd, _mm256_xor_si256(low_a, feed_a));
    odd = _mm256_or_si256(odd, _mm256_xor_si256(low_b, feed_b));
    const unsigned long left = count - at;
    const unsigned long long valid = left >= 64 ? ~0ULL : (1ULL << left) - 1;
    const unsigned long long line_bits = valid
        & ((unsigned)_mm256_movemask_epi8(feed_a)
           | (unsigned long long)(unsigned)_mm256_movemask_epi8(feed_b) << 32);
    unsigned long long bits = line_bits
        | (valid
           & ((unsigned)_mm256_movemask_epi8(_mm256_cmpeq_epi8(a, comma))
              | (unsigned long long)(unsigned)_mm256_movemask_epi8(_mm256_cmpeq_epi8(b, comma))
                  << 32));
    lines += (unsigned long)_mm_popcnt_u64(line_bits);
    const unsigned long total = (unsigned long)_mm_popcnt_u64(bits);
    // Eight are written whether they are there or not, as most stretches of a table have fewer.
    unsigned *out = ends + found;
    for (unsigned k = 0; k < 8; k++) {
      out[k] = (unsigned)at + (unsigned)_tzcnt_u64(bits);
      bits = _blsr_u64(bits);
    }
    for (unsigned long k = 8; k < total; k++) {
      out[k] = (unsigned)at + (unsigned)_tzcnt_u64(bits);
      bits = _blsr_u64(bits);
    }
    found += total;
  }
  *feeds = lines;
  *is_odd = !_mm256_testz_si256(odd, odd);
  return found;
}

#else

int platform_has_wide_registers(void) { return 0; }

unsigned long platform_find_ends(
    const unsigned char *text, unsigned long count, unsigned *ends, unsigned long *feeds,
    int *is_odd) {
  // Nobody calls it.
  (void)text, (void)count, (void)ends;
  *feeds = 0;
  *is_odd = 1;
  return 0;
}

#endif

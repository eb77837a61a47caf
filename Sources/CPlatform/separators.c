#include "CPlatform.h"

#ifdef __x86_64__

#include <immintrin.h>

int platform_has_wide_registers(void) {
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi")
      && __builtin_cpu_supports("popcnt") && __builtin_cpu_supports("pclmul");
}

// What is written with these instructions runs only where they are, so these are functions of their own.
#define WIDE __attribute__((target("avx2,bmi,popcnt,pclmul")))
#define WITHIN WIDE __attribute__((always_inline)) static inline

typedef unsigned long long bits64;

// A bit for each of 64 bytes that is the one in all places of `wanted`, the first byte's lowest.
WITHIN bits64 equal(__m256i a, __m256i b, __m256i wanted) {
  return (unsigned)_mm256_movemask_epi8(_mm256_cmpeq_epi8(a, wanted))
      | (bits64)(unsigned)_mm256_movemask_epi8(_mm256_cmpeq_epi8(b, wanted)) << 32;
}

// Each bit becomes the parity of all bits up to and including it: a product without carries by ones.
WITHIN bits64 running_parity(bits64 bits) {
  const __m128i ones = _mm_set1_epi8((char)0xFF);
  return (bits64)_mm_cvtsi128_si64(
      _mm_clmulepi64_si128(_mm_cvtsi64_si128((long long)bits), ones, 0));
}

// The same as Swift's loop in BulkIndex, in each of its cases; a test compares the two.
WITHIN struct platform_ends find_ends(
    const unsigned char *text, unsigned long count, unsigned *ends, const int may_hold_quotes) {
  const __m256i comma = _mm256_set1_epi8(','), feed = _mm256_set1_epi8('\n');
  const __m256i quote = _mm256_set1_epi8('"'), carriage_return = _mm256_set1_epi8('\r');
  const __m256i space = _mm256_set1_epi8(' ');
  __m256i odd = _mm256_setzero_si256();
  bits64 inside = 0, may_open = 1, was_closing = 0, was_return = 0, fault = 0;
  struct platform_ends result = {0, 0, 0, 0, 0};
  for (unsigned long at = 0; at < count; at += 64) {
    const __m256i a = _mm256_loadu_si256((const __m256i *)(text + at));
    const __m256i b = _mm256_loadu_si256((const __m256i *)(text + at + 32));
    // As signed numbers bytes beyond ASCII are below the space, as controls are.
    const __m256i low_a = _mm256_cmpgt_epi8(space, a), low_b = _mm256_cmpgt_epi8(space, b);
    odd = _mm256_or_si256(odd, _mm256_xor_si256(low_a, _mm256_cmpeq_epi8(a, feed)));
    odd = _mm256_or_si256(odd, _mm256_xor_si256(low_b, _mm256_cmpeq_epi8(b, feed)));
    const unsigned long left = count - at;
    const bits64 valid = left >= 64 ? ~0ULL : (1ULL << left) - 1;
    bits64 feeds = equal(a, b, feed) & valid;
    bits64 bits = equal(a, b, comma) & valid;
    if (may_hold_quotes) {
      const bits64 quotes = equal(a, b, quote) & valid;
      const bits64 within = running_parity(quotes) ^ inside;
      inside = (bits64)((long long)within >> 63);
      result.breaks += (unsigned long)_mm_popcnt_u64(feeds & within);
      const bits64 returns = equal(a, b, carriage_return) & valid & ~within;
      feeds &= ~within;
      bits = (bits & ~within) | feeds;
      const bits64 opening = quotes & within, closing = quotes & ~within;
      // An opening quote follows a comma, a line feed, or the quote that it is doubled with.
      fault |= opening & ~((bits | closing) << 1 | may_open);
      // What follows a closing quote ends the cell or doubles the quote.
      fault |= (closing << 1 | was_closing) & ~(bits | opening | returns) & valid;
      fault |= (returns << 1 | was_return) & ~feeds & valid;
      may_open = (bits | closing) >> 63;
      was_closing = closing >> 63;
      was_return = returns >> 63;
    } else {
      bits |= feeds;
    }
    result.feeds += (unsigned long)_mm_popcnt_u64(feeds);
    const unsigned long total = (unsigned long)_mm_popcnt_u64(bits);
    // Eight are written whether they are there or not, as most stretches of a table have fewer.
    unsigned *out = ends + result.count;
    for (unsigned k = 0; k < 8; k++) {
      out[k] = (unsigned)at + (unsigned)_tzcnt_u64(bits);
      bits = _blsr_u64(bits);
    }
    for (unsigned long k = 8; k < total; k++) {
      out[k] = (unsigned)at + (unsigned)_tzcnt_u64(bits);
      bits = _blsr_u64(bits);
    }
    result.count += total;
  }
  result.is_odd = !_mm256_testz_si256(odd, odd);
  result.is_faulty = fault != 0;
  return result;
}

WIDE struct platform_ends platform_find_ends(
    const unsigned char *text, unsigned long count, unsigned *ends, int may_hold_quotes) {
  return may_hold_quotes ? find_ends(text, count, ends, 1) : find_ends(text, count, ends, 0);
}

#else

int platform_has_wide_registers(void) { return 0; }

struct platform_ends platform_find_ends(
    const unsigned char *text, unsigned long count, unsigned *ends, int may_hold_quotes) {
  // Nobody calls it.
  (void)text, (void)count, (void)ends, (void)may_hold_quotes;
  return (struct platform_ends){0, 0, 0, 1, 1};
}

#endif

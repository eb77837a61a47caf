#include "CPlatform.h"

#ifdef __x86_64__

#include <immintrin.h>

// What is written with these instructions runs only where they are, so it is in functions of its own.
#define WIDE __attribute__((target("avx2,bmi,popcnt,pclmul")))
#define WIDEST __attribute__((target("avx2,bmi,popcnt,pclmul,avx512f,avx512bw,avx512vbmi2")))
#define PART(REGISTERS) REGISTERS __attribute__((always_inline)) static inline

int platform_register_width(void) {
  __builtin_cpu_init();
  if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("bmi")
      || !__builtin_cpu_supports("popcnt") || !__builtin_cpu_supports("pclmul"))
    return 16;
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw")
          && __builtin_cpu_supports("avx512vbmi2")
      ? 64 : 32;
}

// A bit for each of 64 bytes, the first byte's lowest.
typedef unsigned long long bits64;

struct marks {
  bits64 commas, feeds, quotes, returns;
};

// What is carried from 64 bytes to the next.
struct scan {
  bits64 inside, may_open, was_closing, was_return, fault;
  struct platform_ends found;
};

// Each bit becomes the parity of all bits up to and including it: a product without carries by ones.
PART(WIDE) bits64 running_parity(bits64 bits) {
  return (bits64)_mm_cvtsi128_si64(_mm_clmulepi64_si128(
      _mm_cvtsi64_si128((long long)bits), _mm_set1_epi8((char)0xFF), 0));
}

PART(WIDE) bits64 valid_bits(unsigned long left) {
  return left >= 64 ? ~0ULL : (1ULL << left) - 1;
}

// Where cells end among 64 bytes: the same as Swift's loop in BulkIndex, which a test compares with it.
PART(WIDE) bits64 cell_ends(struct scan *scan, struct marks marks, bits64 valid, int quoted) {
  bits64 feeds = marks.feeds & valid, commas = marks.commas & valid;
  if (quoted) {
    const bits64 quotes = marks.quotes & valid;
    const bits64 within = running_parity(quotes) ^ scan->inside;
    scan->inside = (bits64)((long long)within >> 63);
    scan->found.breaks += (unsigned long)_mm_popcnt_u64(feeds & within);
    feeds &= ~within;
    commas &= ~within;
    const bits64 returns = marks.returns & valid & ~within, ends = commas | feeds;
    const bits64 opening = quotes & within, closing = quotes & ~within;
    // An opening quote follows a comma, a line feed, or the quote that it is doubled with.
    scan->fault |= opening & ~((ends | closing) << 1 | scan->may_open);
    // What follows a closing quote ends the cell or doubles the quote.
    scan->fault |= (closing << 1 | scan->was_closing) & ~(ends | opening | returns) & valid;
    scan->fault |= (returns << 1 | scan->was_return) & ~feeds & valid;
    scan->may_open = (ends | closing) >> 63;
    scan->was_closing = closing >> 63;
    scan->was_return = returns >> 63;
  }
  scan->found.feeds += (unsigned long)_mm_popcnt_u64(feeds);
  return commas | feeds;
}

PART(WIDE) bits64 equal(__m256i a, __m256i b, char wanted) {
  const __m256i all = _mm256_set1_epi8(wanted);
  return (unsigned)_mm256_movemask_epi8(_mm256_cmpeq_epi8(a, all))
      | (bits64)(unsigned)_mm256_movemask_epi8(_mm256_cmpeq_epi8(b, all)) << 32;
}

PART(WIDE) struct platform_ends find_ends_32(
    const unsigned char *text, unsigned long count, unsigned *ends, const int quoted) {
  const __m256i feed = _mm256_set1_epi8('\n'), space = _mm256_set1_epi8(' ');
  __m256i odd = _mm256_setzero_si256();
  struct scan scan = {.may_open = 1};
  for (unsigned long at = 0; at < count; at += 64) {
    const __m256i a = _mm256_loadu_si256((const __m256i *)(text + at));
    const __m256i b = _mm256_loadu_si256((const __m256i *)(text + at + 32));
    // As signed numbers bytes beyond ASCII are below the space, as controls are.
    odd = _mm256_or_si256(
        odd, _mm256_xor_si256(_mm256_cmpgt_epi8(space, a), _mm256_cmpeq_epi8(a, feed)));
    odd = _mm256_or_si256(
        odd, _mm256_xor_si256(_mm256_cmpgt_epi8(space, b), _mm256_cmpeq_epi8(b, feed)));
    struct marks marks = {.commas = equal(a, b, ','), .feeds = equal(a, b, '\n')};
    if (quoted) {
      marks.quotes = equal(a, b, '"');
      marks.returns = equal(a, b, '\r');
    }
    bits64 bits = cell_ends(&scan, marks, valid_bits(count - at), quoted);
    const unsigned long total = (unsigned long)_mm_popcnt_u64(bits);
    // Eight are written whether they are there or not, as most stretches of a table have fewer.
    unsigned *out = ends + scan.found.count;
    for (unsigned k = 0; k < 8; k++) {
      out[k] = (unsigned)at + (unsigned)_tzcnt_u64(bits);
      bits = _blsr_u64(bits);
    }
    for (unsigned long k = 8; k < total; k++) {
      out[k] = (unsigned)at + (unsigned)_tzcnt_u64(bits);
      bits = _blsr_u64(bits);
    }
    scan.found.count += total;
  }
  scan.found.is_odd = !_mm256_testz_si256(odd, odd);
  scan.found.is_faulty = scan.fault != 0;
  return scan.found;
}

PART(WIDEST) struct platform_ends find_ends_64(
    const unsigned char *text, unsigned long count, unsigned *ends, const int quoted) {
  const __m512i places = _mm512_add_epi8(
      _mm512_broadcast_i32x4(
          _mm_setr_epi8(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)),
      _mm512_setr_epi32(
          0, 0, 0, 0, 0x10101010, 0x10101010, 0x10101010, 0x10101010, 0x20202020, 0x20202020,
          0x20202020, 0x20202020, 0x30303030, 0x30303030, 0x30303030, 0x30303030));
  bits64 odd = 0;
  struct scan scan = {.may_open = 1};
  for (unsigned long at = 0; at < count; at += 64) {
    const __m512i bytes = _mm512_loadu_si512(text + at);
    struct marks marks = {
      .commas = _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8(',')),
      .feeds = _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('\n')),
    };
    odd |= _mm512_cmplt_epi8_mask(bytes, _mm512_set1_epi8(' ')) ^ marks.feeds;
    if (quoted) {
      marks.quotes = _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('"'));
      marks.returns = _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('\r'));
    }
    const bits64 bits = cell_ends(&scan, marks, valid_bits(count - at), quoted);
    const unsigned long total = (unsigned long)_mm_popcnt_u64(bits);
    // The places of all set bits, side by side; sixteen at once are written whether they are there or not.
    __m512i rest = _mm512_maskz_compress_epi8(bits, places);
    unsigned *out = ends + scan.found.count;
    unsigned long written = 0;
    do {
      _mm512_storeu_si512(
          out + written, _mm512_add_epi32(
              _mm512_set1_epi32((int)at), _mm512_cvtepu8_epi32(_mm512_castsi512_si128(rest))));
      rest = _mm512_alignr_epi64(rest, rest, 2);
      written += 16;
    } while (written < total);
    scan.found.count += total;
  }
  scan.found.is_odd = odd != 0;
  scan.found.is_faulty = scan.fault != 0;
  return scan.found;
}

WIDE struct platform_ends platform_find_ends_32(
    const unsigned char *text, unsigned long count, unsigned *ends, int quoted) {
  return quoted ? find_ends_32(text, count, ends, 1) : find_ends_32(text, count, ends, 0);
}

WIDEST struct platform_ends platform_find_ends_64(
    const unsigned char *text, unsigned long count, unsigned *ends, int quoted) {
  return quoted ? find_ends_64(text, count, ends, 1) : find_ends_64(text, count, ends, 0);
}

#else

int platform_register_width(void) { return 16; }

// Nobody calls them.
static struct platform_ends nothing(void) {
  return (struct platform_ends){.is_odd = 1, .is_faulty = 1};
}

struct platform_ends platform_find_ends_32(
    const unsigned char *text, unsigned long count, unsigned *ends, int quoted) {
  (void)text, (void)count, (void)ends, (void)quoted;
  return nothing();
}

struct platform_ends platform_find_ends_64(
    const unsigned char *text, unsigned long count, unsigned *ends, int quoted) {
  (void)text, (void)count, (void)ends, (void)quoted;
  return nothing();
}

#endif

#include "sim/random/philox_abreast.hpp"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace sim::random {
namespace {

constexpr std::uint32_t word_of(std::uint16_t attempt, Purpose purpose) {
  return std::uint32_t{attempt} << 16 | static_cast<std::uint32_t>(purpose);
}

#if defined(__x86_64__)

// Four counters: each word of one in the low half of a 64-bit lane. What is in the high halves does not matter, because the multiplication
// reads the low ones alone.
struct Four {
  __m256i word[4];

  [[gnu::target("avx2")]] void round(__m256i key0, __m256i key1) {
    const __m256i a = _mm256_mul_epu32(word[0], _mm256_set1_epi64x(0xD2511F53));
    const __m256i b = _mm256_mul_epu32(word[2], _mm256_set1_epi64x(0xCD9E8D57));
    // What is there before the product waits for nothing but it. The compiler would take the key last.
    __m256i c = _mm256_xor_si256(word[1], key0), d = _mm256_xor_si256(word[3], key1);
    asm("" : "+x"(c), "+x"(d));
    word[0] = _mm256_xor_si256(_mm256_srli_epi64(b, 32), c);
    word[1] = b;
    word[2] = _mm256_xor_si256(_mm256_srli_epi64(a, 32), d);
    word[3] = a;
  }
  // REQUIRES the counters in the order 0, 2, 1, 3: it is how the unpacking finds them.
  [[gnu::target("avx2")]] void store(Block* blocks) const {
    const __m256i low01 = _mm256_unpacklo_epi32(word[0], word[1]), high01 = _mm256_unpackhi_epi32(word[0], word[1]);
    const __m256i low23 = _mm256_unpacklo_epi32(word[2], word[3]), high23 = _mm256_unpackhi_epi32(word[2], word[3]);
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(blocks), _mm256_unpacklo_epi64(low01, low23));
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(blocks + 2), _mm256_unpacklo_epi64(high01, high23));
  }
};

// Two groups hide each other's latency.
template <std::size_t groups>
[[gnu::target("avx2")]] inline void rounds(Four (&fours)[groups], std::uint64_t seed, Block* blocks) {
  __m256i key0 = _mm256_set1_epi64x(static_cast<std::uint32_t>(seed));
  __m256i key1 = _mm256_set1_epi64x(static_cast<std::uint32_t>(seed >> 32));
  for (int round = 0; round < 10; ++round) {
    for (Four& four : fours) four.round(key0, key1);
    key0 = _mm256_add_epi32(key0, _mm256_set1_epi64x(0x9E3779B9));
    key1 = _mm256_add_epi32(key1, _mm256_set1_epi64x(0xBB67AE85));
  }
  for (const Four& four : fours) {
    four.store(blocks);
    blocks += 4;
  }
}

[[gnu::target("avx2")]] void abreast(const DrawKey& k, Block* blocks) {
  Four fours[2];
  for (std::uint32_t f = 0; f < 2; ++f) {
    const std::uint32_t c = k.contact + 4 * f;
    fours[f] = {{_mm256_set_epi64x(c + 3, c + 1, c + 2, c), _mm256_set1_epi64x(word_of(k.attempt, k.purpose)),
                 _mm256_set1_epi64x(k.replication), _mm256_set1_epi64x(k.index)}};
  }
  rounds(fours, k.seed, blocks);
}

// Their words come in registers: from memory, four that were just written would be waited for.
[[gnu::target("avx2")]] void four_purposes(const DrawKey& k, std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint32_t d,
                                           Block* blocks) {
  Four fours[1] = {
      {{_mm256_set1_epi64x(k.contact), _mm256_set_epi64x(d, b, c, a), _mm256_set1_epi64x(k.replication), _mm256_set1_epi64x(k.index)}}};
  rounds(fours, k.seed, blocks);
}

const bool kWide = __builtin_cpu_supports("avx2");

#endif

}  // namespace

std::array<Block, kAbreast> draw_abreast(const DrawKey& first) {
  std::array<Block, kAbreast> blocks;
#if defined(__x86_64__)
  if (kWide) {
    abreast(first, blocks.data());
    return blocks;
  }
#endif
  DrawKey key = first;
  for (std::uint32_t i = 0; i < kAbreast; ++i, ++key.contact) blocks[i] = draw(key);
  return blocks;
}

void draw_four(const DrawKey& key, const std::array<DrawFor, 4>& what, std::array<Block, 4>& blocks) {
#if defined(__x86_64__)
  if (kWide) {
    const auto word = [&what](std::size_t i) { return word_of(what[i].attempt, what[i].purpose); };
    four_purposes(key, word(0), word(1), word(2), word(3), blocks.data());
    return;
  }
#endif
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    DrawKey k = key;
    k.attempt = what[i].attempt;
    k.purpose = what[i].purpose;
    blocks[i] = draw(k);
  }
}

}  // namespace sim::random

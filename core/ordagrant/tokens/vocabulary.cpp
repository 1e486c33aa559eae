#include "ordagrant/tokens/vocabulary.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <limits>

#include "ordagrant/base/error.h"
#include "ordagrant/text/characters.h"

namespace ordagrant::tokens {

namespace {

constexpr std::size_t kLeastSlots = 1U << 10U;

// Forms are folded and hashed so many at a time, and their slots fetched while others are: a slot is seldom in the
// cache.
constexpr std::size_t kBatch = 32;

// The first bytes of a form as two numbers, zeros behind its end: most forms are no longer.
constexpr std::size_t kKeyBytes = 16;

// Longer ones are put into lower case so many bytes at a time up to this length.
constexpr std::size_t kShortBytes = 4 * kKeyBytes;

struct Key {
  std::uint64_t low = 0;
  std::uint64_t high = 0;

  friend bool operator==(const Key&, const Key&) = default;
};

// Requires: sixteen bytes at `bytes`, of which `size` are the form's.
Key key_of(const char* bytes, std::size_t size) {
  const auto first = [](std::uint64_t word, std::size_t count) {
    return count >= 8 ? word : word & ((std::uint64_t{1} << (8 * count)) - 1);
  };
  Key key;
  std::memcpy(&key.low, bytes, 8);
  std::memcpy(&key.high, bytes + 8, 8);
  if constexpr (std::endian::native == std::endian::big) {
    key.low = __builtin_bswap64(key.low);
    key.high = __builtin_bswap64(key.high);
  }
  return {first(key.low, size), size > 8 ? first(key.high, size - 8) : 0};
}

std::uint64_t mixed(std::uint64_t value) {
  value *= 0x9E3779B97F4A7C15U;
  return value ^ value >> 32U;
}

std::uint64_t hash_of(const Key& key, std::size_t size) {
  return mixed(mixed(key.low ^ size * 0xD6E8FEB86659FD93U) ^ key.high);
}

// Sixteen bytes in lower case, as text::lower has them. False if there is something among the first `size` that is
// neither in ASCII nor from U+00C0 to U+00FF.
bool lower_key([[maybe_unused]] const char* from, [[maybe_unused]] std::size_t size, [[maybe_unused]] char* into) {
#ifdef __SSE2__
  const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
  const auto all = [](unsigned byte) { return _mm_set1_epi8(static_cast<char>(byte)); };
  // From first to last, in a comparison of signed bytes that were moved so that `first` is the least.
  const auto within = [&](unsigned first, unsigned last) {
    return _mm_cmplt_epi8(_mm_sub_epi8(bytes, all(first + 0x80U)), all(last - first + 1 - 0x80U));
  };
  const __m128i lead = _mm_cmpeq_epi8(bytes, all(0xC3));
  const __m128i second = _mm_and_si128(_mm_slli_si128(lead, 1), within(0x80, 0xBF));
  const auto where = [](__m128i found) { return static_cast<unsigned>(_mm_movemask_epi8(found)); };
  const unsigned strange = where(bytes) & ~where(_mm_or_si128(lead, second));
  // A first byte without its second is no character.
  const unsigned alone = where(lead) & ~(where(second) >> 1U);
  if (((strange | alone) & ((1U << size) - 1)) != 0) return false;
  // U+00C0 to U+00DE, but not the multiplication sign.
  const __m128i capital_second =
      _mm_andnot_si128(_mm_cmpeq_epi8(bytes, all(0x97)), _mm_and_si128(second, within(0x80, 0x9E)));
  const __m128i capital = _mm_or_si128(within('A', 'Z'), capital_second);
  _mm_storeu_si128(reinterpret_cast<__m128i*>(into), _mm_or_si128(bytes, _mm_and_si128(capital, all(0x20))));
  return true;
#else
  return false;
#endif
}

}  // namespace

// A form on its way into the table.
struct Vocabulary::Form {
  std::array<char, kShortBytes> bytes{};  // of a short one
  std::string_view whole;
  Key key;
  std::uint64_t hash = 0;  // no result depends on it

  void add(const Key& next, std::size_t at) {
    const std::uint64_t hashed = hash_of(next, whole.size());
    if (at == 0) key = next;
    hash = at == 0 ? hashed : mixed(hash) ^ hashed;
  }

  // A word in lower case, as text::lower has it; false if it is too long for that, too near to the end of the text or
  // of other letters than most.
  bool set_lower(std::string_view text, ByteSpan word) {
    const std::size_t size = word.size();
    if (size > kShortBytes || word.begin + (size + kKeyBytes - 1) / kKeyBytes * kKeyBytes > text.size()) return false;
    whole = {bytes.data(), size};
    for (std::size_t at = 0; at == 0 || at < size; at += kKeyBytes) {
      const std::size_t here = std::min(size - at, kKeyBytes);
      if (!lower_key(text.data() + word.begin + at, here, bytes.data() + at)) return false;
      add(key_of(bytes.data() + at, here), at);
    }
    return true;
  }

  void set(std::string_view form) {
    whole = form;
    for (std::size_t at = 0; at == 0 || at < form.size(); at += kKeyBytes) {
      const std::string_view part = form.substr(at, kKeyBytes);
      std::array<char, kKeyBytes> copy{};
      std::copy(part.begin(), part.end(), copy.begin());
      add(key_of(copy.data(), part.size()), at);
    }
  }
};

Vocabulary::Vocabulary() : begins_{0}, slots_(kLeastSlots) {}

void Vocabulary::grow() {
  std::vector<Slot> slots(slots_.size() * 2);
  for (const Slot& slot : slots_) {
    if (slot.number == 0) continue;
    // The slot wants the whole hash, of which it keeps a half.
    Form moved;
    moved.set(form(slot.number - 1));
    std::size_t at = moved.hash & (slots.size() - 1);
    while (slots[at].number != 0) at = (at + 1) & (slots.size() - 1);
    slots[at] = slot;
  }
  slots_ = std::move(slots);
}

inline bool Vocabulary::is(std::uint32_t id, const Form& form) const {
  const std::uint32_t begin = begins_[id];
  if (begins_[id + 1] - begin != form.whole.size()) return false;
  return key_of(bytes_.data() + begin, form.whole.size()) == form.key &&
         (form.whole.size() <= kKeyBytes || this->form(id) == form.whole);
}

inline std::uint32_t Vocabulary::add(const Form& form) {
  const auto upper = static_cast<std::uint32_t>(form.hash >> 32U);
  std::size_t at = form.hash & (slots_.size() - 1);
  for (; slots_[at].number != 0; at = (at + 1) & (slots_.size() - 1))
    if (slots_[at].hash == upper && is(slots_[at].number - 1, form)) return slots_[at].number - 1;
  return add_new(form, at);
}

std::uint32_t Vocabulary::add_new(const Form& form, std::size_t slot) {
  constexpr std::size_t kMost = std::numeric_limits<std::uint32_t>::max();
  if (size() + 1 >= kMost || begins_.back() + form.whole.size() > kMost)
    throw RequestError("a vocabulary holds at most 4,294,967,294 forms, and 4 GiB of them");
  const auto id = static_cast<std::uint32_t>(size());
  bytes_.resize(begins_.back());
  bytes_ += form.whole;
  begins_.push_back(static_cast<std::uint32_t>(bytes_.size()));
  bytes_.append(kKeyBytes, '\0');  // so that a key can be read at any form
  slots_[slot] = {static_cast<std::uint32_t>(form.hash >> 32U), id + 1};
  if (size() * 3 > slots_.size() * 2) grow();
  return id;
}

TokenColumns Vocabulary::add(std::string_view text, std::span<const Token> tokens) {
  TokenColumns columns;
  columns.begins.reserve(tokens.size());
  columns.ends.reserve(tokens.size());
  columns.ids.reserve(tokens.size());
  columns.kinds.reserve(tokens.size());
  std::array<Form, kBatch> forms;
  std::array<std::string, kBatch> longer;  // forms that are not short, or of other letters
  for (std::size_t first = 0; first < tokens.size(); first += kBatch) {
    const auto batch = tokens.subspan(first, std::min(kBatch, tokens.size() - first));
    for (std::size_t token = 0; token < batch.size(); ++token) {
      const ByteSpan span = batch[token].span;
      Form& form = forms[token];
      if (!form.set_lower(text, span)) {
        text::lower(span.of(text), longer[token]);
        form.set(longer[token]);
      }
      __builtin_prefetch(&slots_[form.hash & (slots_.size() - 1)]);
    }
    for (std::size_t token = 0; token < batch.size(); ++token) {
      const Slot slot = slots_[forms[token].hash & (slots_.size() - 1)];
      if (slot.number != 0) __builtin_prefetch(bytes_.data() + begins_[slot.number - 1]);
    }
    for (std::size_t token = 0; token < batch.size(); ++token) {
      columns.begins.push_back(batch[token].span.begin);
      columns.ends.push_back(batch[token].span.end);
      columns.ids.push_back(add(forms[token]));
      columns.kinds.push_back(batch[token].kind);
    }
  }
  return columns;
}

std::uint32_t Vocabulary::add(std::string_view form) {
  Form made;
  made.set(form);
  return add(made);
}

std::optional<std::uint32_t> Vocabulary::find(std::string_view form) const {
  Form made;
  made.set(form);
  const std::uint64_t hash = made.hash;
  for (std::size_t at = hash & (slots_.size() - 1); slots_[at].number != 0; at = (at + 1) & (slots_.size() - 1))
    if (slots_[at].hash == static_cast<std::uint32_t>(hash >> 32U) && is(slots_[at].number - 1, made))
      return slots_[at].number - 1;
  return std::nullopt;
}

}  // namespace ordagrant::tokens

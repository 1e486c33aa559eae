#include "ordagrant/clusters/internal/collection.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <utility>

#include "ordagrant/base/seeded_random.h"
#include "ordagrant/clusters/near_equal.h"
#include "ordagrant/language/identifier.h"
#include "ordagrant/language/tables.h"
#include "ordagrant/text/characters.h"
#include "ordagrant/text/reading.h"
#include "ordagrant/tokens/vocabulary.h"
#include "ordagrant/vectors/threads.h"

namespace ordagrant::clusters::internal {

namespace {

constexpr std::size_t kBlock = 1024;  // texts that a thread takes at once

constexpr std::string_view kAuto = "auto";

// Fowler, Noll and Vo's hash, its bits mixed.
std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 0xCBF29CE484222325U;
  for (const char byte : text) hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001B3U;
  return SeededRandom(hash).next();
}

// Of every text the number of what is the same in it, in the order of the bytes; kNone of what has no words.
std::vector<std::uint32_t> kinds_of(std::span<const Text> texts, unsigned threads, std::vector<std::string>& kinds) {
  std::vector<std::string> keys(texts.size());
  vectors::for_each_block(texts.size(), kBlock, threads, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      const text::Reading reading(texts[i].text);
      keys[i] = comparable(reading.text());
    }
  });
  tokens::Vocabulary met;
  std::vector<std::uint32_t> numbers(texts.size(), kNone);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (!keys[i].empty()) numbers[i] = met.add(std::string_view(keys[i]));
    keys[i] = {};
  }
  std::vector<std::uint32_t> order(met.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(), [&](auto a, auto b) { return met.form(a) < met.form(b); });
  std::vector<std::uint32_t> place(order.size());
  kinds.clear();
  for (const std::uint32_t old : order) {
    place[old] = static_cast<std::uint32_t>(kinds.size());
    kinds.emplace_back(met.form(old));
  }
  for (std::uint32_t& number : numbers)
    if (number != kNone) number = place[number];
  return numbers;
}

// The shipped language of this code; empty if there is none.
std::string_view shipped(std::string_view code) {
  const auto& all = language::shipped();
  const auto found = std::find(all.begin(), all.end(), code);
  return found == all.end() ? std::string_view{} : std::string_view(*found);
}

}  // namespace

std::string comparable(std::string_view text) {
  enum class Last : std::uint8_t { gap, letter, digit };
  const std::string lower = text::lower(text);
  std::string key;
  key.reserve(lower.size());
  Last last = Last::gap;
  bool gap = false;
  for (std::size_t at = 0; at < lower.size();) {
    const text::Character character = text::character_at(lower, at);
    const bool letter = character.well_formed && text::is_letter(character.code);
    const bool digit = character.well_formed && text::is_digit(character.code);
    if (!letter && !digit) {
      gap = true;
    } else if (letter || last != Last::digit) {
      if (gap && !key.empty()) key += ' ';
      if (letter)
        key.append(lower, at, character.size);
      else
        key += '0';
      last = letter ? Last::letter : Last::digit;
      gap = false;
    } else {
      gap = false;  // "070-174 06" is one number
    }
    at += character.size;
  }
  return key;
}

Collection::Collection(std::span<const Text> texts, unsigned threads) {
  std::vector<std::string> kinds;
  items_ = kinds_of(texts, threads, kinds);
  const std::vector<std::string_view> views(kinds.begin(), kinds.end());
  const std::vector<std::uint32_t> group = near_equal(views, threads);

  // Items are numbered by their first kind.
  std::vector<std::uint32_t> item_of(kinds.size(), kNone);
  for (std::size_t kind = 0; kind < kinds.size(); ++kind) {
    if (group[kind] != kind) continue;
    item_of[kind] = static_cast<std::uint32_t>(hashes_.size());
    hashes_.push_back(hash_of(kinds[kind]));
  }
  first_.assign(hashes_.size(), kNone);
  texts_.assign(hashes_.size(), 0);
  for (std::uint32_t i = 0; i < texts.size(); ++i) {
    if (items_[i] == kNone) continue;
    const std::uint32_t kind = items_[i];
    const std::uint32_t item = items_[i] = item_of[group[kind]];
    ++texts_[item];
    // The text of the first kind that comes first by its bytes speaks for the item.
    if (group[kind] == kind && (first_[item] == kNone || texts[i].text < texts[first_[item]].text)) first_[item] = i;
  }

  languages_.resize(first_.size());
  vectors::for_each_block(first_.size(), kBlock, threads, [&](std::size_t begin, std::size_t end) {
    for (std::size_t item = begin; item < end; ++item) {
      const Text& text = texts[first_[item]];
      languages_[item] =
          shipped(text.language == kAuto ? language::read_as(language::identify(text.text)) : text.language);
    }
  });
  // A text that is in none of them is read like most of the others.
  std::string_view most = language::kUndetermined;
  std::ptrdiff_t count = 0;
  for (const std::string& code : language::shipped()) {
    const auto here = std::count(languages_.begin(), languages_.end(), code);
    if (here > count) {
      count = here;
      most = code;
    }
  }
  std::map<std::string_view, tokens::Tokeniser> tokenisers;
  for (std::size_t item = 0; item < first_.size(); ++item) {
    if (languages_[item].empty()) languages_[item] = most;
    const std::string_view language = languages_[item];
    const auto tokeniser = tokenisers.try_emplace(language, tokens::TokeniserOptions{std::string(language)}).first;
    const text::Reading reading(texts[first_[item]].text);
    read(reading.text(), language, tokeniser->second);
    begins_.push_back(words_.size());
  }
}

void Collection::read(std::string_view text, std::string_view language, const tokens::Tokeniser& tokeniser) {
  const std::vector<tokens::Token> tokens = tokeniser.tokenise(text);
  const std::vector<std::uint32_t> words = features_.of(text, tokens, language);
  words_.insert(words_.end(), words.begin(), words.end());
  is_capital_.resize(features_.words(), false);
  is_small_.resize(features_.words(), false);
  auto word = words.begin();
  bool inside = false;  // of a sentence: behind a word
  for (const tokens::Token& token : tokens) {
    const bool is_word = token.kind == tokens::TokenKind::word;
    if (is_word) {
      const bool capital = text::is_upper(text::character_at(text, token.span.begin).code);
      if (!capital)
        is_small_[*word] = true;
      else if (inside)
        is_capital_[*word] = true;
      ++word;
    }
    inside = is_word;
  }
}

std::vector<std::uint32_t> Collection::sample(std::size_t most, std::uint64_t seed) const {
  std::vector<std::uint32_t> drawn(size());
  std::iota(drawn.begin(), drawn.end(), 0U);
  if (drawn.size() <= most) return drawn;
  const auto rank = [&](std::uint32_t item) { return std::pair(SeededRandom(hashes_[item] ^ seed).next(), item); };
  std::nth_element(drawn.begin(), drawn.begin() + static_cast<std::ptrdiff_t>(most), drawn.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return rank(a) < rank(b); });
  drawn.resize(most);
  std::sort(drawn.begin(), drawn.end());
  return drawn;
}

}  // namespace ordagrant::clusters::internal

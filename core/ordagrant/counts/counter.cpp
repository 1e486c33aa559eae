#include "ordagrant/counts/counter.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <numeric>
#include <utility>

#include "ordagrant/text/characters.h"

namespace ordagrant::counts {

namespace {

bool is_word_character(char32_t code) noexcept {
  const auto c = static_cast<UChar32>(code);
  return code == U'_' || (U_GET_GC_MASK(c) & (U_GC_L_MASK | U_GC_N_MASK)) != 0;
}

void append_utf8(char32_t code, std::string& into) {
  if (code < 0x80) {
    into += static_cast<char>(code);
  } else if (code < 0x800) {
    into += static_cast<char>(0xC0U | code >> 6U);
    into += static_cast<char>(0x80U | (code & 0x3FU));
  } else {
    if (code < 0x10000) {
      into += static_cast<char>(0xE0U | code >> 12U);
    } else {
      into += static_cast<char>(0xF0U | code >> 18U);
      into += static_cast<char>(0x80U | (code >> 12U & 0x3FU));
    }
    into += static_cast<char>(0x80U | (code >> 6U & 0x3FU));
    into += static_cast<char>(0x80U | (code & 0x3FU));
  }
}

// Lower case of ASCII letters, digits and the underscore; zero for what ends a word.
constexpr std::array<char, 256> kAscii = [] {
  std::array<char, 256> table{};
  for (unsigned c = 'a'; c <= 'z'; ++c) table[c] = static_cast<char>(c);
  for (unsigned c = 'A'; c <= 'Z'; ++c) table[c] = static_cast<char>(c + 32);
  for (unsigned c = '0'; c <= '9'; ++c) table[c] = static_cast<char>(c);
  table['_'] = '_';
  return table;
}();

// The lower case of the characters of two bytes; zero for those that end a word.
const std::array<char16_t, 0x800>& two_byte_letters() {
  static const std::array<char16_t, 0x800> letters = [] {
    std::array<char16_t, 0x800> table{};
    for (char32_t code = 0x80; code < table.size(); ++code)
      if (is_word_character(code)) table[code] = static_cast<char16_t>(u_tolower(static_cast<UChar32>(code)));
    return table;
  }();
  return letters;
}

// Calls `visit` with each word of the text in lower case.
template <typename Visit>
void for_each_word(std::string_view text, std::string& word, Visit visit) {
  const auto& letters = two_byte_letters();
  word.clear();
  std::size_t characters = 0;
  const auto end_word = [&] {
    if (characters >= 2) visit(std::string_view(word));
    word.clear();
    characters = 0;
  };
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte < 0x80) {
      ++at;
      if (const char lower = kAscii[byte]; lower != 0) {
        word += lower;
        ++characters;
      } else if (characters > 0) {
        end_word();
      }
      continue;
    }
    const text::Character character = text::character_at(text, at);
    at += character.size;
    char32_t lower = 0;
    if (character.well_formed && character.code < letters.size()) {
      lower = letters[character.code];
    } else if (character.well_formed && is_word_character(character.code)) {
      lower = static_cast<char32_t>(u_tolower(static_cast<UChar32>(character.code)));
    }
    if (lower == 0) {
      end_word();
    } else {
      append_utf8(lower, word);
      ++characters;
    }
  }
  end_word();
}

// A row under way: terms in the order in which they came, and how often.
class Row {
 public:
  void add(std::uint32_t term) {
    if (term >= places_.size()) places_.resize(std::max<std::size_t>(2 * places_.size(), term + 1U), kNone);
    if (places_[term] == kNone) {
      places_[term] = static_cast<std::uint32_t>(found_.size());
      found_.emplace_back(term, 0U);
    }
    ++found_[places_[term]].second;
  }

  // Appends the row to the matrix and begins the next one.
  void end(Matrix& matrix) {
    for (const auto& [term, count] : found_) {
      matrix.terms.push_back(term);
      matrix.values.push_back(count);
      places_[term] = kNone;
    }
    matrix.begins.push_back(matrix.terms.size());
    found_.clear();
  }

 private:
  static constexpr std::uint32_t kNone = 0xFFFFFFFFU;

  std::vector<std::uint32_t> places_;  // of a term in found_
  std::vector<std::pair<std::uint32_t, std::uint32_t>> found_;
};

// Gives every term its new number, and brings each row into their order.
void renumber(Matrix& matrix, std::span<const std::uint32_t> number) {
  std::vector<std::pair<std::uint32_t, double>> row;
  for (std::size_t i = 0; i < matrix.rows(); ++i) {
    row.clear();
    for (std::uint64_t at = matrix.begins[i]; at < matrix.begins[i + 1]; ++at)
      row.emplace_back(number[matrix.terms[at]], matrix.values[at]);
    std::sort(row.begin(), row.end());
    for (std::size_t at = 0; at < row.size(); ++at) {
      matrix.terms[matrix.begins[i] + at] = row[at].first;
      matrix.values[matrix.begins[i] + at] = row[at].second;
    }
  }
}

}  // namespace

Counter::Counter(std::span<const std::string> terms) {
  for (const std::string& term : terms) vocabulary_.add(term);
}

Matrix Counter::fit(std::span<const std::string_view> texts) {
  tokens::Vocabulary met;
  Matrix matrix;
  Row row;
  std::string word;
  for (const std::string_view text : texts) {
    for_each_word(text, word, [&](std::string_view form) { row.add(met.add(form)); });
    row.end(matrix);
  }

  std::vector<std::uint32_t> order(met.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(), [&](auto a, auto b) { return met.form(a) < met.form(b); });
  std::vector<std::uint32_t> number(order.size());
  vocabulary_ = tokens::Vocabulary();
  for (const std::uint32_t old : order) number[old] = vocabulary_.add(met.form(old));
  matrix.columns = static_cast<std::uint32_t>(order.size());
  renumber(matrix, number);
  return matrix;
}

Matrix Counter::count(std::span<const std::string_view> texts) const {
  Matrix matrix;
  matrix.columns = static_cast<std::uint32_t>(vocabulary_.size());
  Row row;
  std::string word;
  for (const std::string_view text : texts) {
    for_each_word(text, word, [&](std::string_view form) {
      if (const auto number = vocabulary_.find(form)) row.add(*number);
    });
    row.end(matrix);
  }
  std::vector<std::uint32_t> same(vocabulary_.size());
  std::iota(same.begin(), same.end(), 0U);
  renumber(matrix, same);
  return matrix;
}

}  // namespace ordagrant::counts

#include "ordagrant/forms/ellipsis.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "ordagrant/language/tables.h"
#include "ordagrant/text/characters.h"

namespace ordagrant::forms {

namespace {

using tokens::Token;
using tokens::TokenKind;

// The parts before the shared one have two bytes at least: a letter of the alphabet alone is none.
constexpr std::size_t kShortestPart = 2;

bool is_suspended(std::string_view word) {
  return word.size() > 1 && (word.ends_with('-') || word.ends_with("\u2010") || word.ends_with("\u2011"));
}

std::string_view without_hyphen(std::string_view word) {
  return word.substr(0, word.size() - (word.ends_with('-') ? 1 : 3));
}

}  // namespace

struct EllipsisFinder::Tables {
  std::set<std::string, std::less<>> conjunctions;
  std::array<std::vector<std::string>, 256> heads;  // by first byte

  // Where the shared part of a whole word begins, or its size.
  std::size_t shared_part(std::string_view whole) const;
};

EllipsisFinder::EllipsisFinder(std::string_view language) {
  auto tables = std::make_unique<Tables>();
  for (const std::string_view line : language::lines(language, "cues.tsv"))
    if (const auto cells = language::cells(line); cells.front() == "and" || cells.front() == "or")
      tables->conjunctions.emplace(cells.back());
  for (const std::string_view head : language::lines(language, "compound_heads.txt"))
    tables->heads[static_cast<unsigned char>(head.front())].emplace_back(head);
  tables_ = std::move(tables);
}

EllipsisFinder::~EllipsisFinder() = default;
EllipsisFinder::EllipsisFinder(EllipsisFinder&&) noexcept = default;
EllipsisFinder& EllipsisFinder::operator=(EllipsisFinder&&) noexcept = default;

std::size_t EllipsisFinder::Tables::shared_part(std::string_view whole) const {
  for (std::size_t at = kShortestPart; at < whole.size(); ++at) {
    const std::string_view rest = whole.substr(at);
    const std::vector<std::string>& candidates = heads[static_cast<unsigned char>(rest.front())];
    if (std::any_of(candidates.begin(), candidates.end(),
                    [&](const std::string& head) { return rest.starts_with(head); }))
      return at;
  }
  return whole.size();
}

std::vector<Ellipsis> EllipsisFinder::find(std::string_view text, std::span<const Token> tokens) const {
  std::vector<Ellipsis> found;
  const auto surface = [&](std::uint32_t token) { return tokens[token].span.of(text); };
  const auto count = static_cast<std::uint32_t>(tokens.size());
  for (std::uint32_t token = 0; token < count; ++token) {
    // Nearly every word ends in a letter; the hyphens that do not end in '-' itself end in no ASCII byte.
    const char last = text[tokens[token].span.end - 1];
    if (last != '-' && static_cast<unsigned char>(last) < 0x80) continue;
    if (tokens[token].kind != TokenKind::word || !is_suspended(surface(token))) continue;
    std::vector<std::string_view> parts{without_hyphen(surface(token))};
    std::uint32_t next = token + 1;
    // A comma may stand before the conjunction as well.
    bool joined = false;
    for (; next < count; ++next) {
      const std::string_view word = surface(next);
      if (word == "," || word == "/" || tables_->conjunctions.contains(text::lower(word))) {
        joined = true;
      } else if (joined && tokens[next].kind == TokenKind::word && is_suspended(word)) {
        parts.push_back(without_hyphen(word));
        joined = false;
      } else {
        break;
      }
    }
    // A chain that comes to nothing does so from each of its words.
    const std::uint32_t first = std::exchange(token, next - 1);
    if (!joined || next == count || tokens[next].kind != TokenKind::word) continue;
    const std::string_view whole = surface(next);
    // Where lower case has other bytes, its places are not those of the word.
    const std::string folded = text::lower(whole);
    const std::size_t shared = folded.size() == whole.size() ? tables_->shared_part(folded) : whole.size();
    if (shared >= whole.size()) continue;
    Ellipsis ellipsis{first, next + 1, {}};
    for (const std::string_view part : parts)
      ellipsis.words.push_back(std::string(part) + std::string(whole.substr(shared)));
    ellipsis.words.emplace_back(whole);
    found.push_back(std::move(ellipsis));
    token = next;
  }
  return found;
}

}  // namespace ordagrant::forms

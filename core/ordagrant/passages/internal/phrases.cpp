#include "ordagrant/passages/internal/phrases.h"

#include <charconv>
#include <optional>
#include <utility>
#include <vector>

#include "ordagrant/base/error.h"
#include "ordagrant/language/tables.h"

namespace ordagrant::passages::internal {

namespace {

constexpr std::string_view kTable = "passages.tsv";
constexpr std::string_view kGap = "\u2026";

// A gap holds at most so many words.
constexpr int kGapWords = 6;

constexpr std::array<std::pair<std::string_view, Phrase>, 46> kNames{{
    {"background", Phrase::background},
    {"proposal", Phrase::proposal},
    {"motion", Phrase::motion},
    {"vote", Phrase::vote},
    {"decision", Phrase::decision},
    {"reservation", Phrase::reservation},
    {"note", Phrase::note},
    {"distribution", Phrase::distribution},
    {"part", Phrase::part},
    {"attachments", Phrase::attachments},
    {"contents", Phrase::contents},
    {"closing", Phrase::closing},
    {"head", Phrase::head},
    {"date", Phrase::date},
    {"present", Phrase::present},
    {"case", Phrase::case_number},
    {"agenda", Phrase::agenda},
    {"body_ending", Phrase::body_ending},
    {"item", Phrase::item},
    {"chapter", Phrase::chapter},
    {"appendix", Phrase::appendix},
    {"speech", Phrase::speech},
    {"replies", Phrase::replies},
    {"chair", Phrase::chair},
    {"title", Phrase::title},
    {"title_ending", Phrase::title_ending},
    {"moves", Phrase::moves},
    {"posted", Phrase::posted},
    {"by", Phrase::by},
    {"mail_from", Phrase::mail_from},
    {"mail_field", Phrase::mail_field},
    {"mail_sent", Phrase::mail_sent},
    {"wrote", Phrase::wrote},
    {"original", Phrase::original},
    {"next_item", Phrase::next_item},
    {"announced", Phrase::announced},
    {"and", Phrase::conjunction},
    {"stamp", Phrase::stamp},
    {"more", Phrase::more},
    {"paper", Phrase::paper},
    {"open", Phrase::open},
    {"leads", Phrase::leads},
    {"particle", Phrase::particle},
    {"that", Phrase::that},
    {"weekday", Phrase::weekday},
    {"says", Phrase::says},
}};

std::optional<Phrase> kind_named(std::string_view name) {
  for (const auto& [known, kind] : kNames)
    if (known == name) return kind;
  return std::nullopt;
}

// Without the marks of Markdown, the spaces and the colon around it.
std::string_view bare(std::string_view phrase) {
  const auto around = [](char byte) { return byte == '*' || byte == '_' || byte == '#' || byte == ' '; };
  while (!phrase.empty() && around(phrase.front())) phrase.remove_prefix(1);
  while (!phrase.empty() && (around(phrase.back()) || phrase.back() == ':')) phrase.remove_suffix(1);
  return phrase;
}

[[noreturn]] void refuse(std::string_view language, std::string_view line) {
  throw RequestError(std::string(kTable) + " of '" + std::string(language) + "': '" + std::string(line) +
                     "' is no kind and phrase, nor a month, its name and its number");
}

}  // namespace

Folded::Folded(std::string_view phrase) noexcept {
  phrase = bare(phrase);
  if (phrase.size() > bytes_.size()) return;
  bool spaced = false;
  for (std::size_t at = 0; at < phrase.size(); ++at) {
    const auto byte = static_cast<unsigned char>(phrase[at]);
    const auto next = at + 1 < phrase.size() ? static_cast<unsigned char>(phrase[at + 1]) : 0U;
    const bool wide_space = byte == 0xC2 && next == 0xA0;
    if (wide_space || byte == ' ' || byte == '\t') {
      at += wide_space ? 1 : 0;
      if (!spaced) bytes_[size_++] = ' ';
      spaced = true;
      continue;
    }
    spaced = false;
    if (byte >= 'A' && byte <= 'Z') {
      bytes_[size_++] = static_cast<char>(byte + 0x20);
    } else if (byte == 0xC3 && next >= 0x80 && next <= 0x9E && next != 0x97) {
      bytes_[size_++] = static_cast<char>(byte);
      bytes_[size_++] = static_cast<char>(next + 0x20);
      ++at;
    } else {
      bytes_[size_++] = static_cast<char>(byte);
    }
  }
}

Phrases::Phrases(std::string_view language) {
  if (language == language::kUndetermined) return;
  for (const std::string_view line : language::lines(language, kTable)) {
    const std::vector<std::string_view> cells = language::cells(line);
    if (cells.size() == 3 && cells[0] == "month") {
      int number = 0;
      std::from_chars(cells[2].data(), cells[2].data() + cells[2].size(), number);
      if (number < 1 || number > 12) refuse(language, line);
      months_[std::string(cells[1])] = number;
      continue;
    }
    const std::optional<Phrase> kind = kind_named(cells[0]);
    if (cells.size() != 2 || !kind || cells[1].empty()) refuse(language, line);
    const std::string_view phrase = cells[1];
    const std::size_t gap = phrase.find(kGap);
    std::string key;
    Map* map = &whole_;
    if (gap == std::string_view::npos) {
      key = phrase;
    } else if (gap == 0) {
      // "...s beslut" and "... beslut": the letter that the gap ends with is the first of the key.
      key = phrase.substr(kGap.size());
      map = &behind_;
    } else if (phrase.ends_with(kGap) && gap > 1) {
      key = phrase.substr(0, gap - 1);
      map = &before_;
    } else {
      refuse(language, line);
    }
    if (map == &whole_) wholes_.add(key);
    if (map == &behind_) last_words_.add(std::string_view(key).substr(key.rfind(' ') + 1));
    if (map == &before_) first_words_.add(std::string_view(key).substr(0, key.find(' ')));
    if (*kind == Phrase::body_ending || *kind == Phrase::title_ending) endings_.emplace_back(key, *kind);
    PhraseKinds& kinds = (*map)[key];
    kinds = kinds | *kind;
  }
}

PhraseKinds Phrases::find(const Map& map, std::string_view phrase) noexcept {
  const auto found = map.find(phrase);
  return found == map.end() ? PhraseKinds() : found->second;
}

PhraseKinds Phrases::of(std::string_view phrase) const noexcept {
  phrase = bare(phrase);
  if (phrase.empty() || !wholes_.has(phrase)) return {};
  return find(whole_, Folded(phrase).view());
}

PhraseKinds Phrases::of_line(std::string_view line) const noexcept {
  line = bare(line);
  if (line.empty()) return {};
  if (wholes_.has(line)) {
    const PhraseKinds found = find(whole_, Folded(line).view());
    if (!found.empty()) return found;
  }
  // The words before the end of a gap are left out one by one, then those behind its beginning.
  const std::size_t last = line.rfind(' ');
  if (last == std::string_view::npos) return {};
  if (last_words_.has(line.substr(last + 1))) {
    const Folded folded(line);
    const std::string_view all = folded.view();
    int words = 0;
    for (std::size_t space = all.find(' '); space != std::string_view::npos && words < kGapWords;
         space = all.find(' ', space + 1), ++words) {
      if (space == 0) continue;
      // With the last letter before the space: "s beslut".
      PhraseKinds found = find(behind_, all.substr(space - 1));
      if (found.empty()) found = find(behind_, all.substr(space));
      if (!found.empty()) return found;
    }
  }
  if (first_words_.has(line.substr(0, line.find(' ')))) {
    const Folded folded(line);
    const std::string_view all = folded.view();
    int words = 0;
    for (std::size_t space = all.rfind(' '); space != std::string_view::npos && space > 0 && words < kGapWords * 2;
         space = all.rfind(' ', space - 1), ++words) {
      const PhraseKinds found = find(before_, all.substr(0, space));
      if (!found.empty()) return found;
    }
  }
  return {};
}

bool Phrases::ends(std::string_view word, Phrase kind) const noexcept {
  const Folded folded(word);
  const std::string_view all = folded.view();
  return std::any_of(endings_.begin(), endings_.end(),
                     [&](const auto& ending) { return ending.second.has(kind) && all.ends_with(ending.first); });
}

int Phrases::month(std::string_view word) const noexcept {
  const Folded folded(word);
  std::string_view all = folded.view();
  while (!all.empty() && (all.back() == '.' || all.back() == ',')) all.remove_suffix(1);
  const auto found = months_.find(all);
  return found == months_.end() ? 0 : found->second;
}

}  // namespace ordagrant::passages::internal

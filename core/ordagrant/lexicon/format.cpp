#include "ordagrant/lexicon/format.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <tuple>

#include "ordagrant/base/error.h"
#include "ordagrant/base/not_one_of.h"
#include "ordagrant/forms/paradigms.h"
#include "ordagrant/language/tables.h"
#include "ordagrant/text/ascii.h"
#include "ordagrant/text/characters.h"
#include "ordagrant/text/reading.h"

namespace ordagrant::lexicon {

namespace {

constexpr std::array<std::string_view, 12> kColumns{"lang", "pole",     "category", "term",   "kind", "pos",
                                                    "tier", "compound", "case",     "source", "note", "tags"};
constexpr std::size_t kRequired = 6;                // the first six
constexpr std::size_t kMostCombinations = 100'000;  // of the forms of a phrase: five inflected words and more

class Reader {
 public:
  explicit Reader(std::string_view file) : file_(file) {}

  std::vector<Entry> read(std::string_view content) {
    if (content.starts_with("\xEF\xBB\xBF")) content.remove_prefix(3);
    for (std::string_view line : language::cells(content, '\n')) {
      ++line_;
      if (line.ends_with('\r')) line.remove_suffix(1);
      if (line.empty() || line.starts_with('#')) continue;
      if (columns_.empty())
        read_header(line);
      else
        read_entry(line);
    }
    if (columns_.empty()) throw RequestError(std::string(file_) + ": has no header line");
    return std::move(entries_);
  }

 private:
  [[noreturn]] void refuse(std::string_view column, const std::string& why) const {
    std::string where = std::string(file_) + " line " + std::to_string(line_);
    if (!column.empty()) where += ", column " + std::string(column);
    throw RequestError(where + ": " + why);
  }

  template <typename Names>
  [[noreturn]] void refuse_value(std::string_view column, std::string_view value, const Names& allowed) const {
    refuse(column, not_one_of("", value, allowed).what());
  }

  void require_utf8(std::string_view column, std::string_view cell) const {
    for (std::size_t at = 0; at < cell.size();) {
      const text::Character next = text::character_at(cell, at);
      if (!next.well_formed) refuse(column, "is not UTF-8");
      at += next.size;
    }
  }

  void read_header(std::string_view line) {
    for (const std::string_view column : language::cells(line)) {
      require_utf8("", column);
      if (std::find(kColumns.begin(), kColumns.end(), column) == kColumns.end())
        refuse("", not_one_of("column", column, kColumns).what());
      if (std::find(columns_.begin(), columns_.end(), column) != columns_.end())
        refuse("", "the column '" + std::string(column) + "' stands twice");
      columns_.push_back(column);
    }
    for (const std::string_view column : std::span(kColumns).first(kRequired))
      if (std::find(columns_.begin(), columns_.end(), column) == columns_.end())
        refuse("", "the column '" + std::string(column) + "' is missing");
  }

  std::string_view cell(std::string_view column) const {
    const auto found = std::find(columns_.begin(), columns_.end(), column);
    const auto index = static_cast<std::size_t>(found - columns_.begin());
    return index < cells_.size() ? cells_[index] : std::string_view{};
  }

  // The value of an enumeration by its name; `otherwise` for an empty cell.
  template <typename Value>
  Value value(std::string_view column, std::size_t count, std::optional<Value> otherwise) const {
    const std::string_view text = cell(column);
    if (text.empty() && otherwise) return *otherwise;
    std::vector<std::string_view> allowed;
    for (std::size_t i = 0; i < count; ++i) {
      const auto candidate = static_cast<Value>(i);
      if (name(candidate) == text) return candidate;
      allowed.emplace_back(name(candidate));
    }
    refuse_value(column, text, allowed);
  }

  void read_entry(std::string_view line) {
    cells_ = language::cells(line);
    if (cells_.size() > columns_.size())
      refuse("", std::to_string(cells_.size()) + " cells, and the header names " + std::to_string(columns_.size()));
    for (const std::string_view column : columns_) require_utf8(column, cell(column));

    Entry entry;
    entry.language = cell("lang");
    const auto& shipped = language::shipped();
    if (std::find(shipped.begin(), shipped.end(), entry.language) == shipped.end())
      refuse_value("lang", entry.language, shipped);
    entry.pole = value<Pole>("pole", kPoleCount, {});
    entry.category = cell("category");
    if (!is_id(entry.category)) refuse("category", "'" + entry.category + "' is not made of a-z, 0-9 and _");
    entry.kind = value<Kind>("kind", 3, {});
    entry.tier = value<Tier>("tier", 4, Tier::core);
    entry.compound = value<Compound>("compound", 4, Compound::no);
    const std::string_view case_cell = cell("case");
    if (!case_cell.empty() && case_cell != "exact") refuse_value("case", case_cell, std::array{"exact", "(empty)"});
    entry.exact_case = case_cell == "exact";
    entry.source = cell("source");
    entry.note = cell("note");
    read_term(entry);
    read_pos(entry);
    read_tags(entry);

    const auto key = std::tuple(entry.language, entry.pole, entry.category, entry.term);
    const auto [first, is_new] = seen_.emplace(key, line_);
    if (!is_new) refuse("term", "'" + entry.term + "' stands in line " + std::to_string(first->second) + " already");
    entries_.push_back(std::move(entry));
  }

  void read_term(Entry& entry) const {
    entry.term = text::Reading(cell("term"), {.kinds = {text::RepairKind::decomposed}}).text();
    if (entry.term.empty()) refuse("term", "is empty");
    std::size_t letters = 0;
    for (std::size_t at = 0; at < entry.term.size();) {
      const text::Character next = text::character_at(entry.term, at);
      if (text::is_letter(next.code)) ++letters;
      if (text::is_space(next.code) && next.code != ' ')
        refuse("term", "'" + entry.term + "' has another space than the plain one");
      at += next.size;
    }
    // A beginning of two letters stands before half the dictionary.
    if (letters < 3 && (entry.kind == Kind::stem || entry.compound != Compound::no))
      refuse("term", "'" + entry.term + "' is too short to be a stem or a part of a compound: three letters");
    for (const std::string_view word : language::cells(entry.term, ' '))
      if (word.empty()) refuse("term", "'" + entry.term + "' has a space too many");
    const bool several = entry.term.find(' ') != std::string::npos;
    if (several && entry.kind != Kind::phrase)
      refuse("kind", "'" + entry.term + "' has several words, and only a phrase may");
  }

  static bool is_id(std::string_view text) {
    const auto in_id = [](char c) { return text::is_ascii_small(c) || text::is_ascii_digit(c) || c == '_'; };
    return !text.empty() && std::all_of(text.begin(), text.end(), in_id);
  }

  void read_tags(Entry& entry) const {
    if (cell("tags").empty()) return;
    std::set<std::string_view> lexicons;
    for (const std::string_view tag : language::cells(cell("tags"), ' ')) {
      const std::size_t colon = std::min(tag.find(':'), tag.size());
      const std::string_view lexicon = tag.substr(0, colon);
      const auto in_name = [](char c) { return text::is_ascii_small(c) || text::is_ascii_digit(c) || c == '-'; };
      if (lexicon.empty() || !std::all_of(lexicon.begin(), lexicon.end(), in_name) || colon == tag.size() ||
          !is_id(tag.substr(colon + 1)))
        refuse("tags", "'" + std::string(tag) + "' is not of the form lexicon:id, a-z, 0-9, - and a-z, 0-9, _");
      if (!lexicons.insert(lexicon).second)
        refuse("tags", "'" + std::string(lexicon) + "' stands twice: an entry has one id in a lexicon");
      entry.tags.emplace_back(tag);
    }
  }

  void read_pos(Entry& entry) {
    auto paradigms = paradigms_.find(entry.language);
    if (paradigms == paradigms_.end())
      paradigms = paradigms_.emplace(entry.language, forms::Paradigms(entry.language)).first;
    const std::vector<std::string>& allowed = paradigms->second.parts_of_speech();
    for (const std::string_view pos : language::cells(cell("pos"), ' ')) {
      if (std::find(allowed.begin(), allowed.end(), pos) == allowed.end()) refuse_value("pos", pos, allowed);
      entry.pos.emplace_back(pos);
    }
    const std::vector<std::string_view> words = language::cells(entry.term, ' ');
    if (entry.pos.size() != words.size())
      refuse("pos", "'" + entry.term + "' has " + std::to_string(words.size()) + " words and " +
                        std::to_string(entry.pos.size()) + " tags");
    // They are all written out by the matcher, and each further word that is inflected multiplies them.
    std::size_t combinations = 1;
    for (std::size_t word = 0; word < words.size() && combinations <= kMostCombinations; ++word)
      combinations *= paradigms->second.inflect(words[word], entry.pos[word]).size();
    if (combinations > kMostCombinations)
      refuse("pos", "'" + entry.term + "' has more than " + std::to_string(kMostCombinations) +
                        " combinations of forms: a word that stays as it is has the tag =");
  }

  std::string_view file_;
  std::size_t line_ = 0;
  std::vector<std::string_view> columns_;  // in the order of the file
  std::vector<std::string_view> cells_;    // of the line being read
  std::vector<Entry> entries_;
  std::map<std::tuple<std::string, Pole, std::string, std::string>, std::size_t> seen_;
  std::map<std::string, forms::Paradigms, std::less<>> paradigms_;
};

}  // namespace

std::vector<Entry> parse(std::string_view file, std::string_view content) { return Reader(file).read(content); }

}  // namespace ordagrant::lexicon

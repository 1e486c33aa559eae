#include "ordagrant/forms/paradigms.h"

#include <algorithm>

#include "ordagrant/base/error.h"
#include "ordagrant/base/not_one_of.h"
#include "ordagrant/language/tables.h"

namespace ordagrant::forms {

namespace {

constexpr std::string_view kModifier = "modifier";
constexpr std::string_view kAsItStands = "=";

std::string_view or_nothing(std::string_view cell) { return cell == "-" ? std::string_view{} : cell; }

}  // namespace

Paradigms::Paradigms(std::string_view language) {
  const auto refuse = [&](std::string_view line, std::string_view why) {
    throw RequestError("paradigms.tsv of '" + std::string(language) + "': '" + std::string(line) + "' " +
                       std::string(why));
  };
  for (const std::string_view line : language::lines(language, "paradigms.tsv")) {
    const auto cells = language::cells(line);
    if (cells.size() != 3) refuse(line, "does not have three cells");
    std::vector<std::string> forms;
    for (const std::string_view form : language::cells(cells[2], ' ')) forms.emplace_back(or_nothing(form));
    const auto [row, is_new] = rows_[std::string(cells[0])].emplace(or_nothing(cells[1]), std::move(forms));
    if (!is_new) refuse(line, "has an ending that stands above");
  }
  if (!rows_.contains(kModifier)) refuse("modifier", "has no row");
  parts_of_speech_.emplace_back(kAsItStands);
  for (const auto& [pos, rows] : rows_) {
    if (!rows.contains("")) refuse(pos, "has no row for every ending ('-')");
    if (pos != kModifier) parts_of_speech_.push_back(pos);
  }
}

std::vector<std::string> Paradigms::forms(std::string_view lemma, const Rows& rows) {
  std::string_view ending = lemma;
  auto row = rows.find(ending);
  while (row == rows.end()) {
    ending.remove_prefix(1);
    row = rows.find(ending);
  }
  const std::string_view root = lemma.substr(0, lemma.size() - ending.size());
  std::vector<std::string> found;
  for (const std::string& form : row->second) found.push_back(std::string(root) + form);
  return found;
}

std::vector<std::string> Paradigms::inflect(std::string_view lemma, std::string_view pos) const {
  if (std::find(parts_of_speech_.begin(), parts_of_speech_.end(), pos) == parts_of_speech_.end())
    throw not_one_of("pos", pos, parts_of_speech_);
  std::vector<std::string> found{std::string(lemma)};
  if (pos == kAsItStands) return found;
  for (std::string& form : forms(lemma, rows_.find(pos)->second))
    if (std::find(found.begin(), found.end(), form) == found.end()) found.push_back(std::move(form));
  return found;
}

std::vector<std::string> Paradigms::modifiers(std::string_view lemma) const {
  return forms(lemma, rows_.find(kModifier)->second);
}

}  // namespace ordagrant::forms

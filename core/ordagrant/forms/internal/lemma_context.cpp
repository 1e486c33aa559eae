#include "ordagrant/forms/internal/lemma_context.h"

#include <algorithm>

#include "ordagrant/base/error.h"
#include "ordagrant/forms/internal/part_hashes.h"
#include "ordagrant/language/tables.h"

namespace ordagrant::forms::internal {

namespace {

constexpr std::string_view kTable = "lemma_context.tsv";
constexpr std::size_t kMostTraits = 64;

}  // namespace

LemmaContext::LemmaContext(std::string_view language) {
  const auto refuse = [&](std::string_view line, std::string_view why) {
    throw RequestError(std::string(kTable) + " of '" + std::string(language) + "': '" + std::string(line) + "' " +
                       std::string(why));
  };
  std::map<std::string_view, unsigned> bits;  // of groups and of "=lemma"
  const auto bit = [&](std::string_view line, std::string_view key, bool is_new) {
    const auto found = bits.find(key);
    if (found == bits.end() && !is_new) refuse(line, "names no class of words and no group");
    const auto made = bits.emplace(key, static_cast<unsigned>(bits.size() + kWordClasses)).first;
    if (made->second >= kMostTraits) refuse(line, "is one group or lemma too many");
    return Traits{1} << made->second;
  };
  const auto class_of = [&](std::string_view line, std::string_view name) {
    const auto found = word_class(name);
    if (!found) refuse(line, "names no class of words");
    return *found;
  };
  const auto traits_of = [&](std::string_view line, std::string_view key) {
    if (const auto found = word_class(key)) return traits(*found);
    const Traits trait = bit(line, key, key.starts_with('='));
    if (key.starts_with('=')) lemmas_.emplace_back(PartHashes::of(key.substr(1)), trait);
    return trait;
  };

  for (const std::string_view line : language::lines(language, kTable)) {
    const auto cells = language::cells(line);
    if (cells[0] == "group" && cells.size() == 3) {
      const Traits trait = bit(line, cells[1], true);
      for (const std::string_view form : language::cells(cells[2], ' '))
        if (form.starts_with('-'))
          tails_.emplace_back(form.substr(1), trait);
        else
          forms_.emplace_back(PartHashes::of(form), trait);
    } else if (cells[0] == "also" && cells.size() == 5) {
      others_.push_back({class_of(line, cells[1]), cells[2], class_of(line, cells[3]), cells[4]});
    } else if (cells[0] == "choose" && cells.size() == 5 && (cells[2] == "after" || cells[2] == "before") &&
               cells[4].size() == 1 && cells[4][0] >= '1' && cells[4][0] <= '9') {
      choices_.push_back(
          {traits_of(line, cells[1]), traits_of(line, cells[3]), cells[2] == "after", cells[4][0] - '0'});
    } else {
      refuse(line, "is not of the form of a group, an also or a choose");
    }
  }
  for (Table* table : {&forms_, &lemmas_}) {
    std::sort(table->begin(), table->end());
    Table joined;
    for (const auto& [hash, trait] : *table)
      if (!joined.empty() && joined.back().first == hash)
        joined.back().second |= trait;
      else
        joined.emplace_back(hash, trait);
    *table = std::move(joined);
  }
}

LemmaContext::Traits LemmaContext::find(const Table& table, std::uint64_t hash) noexcept {
  const auto found = std::lower_bound(table.begin(), table.end(), hash,
                                      [](const auto& one, std::uint64_t wanted) { return one.first < wanted; });
  return found != table.end() && found->first == hash ? found->second : 0;
}

LemmaContext::Traits LemmaContext::of_form(std::string_view form) const noexcept {
  Traits found = find(forms_, PartHashes::of(form));
  for (const auto& [tail, trait] : tails_)
    if (form.ends_with(tail)) found |= trait;
  return found;
}

int LemmaContext::fit(Traits reading, Traits before, Traits after) const noexcept {
  int sum = 0;
  for (const Choice& choice : choices_)
    if ((choice.reading & reading) != 0 && (choice.neighbour & (choice.neighbour_is_before ? before : after)) != 0)
      sum += choice.weight;
  return sum;
}

}  // namespace ordagrant::forms::internal

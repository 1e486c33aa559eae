#include "ordagrant/batch/internal/engines.h"

#include <utility>

#include "ordagrant/language/tables.h"

namespace ordagrant::batch::internal {

namespace {

// Of the words of a language; about a quarter of a million words take them.
constexpr std::size_t kMostBytes = 32U << 20U;
constexpr std::size_t kMostOthers = 250'000;

}  // namespace

Engines::Engines(std::string_view code, std::span<const lexicon::Entry> entries)
    : language(code),
      tokeniser({.language = language}),
      structure(code),
      quotes(code),
      facts(code),
      matcher(std::in_place, code, entries),
      context(std::in_place, code),
      frames(std::in_place, code),
      ellipses(std::in_place, code) {}

Engines::Engines()
    : language(language::kUndetermined),
      tokeniser({.language = language}),
      structure(language),
      quotes(language),
      facts(language) {}

const WordForms& Engines::word_forms() const {
  std::call_once(*forms_once_, [&] { forms_ = std::make_unique<const WordForms>(language); });
  return *forms_;
}

void Memories::keep_small() {
  for (auto& [engines, memory] : ellipses)
    if (memory.bytes() > kMostBytes) memory = {};
  for (auto& [engines, memory] : matches)
    if (memory.bytes() > kMostBytes) memory = {};
  for (auto& [engines, memory] : frames)
    if (memory.bytes() > kMostBytes) memory = {};
  for (auto& [engines, memory] : words)
    if (memory.lemmas.bytes() + memory.parts.size() * sizeof(std::string) > kMostBytes ||
        memory.others.size() > kMostOthers)
      memory = {};
}

std::unique_ptr<Memories> IdleMemories::take() {
  const std::scoped_lock lock(mutex_);
  if (idle_.empty()) return std::make_unique<Memories>();
  std::unique_ptr<Memories> memories = std::move(idle_.back());
  idle_.pop_back();
  return memories;
}

void IdleMemories::give(std::unique_ptr<Memories> memories) {
  const std::scoped_lock lock(mutex_);
  idle_.push_back(std::move(memories));
}

}  // namespace ordagrant::batch::internal

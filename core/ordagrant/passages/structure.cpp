#include "ordagrant/passages/structure.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "ordagrant/language/tables.h"
#include "ordagrant/passages/internal/outline.h"
#include "ordagrant/passages/internal/phrases.h"

namespace ordagrant::passages {

namespace {

// The value of the innermost section around a passage that has one.
std::string_view innermost(const Structure& structure, const Passage& passage, std::string Section::* value) {
  for (std::uint32_t section = passage.section;; section = structure.sections[section].parent) {
    const Section& here = structure.sections[section];
    if (!(here.*value).empty()) return here.*value;
    if (here.parent == section) return {};
  }
}

}  // namespace

const Passage* Structure::passage_at(std::uint32_t token) const {
  const auto behind = std::upper_bound(passages.begin(), passages.end(), token,
                                       [](std::uint32_t at, const Passage& passage) { return at < passage.begin; });
  return behind == passages.begin() ? nullptr : &*std::prev(behind);
}

std::string_view Structure::date_of(const Passage& passage) const { return innermost(*this, passage, &Section::date); }

std::string_view Structure::number_of(const Passage& passage) const {
  return innermost(*this, passage, &Section::number);
}

std::string_view Structure::speaker_of(const Passage& passage) const {
  return innermost(*this, passage, &Section::speaker);
}

std::string Structure::heading_of(const Passage& passage) const {
  std::string path;
  for (std::uint32_t section = passage.section;; section = sections[section].parent) {
    const Section& here = sections[section];
    if (!here.title.empty()) path.insert(0, path.empty() ? "" : " > ").insert(0, here.title);
    if (here.parent == section) return path;
  }
}

StructureState::StructureState() : state_(std::make_unique<internal::OutlineState>()) {}
StructureState::~StructureState() = default;
StructureState::StructureState(StructureState&&) noexcept = default;
StructureState& StructureState::operator=(StructureState&&) noexcept = default;

struct StructureReader::Tables {
  internal::Phrases phrases;
};

StructureReader::StructureReader(std::string_view language)
    : tables_(std::make_unique<const Tables>(Tables{internal::Phrases(language)})) {}
StructureReader::~StructureReader() = default;
StructureReader::StructureReader(StructureReader&&) noexcept = default;
StructureReader& StructureReader::operator=(StructureReader&&) noexcept = default;

Structure StructureReader::read(std::string_view text, std::span<const tokens::Token> tokens) const {
  internal::OutlineState state;
  return internal::Outline(text, tokens, tables_->phrases, state).read(false);
}

Structure StructureReader::read(std::string_view text, std::span<const tokens::Token> tokens,
                                StructureState& state) const {
  return internal::Outline(text, tokens, tables_->phrases, *state.state_).read(true);
}

}  // namespace ordagrant::passages

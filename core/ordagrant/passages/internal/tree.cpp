#include "ordagrant/passages/internal/tree.h"

#include <algorithm>
#include <utility>

namespace ordagrant::passages::internal {

namespace {

// Sections do not nest deeper.
constexpr std::size_t kDeepest = 40;

}  // namespace

Tree::Tree(std::uint32_t tokens, const std::vector<OpenSection>& path) : tokens_(tokens) {
  for (const auto& [section, rank] : path) {
    open_.push_back({static_cast<std::uint32_t>(made_.sections.size()), rank});
    made_.sections.push_back(section);
    made_.sections.back().begin = 0;
    made_.sections.back().end = tokens;
    made_.sections.back().parent = open_.size() > 1 ? open_.back().section - 1 : 0;
  }
}

void Tree::open(Section section, std::uint8_t rank) {
  const std::uint32_t token = section.begin;
  close(rank, token);
  if (open_.size() > kDeepest) close(open_.back().rank, token);
  section.parent = open_.back().section;
  section.level = static_cast<std::uint8_t>(made_.sections[section.parent].level + 1);
  section.end = tokens_;
  open_.push_back({static_cast<std::uint32_t>(made_.sections.size()), rank});
  made_.sections.push_back(std::move(section));
}

void Tree::close(std::uint8_t rank, std::uint32_t token) {
  while (open_.size() > 1 && open_.back().rank >= rank) {
    const std::uint32_t section = open_.back().section;
    open_.pop_back();
    made_.sections[section].end = token;
    // A head before anything was read is none, and what ends where a stretch begins is not in it.
    if (made_.sections[section].begin == token && section + 1 == made_.sections.size()) made_.sections.pop_back();
  }
}

void Tree::begin_passage(std::uint32_t token, PassageKind kind) {
  if (!made_.passages.empty()) made_.passages.back().end = token;
  made_.passages.push_back({token, tokens_, kind, open_.back().section});
}

bool Tree::is_open(std::uint8_t rank) const {
  return std::any_of(open_.begin(), open_.end(), [rank](const Open& here) { return here.rank == rank; });
}

std::vector<OpenSection> Tree::path() const {
  std::vector<OpenSection> path;
  path.reserve(open_.size());
  for (const Open& here : open_) path.push_back({made_.sections[here.section], here.rank});
  return path;
}

Structure Tree::finish() {
  close(kDocument + 1, tokens_);
  return std::move(made_);
}

}  // namespace ordagrant::passages::internal

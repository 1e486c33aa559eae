#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Room: lexicon. Forms and entries in, hits out.
// Above it: forms. Below it: stance.

namespace ordagrant::lexicon {

// What a hit speaks for. `theme` is a subject that takes no side; `none` is a trap: it wins like any other and gives no
// hit.
enum class Pole : std::uint8_t { npm, trust, critique, meta, role, failure, value, theme, none };
inline constexpr std::size_t kPoleCount = 9;

enum class Kind : std::uint8_t { lemma, stem, phrase };
enum class Tier : std::uint8_t { core, peripheral, context, statutory };
enum class Compound : std::uint8_t { no, modifier, head, either };

std::string_view name(Pole pole) noexcept;
std::string_view name(Kind kind) noexcept;
std::string_view name(Tier tier) noexcept;
std::string_view name(Compound compound) noexcept;

// Throws RequestError, naming the poles, if `name` is none of theirs.
Pole pole_of(std::string_view name);

// How much a hit of this tier counts in a rate (python/ordagrant/lexicons/README.md: core 1.0, peripheral and context
// 0.3; the statutory duties that every municipality must name count nothing and are told apart).
double weight(Tier tier) noexcept;

// The same in tenths: sums of whole numbers do not depend on their order.
std::uint32_t tenths(Tier tier) noexcept;

// One line of a lexicon file; the columns are explained in python/ordagrant/lexicons/README.md.
struct Entry {
  std::string language;
  Pole pole = Pole::none;
  std::string category;
  std::string term;
  Kind kind = Kind::lemma;
  std::vector<std::string> pos;  // one; for a phrase one a word
  Tier tier = Tier::core;
  Compound compound = Compound::no;
  bool exact_case = false;
  std::string source;
  std::string note;
  std::vector<std::string> tags;  // "lexicon:id" for every further lexicon that the entry is in

  // What a hit of the entry is shown and counted as in the further lexicon that was asked for.
  struct Place {
    Pole pole = Pole::none;
    std::string category;
  };
  std::optional<Place> place;
};

// The entries with their places in a further lexicon: of those that have a tag of it, `pole` and the tag's id. Entries
// of pole theme that have none are left out, the others stay, for hits meet and senses are told as ever.
std::vector<Entry> placed(std::vector<Entry> entries, std::string_view lexicon, Pole pole);

}  // namespace ordagrant::lexicon

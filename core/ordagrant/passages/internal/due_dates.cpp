#include "ordagrant/passages/internal/due_dates.h"

#include <algorithm>
#include <cstdint>

#include "ordagrant/passages/internal/bodies.h"
#include "ordagrant/passages/internal/stated_dates.h"

namespace ordagrant::passages::internal {

namespace {

constexpr std::uint32_t kReach = 60;  // tokens that are read for a date
constexpr std::uint32_t kToCue = 6;   // tokens between "senast" and its date

// May all that stands between "till" and a date lead to it: "till n\u00E4mndens m\u00F6te i maj 2025"?
bool leads(FactText& text, TokenRange between) {
  for (std::uint32_t at = between.begin; at < between.end; ++at)
    if (!text.is(at, FactWord::meeting) && !text.is(at, FactWord::due) && !text.is(at, FactWord::date_before) &&
        body_at(text, at).empty())
      return false;
  return true;
}

}  // namespace

std::string due_date(FactText& text, TokenRange range) {
  const std::uint32_t last = std::min(range.end, range.begin + kReach);
  bool gives_back = false;
  std::uint32_t cue = 0;  // the token after the last cue; 0: none
  std::uint32_t weak = 0;
  for (std::uint32_t at = range.begin; at < last; ++at) {
    const KnownWord& known = text.known(at);
    if (known.is(FactWord::giving_back)) gives_back = true;
    if (known.is(FactWord::due)) cue = at + 1;
    if (known.is(FactWord::due_weak)) weak = at + 1;
    if (known.is(FactWord::from)) cue = weak = 0;
    const StatedDate date = date_at(text, at);
    if (date.iso.empty()) continue;
    const bool until = cue > 0 && text.is(cue - 1, FactWord::to);
    if (cue > 0 && at - cue <= kToCue && (!until || leads(text, {cue, at}))) return date.iso;
    if (weak > 0 && gives_back && at - weak <= 2) return date.iso;
    at = date.end - 1;
  }
  return {};
}

}  // namespace ordagrant::passages::internal

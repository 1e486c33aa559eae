#include "ordagrant/text/repair.h"

#include <algorithm>
#include <array>
#include <cassert>

#include "ordagrant/base/not_one_of.h"

namespace ordagrant::text {

namespace {

constexpr std::array<std::string_view, kRepairKinds> kNames{
    "mojibake", "decomposed", "ligature",   "soft_hyphen", "space",        "hyphen",      "footnote_mark",
    "glued",    "split_word", "line_break", "page_break",  "running_head", "page_number", "web_chrome"};

}  // namespace

std::string_view name(RepairKind kind) noexcept { return kNames.at(static_cast<std::size_t>(kind)); }

RepairKind repair_kind_of(std::string_view name) {
  return static_cast<RepairKind>(place_among("repair", name, kNames));
}

std::string edited(std::string_view text, std::span<const Edit> edits) {
  std::string made;
  made.reserve(text.size());
  std::size_t done = 0;
  for (const Edit& edit : edits) {
    assert(edit.span.begin >= done && edit.span.end <= text.size());
    made += text.substr(done, edit.span.begin - done);
    made += edit.replacement;
    done = edit.span.end;
  }
  made += text.substr(done);
  return made;
}

std::vector<Edit> composed(std::string_view between, std::span<const Edit> first, std::span<const Edit> then) {
  std::vector<Edit> both;
  both.reserve(first.size() + then.size());
  // `between` minus `source`, up to where the walk is: modulo 2^32, as positions are.
  std::uint32_t shift = 0;
  auto lower = first.begin();
  auto upper = then.begin();
  const auto lower_begin = [&] { return lower->span.begin + shift; };
  const auto lower_end = [&] { return lower_begin() + static_cast<std::uint32_t>(lower->replacement.size()); };
  const auto pass = [&] {
    shift += static_cast<std::uint32_t>(lower->replacement.size()) - lower->span.size();
    ++lower;
  };
  while (lower != first.end() || upper != then.end()) {
    const bool lower_first =
        upper == then.end() ||
        (lower != first.end() &&
         (lower_begin() < upper->span.begin || (lower_begin() == upper->span.begin && lower_end() <= upper->span.end)));
    // A group: an edit and all that overlap it, in places of `between`.
    const std::uint32_t begin = lower_first ? lower_begin() : upper->span.begin;
    std::uint32_t end = begin;
    const std::uint32_t source_begin = begin - shift;
    std::string replacement;
    std::uint32_t copied = begin;  // up to where `replacement` reads
    const Edit* later = nullptr;
    const Edit* only = lower_first ? &*lower : nullptr;
    const auto take_lower = [&] {
      end = std::max(end, lower_end());
      pass();
    };
    const auto take_upper = [&] {
      if (later == nullptr) later = &*upper;
      replacement += between.substr(copied, upper->span.begin - copied);
      replacement += upper->replacement;
      copied = upper->span.end;
      end = std::max(end, upper->span.end);
      ++upper;
    };
    if (lower_first) {
      take_lower();
    } else {
      take_upper();
    }
    while (true) {
      if (lower != first.end() && lower_begin() < end) {
        take_lower();
      } else if (upper != then.end() && upper->span.begin < end) {
        take_upper();
      } else {
        break;
      }
    }
    if (later == nullptr) {
      both.push_back(*only);
      continue;
    }
    replacement += between.substr(copied, end - copied);
    both.push_back({{source_begin, end - shift}, later->kind, std::move(replacement)});
  }
  return both;
}

}  // namespace ordagrant::text

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "ordagrant/lexicon/entry.h"
#include "ordagrant/stance/context.h"

// Room: stance. Hits in, scores with their evidence out.
// Above it: lexicon, passages. Below it: batch.

namespace ordagrant::stance {

inline constexpr std::size_t kSignals = 61;

// How much there is of each signal, in tenths: what a hit of its tier counts in a rate; ten for a frame.
using Signals = std::array<std::uint64_t, kSignals>;

// Of signal number `signal`, below kSignals: `npm_market` is an affirmed hit of that category, `npm_reversed` a hit of
// any, `know` an affirmed frame of that kind.
std::string_view signal_name(std::size_t signal) noexcept;
std::optional<std::size_t> signal_of(std::string_view name) noexcept;
// Whether the signal can speak for a pole by itself; the others say what a text is about, or what it does.
bool speaks(std::size_t signal) noexcept;

// Adds a hit of the lexicon, or a match of FrameReader::entries(), to the signals that it is one of. Whether words
// are quoted is another matter than whether they are meant: a passage that quotes at length holds what it quotes.
void add_hit(const lexicon::Entry& entry, Sense sense, Signals& signals);
void add_frame(const lexicon::Entry& entry, Sense sense, Signals& signals);
void add_question(Signals& signals);

}  // namespace ordagrant::stance

#include "ordagrant/demand/internal/evidence.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>

namespace ordagrant::demand::internal {

namespace {

using tokens::TokenKind;

constexpr std::size_t kMostPieces = 2;       // for one side
constexpr double kLeastOfBest = 0.6;         // of the weight of the best piece, that a second one must have
constexpr std::uint32_t kLongestPiece = 12;  // tokens
// Of the mean of what speaks for a class, that a word must weigh to lengthen a piece; and how much more a cue counts,
// which somebody listed for what it says, than words that chance has beside each other. What is shown touches what the
// coder of a contact named in 77 % of contacts by hands that the model did not see (72 % with 0.5 and 1), as long as
// the coder's own pieces.
constexpr double kLevel = 0.25;
constexpr double kCueCounts = 2.0;

constexpr auto kDigitalChannel =
    static_cast<std::uint8_t>(std::find(kCauses.begin(), kCauses.end(), "digital_channel") - kCauses.begin());
constexpr auto kSystemProblem = static_cast<std::uint8_t>(
    std::find(kFailureKinds.begin(), kFailureKinds.end(), "system_problem") - kFailureKinds.begin());

struct Piece {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  double weight = 0;
};

// How much each token speaks for one class against another. A feature's weight is shared by all tokens it stands in.
std::vector<double> weights_of_tokens(const Contact& contact, const Scratch& scratch,
                                      std::span<const std::array<float, kDemandCount>> weights, Demand for_,
                                      Demand against) {
  const auto own = static_cast<std::size_t>(for_);
  const auto other = static_cast<std::size_t>(against);
  std::vector<double> sums(contact.tokens.size());
  for (const Feature& feature : contact.features) {
    if (!scratch.has(feature.number) || feature.end <= feature.begin) continue;
    const double weight = double{weights[feature.number][own]} - double{weights[feature.number][other]};
    const double counts = feature.block == Block::cue ? kCueCounts : 1.0;
    const double share = counts * scratch.values[feature.number] * weight / (feature.end - feature.begin);
    for (std::uint32_t token = feature.begin; token < feature.end; ++token) sums[token] += share;
  }
  return sums;
}

// The run of tokens of a sentence with the greatest sum of what they weigh above `level`.
Piece best_run(std::span<const double> weights, std::uint32_t begin, std::uint32_t end, double level) {
  Piece best{begin, begin, 0};
  for (std::uint32_t first = begin; first < end; ++first) {
    double sum = 0;
    for (std::uint32_t last = first; last < std::min(end, first + kLongestPiece); ++last) {
      sum += weights[last] - level;
      if (sum > best.weight) best = {first, last + 1, sum};
    }
  }
  return best;
}

bool is_mark(const Contact& contact, std::uint32_t token) { return contact.tokens[token].kind == TokenKind::mark; }

// A phrase that a piece cuts through belongs to it whole, and marks at its edges do not.
void round_off(const Contact& contact, std::uint32_t sentence_end, Piece& piece) {
  for (const Feature& feature : contact.features)
    if (feature.block == Block::phrase && feature.begin < piece.end && feature.end > piece.begin) {
      piece.begin = std::min(piece.begin, feature.begin);
      piece.end = std::min(sentence_end, std::max(piece.end, feature.end));
    }
  while (piece.begin < piece.end && is_mark(contact, piece.begin)) ++piece.begin;
  while (piece.begin < piece.end && is_mark(contact, piece.end - 1)) --piece.end;
}

std::vector<Piece> pieces_for(const Contact& contact, std::vector<double> weights) {
  double positive = 0;
  std::size_t count = 0;
  for (const double weight : weights)
    if (weight > 0) {
      positive += weight;
      ++count;
    }
  const double level = count == 0 ? 0 : positive / static_cast<double>(count) * kLevel;
  std::vector<Piece> pieces;
  while (pieces.size() < kMostPieces) {
    Piece best;
    std::uint32_t sentence_end = 0;
    for (std::size_t sentence = 0; sentence < contact.sentences.size(); ++sentence) {
      const std::uint32_t begin = contact.sentences[sentence];
      const std::uint32_t end = sentence + 1 < contact.sentences.size()
                                    ? contact.sentences[sentence + 1]
                                    : static_cast<std::uint32_t>(contact.tokens.size());
      const Piece run = best_run(weights, begin, end, level);
      if (run.weight > best.weight) {
        best = run;
        sentence_end = end;
      }
    }
    if (best.weight <= 0 || (!pieces.empty() && best.weight < kLeastOfBest * pieces.front().weight)) break;
    round_off(contact, sentence_end, best);
    if (best.begin == best.end) break;
    // What has been said is not said again.
    constexpr double kSaid = -1e9;
    std::fill(weights.begin() + best.begin, weights.begin() + best.end, kSaid);
    pieces.push_back(best);
  }
  return pieces;
}

struct Cause {
  std::uint8_t cause = kNone;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

// The cause that most phrases state, at a tie the first of kCauses, with the longest phrase that states it.
std::optional<Cause> cause_of(const Contact& contact, const Verdict& verdict) {
  std::array<std::uint32_t, kCauses.size()> counts{};
  for (const CauseCue& cue : contact.causes) ++counts[cue.cause];
  const auto most = std::max_element(counts.begin(), counts.end());
  if (*most == 0) {
    // The machine that stopped somebody, where it is named.
    if (verdict.failure_kind != kSystemProblem || contact.technical.empty()) return std::nullopt;
    const std::uint32_t token = contact.technical.front();
    return Cause{kDigitalChannel, token, token + 1};
  }
  Cause found{static_cast<std::uint8_t>(most - counts.begin()), 0, 0};
  for (const CauseCue& cue : contact.causes)
    if (cue.cause == found.cause && cue.end - cue.begin > found.end - found.begin) {
      found.begin = cue.begin;
      found.end = cue.end;
    }
  return found;
}

}  // namespace

void find_evidence(const Contact& contact, const Scratch& scratch,
                   std::span<const std::array<float, kDemandCount>> weights, const text::Reading& reading,
                   Verdict& verdict) {
  if (verdict.demand == Demand::undetermined) return;
  std::vector<Piece> pieces;
  for (const auto& [own, other] :
       {std::pair(Demand::failure, Demand::value), std::pair(Demand::value, Demand::failure)}) {
    if (verdict.demand != own && verdict.demand != Demand::mixed) continue;
    const std::vector<Piece> found = pieces_for(contact, weights_of_tokens(contact, scratch, weights, own, other));
    pieces.insert(pieces.end(), found.begin(), found.end());
  }
  const auto add = [&](std::uint32_t begin, std::uint32_t end) {
    const ByteSpan first = reading.to_source(contact.tokens[begin].span);
    const ByteSpan last = reading.to_source(contact.tokens[end - 1].span);
    const ByteSpan span{first.begin, last.end};
    if (std::find(verdict.evidence.begin(), verdict.evidence.end(), span) == verdict.evidence.end())
      verdict.evidence.push_back(span);
  };
  std::sort(pieces.begin(), pieces.end(),
            [](const Piece& a, const Piece& b) { return std::pair(a.begin, a.end) < std::pair(b.begin, b.end); });
  for (std::size_t i = 0; i < pieces.size();) {
    Piece whole = pieces[i];
    for (++i; i < pieces.size() && pieces[i].begin < whole.end; ++i) whole.end = std::max(whole.end, pieces[i].end);
    add(whole.begin, whole.end);
  }
  if (verdict.demand == Demand::value) return;
  if (const std::optional<Cause> cause = cause_of(contact, verdict)) {
    verdict.cause = cause->cause;
    add(cause->begin, cause->end);
  }
}

}  // namespace ordagrant::demand::internal

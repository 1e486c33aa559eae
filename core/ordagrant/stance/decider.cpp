#include "ordagrant/stance/decider.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>
#include <vector>

#include "ordagrant/base/error.h"
#include "ordagrant/language/tables.h"
#include "ordagrant/stance/internal/embedded.h"

namespace ordagrant::stance {

namespace {

constexpr std::string_view kFormat = "ordagrant orientation\t1";
constexpr std::string_view kWeightsFolder = "weights";
constexpr std::string_view kShippedName = "orientation.tsv";

constexpr double kThousandths = 1000;
constexpr double kTenths = 10;
constexpr double kHalfAWord = 0.5;  // one word of another field alone is no certainty (judged)

const std::size_t kElsewhere = *signal_of("elsewhere");
const std::size_t kService = *signal_of("service");

// Four decimals: the last bits of an exponential are not the same on every machine.
double probability(double log_odds) { return std::round(1e4 / (1 + std::exp(-log_odds))) / 1e4; }

[[noreturn]] void wrong(std::size_t line, const std::string& what) {
  throw RequestError("weights of orientation, line " + std::to_string(line) + ": " + what);
}

double thousandths(std::string_view written, std::size_t line) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(written.data(), written.data() + written.size(), value);
  if (error != std::errc() || end != written.data() + written.size())
    wrong(line, "'" + std::string(written) + "' is not a whole number");
  return static_cast<double>(value) / kThousandths;
}

}  // namespace

std::string_view name(Label label) noexcept {
  constexpr std::array<std::string_view, 4> kLabels{"npm", "trust", "mixed", "none"};
  return kLabels[static_cast<std::size_t>(label)];
}

Decider Decider::parse(std::string_view content) {
  Decider decider;
  std::size_t number = 0;
  for (const std::string_view line : language::cells(content, '\n')) {
    ++number;
    if (number == 1 && line != kFormat) wrong(number, "is not '" + std::string(kFormat) + "'");
    if (number == 1 || line.empty() || line.starts_with('#')) continue;
    const std::vector<std::string_view> cells = language::cells(line);
    const auto value = [&](std::size_t cell) { return thousandths(cells[cell], number); };
    if (cells.size() == 2 && cells[0] == "words")
      decider.words_ = value(1);
    else if (cells.size() == 2 && cells[0] == "half")
      decider.half_ = value(1);
    else if (cells.size() == 2 && cells[0] == "least")
      decider.least_ = value(1);
    else if (cells.size() == 2 && cells[0] == "both")
      decider.both_ = value(1);
    else if (cells.size() == 2 && cells[0] == "apart")
      decider.apart_ = value(1);
    else if (cells.size() == 2 && cells[0] == "evidence")
      decider.evidence_ = value(1);
    else if (cells.size() == 3 && cells[0] == "bias")
      decider.bias_ = {value(1), value(2)};
    else if (cells.size() == 3 && signal_of(cells[0]))
      decider.weights_[*signal_of(cells[0])] = {value(1), value(2)};
    else
      wrong(number, "'" + std::string(line) + "' is neither a setting nor a signal with its weights");
  }
  return decider;
}

const Decider& Decider::shipped() {
  static const Decider decider = [] {
    for (const internal::EmbeddedFile& file : internal::embedded())
      if (file.language == kWeightsFolder && file.name == kShippedName)
        return parse({reinterpret_cast<const char*>(file.bytes), file.size});  // NOLINT(*-reinterpret-cast): text
    throw RequestError("no weights were compiled in");
  }();
  return decider;
}

double Decider::amount(const Signals& signals, std::uint64_t words, std::size_t signal) const {
  const auto found = static_cast<double>(signals[signal]) / kTenths;
  // A unit that names other fields more often than public services is about them.
  if (signal == kElsewhere) {
    const auto services = static_cast<double>(signals[kService]) / kTenths;
    return std::max(0.0, found - services) / (found + services + kHalfAWord);
  }
  // What a text says of steering grows more slowly than the text: the three-quarter power, of square roots, which are
  // exact on every machine.
  const double share = std::min(1.0, words_ / static_cast<double>(words));
  const double scaled = found * std::sqrt(share) * std::sqrt(std::sqrt(share));
  return scaled * (1 + half_) / (scaled + half_);
}

std::vector<Reason> Decider::reasons(const Signals& signals, std::uint64_t words) const {
  std::vector<Reason> found;
  for (std::size_t signal = 0; signal < kSignals; ++signal) {
    if (signals[signal] == 0) continue;
    const double worth = amount(signals, words, signal);
    found.push_back({signal,
                     static_cast<double>(signals[signal]) / kTenths,
                     worth,
                     {worth * weights_[signal].npm, worth * weights_[signal].trust}});
  }
  return found;
}

Decision Decider::decide(const Signals& signals, std::uint64_t words) const {
  if (words == 0) return {};
  Push sum = bias_;
  Push evidence;
  for (const Reason& reason : reasons(signals, words)) {
    sum.npm += reason.push.npm;
    sum.trust += reason.push.trust;
    if (!speaks(reason.signal)) continue;
    evidence.npm += std::max(0.0, reason.push.npm);
    evidence.trust += std::max(0.0, reason.push.trust);
  }
  Decision decision{Label::none, probability(sum.npm), probability(sum.trust)};
  // The base rate and the field alone can make a pole likely; no word would stand behind the label.
  const double npm = evidence.npm < evidence_ ? 0 : decision.p_npm;
  const double trust = evidence.trust < evidence_ ? 0 : decision.p_trust;
  if (std::max(npm, trust) < least_) return decision;
  if (std::min(npm, trust) >= both_ && std::abs(npm - trust) < apart_)
    decision.label = Label::mixed;
  else
    decision.label = npm > trust ? Label::npm : Label::trust;
  return decision;
}

}  // namespace ordagrant::stance

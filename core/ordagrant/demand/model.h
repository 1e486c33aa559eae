#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ordagrant/base/byte_span.h"

// Room: demand. Contacts in, value or failure demand out, with the words that decided.
// Above it: forms, privacy. No room is below it.

namespace ordagrant::demand {

// What a citizen wanted of a service (python/docs/codebook.md): what it is there for, or what its failing made
// necessary; both; or the text does not tell.
enum class Demand : std::uint8_t { failure, mixed, undetermined, value };

inline constexpr std::array<std::string_view, 4> kDemands{"failure", "mixed", "undetermined", "value"};

inline constexpr std::array<std::string_view, 8> kFailureKinds{"done_wrong",       "not_done",           "other",
                                                               "progress_chasing", "repeat_contact",     "sent_around",
                                                               "system_problem",   "unclear_information"};

inline constexpr std::uint8_t kNone = 0xFF;  // no failure kind, no cause

// What a model says of a contact.
struct Verdict {
  std::string language;  // the one that was asked for, or found
  Demand demand = Demand::undetermined;
  std::uint8_t failure_kind = kNone;        // as in kFailureKinds; kNone unless failure or mixed
  std::uint8_t cause = kNone;               // as in kCauses (features.h); kNone: none is stated
  double p_failure = 0.5;                   // that there is failure demand in it, if there is demand at all
  std::array<double, kDemands.size()> p{};  // of kDemands; their sum is 1
  std::vector<ByteSpan> evidence;           // in the source, by their place: what weighed most for the verdict, and
                                            // last the words that state the cause; empty for undetermined
};

// What it changes that the citizen has been in touch about the same case before. A failure that is something missing,
// something wrong or of no other kind was reported before, then, and is repeat_contact; the kinds that come before it
// in the codebook, and questions about progress or what a letter means, are what they are however often they come.
// Nothing else is changed: that somebody comes again is no failure by itself.
void weigh_earlier_contact(Verdict& verdict);

// A contact to be judged, or to learn from; views that outlive the call.
struct Source {
  std::string_view text;  // UTF-8, as it was handed in
  // "auto", which is found from the text, or a code. Bokm\u00E5l is read as Danish; a contact in a language that is
  // not shipped is undetermined.
  std::string_view language = "auto";
};

// A contact that somebody coded.
struct Example {
  Source source;
  Demand demand = Demand::undetermined;
  std::uint8_t failure_kind = kNone;  // kNone: teaches no kind
  std::uint32_t group = 0;            // what is left out together when the model is tried: who wrote it, for example
};

struct TrainingOptions {
  // Of a step away from the weights that training begins with; found by leaving out one writer after the other.
  double penalty = 1.0 / 3.0;
  // The share of value and failure contacts that is to be decided when the model is tried: four in five are to be
  // decided of contacts by another writer, which are less like those it was trained on.
  double decided = 0.88;
  // Groups are put in this many folds, each of which is judged by a model of the others, to find probabilities that
  // hold and the certainty below which a contact is undetermined.
  std::uint32_t folds = 10;
};

// Below so many examples the model that training begins with keeps its calibration.
inline constexpr std::size_t kFewestToCalibrate = 100;

// Tells value demand from failure demand: a linear model of letters, words, pairs, phrases and kinds of phrases.
//
//   const Model& model = Model::shipped();
//   const Verdict verdict = model.read({"Jag har fortfarande inte f\u00E5tt n\u00E5got svar.", "sv"});
//   verdict.demand;     // Demand::failure
//   verdict.evidence;   // "fortfarande inte f\u00E5tt n\u00E5got svar"
//
// Nothing depends on the order of the contacts, on the number of threads or on the processor.
// Immutable; may be used from many threads at once.
class Model {
 public:
  // Trained on the contacts in corpora/contacts; read at the first call.
  static const Model& shipped();

  // Knows nothing: what training from the beginning begins with.
  Model();
  ~Model();
  Model(const Model&);
  Model(Model&&) noexcept;
  Model& operator=(const Model&);
  Model& operator=(Model&&) noexcept;

  // A model as write() wrote it; README.md says how. Throws RequestError, naming the line, for another content.
  static Model parse(std::string_view content);
  std::string write() const;

  // The classes it can give, sorted by name: those of kDemands that it was trained on.
  std::vector<Demand> classes() const;

  Verdict read(const Source& contact) const;
  // The same of many, on so many threads (0 is as many as the machine has).
  std::vector<Verdict> read(std::span<const Source> contacts, unsigned threads) const;

  // A model that learned from these contacts, beginning with this one: weights change as far as the contacts ask for
  // it. The weights do not depend on the order of the contacts further than sums of reals do. Throws RequestError for
  // contacts of one class alone, and for texts of which none has a word.
  Model trained(std::span<const Example> examples, const TrainingOptions& options = {}) const;

  // What each example is judged to be by models that were trained as above without its fold.
  std::vector<Verdict> tried(std::span<const Example> examples, const TrainingOptions& options = {}) const;

 private:
  struct Weights;
  class Parser;
  struct Trainer;

  std::shared_ptr<const Weights> weights_;
};

}  // namespace ordagrant::demand

// Any bytes, read as a file of weights behind a header: they are refused by a RequestError, or give a model that is
// written as it is read. Any bytes as a contact: the probabilities are some, the evidence lies in it, in order, and
// many contacts are read as each by itself, on several threads too.

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "ordagrant/base/error.h"
#include "ordagrant/demand/features.h"
#include "ordagrant/demand/model.h"
#include "ordagrant/language/tables.h"
#include "promises.h"

namespace ordagrant::demand {
namespace {

void check(const Verdict& verdict, std::string_view text) {
  double sum = 0;
  for (const double p : verdict.p) {
    require(p >= 0 && p <= 1);
    sum += p;
  }
  require(std::abs(sum - 1) < 1e-6 && verdict.p_failure >= 0 && verdict.p_failure <= 1);
  const bool fails = verdict.demand == Demand::failure || verdict.demand == Demand::mixed;
  require(verdict.failure_kind == kNone || (fails && verdict.failure_kind < kFailureKinds.size()));
  require(verdict.cause == kNone || verdict.cause < kCauses.size());
  require(verdict.demand != Demand::undetermined || verdict.evidence.empty());
  for (const ByteSpan& span : verdict.evidence) require(span.begin < span.end && span.end <= text.size());
}

bool same(const Verdict& one, const Verdict& other) {
  return std::tie(one.language, one.demand, one.failure_kind, one.cause, one.p_failure, one.p, one.evidence) ==
         std::tie(other.language, other.demand, other.failure_kind, other.cause, other.p_failure, other.p,
                  other.evidence);
}

// A model that is read is read again as it is written, and judges what the shipped one may be asked.
void check_model(std::string_view content, std::string_view text) {
  try {
    const Model model = Model::parse(content);
    const std::string written = model.write();
    require(Model::parse(written).write() == written);
    check(model.read({text}), text);
  } catch (const RequestError&) {
  }
}

}  // namespace
}  // namespace ordagrant::demand

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace ordagrant::demand;
  const std::string_view input(reinterpret_cast<const char*>(bytes), size);
  const Model& model = Model::shipped();
  std::vector<Source> contacts;
  for (const std::string_view text : ordagrant::language::cells(input, '\x1E'))
    for (const char* const language : {"auto", "sv", "da", "und"}) contacts.push_back({text, language});
  const std::vector<Verdict> verdicts = model.read(contacts, 2);
  ordagrant::require(verdicts.size() == contacts.size());
  for (std::size_t contact = 0; contact < contacts.size(); ++contact) {
    check(verdicts[contact], contacts[contact].text);
    ordagrant::require(same(verdicts[contact], model.read(contacts[contact])));
  }
  check_model(input, "");
  check_model("ordagrant demand\t1\nbias\t0 0 0 0\t0 0 0 0 0 0 0 0\ncalibration\t1\t1\t1\t1\n" + std::string(input),
              input);
  return 0;
}

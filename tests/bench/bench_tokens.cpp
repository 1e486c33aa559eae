// tokens: the tokeniser with all its rules against the word boundaries of ICU alone.

#include <unicode/brkiter.h>
#include <unicode/locid.h>
#include <unicode/utext.h>

#include <memory>

#include "measure.h"
#include "ordagrant/tokens/tokeniser.h"

namespace ordagrant::bench {
namespace {

void require(UErrorCode status) {
  if (status > U_ZERO_ERROR) throw std::runtime_error(u_errorName(status));
}

// ICU's boundaries over UTF-8, collected as they come: neither kinds nor rules, and the walker and
// the buffer are kept from document to document.
class IcuBoundaries {
 public:
  IcuBoundaries() {
    UErrorCode status = U_ZERO_ERROR;
    walker_.reset(icu::BreakIterator::createWordInstance(icu::Locale("sv"), status));
    require(status);
  }

  std::size_t operator()(std::string_view document) {
    UErrorCode status = U_ZERO_ERROR;
    UText bytes = UTEXT_INITIALIZER;
    utext_openUTF8(&bytes, document.data(), static_cast<int64_t>(document.size()), &status);
    walker_->setText(&bytes, status);
    require(status);
    boundaries_.clear();
    for (int32_t at = walker_->first(); at != icu::BreakIterator::DONE; at = walker_->next()) boundaries_.push_back(at);
    utext_close(&bytes);
    return boundaries_.size();
  }

 private:
  std::unique_ptr<icu::BreakIterator> walker_;
  std::vector<int32_t> boundaries_;
};

void tokens(std::string_view content, unsigned runs) {
  const tokens::Tokeniser tokeniser({.language = "sv"});
  compare(
      content, runs, [&](std::string_view document) { return tokeniser.tokenise(document).size(); }, IcuBoundaries());
}

}  // namespace
}  // namespace ordagrant::bench

int main(int count, char** values) {
  return ordagrant::bench::main_of(
      count, values, "bench_tokens TEXT RUNS", 0,
      [](std::string_view content, unsigned runs, auto) { ordagrant::bench::tokens(content, runs); });
}

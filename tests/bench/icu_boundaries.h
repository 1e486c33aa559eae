#pragma once

#include <unicode/brkiter.h>
#include <unicode/locid.h>
#include <unicode/utext.h>

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string_view>
#include <vector>

// The peer of the tokeniser: the word boundaries of ICU alone.

namespace ordagrant::bench {

inline void require(UErrorCode status) {
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

}  // namespace ordagrant::bench

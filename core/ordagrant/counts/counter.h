#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ordagrant/counts/matrix.h"
#include "ordagrant/tokens/vocabulary.h"

// Room: counts. Texts in, a vocabulary and a document-term matrix out.
// Above it: forms. Below it: vectors.

namespace ordagrant::counts {

// How often each word stands in each text. A word is what scikit-learn's vectorisers call one: two or
// more letters, digits or underscores side by side, in lower case (by simple case mapping, so no
// letter becomes two).
//
//   Counter counter;
//   const Matrix counts = counter.fit(texts);        // the vocabulary is that of these texts
//   const Matrix others = counter.count(new_texts);  // words that it has not are left out
//
// The terms are numbered in the order of their bytes, so the numbers do not depend on the order of
// the texts. Bytes that are not UTF-8 end a word. Used by one thread at a time.
class Counter {
 public:
  Counter() = default;
  // With the vocabulary that another one had. Requires: the terms are in the order of their bytes, each once.
  explicit Counter(std::span<const std::string> terms);

  // Replaces the vocabulary. O(bytes of the texts). Throws RequestError for more than 4 GiB of terms.
  Matrix fit(std::span<const std::string_view> texts);

  Matrix count(std::span<const std::string_view> texts) const;

  std::size_t terms() const noexcept { return vocabulary_.size(); }
  // Requires: number < terms(). The view ends with the next fit().
  std::string_view term(std::uint32_t number) const { return vocabulary_.form(number); }

 private:
  tokens::Vocabulary vocabulary_;
};

}  // namespace ordagrant::counts

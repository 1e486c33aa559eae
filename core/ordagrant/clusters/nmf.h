#pragma once

#include <cstdint>
#include <utility>

#include "ordagrant/counts/matrix.h"
#include "ordagrant/vectors/dense.h"

// Room: clusters. Vectors in, groups of like texts out, with names and how far they can be trusted.
// Above it: vectors. No room is below it.

namespace ordagrant::clusters {

struct NmfOptions {
  std::uint32_t topics = 8;
  std::uint32_t iterations = 200;  // at most
  double tolerance = 1e-5;         // ends when an iteration makes the squared error so much smaller, of itself, or less
  std::uint64_t seed = 0;          // of the singular vectors that it begins with
  unsigned threads = 1;            // 0: as many as the machine has; changes no bit of the result
};

// Weighted documents as sums of topics, neither with a negative number (Lee and Seung, "Learning the parts of objects
// by non-negative matrix factorization", Nature 1999).
//
//   const Nmf nmf(weighted, {.topics = 20});
//   const Dense weights = nmf.transform(weighted);   // a row a document, a column a topic
//
// Begins with the singular vectors' positive parts, their zeros filled with the mean of the documents (Boutsidis and
// Gallopoulos, "SVD based initialization", Pattern Recognition 2008: NNDSVDa), and makes the squared error smaller by
// one topic of one row at a time (Cichocki and Phan, "Fast local algorithms", IEICE 2009: HALS). The same bits on every
// machine and for any number of threads. Immutable.
class Nmf {
 public:
  // Throws RequestError if `options.topics` is zero, or above 4000. More topics than the rank of the documents begin
  // alike and may stay empty.
  explicit Nmf(const counts::Matrix& weighted, const NmfOptions& options = {});
  // What another one had found.
  Nmf(vectors::Dense topics, double error) : topics_(std::move(topics)), error_(error) {}

  // A row a term, a column a topic; columns have length 1, or are zero.
  const vectors::Dense& topics() const noexcept { return topics_; }
  // The length of what is left of the documents when the topics are taken away (Frobenius).
  double error() const noexcept { return error_; }

  // How much of each topic is in each document; equal documents have equal weights, whatever stands beside them.
  // Requires: the columns are those of the documents it was made from.
  vectors::Dense transform(const counts::Matrix& weighted, unsigned threads = 1) const;

 private:
  vectors::Dense topics_;
  double error_ = 0;
};

}  // namespace ordagrant::clusters

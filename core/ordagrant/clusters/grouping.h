#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "ordagrant/clusters/text.h"
#include "ordagrant/vectors/dense.h"

// Room: clusters. Vectors in, groups of like texts out, with names and how far they can be trusted.
// Above it: vectors. No room is below it.

namespace ordagrant::clusters {

enum class Method : std::uint8_t {
  kmeans,  // spherical k-means
  nmf,     // topics (nmf.h); a text's cluster is the one that is strongest in it
};

struct GroupingOptions {
  std::uint32_t clusters = 0;  // 0: as many as come again when texts are left out
  std::uint64_t seed = 0;
  std::uint32_t resamples = 20;   // how often stability is tried
  std::uint32_t fitted = 20'000;  // texts that clusters are made from; the others are put with the nearest
  unsigned threads = 0;           // 0: as many as the machine has; changes no bit of the result
  Method method = Method::kmeans;
  // A row a text, if texts are to be compared by what somebody else made of them: each is brought to length 1 and cut
  // to kEmbeddedSteps, and they are divided by k-means in these dimensions. Labels are still made of words.
  const vectors::Dense* embedded = nullptr;
};

// Numbers of embedded rows are whole ones of so many to 1: what differs less is rounding of the machine that made them.
inline constexpr float kEmbeddedSteps = 4096;

// How far a cluster can be relied on, by its stability: below `trusted` it is not to be, and up to `stable` something
// is there, but which texts belong to it is in doubt. The bounds are those of Hennig's clusterboot (R package fpc,
// 2007) for the mean Jaccard coefficient.
struct ReliabilityOptions {
  double trusted = 0.6;
  double stable = 0.75;
};

enum class Reliability : std::uint8_t { unreliable, doubtful, reliable };

Reliability reliability_of(double stability, const ReliabilityOptions& options = {}) noexcept;

// A cluster and what it is about.
struct Cluster {
  std::vector<std::string> words;        // real words, the most telling first
  std::vector<std::uint32_t> exemplars;  // numbers of texts, the nearest to the centre first
  std::uint32_t texts = 0;
  double stability = 0;  // from 0 to 1: how much of it comes again when texts are left out
};

struct Grouping {
  static constexpr std::int32_t kNone = -1;

  std::vector<std::int32_t> clusters;  // of each text; kNone if it has no letters
  std::vector<std::uint32_t> same_as;  // of each text the number of the text that speaks for all that are the same
  std::vector<float> closeness;        // of each text to its centre, a cosine
  std::vector<Cluster> found;          // by the number of texts, the largest first
  std::uint32_t different = 0;         // texts that are not the same
  std::uint32_t fitted = 0;            // of these, those that clusters were made from
};

// Puts every text with its like.
//
//   group({{"Bussen kom inte."}, {"bussen kom inte!"}, {"Hur s\u00F6ker jag bygglov?"}}, {.clusters = 2});
//
// Texts that are the same but for case, marks, spaces and figures, or nearly (near_equal.h), are always in one
// cluster. Spherical k-means divides the texts in latent dimensions, and once more by all they are compared by
// (TF-IDF of grams, lemmas and parts of compounds). Topics are made of the same; how many are to be found is asked of
// k-means. The stability of a cluster is the mean over resamples of the Jaccard coefficient with what is most like it
// in a clustering of two thirds of the texts (Hennig, "Cluster-wise assessment of cluster stability", 2007). Where
// there are fewer different texts than clusters asked for, every one of them is a cluster.
//
// No result depends on the order of the texts or the number of threads; of equal texts the smallest number is
// given. Throws RequestError if `resamples` or `fitted` is zero, if `embedded` has not a row for each text or a number
// that is not finite, or is given for topics.
Grouping group(std::span<const Text> texts, const GroupingOptions& options = {});

}  // namespace ordagrant::clusters

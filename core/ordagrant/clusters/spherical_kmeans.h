#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "ordagrant/vectors/dense.h"

// Room: clusters. Vectors in, groups of like texts out, with names and how far they can be trusted.
// Above it: vectors. No room is below it.

namespace ordagrant::clusters {

struct KMeansOptions {
  std::uint32_t clusters = 8;
  std::uint32_t starts = 4;        // of which the best is kept
  std::uint32_t iterations = 100;  // at most, for each start
  std::uint64_t seed = 0;
  unsigned threads = 1;  // 0: as many as the machine has; changes no bit of the result
};

struct KMeans {
  vectors::Dense centres;               // of length 1, a row a cluster
  std::vector<std::uint32_t> clusters;  // of each row
  double closeness = 0;                 // the sum of every row's cosine with its centre, which is made large
};

// Divides rows of length 1 so that each lies with the centre that it has the largest cosine with (Dhillon and Modha,
// "Concept decompositions", Machine Learning 2001), beginning with centres far apart (Arthur and Vassilvitskii,
// "k-means++", SODA 2007; the best of several candidates each time). No cluster is empty while there are as many
// different rows as clusters.
//
// The same bits on every machine and for any number of threads; another order of the rows is another start.
// Requires: rows.rows() >= options.clusters >= 1.
KMeans spherical_kmeans(const vectors::Dense& rows, const KMeansOptions& options);

// The centre that each row is nearest to, the first one of several. `closeness`, if given, is filled with the cosines.
std::vector<std::uint32_t> nearest(const vectors::Dense& rows, const vectors::Dense& centres, unsigned threads,
                                   std::vector<float>* closeness = nullptr);

}  // namespace ordagrant::clusters

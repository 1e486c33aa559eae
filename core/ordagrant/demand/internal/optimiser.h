#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "ordagrant/demand/internal/weights.h"

// Room: demand. Logistic regression with several classes.

namespace ordagrant::demand::internal {

struct Problem {
  std::uint32_t features = 0;
  std::uint32_t classes = 0;
  std::vector<std::vector<Value>> rows;  // numbers below `features`
  std::vector<std::uint32_t> labels;     // of the rows, below `classes`
  std::vector<bool> allowed;             // of the classes; others have no probability
  double penalty = 1.0;                  // of a step away from where the search begins; the biases are free
};

// Finds the weights with the least sum of losses and penalty, by L-BFGS (Liu and Nocedal 1989). `weights` holds
// features x classes values, then a bias for each class: where the search begins, and what it found. Without chance;
// every sum runs in the order of rows and features.
void optimise(const Problem& problem, std::vector<double>& weights);

}  // namespace ordagrant::demand::internal

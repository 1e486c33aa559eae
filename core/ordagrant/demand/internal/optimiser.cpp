#include "ordagrant/demand/internal/optimiser.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <deque>
#include <limits>
#include <utility>

#include "ordagrant/base/elementary.h"

namespace ordagrant::demand::internal {

namespace {

using Vector = std::vector<double>;

constexpr std::size_t kRemembered = 8;  // steps
constexpr int kMostSteps = 120;
constexpr int kMostHalvings = 30;
constexpr double kArmijo = 1e-4;  // of the promised gain, that a step must bring
constexpr double kEnough = 1e-5;  // of the sum, that a step must bring for the search to go on

double dot(const Vector& a, const Vector& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
  return sum;
}

// The sum of losses and penalty, and its gradient.
double loss(const Problem& problem, const Vector& origin, const Vector& weights, Vector& gradient) {
  const std::size_t classes = problem.classes;
  const std::size_t biases = problem.features * classes;
  std::fill(gradient.begin(), gradient.end(), 0.0);
  double sum = 0;
  Vector scores(classes);
  for (std::size_t row = 0; row < problem.rows.size(); ++row) {
    for (std::size_t c = 0; c < classes; ++c) scores[c] = weights[biases + c];
    for (const Value& value : problem.rows[row])
      for (std::size_t c = 0; c < classes; ++c) scores[c] += value.value * weights[value.number * classes + c];
    double largest = -std::numeric_limits<double>::infinity();
    for (std::size_t c = 0; c < classes; ++c)
      if (problem.allowed[c]) largest = std::max(largest, scores[c]);
    double total = 0;
    const double own = scores[problem.labels[row]];
    for (std::size_t c = 0; c < classes; ++c) {
      scores[c] = problem.allowed[c] ? exponential(scores[c] - largest) : 0.0;
      total += scores[c];
    }
    sum += logarithm(total) + largest - own;
    for (std::size_t c = 0; c < classes; ++c) {
      scores[c] = scores[c] / total - (c == problem.labels[row] ? 1.0 : 0.0);
      gradient[biases + c] += scores[c];
    }
    for (const Value& value : problem.rows[row])
      for (std::size_t c = 0; c < classes; ++c) gradient[value.number * classes + c] += value.value * scores[c];
  }
  for (std::size_t i = 0; i < biases; ++i) {
    const double step = weights[i] - origin[i];
    sum += 0.5 * problem.penalty * step * step;
    gradient[i] += problem.penalty * step;
  }
  return sum;
}

struct Step {
  Vector way;
  Vector turn;  // of the gradient
  double product = 0;
};

// The direction of descent: the gradient, bent by the steps that were taken.
Vector direction(const Vector& gradient, const std::deque<Step>& steps) {
  Vector bent = gradient;
  Vector shares(steps.size());
  for (std::size_t i = steps.size(); i-- > 0;) {
    shares[i] = dot(steps[i].way, bent) / steps[i].product;
    for (std::size_t j = 0; j < bent.size(); ++j) bent[j] -= shares[i] * steps[i].turn[j];
  }
  if (!steps.empty()) {
    const double scale = steps.back().product / dot(steps.back().turn, steps.back().turn);
    for (double& one : bent) one *= scale;
  }
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const double back = dot(steps[i].turn, bent) / steps[i].product;
    for (std::size_t j = 0; j < bent.size(); ++j) bent[j] += (shares[i] - back) * steps[i].way[j];
  }
  for (double& one : bent) one = -one;
  return bent;
}

}  // namespace

void optimise(const Problem& problem, std::vector<double>& weights) {
  const Vector origin = weights;
  Vector gradient(weights.size());
  Vector next(weights.size());
  Vector next_gradient(weights.size());
  std::deque<Step> steps;
  double current = loss(problem, origin, weights, gradient);
  for (int taken = 0; taken < kMostSteps; ++taken) {
    const Vector down = direction(gradient, steps);
    const double slope = dot(gradient, down);
    if (!(slope < 0)) return;
    double length = steps.empty() ? 1.0 / std::max(1.0, std::sqrt(dot(gradient, gradient))) : 1.0;
    double reached = current;
    bool is_lower = false;
    for (int halving = 0; halving < kMostHalvings && !is_lower; ++halving) {
      if (halving > 0) length *= 0.5;
      for (std::size_t i = 0; i < weights.size(); ++i) next[i] = weights[i] + length * down[i];
      reached = loss(problem, origin, next, next_gradient);
      is_lower = reached <= current + kArmijo * length * slope;
    }
    if (!is_lower) return;
    Step step{Vector(weights.size()), Vector(weights.size()), 0};
    for (std::size_t i = 0; i < weights.size(); ++i) {
      step.way[i] = next[i] - weights[i];
      step.turn[i] = next_gradient[i] - gradient[i];
    }
    step.product = dot(step.way, step.turn);
    if (step.product > 0) {
      steps.push_back(std::move(step));
      if (steps.size() > kRemembered) steps.pop_front();
    }
    const double gain = current - reached;
    weights.swap(next);
    gradient.swap(next_gradient);
    current = reached;
    if (gain <= kEnough * current / 10) return;
  }
}

}  // namespace ordagrant::demand::internal

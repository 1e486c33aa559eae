#include "ordagrant/charts/chart.h"

namespace ordagrant::charts {

std::string_view name(Signal signal) {
  switch (signal) {
    case Signal::outside:
      return "outside";
    case Signal::eight_in_a_row:
      return "eight_in_a_row";
    case Signal::three_of_four:
      return "three_of_four";
    case Signal::range:
      break;
  }
  return "range";
}

}  // namespace ordagrant::charts

#include "ordagrant/demand/duplicates.h"

#include <algorithm>
#include <unordered_map>

namespace ordagrant::demand {

namespace {

std::string_view without_edges(std::string_view text) {
  constexpr std::string_view kSpace = " \t\n\v\f\r";
  const std::size_t begin = text.find_first_not_of(kSpace);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kSpace) + 1 - begin);
}

bool is_whole_number(std::string_view id) {
  return !id.empty() && id.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

bool is_smaller_id(std::string_view a, std::string_view b) {
  const bool number = is_whole_number(a);
  if (number != is_whole_number(b)) return number;
  if (!number) return a < b;
  const std::string_view digits_a = a.substr(std::min(a.find_first_not_of('0'), a.size() - 1));
  const std::string_view digits_b = b.substr(std::min(b.find_first_not_of('0'), b.size() - 1));
  return digits_a.size() != digits_b.size() ? digits_a.size() < digits_b.size() : digits_a < digits_b;
}

std::vector<std::size_t> first_of_equal(std::span<const std::string_view> texts,
                                        std::span<const std::string_view> ids) {
  std::unordered_map<std::string_view, std::size_t> smallest;
  smallest.reserve(texts.size());
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const auto [known, is_new] = smallest.try_emplace(without_edges(texts[i]), i);
    if (!is_new && is_smaller_id(ids[i], ids[known->second])) known->second = i;
  }
  std::vector<std::size_t> first(texts.size());
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const std::string_view text = without_edges(texts[i]);
    first[i] = text.empty() ? i : smallest.find(text)->second;
  }
  return first;
}

}  // namespace ordagrant::demand

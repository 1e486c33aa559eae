#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <system_error>
#include <utility>

#include "ordagrant/base/error.h"
#include "ordagrant/base/not_one_of.h"
#include "ordagrant/demand/internal/weights.h"
#include "ordagrant/demand/model.h"
#include "ordagrant/language/tables.h"

namespace ordagrant::demand {

namespace {

constexpr std::string_view kFormat = "ordagrant demand";
constexpr std::string_view kVersion = "1";
constexpr std::string_view kComment =
    "# Weights of value and failure demand, in thousandths, for: failure mixed undetermined value; of named features "
    "also\n"
    "# for: done_wrong not_done other progress_chasing repeat_contact sent_around system_problem unclear_information.\n"
    "# core/ordagrant/demand/README.md says how to read it.\n";
constexpr double kScaleOfRarity = 100.0;
constexpr std::uint32_t kLettersInALine = 32;

// --- Writing ---

void append(std::string& to, double value, double scale) {
  std::array<char, 24> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), std::llround(value * scale));
  to.append(digits.data(), end.ptr);
}

template <std::size_t kCount>
void append(std::string& to, const std::array<float, kCount>& weights, char separator) {
  for (std::size_t i = 0; i < kCount; ++i) {
    if (i > 0) to += separator;
    append(to, weights[i], internal::kScale);
  }
}

// --- Reading ---

class Lines {
 public:
  explicit Lines(std::string_view content) : content_(content) {}

  // The cells of the next line that is no comment; none at the end.
  std::vector<std::string_view> next() {
    while (begin_ < content_.size()) {
      const std::size_t end = std::min(content_.find('\n', begin_), content_.size());
      std::string_view line = content_.substr(begin_, end - begin_);
      begin_ = end + 1;
      ++number_;
      if (line.ends_with('\r')) line.remove_suffix(1);
      if (!line.empty() && line.front() != '#') return language::cells(line);
    }
    return {};
  }

  [[noreturn]] void wrong(const std::string& what) const {
    throw RequestError("demand model, line " + std::to_string(number_) + ": " + what);
  }

  std::int64_t number(std::string_view written) const {
    std::int64_t value = 0;
    constexpr std::int64_t kMost = 1'000'000'000;
    const auto [end, error] = std::from_chars(written.data(), written.data() + written.size(), value);
    if (error != std::errc() || end != written.data() + written.size() || value > kMost || value < -kMost)
      wrong("'" + std::string(written) + "' is not a whole number");
    return value;
  }

  float scaled(std::string_view written, double scale) const {
    return static_cast<float>(static_cast<double>(number(written)) / scale);
  }

  template <std::size_t kCount>
  std::array<float, kCount> weights(std::string_view written, char separator) const {
    const std::vector<std::string_view> parts = language::cells(written, separator);
    if (parts.size() != kCount)
      wrong("'" + std::string(written) + "' is not " + std::to_string(kCount) + " whole numbers");
    std::array<float, kCount> found{};
    for (std::size_t i = 0; i < kCount; ++i) found[i] = scaled(parts[i], internal::kScale);
    return found;
  }

 private:
  std::string_view content_;
  std::size_t begin_ = 0;
  std::size_t number_ = 0;
};

constexpr double kScaleOfCalibration = 1e6;

}  // namespace

std::string Model::write() const {
  const Weights& weights = *weights_;
  std::string content = std::string(kFormat) + '\t' + std::string(kVersion) + '\n' + std::string(kComment) + "classes";
  for (const Demand demand : classes()) content.append(1, '\t').append(kDemands[static_cast<std::size_t>(demand)]);
  content += "\nbias\t";
  append(content, weights.demand_bias, ' ');
  content += '\t';
  append(content, weights.kind_bias, ' ');
  content += "\ncalibration";
  for (const double value : {weights.sharpness, weights.failure_slope, weights.failure_offset, weights.certainty}) {
    content += '\t';
    append(content, value, kScaleOfCalibration);
  }
  content += '\n';
  for (std::uint32_t first = 0; first < kLetterRows; first += kLettersInALine) {
    content += "letters\t" + std::to_string(first) + '\t';
    for (std::uint32_t row = first; row < first + kLettersInALine; ++row) {
      if (row > first) content += ' ';
      append(content, weights.rarity[row], kScaleOfRarity);
      if (weights.rarity[row] == 0) continue;
      content += ',';
      append(content, weights.demand[row], ',');
    }
    content += '\n';
  }
  std::vector<std::uint32_t> numbers;
  for (std::uint32_t number = kLetterRows; number < weights.names.size(); ++number) numbers.push_back(number);
  std::sort(numbers.begin(), numbers.end(),
            [&](std::uint32_t a, std::uint32_t b) { return weights.names.key(a) < weights.names.key(b); });
  for (const std::uint32_t number : numbers) {
    content.append(weights.names.key(number)).append(1, '\t');
    append(content, weights.rarity[number], kScaleOfRarity);
    content += '\t';
    append(content, weights.demand[number], ' ');
    content += '\t';
    append(content, weights.kind[number - kLetterRows], ' ');
    content += '\n';
  }
  return content;
}

// A file being read into weights: a line at a time, by what its first cell says.
class Model::Parser {
 public:
  Parser(std::string_view content, Weights& weights) : lines_(content), weights_(weights) {}

  void parse() {
    Cells cells = lines_.next();
    if (cells.size() != 2 || cells[0] != kFormat)
      lines_.wrong("not a demand model: one begins with '" + std::string(kFormat) + "' and a version");
    if (cells[1] != kVersion)
      lines_.wrong("version '" + std::string(cells[1]) + "' of the format is not known; this is version " +
                   std::string(kVersion));
    for (cells = lines_.next(); !cells.empty(); cells = lines_.next()) {
      if (cells[0] == "classes") {
        read_classes(cells);
      } else if (cells[0] == "bias" && cells.size() == 3) {
        weights_.demand_bias = lines_.weights<kDemandCount>(cells[1], ' ');
        weights_.kind_bias = lines_.weights<kKindCount>(cells[2], ' ');
        has_bias_ = true;
      } else if (cells[0] == "calibration" && cells.size() == 5) {
        read_calibration(cells);
      } else if (cells[0] == "letters" && cells.size() == 3) {
        read_letters(cells);
      } else if (cells.size() == 6) {
        read_feature(cells);
      } else {
        lines_.wrong("'" + std::string(cells[0]) + "' with " + std::to_string(cells.size()) +
                     " cells is nothing that a model has");
      }
    }
    if (!has_bias_ || !has_calibration_) lines_.wrong("the model ends without its bias or its calibration");
  }

 private:
  using Cells = std::vector<std::string_view>;

  void read_classes(const Cells& cells) {
    for (std::size_t i = 1; i < cells.size(); ++i) {
      const auto known = std::find(kDemands.begin(), kDemands.end(), cells[i]);
      if (known == kDemands.end()) lines_.wrong(not_one_of("class", cells[i], kDemands).what());
      weights_.trained[static_cast<std::size_t>(known - kDemands.begin())] = true;
    }
  }

  void read_calibration(const Cells& cells) {
    const auto value = [&](std::size_t cell) {
      return static_cast<double>(lines_.number(cells[cell])) / kScaleOfCalibration;
    };
    weights_.sharpness = value(1);
    weights_.failure_slope = value(2);
    weights_.failure_offset = value(3);
    weights_.certainty = value(4);
    has_calibration_ = true;
  }

  void read_letters(const Cells& cells) {
    const std::int64_t first = lines_.number(cells[1]);
    const Cells rows = language::cells(cells[2], ' ');
    if (first < 0 || first % kLettersInALine != 0 || std::cmp_greater_equal(first, kLetterRows) ||
        rows.size() != kLettersInALine)
      lines_.wrong("rows of letters come by " + std::to_string(kLettersInALine) + ", up to " +
                   std::to_string(kLetterRows));
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const std::size_t comma = rows[i].find(',');
      const auto row = static_cast<std::size_t>(first) + i;
      weights_.rarity[row] = lines_.scaled(rows[i].substr(0, comma), kScaleOfRarity);
      if (comma != std::string_view::npos)
        weights_.demand[row] = lines_.weights<kDemandCount>(rows[i].substr(comma + 1), ',');
    }
  }

  void read_feature(const Cells& cells) {
    const bool is_block =
        std::any_of(kNamedBlocks.begin(), kNamedBlocks.end(), [&](Block block) { return cells[0] == name(block); });
    if (!is_block) lines_.wrong("'" + std::string(cells[0]) + "' is no kind of feature");
    const std::string_view key(cells[0].data(), cells[0].size() + cells[1].size() + cells[2].size() + 2);
    if (weights_.names.find(key) != kNoFeature) lines_.wrong("feature '" + std::string(cells[2]) + "' stands twice");
    weights_.names.add(key);
    weights_.rarity.push_back(lines_.scaled(cells[3], kScaleOfRarity));
    weights_.demand.push_back(lines_.weights<kDemandCount>(cells[4], ' '));
    weights_.kind.push_back(lines_.weights<kKindCount>(cells[5], ' '));
  }

  Lines lines_;
  Weights& weights_;
  bool has_bias_ = false;
  bool has_calibration_ = false;
};

Model Model::parse(std::string_view content) {
  auto weights = std::make_shared<Weights>();
  Parser(content, *weights).parse();
  Model model;
  model.weights_ = std::move(weights);
  return model;
}

}  // namespace ordagrant::demand

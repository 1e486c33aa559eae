#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <memory>
#include <numeric>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "buffers.h"
#include "dense.h"
#include "ordagrant/base/error.h"
#include "ordagrant/batch/columns.h"
#include "ordagrant/clusters/categories.h"
#include "ordagrant/clusters/grouping.h"
#include "ordagrant/clusters/nmf.h"
#include "ordagrant/clusters/spherical_kmeans.h"
#include "ordagrant/demand/duplicates.h"
#include "ordagrant/vectors/lsa.h"
#include "rooms.h"
#include "table.h"

namespace ordagrant::python {

namespace py = pybind11;
using namespace clusters;
using namespace py::literals;
using batch::Columns;
using batch::Type;

namespace {

// Id, text in UTF-8, language or "auto". Views into the Python objects, which the caller's list keeps alive.
using Rows = py::typing::List<py::typing::Tuple<py::str, py::bytes, py::str>>;
using Lists = std::map<std::string, std::vector<std::pair<std::string, std::vector<std::string>>>, std::less<>>;

// The texts in the order of their ids, so that of equal texts the smallest id is the first one.
struct Ordered {
  explicit Ordered(const Rows& rows) : place(rows.size()) {
    std::vector<std::pair<std::string_view, Text>> given;
    given.reserve(rows.size());
    for (const py::handle& row : rows) {
      const auto [id, text, language] = row.cast<std::tuple<std::string_view, std::string_view, std::string_view>>();
      given.emplace_back(id, Text{text, language});
    }
    std::vector<std::uint32_t> order(given.size());
    std::iota(order.begin(), order.end(), 0U);
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
      return demand::is_smaller_id(given[a].first, given[b].first);
    });
    for (std::uint32_t i = 0; i < order.size(); ++i) {
      place[order[i]] = i;
      ids.push_back(given[order[i]].first);
      texts.push_back(given[order[i]].second);
    }
  }

  std::vector<std::string_view> ids;
  std::vector<Text> texts;
  std::vector<std::uint32_t> place;  // of each row
};

double rounded(double value) { return std::round(value * 1e6) / 1e6; }

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

// What is said of a cluster, and of a text in it.
struct Shown {
  std::string id;
  std::string label;
  std::vector<std::string> words;
  std::vector<std::uint32_t> exemplars;
  std::int64_t texts = 0;
  std::optional<double> stability;
};

void add(batch::Column& column, std::optional<double> value) {
  if (value)
    column.add(rounded(*value));
  else
    column.add_null();
}

void add(batch::Column& column, std::optional<std::string_view> name) {
  if (name)
    column.add(*name);
  else
    column.add_null();
}

std::string_view name_of(Reliability reliability) {
  switch (reliability) {
    case Reliability::unreliable:
      return "unreliable";
    case Reliability::doubtful:
      return "doubtful";
    case Reliability::reliable:
      break;
  }
  return "reliable";
}

SharedTable shared(Columns columns) { return {std::make_shared<const batch::Table>(batch::Table{std::move(columns)})}; }

// `cluster` of each text, in the order of the ids: a place in `shown`, or Grouping::kNone.
SharedTable rows_of(const Ordered& given, const std::vector<Shown>& shown, const std::vector<std::int32_t>& cluster,
                    const std::vector<std::optional<double>>& closeness, const std::vector<std::uint32_t>& same_as) {
  Columns rows({{"id", Type::text},
                {"cluster", Type::category},
                {"label", Type::category},
                {"stability", Type::real},
                {"reliability", Type::text},
                {"closeness", Type::real},
                {"exemplar", Type::truth},
                {"same_as", Type::text}});
  // The core lets another text speak for copies, one that no ids decide on; a reader wants the smallest id.
  std::vector<std::uint32_t> smallest(given.ids.size());
  for (auto text = static_cast<std::uint32_t>(given.ids.size()); text-- > 0;) smallest[same_as[text]] = text;
  std::vector<bool> is_exemplar(given.ids.size(), false);
  for (const Shown& of : shown)
    for (const std::uint32_t text : of.exemplars) is_exemplar[text] = true;
  for (const std::uint32_t text : given.place) {
    rows["id"].add(given.ids[text]);
    if (cluster[text] == Grouping::kNone) {
      for (const char* name : {"cluster", "label", "stability", "reliability", "closeness"}) rows[name].add_null();
    } else {
      const Shown& of = shown[static_cast<std::size_t>(cluster[text])];
      rows["cluster"].add(std::string_view(of.id));
      rows["label"].add(std::string_view(of.label));
      add(rows["stability"], of.stability);
      add(rows["reliability"], of.stability ? std::optional(name_of(reliability_of(*of.stability))) : std::nullopt);
      add(rows["closeness"], closeness[text]);
    }
    rows["exemplar"].add_truth(is_exemplar[text]);
    if (smallest[same_as[text]] == text)
      rows["same_as"].add_null();
    else
      rows["same_as"].add(given.ids[smallest[same_as[text]]]);
  }
  return shared(std::move(rows));
}

// A row a cluster. The ids of exemplars are apart: they may hold any character.
std::pair<SharedTable, std::vector<std::vector<std::string_view>>> summary_of(const Ordered& given,
                                                                              const std::vector<Shown>& shown) {
  Columns rows({{"cluster", Type::text},
                {"label", Type::text},
                {"words", Type::text},
                {"n", Type::integer},
                {"stability", Type::real},
                {"reliability", Type::text}});
  std::vector<std::vector<std::string_view>> exemplars;
  for (const Shown& of : shown) {
    rows["cluster"].add(std::string_view(of.id));
    rows["label"].add(std::string_view(of.label));
    rows["words"].add(std::string_view(joined(of.words)));
    rows["n"].add(of.texts);
    add(rows["stability"], of.stability);
    add(rows["reliability"], of.stability ? std::optional(name_of(reliability_of(*of.stability))) : std::nullopt);
    auto& ids = exemplars.emplace_back();
    for (const std::uint32_t text : of.exemplars) ids.push_back(given.ids[text]);
  }
  return {shared(std::move(rows)), exemplars};
}

std::vector<Shown> shown_of(const Grouping& grouping, const std::string& before,
                            std::span<const std::uint32_t> number) {
  std::vector<Shown> shown;
  for (const Cluster& cluster : grouping.found) {
    Shown& of = shown.emplace_back();
    of.id = before + std::to_string(shown.size());
    of.label = cluster.words.empty() ? of.id : joined(cluster.words);
    of.words = cluster.words;
    for (const std::uint32_t text : cluster.exemplars) of.exemplars.push_back(number.empty() ? text : number[text]);
    of.texts = cluster.texts;
    of.stability = cluster.stability;
  }
  return shown;
}

using Found = std::tuple<SharedTable, SharedTable, std::vector<std::vector<std::string>>, std::uint32_t, std::uint32_t>;

Found found_of(const Ordered& given, const std::vector<Shown>& shown, const std::vector<std::int32_t>& cluster,
               const std::vector<std::optional<double>>& closeness, const std::vector<std::uint32_t>& same_as,
               std::uint32_t different, std::uint32_t fitted) {
  auto [summary, exemplars] = summary_of(given, shown);
  std::vector<std::vector<std::string>> ids;
  for (const auto& of : exemplars) ids.emplace_back(of.begin(), of.end());
  return {rows_of(given, shown, cluster, closeness, same_as), std::move(summary), std::move(ids), different, fitted};
}

Found group_rows(const Rows& rows, GroupingOptions options, const std::optional<py::buffer>& embedded) {
  const Ordered given(rows);
  vectors::Dense places;
  if (embedded) {
    const vectors::Dense as_given = dense_of(*embedded);
    if (as_given.rows() != given.place.size())
      throw RequestError("the embedder gave " + std::to_string(as_given.rows()) + " rows for " +
                         std::to_string(given.place.size()) + " texts");
    places = vectors::Dense(as_given.rows(), as_given.columns());
    for (std::size_t i = 0; i < as_given.rows(); ++i)
      std::copy_n(as_given.row(i).begin(), places.stride(), places.row(given.place[i]).begin());
    options.embedded = &places;
  }
  const py::gil_scoped_release unlocked;
  const Grouping grouping = group(given.texts, options);
  const std::vector<std::optional<double>> closeness(grouping.closeness.begin(), grouping.closeness.end());
  return found_of(given, shown_of(grouping, "", {}), grouping.clusters, closeness, grouping.same_as, grouping.different,
                  grouping.fitted);
}

Found assign_rows(const Rows& rows, const std::optional<Lists>& lists, const GroupingOptions& options) {
  std::map<std::string, std::vector<Category>, std::less<>> categories;
  if (lists) {
    for (const auto& [language, list] : *lists)
      for (const auto& [id, seeds] : list) categories[language].push_back({id, seeds});
  } else {
    categories = services();
  }
  const Ordered given(rows);
  const py::gil_scoped_release unlocked;
  const Assignment assignment = assign(given.texts, categories, options);
  std::vector<Shown> shown;
  shown.reserve(assignment.ids.size());
  for (std::size_t i = 0; i < assignment.ids.size(); ++i)
    shown.push_back(
        {.id = assignment.ids[i],
         .label = assignment.ids[i],
         .words = assignment.words[i],
         .exemplars = assignment.exemplars[i],
         .texts = std::count(assignment.categories.begin(), assignment.categories.end(), static_cast<std::int32_t>(i)),
         .stability = std::nullopt});
  std::vector<std::int32_t> cluster = assignment.categories;
  std::vector<std::optional<double>> closeness(cluster.size());
  for (std::size_t i = 0; i < assignment.residue.size(); ++i) {
    const std::uint32_t text = assignment.residue[i];
    cluster[text] = assignment.rest.clusters[i];
    if (cluster[text] == Grouping::kNone) continue;
    cluster[text] += static_cast<std::int32_t>(shown.size());
    closeness[text] = assignment.rest.closeness[i];
  }
  for (Shown& of : shown_of(assignment.rest, std::string(kRest) + '-', assignment.residue))
    shown.push_back(std::move(of));
  return found_of(given, shown, cluster, closeness, assignment.same_as, assignment.different, assignment.rest.fitted);
}

using NmfState = py::typing::Tuple<Numbers, py::float_>;  // topics, error

void bind_grouping(py::module_& m) {
  m.def(
      "group",
      [](const Rows& rows, std::uint32_t clusters, std::uint64_t seed, std::uint32_t resamples, unsigned threads,
         bool topics, const std::optional<py::buffer>& embedded) {
        return group_rows(rows,
                          {.clusters = clusters,
                           .seed = seed,
                           .resamples = resamples,
                           .threads = threads,
                           .method = topics ? Method::nmf : Method::kmeans},
                          embedded);
      },
      "rows"_a, py::kw_only(), "clusters"_a, "seed"_a, "resamples"_a, "threads"_a, "topics"_a, "embedded"_a,
      "Rows are (id, text in UTF-8, language). The rows with their clusters, the clusters, the ids of their exemplars, "
      "how many texts are different, and how many of these clusters were made from.");
  m.def(
      "assign",
      [](const Rows& rows, const std::optional<Lists>& categories, std::uint32_t clusters, std::uint64_t seed,
         std::uint32_t resamples, unsigned threads) {
        return assign_rows(rows, categories,
                           {.clusters = clusters, .seed = seed, .resamples = resamples, .threads = threads});
      },
      "rows"_a, py::kw_only(), "categories"_a, "clusters"_a, "seed"_a, "resamples"_a, "threads"_a,
      "The same with (id, seeds) of categories by language, or the shipped services.");
  m.attr("TRUSTED") = ReliabilityOptions{}.trusted;
  m.attr("STABLE") = ReliabilityOptions{}.stable;
  m.def(
      "services",
      [] {
        Lists lists;
        for (const auto& [language, list] : services())
          for (const Category& category : list) lists[language].emplace_back(category.id, category.seeds);
        return lists;
      },
      "The shipped catalogue: (id, seeds) by language.");
}

void bind_nmf(py::module_& m) {
  py::class_<Nmf>(m, "Nmf", "Weighted documents as sums of topics.")
      .def(py::init([](const counts::Matrix& rows, std::uint32_t topics, std::uint32_t iterations, std::uint64_t seed,
                       unsigned threads) {
             const py::gil_scoped_release unlocked;
             return Nmf(rows, {.topics = topics, .iterations = iterations, .seed = seed, .threads = threads});
           }),
           "rows"_a, py::kw_only(), "topics"_a, "iterations"_a, "seed"_a, "threads"_a)
      .def(
          "transform",
          [](const Nmf& self, const counts::Matrix& rows, unsigned threads) {
            if (rows.columns != self.topics().rows())
              throw RequestError("rows with " + std::to_string(rows.columns) + " terms are not those of " +
                                 std::to_string(self.topics().rows()) + " terms");
            return numbers_of([&] {
              const py::gil_scoped_release unlocked;
              return self.transform(rows, threads);
            }());
          },
          "rows"_a, py::kw_only(), "threads"_a, "How much of each topic is in each document.")
      .def_property_readonly("topics", [](const Nmf& self) { return numbers_of(self.topics()); })
      .def_property_readonly("error", &Nmf::error)
      .def(py::pickle(
          [](const Nmf& self) -> NmfState { return py::make_tuple(numbers_of(self.topics()), self.error()); },
          [](const NmfState& state) { return Nmf(dense_of(state[0].cast<py::buffer>()), state[1].cast<double>()); }));
}

void bind_kmeans(py::module_& m) {
  m.def(
      "spherical_kmeans",
      [](const py::buffer& rows, std::uint32_t clusters, std::uint32_t starts, std::uint64_t seed, unsigned threads) {
        vectors::Dense dense = dense_of(rows);
        if (clusters == 0 || clusters > dense.rows())
          throw RequestError("clusters " + std::to_string(clusters) + " is not a number from 1 to that of the rows, " +
                             std::to_string(dense.rows()));
        if (starts == 0) throw RequestError("starts 0 is not a number from 1 up");
        const py::gil_scoped_release unlocked;
        vectors::normalise(dense);
        const auto made = std::make_shared<KMeans>(
            spherical_kmeans(dense, {.clusters = clusters, .starts = starts, .seed = seed, .threads = threads}));
        return std::tuple(numbers(made, made->clusters.data(), made->clusters.size()), numbers_of(made->centres),
                          made->closeness);
      },
      "rows"_a, py::kw_only(), "clusters"_a, "starts"_a, "seed"_a, "threads"_a,
      "The cluster of each row, the centres, and the sum of the cosines with them.");
}

}  // namespace

void bind_clusters(py::module_& m) {
  bind_grouping(m);
  bind_nmf(m);
  bind_kmeans(m);
}

}  // namespace ordagrant::python

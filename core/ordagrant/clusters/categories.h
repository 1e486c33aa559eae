#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ordagrant/clusters/grouping.h"
#include "ordagrant/clusters/text.h"

// Room: clusters. Vectors in, groups of like texts out, with names and how far they can be trusted.
// Above it: vectors. No room is below it.

namespace ordagrant::clusters {

// The category of texts that are about none of those that were asked for.
inline constexpr std::string_view kRest = "rest";

// What a text is about, by the words that show it.
struct Category {
  std::string id;
  // Each a seed as services.tsv has them (core/ordagrant/language/data/README.md): a word, "*" for any beginning or
  // end, "+" between words that must all be there, "=3" for its weight. Sought in the word, its lemma and its parts.
  std::vector<std::string> seeds;
};

// The shipped catalogue of services: categories by language. One with the id kRest holds the words of other services.
std::map<std::string, std::vector<Category>, std::less<>> services();

struct Assignment {
  std::vector<std::int32_t> categories;  // of each text a place in `ids`; Grouping::kNone: the residue, or no letters
  std::vector<double> weights;           // of the seeds that were found for it; 0: put there because it is like others
  std::vector<std::string> ids;          // in the order of the list
  std::vector<std::vector<std::string>> words;        // of each category, the most telling in its texts
  std::vector<std::vector<std::uint32_t>> exemplars;  // of each category, three whose seeds decide
  std::vector<std::uint32_t> same_as;                 // as Grouping has it
  std::uint32_t different = 0;                        // texts that are not the same
  std::vector<std::uint32_t> residue;                 // numbers of the texts with letters that are in no category
  Grouping rest;                                      // of these texts
};

// Puts every text with one of the categories or into a residue, and what is like in the residue together.
//
// First by the seeds in it; then a text whose seeds do not decide goes to the one of their categories whose texts it is
// most like, and a text without seeds, with lists by language alone, to the category that it is like at all. Texts that
// are the same (grouping.h) are always put together. `categories` by language; those under "" hold for every language,
// a whole word of theirs in all forms of its lemma, and a text without any of their seeds is in the residue.
// `options.clusters` is the number of clusters of the residue. No result depends on the order of the texts or the
// number of threads. Throws RequestError for a list without categories, an empty id, an id that comes twice in a list,
// a category without seeds, or a seed that is not well-formed.
Assignment assign(std::span<const Text> texts,
                  const std::map<std::string, std::vector<Category>, std::less<>>& categories,
                  const GroupingOptions& options = {});

}  // namespace ordagrant::clusters

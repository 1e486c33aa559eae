#include "ordagrant/batch/internal/repeats.h"

#include <algorithm>
#include <string_view>
#include <tuple>

#include "ordagrant/text/characters.h"

namespace ordagrant::batch::internal {

namespace {

using tokens::TokenKind;

// Shorter sentences are said twice by chance: "The board decides as proposed" (judged).
constexpr std::size_t kLeastWords = 6;

// FNV-1a (Fowler, Noll and Vo).
class Hash {
 public:
  void add(std::string_view text) {
    for (const char byte : text) add(static_cast<unsigned char>(byte));
    add(0);  // so that two words are not one
  }
  std::uint64_t value() const noexcept { return value_; }

 private:
  void add(unsigned char byte) { value_ = (value_ ^ byte) * 0x100000001B3U; }

  std::uint64_t value_ = 0xCBF29CE484222325U;
};

}  // namespace

void add_long_sentences(std::uint32_t document, std::uint32_t before, const Stretch& stretch,
                        std::vector<LongSentence>& found) {
  const auto& sentences = stretch.sentences();
  const auto& tokens = stretch.tokens();
  std::string folded;
  for (std::size_t sentence = 0; sentence < sentences.size(); ++sentence) {
    const auto end =
        sentence + 1 < sentences.size() ? sentences[sentence + 1] : static_cast<std::uint32_t>(tokens.size());
    Hash hash;
    std::size_t words = 0;
    for (std::uint32_t token = sentences[sentence]; token < end; ++token) {
      if (tokens[token].kind == TokenKind::mark) continue;
      words += tokens[token].kind == TokenKind::word ? 1 : 0;
      text::lower(tokens[token].span.of(stretch.text()), folded);
      hash.add(folded);
    }
    if (words < kLeastWords) continue;
    found.push_back({hash.value(), document, before + static_cast<std::uint32_t>(sentence),
                     stretch.to_source(sentences[sentence], end)});
  }
}

std::vector<Repeat> repeats_among(std::vector<LongSentence> sentences, std::span<const Document> documents,
                                  std::span<const std::size_t> unit_of) {
  const auto group = [&](const LongSentence& one) { return std::tuple(unit_of[one.document], one.words); };
  std::sort(sentences.begin(), sentences.end(), [&](const LongSentence& a, const LongSentence& b) {
    return std::tuple(group(a), documents[a.document].id, a.document, a.sentence) <
           std::tuple(group(b), documents[b.document].id, b.document, b.sentence);
  });
  std::vector<Repeat> repeats;
  for (std::size_t first = 0; first < sentences.size();) {
    std::size_t last = first;
    while (last < sentences.size() && group(sentences[last]) == group(sentences[first])) ++last;
    if (last - first > 1)
      for (std::size_t place = first; place < last; ++place)
        repeats.push_back({sentences[place], static_cast<std::uint32_t>(last - first), place == first});
    first = last;
  }
  std::sort(repeats.begin(), repeats.end(), [](const Repeat& a, const Repeat& b) {
    return std::tuple(a.place.document, a.place.sentence) < std::tuple(b.place.document, b.place.sentence);
  });
  return repeats;
}

const std::vector<Field>& repeat_fields() {
  static const std::vector<Field> fields{{"id", Type::text},      {"sentence", Type::integer}, {"start", Type::integer},
                                         {"end", Type::integer},  {"text", Type::text},        {"times", Type::integer},
                                         {"counted", Type::truth}};
  return fields;
}

void add_repeat(const Repeat& repeat, const Document& document, text::Positions& positions, Columns& columns) {
  columns["id"].add(document.id);
  columns["sentence"].add(std::int64_t{repeat.place.sentence});
  columns["start"].add(std::int64_t{positions.character(repeat.place.span.begin)});
  columns["end"].add(std::int64_t{positions.character(repeat.place.span.end)});
  columns["text"].add(repeat.place.span.of(document.source));
  columns["times"].add(std::int64_t{repeat.times});
  columns["counted"].add_truth(repeat.counted);
}

}  // namespace ordagrant::batch::internal

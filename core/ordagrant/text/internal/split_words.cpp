#include <algorithm>
#include <array>
#include <cstring>
#include <string>

#include "ordagrant/text/characters.h"
#include "ordagrant/text/internal/marked.h"

// A space inside a word, where a file set a letter apart: "dy namik". Writers who divide a compound
// write words ("sjuk skrivning"), so one of the parts must be none.

namespace ordagrant::text::internal {

namespace {

constexpr std::size_t kShortestPart = 2;    // bytes
constexpr std::size_t kShortestJoined = 6;  // bytes
constexpr std::size_t kLongestJoined = 40;
constexpr std::size_t kLongestSuffix = 12;  // bytes
constexpr int kCommonJoined = 2;            // a frequency
constexpr std::size_t kShortLeft = 4;       // bytes, of what may be a word by chance: "pro fessionen"

class SplitWords {
 public:
  explicit SplitWords(const Marked& marked) : marked_(marked), text_(marked.text()), words_(marked.words()) {}

  void mend(std::vector<Edit>& edits) const {
    for (const Unlisted& word : marked_.unlisted()) {
      if (word.inner_capital || word.span.size() < kShortestPart) continue;
      const std::size_t behind = word.span.end;
      if (may_go_on(behind) && try_pair(word.span, marked_.letters_after(behind + 1), edits)) continue;
      if (!word.small || word.span.begin < 2 || text_[word.span.begin - 1] != ' ') continue;
      // One before it that is not listed has been asked already.
      const ByteSpan before = marked_.letters_before(word.span.begin - 1U);
      // Behind a longer word only a suffix can have been split off.
      if (before.size() > kShortLeft && word.span.size() > kLongestSuffix) continue;
      if (words_.frequency(before.of(text_)) > 0) try_pair(before, word.span, edits);
    }
  }

 private:
  // Behind a space, and in small letters.
  bool may_go_on(std::size_t at) const {
    if (at + 1 >= text_.size() || text_[at] != ' ') return false;
    const auto next = static_cast<unsigned char>(text_[at + 1]);
    return (next >= 'a' && next <= 'z') || next >= 0x80;
  }

  // Copies a part of a word to `to`, where there is room for the longest: always as many bytes, which takes no loop.
  void put(ByteSpan part, char* to) const {
    if (part.begin + kLongestJoined <= text_.size())
      std::memcpy(to, text_.data() + part.begin, kLongestJoined);
    else
      std::copy_n(text_.data() + part.begin, part.size(), to);
  }

  bool try_pair(ByteSpan left, ByteSpan right, std::vector<Edit>& edits) const {
    if (left.size() < kShortestPart || right.size() < kShortestPart) return false;
    const std::size_t size = left.size() + right.size();
    if (size < kShortestJoined || size > kLongestJoined) return false;
    const std::string_view right_letters = right.of(text_);
    std::array<char, 2 * kLongestJoined> joined;
    put(left, joined.data());
    put(right, joined.data() + left.size());
    const int frequency = words_.frequency(std::string_view(joined.data(), size));
    if (frequency == 0) return false;
    const std::string left_word = lower(left.of(text_));
    if (lower(right_letters) != right_letters) return false;
    const std::string_view left_letters = left.of(text_);
    const std::string_view rest = left_letters.substr(character_at(left_letters, 0).size);
    if (lower(rest) != rest) return false;
    if (!is_broken(left_word, right_letters, frequency)) return false;
    // A part of something longer: a name, a number, a suspended pair, an address.
    const auto joins = [](char32_t code) {
      return is_digit(code) || code == '-' || code == '/' || code == '@' || code == '_' || code == '\'' ||
             code == 0x2019;
    };
    if (joins(marked_.before(left.begin)) || joins(marked_.after(right.end))) return false;
    edits.push_back({span_of(left.end, right.begin), RepairKind::split_word, ""});
    return true;
  }

  // Whether one of the parts is no word, nor one that is merely rare; `frequency` is that of both together.
  bool is_broken(std::string_view left, std::string_view right, int frequency) const {
    // "till lit" may be a function word and a rare one.
    if (words_.is(WordRole::closed, left) || words_.is(WordRole::particle, left)) return false;
    if (words_.is(WordRole::phrase, left) || words_.is(WordRole::phrase, right)) return false;
    const bool left_sound = is_sound(left);
    if (words_.is(WordRole::suffix, right) && words_.frequency(right) == 0) return true;
    if (is_sound(right)) {
      const bool ending = words_.is(WordRole::suffix, right) || words_.is(WordRole::ending, right);
      return !left_sound && ending && !words_.is(WordRole::closed, right) && !words_.is(WordRole::particle, right);
    }
    // Behind a whole word it may be the author's, "sjuk gymnasten", unless all write it in one.
    return !left_sound ||
           (left.size() <= kShortLeft && (frequency >= kCommonJoined || !words_.is(WordRole::beginning, left)));
  }

  // What stands twice in the text is somebody's word.
  bool is_sound(std::string_view part) const { return words_.sound(part) || marked_.count(part) > 1; }

  const Marked& marked_;
  std::string_view text_;
  const Words& words_;
};

}  // namespace

void mend_split(const Marked& marked, std::vector<Edit>& edits) { SplitWords(marked).mend(edits); }

}  // namespace ordagrant::text::internal

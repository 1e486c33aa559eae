#include <algorithm>
#include <array>
#include <string>

#include "ordagrant/text/characters.h"
#include "ordagrant/text/internal/marked.h"

// A hyphen at a line end is the word's own, or stands for the rest of a suspended pair, or was put in to
// break the word. Which, is decided by what is known of the two parts and of the word they would make:
// by the list, by the rest of the text, and by whether this text breaks its words at all.

namespace ordagrant::text::internal {

namespace {

constexpr char32_t kBrokenHyphen = 0xFFFE;
constexpr int kCommon = 3;                    // a frequency
constexpr std::size_t kShortestFragment = 2;  // bytes, of a part inside a line
constexpr std::size_t kShortestJoined = 6;
constexpr std::size_t kShortEnding = 4;
constexpr std::size_t kShortPart = 3;  // of two or three bytes are abbreviations: it-, tv-

constexpr std::size_t kLongestListed = 64;    // bytes
constexpr std::size_t kLongestAddress = 200;  // bytes

constexpr std::size_t kManyKept = 3;  // hyphens of a text that breaks no words

enum class Answer { none, join, keep, suspend };

// A hyphen with letters or digits on both sides, and white space between or none.
struct Hyphen {
  std::size_t at = 0;
  std::size_t end = 0;   // of the hyphen
  std::size_t next = 0;  // where the text goes on
  ByteSpan left;         // letters; empty for a digit
  ByteSpan right;
  std::string left_word;  // in lower case
  std::string right_word;
  std::string joined;
  bool broken = false;  // by a line end
  bool spaced = false;  // by a space inside a line
  bool tripled = false;
};

class Hyphens {
 public:
  explicit Hyphens(const Marked& marked) : marked_(marked), text_(marked.text()), words_(marked.words()) {}

  void mend(std::vector<Edit>& edits) {
    std::vector<Hyphen> found;
    for (const std::uint32_t at : marked_.hyphens()) {
      Hyphen hyphen = read(at);
      if (hyphen.next == 0) continue;
      if (hyphen.broken && !hyphen.left.empty() && !hyphen.right.empty() && is_fragment(hyphen)) breaks_words_ = true;
      if (hyphen.broken && !hyphen.left.empty() && keeps_its_hyphen(hyphen)) ++kept_;
      found.push_back(std::move(hyphen));
    }
    for (const Hyphen& hyphen : found) {
      const bool unwritten = marked_.after(hyphen.at) == kBrokenHyphen;
      switch (hyphen.broken || unwritten ? at_line_end(hyphen) : in_line(hyphen)) {
        case Answer::none:
          break;
        case Answer::join:
          edits.push_back({span_of(hyphen.at, hyphen.next + (hyphen.tripled ? 1 : 0)), RepairKind::hyphen, ""});
          break;
        case Answer::keep:
          edits.push_back(
              {span_of(unwritten ? hyphen.at : hyphen.end, hyphen.next), RepairKind::hyphen, unwritten ? "-" : ""});
          break;
        case Answer::suspend:
          edits.push_back(
              {span_of(unwritten ? hyphen.at : hyphen.end, hyphen.next), RepairKind::hyphen, unwritten ? "- " : " "});
          break;
      }
    }
  }

 private:
  // `next` is 0 where there is nothing to decide.
  Hyphen read(std::size_t at) const {
    Hyphen hyphen;
    hyphen.at = at;
    hyphen.end = at + character_at(text_, at).size;
    hyphen.left = marked_.letters_before(at);
    if (hyphen.left.empty() && !is_digit(marked_.before(at)) && marked_.before(at) != '.') return {};
    std::size_t next = hyphen.end;
    std::size_t lines = 0;
    bool page = false;
    for (; is_space(marked_.after(next)); next += character_at(text_, next).size) {
      lines += text_[next] == '\n' ? 1U : 0U;
      page |= text_[next] == '\f';
    }
    if (next == text_.size() || (lines > 1 && !page)) return {};
    hyphen.broken = lines > 0 || page;
    hyphen.spaced = !hyphen.broken && next > hyphen.end;
    if (hyphen.spaced && next - hyphen.end > 1) return {};
    hyphen.right = marked_.letters_after(next);
    if (hyphen.right.empty() && !is_digit(marked_.after(next))) return {};
    if (!hyphen.broken && marked_.after(at) != kBrokenHyphen && is_plain(hyphen)) return {};
    hyphen.next = next;
    hyphen.left_word = lower(hyphen.left.of(text_));
    hyphen.right_word = lower(hyphen.right.of(text_));
    hyphen.joined = hyphen.left_word + hyphen.right_word;
    // Of three equal consonants one is not written: till-lit is tillit.
    if (hyphen.left_word.size() > 2 && !hyphen.right_word.empty()) {
      const char first = hyphen.right_word.front();
      const std::string written = hyphen.left_word + hyphen.right_word.substr(1);
      hyphen.tripled = hyphen.left_word.ends_with(std::string(2, first)) && !listed(hyphen.joined) && listed(written);
      if (hyphen.tripled) hyphen.joined = written;
    }
    return hyphen;
  }

  // What nearly all hyphens inside lines are: before a name or a number, of a suspended pair, or between
  // two words that make no third.
  bool is_plain(const Hyphen& hyphen) const {
    const std::string_view left = hyphen.left.of(text_);
    const std::string_view right = hyphen.right.of(text_);
    if (left.empty() || right.empty() || is_upper(character_at(right, 0).code)) return true;
    if (hyphen.spaced && is_coordinator(right)) return true;
    if (right.size() <= kShortEnding || !listed(left) || !listed(right)) return false;
    // The two with the hyphen between them taken out, which needs no memory of its own for words of common length.
    std::array<char, kLongestListed> joined;
    if (left.size() + right.size() > joined.size()) return !listed(std::string(left).append(right));
    std::copy(right.begin(), right.end(), std::copy(left.begin(), left.end(), joined.begin()));
    return !listed(std::string_view(joined.data(), left.size() + right.size()));
  }

  bool is_coordinator(std::string_view word) const {
    return words_.is(WordRole::coordinator, word) || words_.is(WordRole::follower, word);
  }
  bool listed(std::string_view word) const { return words_.frequency(word) > 0; }
  bool in_text(std::string_view word) const { return listed(word) || marked_.count(word) > 0; }

  // Broken beyond doubt: the word is known, and one part of it is no word.
  bool is_fragment(const Hyphen& hyphen) const {
    return in_text(hyphen.joined) && !(words_.sound(hyphen.left_word) && words_.sound(hyphen.right_word));
  }

  // A beginning that no word is broken behind: EU-, MitID-, it-, e-, icke-, covid19-.
  bool keeps_its_hyphen(const Hyphen& hyphen) const {
    const std::string_view left = hyphen.left.of(text_);
    const std::string_view right = hyphen.right.of(text_);
    const char32_t before = marked_.before(hyphen.left.begin);
    if (is_digit(before) || before == '-' || before == '.' || is_address(hyphen)) return true;
    const bool heading = lower(right) != right && lower(right.substr(1)) != right.substr(1);
    if (!heading && is_upper(marked_.after(hyphen.next))) return true;
    if (left.size() > 1 && !heading) {
      const std::size_t first = character_at(left, 0).size;
      const std::string_view rest = left.substr(first);
      if (lower(rest) != rest) return true;
    }
    const bool letter = left.size() == character_at(left, 0).size;
    // "in" stands in phrases, drop-in, and begins words: in-samling.
    const bool phrase = words_.is(WordRole::phrase, hyphen.left_word) && !words_.is(WordRole::prefix, hyphen.left_word);
    return letter || phrase || words_.is(WordRole::keeps, hyphen.left_word) ||
           words_.is(WordRole::phrase, hyphen.right_word);
  }

  bool is_address(const Hyphen& hyphen) const {
    std::size_t begin = hyphen.left.begin;
    while (begin > 0 && !is_space(marked_.before(begin))) {
      if (hyphen.left.begin - begin > kLongestAddress) return false;
      --begin;
    }
    const std::string_view before = text_.substr(begin, hyphen.left.begin - begin);
    return before.find('/') != std::string_view::npos && before.find_first_of(".:") != std::string_view::npos;
  }

  // A dash without its space: small letters before it and a capital behind.
  bool is_title(const Hyphen& hyphen) const {
    return is_upper(marked_.after(hyphen.next)) && hyphen.left.of(text_) == hyphen.left_word &&
           words_.frequency(hyphen.left_word) > 0 && !words_.is(WordRole::keeps, hyphen.left_word);
  }

  // One of more hyphens: best-before-date.
  bool goes_on(const Hyphen& hyphen) const {
    return marked_.after(hyphen.right.end) == '-' && is_letter(marked_.after(hyphen.right.end + 1U));
  }

  Answer at_line_end(const Hyphen& hyphen) const {
    if (marked_.before(hyphen.at) == '.')
      return hyphen.right.empty() ? Answer::none : Answer::keep;  // ph.d.-studerande
    if (hyphen.left.empty()) {
      // A number: a range or "25-" with what it counts.
      if (!hyphen.right.empty() && is_coordinator(hyphen.right_word)) return Answer::suspend;
      return hyphen.right.empty() || !is_upper(marked_.after(hyphen.next)) ? Answer::keep : Answer::none;
    }
    if (hyphen.right.empty()) return Answer::keep;
    const bool known = listed(hyphen.joined);
    if (goes_on(hyphen) && is_coordinator(hyphen.right_word)) return Answer::keep;  // till-och-med
    if (words_.is(WordRole::coordinator, hyphen.right_word)) return Answer::suspend;
    if (!known && words_.is(WordRole::follower, hyphen.right_word)) return Answer::suspend;
    if (is_title(hyphen)) return Answer::none;
    if (words_.is(WordRole::pair, hyphen.left_word) && words_.is(WordRole::pair, hyphen.right_word))
      return Answer::keep;
    if (keeps_its_hyphen(hyphen)) return Answer::keep;
    const std::uint32_t whole = marked_.count(hyphen.joined);
    const std::uint32_t written = marked_.count_hyphenated(hyphen.left_word, hyphen.right_word);
    if (known || whole > 0) return !known && written > whole ? Answer::keep : Answer::join;
    if (written > 0 || goes_on(hyphen)) return Answer::keep;

    const bool left_is_word = words_.sound(hyphen.left_word);
    const bool right_is_word = words_.sound(hyphen.right_word);
    const bool begins = words_.is(WordRole::beginning, hyphen.left_word);
    if (begins && right_is_word) return Answer::join;  // "verksamhets-" is no word of its own
    const bool never_broken = !breaks_words_ && kept_ >= kManyKept;
    if (left_is_word && never_broken) return Answer::keep;
    if (!right_is_word) return Answer::join;
    if (words_.sound(hyphen.joined) || words_.compound(hyphen.joined))
      return hyphen.left_word.size() <= kShortPart ? Answer::keep : Answer::join;
    if (!left_is_word) return breaks_words_ ? Answer::join : Answer::keep;
    return Answer::keep;
  }

  // A hyphen that breaking left behind when the lines were set anew.
  Answer in_line(const Hyphen& hyphen) const {
    if (hyphen.left_word.size() < kShortestFragment || hyphen.right_word.size() < kShortestFragment ||
        hyphen.joined.size() < kShortestJoined)
      return Answer::none;
    const std::string_view right = hyphen.right.of(text_);
    if (right != hyphen.right_word || is_coordinator(hyphen.right_word)) return Answer::none;
    const std::string_view left = hyphen.left.of(text_);
    const std::string_view rest = left.substr(character_at(left, 0).size);
    if (lower(rest) != rest) return Answer::none;
    // A part of something longer: end-to-end, a path, an address.
    const char32_t before = marked_.before(hyphen.left.begin);
    const char32_t behind = marked_.after(hyphen.right.end);
    const auto joins = [](char32_t code) {
      return code == '-' || code == '/' || code == '@' || code == '_' || code == '\\' || code == '\'' || code == 0x2019;
    };
    if (joins(before) || before == '.' || is_digit(before) || joins(behind) || is_digit(behind)) return Answer::none;
    if (behind == '.' && is_letter(marked_.after(hyphen.right.end + 1U))) return Answer::none;
    if (words_.is(WordRole::keeps, hyphen.left_word) || words_.is(WordRole::phrase, hyphen.right_word))
      return Answer::none;
    if (!hyphen.spaced && marked_.count_hyphenated(hyphen.left_word, hyphen.right_word) > 1) return Answer::none;

    const int frequency = words_.frequency(hyphen.joined);
    const bool left_listed = listed(hyphen.left_word) && !words_.is(WordRole::prefix, hyphen.left_word);
    const bool known = frequency > 0 || marked_.count(hyphen.joined) > 0;
    const bool bound = words_.is(WordRole::suffix, hyphen.right_word) || words_.is(WordRole::ending, hyphen.right_word);
    if (bound && known) return Answer::join;
    if (left_listed && hyphen.right_word.size() <= kShortPart) return Answer::none;  // energi-mix
    const bool begins = words_.is(WordRole::prefix, hyphen.left_word) || is_function_word(hyphen.left_word);
    if (begins && frequency >= kCommon) return Answer::join;
    const bool left_is_word = words_.sound(hyphen.left_word);
    const bool right_is_word = left_is_word ? words_.sound(hyphen.right_word) : listed(hyphen.right_word);
    if (!right_is_word) {
      const bool broken = !words_.sound(hyphen.right_word) && words_.compound(hyphen.joined);
      return known || broken ? Answer::join : Answer::none;
    }
    if (left_is_word) return Answer::none;
    // Behind a beginning of foreign words or a name a word has a hyphen on purpose: euro-atlantisk, Nato-medlem.
    if (left != hyphen.left_word && frequency < kCommon) return Answer::none;
    const bool short_end = hyphen.right_word.size() <= kShortEnding || is_function_word(hyphen.right_word);
    return known && (short_end || words_.is(WordRole::beginning, hyphen.left_word)) ? Answer::join : Answer::none;
  }

  bool is_function_word(std::string_view word) const {
    return words_.is(WordRole::closed, word) || words_.is(WordRole::particle, word);
  }

  const Marked& marked_;
  std::string_view text_;
  const Words& words_;
  bool breaks_words_ = false;  // this text does, at line ends
  std::size_t kept_ = 0;       // hyphens at line ends that are the words' own
};

}  // namespace

void mend_hyphens(const Marked& marked, std::vector<Edit>& edits) { Hyphens(marked).mend(edits); }

}  // namespace ordagrant::text::internal

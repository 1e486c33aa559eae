#pragma once

#include <bitset>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

// Room: text. Document bytes in, readable text that remembers its bytes out.
// Above it: base. Below it: language.

namespace ordagrant::text {

// What web pages of a language have around their text: links, buttons, text on cookies.
//
// Its phrases are told apart by what has to be around them before they count; the kinds are explained in
// core/ordagrant/language/data/README.md. Reading it from many threads at once is safe.
class Chrome {
 public:
  enum class Kind : std::uint8_t { line, link, near, sentence, tail };

  // A word of a text as phrases are compared with it.
  struct Word {
    std::string_view word;  // in lower case, without the marks around it; empty for a mark that stands alone
    bool colon = false;     // stands behind it
    bool ends = false;      // a sentence ends with it
  };

  struct Match {
    std::size_t words = 0;  // how many it takes; 0 for none
    Kind kind = Kind::line;
    bool open = false;  // by a gap: the words are not all of the phrase's own
  };

  // `lines` are those of chrome.tsv (core/ordagrant/language/data/README.md); they must outlive it.
  // Throws RequestError, naming the line, if one of them is no phrase with its kind.
  explicit Chrome(std::span<const std::string_view> lines);

  // Whether `text` may begin with one, begin with one that is a sentence, or end in a tail: by its first letters or its
  // last. Says yes now and then where there is none, never no where there is one.
  bool may_begin(std::string_view text) const noexcept { return lines_.may(text); }
  bool may_be_sentence(std::string_view text) const noexcept { return sentences_.may(text); }
  bool may_end_in_tail(std::string_view text) const noexcept;

  // The longest phrase without a gap at the beginning of `words`.
  Match phrase(std::span<const Word> words) const;

  // The phrase that takes all of `words`, which hold no end of a sentence but at their end.
  Match whole(std::span<const Word> words) const;

 private:
  struct Phrase {
    Kind kind;
    std::vector<std::string_view> words;  // in lower case; gaps and numbers among them
    bool open = false;
  };

  // The beginnings of texts: two bytes, up to six letters of the first word, and for most twelve letters.
  class Beginnings {
   public:
    void add(std::string_view phrase);
    bool may(std::string_view text) const noexcept {
      return text.size() > 1 && pairs_.test(pair(text[0], text[1])) && is_known(text);
    }

   private:
    static constexpr std::size_t kKeys = 1U << 14U;

    // Two bytes in lower case, nearly; it is the same for a phrase and a text that begins with it.
    static std::size_t pair(char first, char second) noexcept {
      const auto byte = [](char one) { return static_cast<std::size_t>(static_cast<unsigned char>(one)) | 0x20U; };
      return byte(first) << 8U | byte(second);
    }
    bool is_known(std::string_view text) const noexcept;

    std::bitset<1U << 16U> pairs_;
    std::bitset<kKeys> first_;  // of the first word
    std::bitset<kKeys> whole_;  // those of them that say all there is to know
    std::bitset<kKeys> long_;   // of twelve letters
  };

  const std::vector<Phrase>* beginning_with(const Word& word) const;

  std::unordered_map<std::string_view, std::vector<Phrase>> phrases_;  // by their first word
  Beginnings lines_;
  Beginnings sentences_;
  std::bitset<1U << 16U> tails_;  // by their last letters
};

}  // namespace ordagrant::text

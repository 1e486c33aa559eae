#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

// What must hold for every text is tried on texts like these: truncated and overlong UTF-8, marks without a letter,
// mixed line ends, NULs, letters outside the first plane, and among them the words of public prose.

namespace ordagrant {

// The same texts from the same seed, on every machine (the standard fixes the engine, but no distribution).
class Nasty {
 public:
  explicit Nasty(std::uint64_t seed) : engine_(seed) {}

  // A number below `limit`. Requires: limit > 0.
  std::size_t below(std::size_t limit) { return static_cast<std::size_t>(engine_() % limit); }

  template <typename Choice>
  const Choice& one_of(const std::vector<Choice>& choices) {
    return choices[below(choices.size())];
  }

  // Any bytes at all.
  std::string bytes(std::size_t size) {
    std::string made;
    while (made.size() < size) made += static_cast<char>(below(256));
    return made;
  }

  // `count` fragments of well-formed text in a row.
  std::string well_formed(std::size_t count) {
    std::string made;
    while (count-- > 0) made += one_of(fragments());
    return made;
  }

  // The same with bytes between them that are not UTF-8; now and then cut off in the middle of a letter.
  std::string text(std::size_t count) {
    std::string made;
    while (count-- > 0) made += below(5) == 0 ? one_of(broken()) : one_of(fragments());
    if (!made.empty() && below(4) == 0) made.resize(below(made.size()) + 1);
    return made;
  }

  // What these texts are made of.
  static const std::vector<std::string>& fragments() {
    using namespace std::string_literals;
    static const std::vector<std::string> found{
        // Prose
        "tillit", "Tilliten", "mål", "mål-", " och ", "resultatstyrning", "kund-nöjdhet", "KPI:er", "KPI'er", "å", "Ø",
        "æ", "bl.a.", "t.ex.", "f.eks. ", "kl. 18.30", "1 200,50", "1\u00A0200", "10–15", "45-90", "5:e", "EU:s",
        "§ 12", "2018:47", "A. ", "Nämnden ", "under kontrol", "målstyrningens", "i", "s",
        // Marks and spaces
        " ", " ", " ", "  ", ".", ". ", "! ", "?", "…", ",", ":", ";", "-", "–", "—", "•", "#", "\"", "”", "»", "(",
        ")", "'", "’", "_", "/", "\\", "@", "@kommun", "\t", "\n", "\n\n", "\r\n", "\r", "\r\r", "\v", "\f", "\x1F",
        "\x7F", "\u0085", "\u00A0", "\u2002", "\u2000", "\u2009", "\u2028", "\u2029", "\u202F", "\u3000", "\u200B",
        "\u200D", "\u2060", "\uFEFF", "\u00AD", "\u202E", "\0"s,
        // Marks that belong to a letter, with one and without
        "a\u030A", "A\u030A", "o\u0308", "\u030A", "\u0308\u0323", "\u0323\u0308", "e\u0301\u0323", "\u0340", "\u0344",
        "\u0345", "n\u0303\u0303\u0303", "\u20DD", "\uFE0F",
        // Letters whose normal form or lower case is another length
        "\u212B", "\u2126", "\u212A", "\u0130", "\u1E9E", "\u01C5", "\u023A", "\u1E69", "s\u0323\u0307", "\u0958",
        "\uFB1D", "\uAC01", "\u1100\u1161\u11A8", "\u2ADC", "\U0001D15E", "\U00010400", "\U0001F1F8\U0001F1EA",
        "\U0001F469\u200D\U0001F469\u200D\U0001F467", "\U0010FFFD", "\U000E0061", "\u0E01\u0E33", "漢字", "ひらがな",
        "עברית", "\u0661\u0662", "²", "½", "\uFFFD", "\uFFFE", "\uE000"};
    return found;
  }

  // Bytes that are not UTF-8.
  static const std::vector<std::string>& broken() {
    static const std::vector<std::string> found{
        "\xC3",         "\xE2", "\xE2\x80", "\xF0\x9F",         "\xF0\x9F\x98",     "\x80", "\xBF", "\xC0\xAF",
        "\xE0\x80\xAF", "\xC1", "\xF5",     "\xED\xA0\x80",     "\xED\xA0\xBD\xED", "\xFF", "\xFE", "\xF4\x90\x80\x80",
        "\xF8\x88",     "\xCC", "\xCD",     "\xF1\x80\x80\xE1", "\xE2\x80\xC3",     "\xE5", "\xE4", "\xF6"};
    return found;
  }

 private:
  std::mt19937_64 engine_;
};

// Texts of all these kinds, the empty one among them. A seed of one's own keeps two tests from trying the same ones.
inline std::vector<std::string> nasty_texts(std::uint64_t seed, std::size_t count = 400) {
  Nasty nasty(seed);
  std::vector<std::string> texts{""};
  while (texts.size() < count) {
    texts.push_back(nasty.text(nasty.below(24)));
    texts.push_back(nasty.well_formed(nasty.below(40)));
    texts.push_back(nasty.bytes(nasty.below(24)));
  }
  return texts;
}

inline std::vector<std::string> well_formed_texts(std::uint64_t seed, std::size_t count = 400) {
  Nasty nasty(seed);
  std::vector<std::string> texts{""};
  while (texts.size() < count) texts.push_back(nasty.well_formed(nasty.below(40)));
  return texts;
}

// A text as a test's message can show it: bytes outside ASCII as \xNN.
inline std::string shown(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string made;
  for (const char letter : text) {
    const auto byte = static_cast<unsigned char>(letter);
    if (byte >= 0x20 && byte < 0x7F && byte != '\\')
      made += letter;
    else
      ((made += "\\x") += kHex[byte >> 4U]) += kHex[byte & 0xFU];
  }
  return made;
}

}  // namespace ordagrant

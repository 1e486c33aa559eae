#include "ordagrant/passages/internal/speakers.h"

#include <algorithm>
#include <utility>

#include "ordagrant/text/characters.h"

namespace ordagrant::passages::internal {

namespace {

using tokens::TokenKind;
using Form = Subject::Form;

constexpr std::uint32_t kParticleReach = 6;  // tokens from "l\u00E4gger" to "till"
constexpr std::size_t kShortest = 4;         // bytes of a noun in the definite
constexpr std::size_t kShortName = 3;        // bytes of a name in the genitive
constexpr std::uint32_t kApposition = 24;    // tokens between two commas that say more of a name

}  // namespace

Speakers::Speakers(std::string_view text, std::span<const tokens::Token> tokens, const Starts& sentences,
                   const Structure& structure, const SayingWords& words)
    : text_(text), tokens_(tokens), sentences_(sentences), structure_(structure), words_(words) {}

std::uint64_t Speakers::kinds(std::uint32_t token) const {
  if (tokens_[token].kind != TokenKind::word) return 0;
  const std::uint64_t found = words_.of(word(token), lower_);
  return found != 0 ? found : double_name(token);
}

std::uint64_t Speakers::long_kinds(std::uint32_t token) const {
  if (tokens_[token].kind != TokenKind::word) return 0;
  const std::uint64_t found = words_.with_endings(word(token), lower_);
  return found != 0 ? found : double_name(token);
}

bool Speakers::says(std::uint32_t token) const {
  const std::uint64_t found = kinds(token);
  if ((found & (kSay | kThat)) != 0) return true;
  if ((found & kAdd) == 0) return false;
  const std::uint32_t limit = std::min(sentence_end(token), token + kParticleReach);
  for (std::uint32_t at = token + 1; at < limit; ++at)
    if ((kinds(at) & kTo) != 0) return true;
  return false;
}

bool Speakers::holds_view(std::uint32_t token) const {
  const std::string_view noun = word(token);
  // "kommit fram till att", "n\u00E5r frem til, at"
  if ((kinds(token) & kTo) != 0)
    return token > 0 && (kinds(token - 1) & kSkip) != 0 && word(token - 1).starts_with("fr");
  return noun.size() > kShortest && (noun.ends_with("en") || noun.ends_with("et")) && !capital(token) &&
         (words_.of(noun.substr(0, noun.size() - 2), lower_) & kView) != 0;
}

bool Speakers::later(std::uint32_t token, std::uint64_t kind) const {
  if (tokens_[token].kind != TokenKind::word || capital(token)) return false;
  std::string present(word(token));
  if ((words_.of(present + 'r', lower_) & kind) != 0) return true;
  if (!present.ends_with('a')) return false;
  present.back() = 'e';
  return (words_.of(present + 'r', lower_) & kind) != 0;
}

bool Speakers::capital(std::uint32_t token) const {
  if (tokens_[token].kind != TokenKind::word) return false;
  const auto first = static_cast<unsigned char>(text_[tokens_[token].span.begin]);
  if (first < 0x80) return first >= 'A' && first <= 'Z';
  return text::is_upper(text::character_at(text_, tokens_[token].span.begin).code);
}

Subject Speakers::owner(std::uint32_t begin, std::uint32_t noun) const {
  for (std::uint32_t at = noun, last = tokens_before(noun, 2, begin); at-- > last;) {
    const std::string_view printed = word(at);
    if (tokens_[at].kind != TokenKind::word || printed.size() < kShortName || !printed.ends_with('s')) continue;
    const std::string_view whose = printed.substr(0, printed.size() - 1);
    // "Hennes bed\u00F6mning"
    const std::uint64_t pronoun = words_.of(whose, lower_);
    if ((pronoun & (kHe | kShe)) != 0) return resolved(at, (pronoun & kHe) != 0 ? kMale : kFemale);
    Subject subject = named(at, at + 1, Form::role);
    subject.name = whose;
    if (capital(at)) {
      std::uint32_t first = at;
      while (first > begin && is_name_word(first - 1)) --first;
      subject = named(first, at + 1, Form::name);
      if (subject.name.ends_with('s')) subject.name.pop_back();
      return subject;
    }
    if ((words_.with_endings(whose, lower_) & (kRole | kBody | kDocument)) != 0) return subject;
  }
  return {};
}

Subject Speakers::of_sentence(std::uint32_t begin, std::uint32_t end) const {
  Subject subject = phrase(begin, end);
  // Any two words can begin a sentence with capitals.
  const bool somebody = subject.form != Form::name || is_person(subject.begin, subject.end, subject.name);
  if (subject.certain() && somebody) return subject;
  // "Hon skakar p\u00E5 huvudet."
  if (subject.certain() && (kinds(subject.begin) & (kHe | kShe)) != 0) return subject;
  // "Det \u00E4r Karin Ekdal tr\u00F6tt p\u00E5." has its subject further back.
  if ((subject.form == Form::nobody && (kinds(begin) & kWhose) == 0) || subject.form == Form::self) return {};
  if ((kinds(subject.begin) & (kHe | kShe)) != 0) return {};
  // "I g\u00E5r sade ...", "Ocks\u00E5 Anna Ek": the first whole name of the sentence that hangs on no preposition.
  for (std::uint32_t at = begin; at < std::min(end, begin + kApposition); ++at) {
    const std::uint32_t until = name_end(at, end);
    if (at > begin && capital(at) && until == at && (long_kinds(at) & kBody) != 0 &&
        (kinds(at - 1) & kPreposition) == 0)
      return phrase(at, end);
    // "Det ville Ekdal inte veta av."
    const bool alone = until == at + 1 && at > begin && (kinds(at) & (kMale | kFemale | kPlace)) == 0 && known_name(at);
    if (until < at + 2 && !alone) continue;
    if (at > begin && (kinds(at) & kPlace) == 0 && (kinds(at - 1) & kPreposition) == 0) {
      subject = phrase(at, end);
      return subject.form != Form::name || is_person(subject.begin, subject.end, subject.name) ? subject : Subject{};
    }
    at = until - 1;
  }
  return {};
}

}  // namespace ordagrant::passages::internal

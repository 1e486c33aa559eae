#include <algorithm>
#include <utility>

#include "ordagrant/passages/internal/speakers.h"
#include "ordagrant/text/characters.h"

namespace ordagrant::passages::internal {

namespace {

using tokens::TokenKind;
using Form = Subject::Form;

constexpr std::uint32_t kNameWords = 5;       // of one name
constexpr std::uint32_t kShortSentences = 6;  // before a short form in which its whole form is looked for
constexpr std::size_t kArticleEnding = 2;     // bytes that make a noun definite
constexpr std::size_t kShortest = 5;          // bytes of a short form
constexpr std::uint32_t kNowhere = ~0U;       // no token

// "el-Danbouki"
bool has_capital_behind_hyphen(std::string_view word) {
  const std::size_t hyphen = word.find('-');
  return hyphen != std::string_view::npos && hyphen > 0 && hyphen <= 3 && hyphen + 1 < word.size() &&
         text::is_upper(text::character_at(word, hyphen + 1).code);
}

}  // namespace

// "Bo-G\u00F6ran": a given name, as its first part is.
std::uint64_t Speakers::double_name(std::uint32_t token) const {
  const std::string_view printed = word(token);
  const std::size_t hyphen = printed.find('-');
  if (hyphen == std::string_view::npos || hyphen + 1 >= printed.size() || !capital(token)) return 0;
  if (!text::is_upper(text::character_at(printed, hyphen + 1).code)) return 0;
  return words_.of(printed.substr(0, hyphen), lower_) & (kMale | kFemale);
}

bool Speakers::is_name_word(std::uint32_t token) const {
  if (!capital(token)) return false;
  const std::uint64_t found = long_kinds(token);
  if ((found & (kMale | kFemale)) != 0) return true;
  return (found & (kFunction | kRole | kBody | kDocument | kHail)) == 0 && word(token).size() > 1;
}

// Where the name ends that begins at `token`; `token` itself if none does.
std::uint32_t Speakers::name_end(std::uint32_t token, std::uint32_t limit) const {
  limit = std::min(limit, static_cast<std::uint32_t>(tokens_.size()));
  if (token >= limit || !is_name_word(token)) return token;
  std::uint32_t end = token + 1;
  while (end < limit && end - token < kNameWords && !sentences_.is(end)) {
    if (is_name_word(end) || has_capital_behind_hyphen(word(end))) {
      ++end;
    } else if (end + 1 < limit && is_name_word(end + 1) &&
               // "Thomas Skriver Jensen", "Gunvor G Ericson", "Karl von Ek"
               (capital(end) ? (kinds(end) & kAnySaying) != 0 || word(end).size() == 1
                             : (kinds(end) & kParticle) != 0)) {
      end += 2;
    } else {
      break;
    }
  }
  return end;
}

// Names of two words or more, wherever the text prints them.
void Speakers::find_names() const {
  names_found_ = true;
  const auto count = static_cast<std::uint32_t>(tokens_.size());
  for (std::uint32_t token = 0; token + 1 < count; ++token) {
    const auto first = static_cast<unsigned char>(text_[tokens_[token].span.begin]);
    const auto next = static_cast<unsigned char>(text_[tokens_[token + 1].span.begin]);
    const bool may = (first >= 'A' && first <= 'Z') || first >= 0xC3;
    if (!may || next < 'A' || tokens_[token].kind != TokenKind::word) continue;
    std::uint32_t begin = token;
    const std::uint32_t end = name_end(token, count);
    if (end < begin + 2) continue;
    token = end - 1;
    const std::uint64_t found = kinds(begin);
    // "Venstres Lise Bro", "Ig\u00E5r Anna Ek": the name begins with the second word.
    const bool given = (found & (kMale | kFemale)) != 0;
    if (!given && end - begin > 2 && (kinds(begin + 1) & (kMale | kFemale)) != 0) ++begin;
    if ((found & kPlace) != 0) continue;
    by_last_[word(end - 1)].emplace_back(begin, end);
    by_first_[word(begin)].emplace_back(begin, end);
  }
  // Who is told to be a person in one place is one in all.
  for (const auto& [last, places] : by_last_)
    for (const auto& [begin, end] : places)
      if (std::string name = named(begin, end, Form::name).name; is_person(begin, end, name))
        persons_.insert(std::move(name));
}

// Who is "borgmesteren": the only one whom the text calls "borgmester Bent Lund" or "Bent Lund (S), borgmester". Empty:
// nobody, or several.
std::string Speakers::holder_of(std::string_view role) const {
  if (!names_found_) find_names();
  const std::string definite = text::lower(role);
  if (const auto known = holders_.find(definite); known != holders_.end()) return known->second;
  std::string& holder = holders_[definite];
  const auto holds = [&](std::uint32_t token) {
    if ((long_kinds(token) & kRole) == 0) return false;
    const std::string noun = text::lower(word(token));
    if (noun == definite) return true;
    // "Chefen" of "socialchef Karin Ekdal"
    for (std::size_t ending = 1; ending <= kArticleEnding && ending + kShortest <= definite.size() + 1; ++ending) {
      const std::string_view stem = std::string_view(definite).substr(0, definite.size() - ending);
      if (noun == stem || (stem.size() >= kShortest - 1 && noun.ends_with(stem))) return true;
    }
    return false;
  };
  for (const auto& [last, places] : by_last_)
    for (const auto& [begin, end] : places) {
      bool held = begin > 0 && holds(begin - 1);
      std::uint32_t next = end;
      if (next + 2 < tokens_.size() && is(next, "(") && is(next + 2, ")")) next += 3;
      held = held || (next + 1 < tokens_.size() && is(next, ",") && holds(next + 1));
      // "Bent Lund \u00E4r borgm\u00E4stare"
      if (next + 1 < tokens_.size() && (kinds(next) & kComes) != 0)
        for (std::uint32_t at = next + 1; at < std::min<std::size_t>(tokens_.size(), next + 4) && !held; ++at)
          held = tokens_[at].kind == TokenKind::word && holds(at);
      if (!held) continue;
      std::string name = named(begin, end, Form::name).name;
      if (!holder.empty() && holder != name) {
        holder.clear();
        return {};
      }
      holder = std::move(name);
    }
  return holder;
}

// "En annan" behind "en f\u00F6r\u00E4lder": the noun that it leaves out, with the article of its own.
std::string Speakers::left_noun(const Subject& subject) const {
  for (std::uint32_t at = subject.begin; at < subject.end; ++at)
    if ((kinds(at) & kSomebody) == 0) return {};
  if (last_.form == Form::name || !last_.named() || (kinds(last_.begin) & kSomebody) == 0) return {};
  // "en af dem" has none.
  if (last_.end < last_.begin + 2 || (kinds(last_.begin + 1) & kOf) != 0) return {};
  std::string name = subject.name;
  for (std::uint32_t at = last_.begin + 1; at < last_.end; ++at) {
    if ((kinds(at) & kPreposition) != 0) break;
    if ((kinds(at) & kSomebody) != 0) continue;
    name += ' ';
    name += word(at);
  }
  return name.size() > subject.name.size() ? name : std::string{};
}

// "R\u00E5det" of the "\u00C6ldrer\u00E5det" that was named before it: a definite noun that begins its sentence takes
// its first part from the last compound that began one, too.
Subject Speakers::shortened(Subject subject) const {
  // "ekonomichefen", "kommunens ekonomichef"
  const std::size_t space = subject.name.find(' ');
  const bool proper = capital(subject.begin) && sentence_begin(subject.begin) != subject.begin;  // "Venstres formand"
  const bool owned = space != std::string::npos && space > 0 && !proper &&
                     subject.name.find(' ', space + 1) == std::string::npos &&
                     (words_.with_endings(std::string_view(subject.name).substr(0, space - 1), lower_) & kBody) != 0;
  if (subject.form == Form::role && (space == std::string::npos || owned)) {
    if (std::string holder = holder_of(std::string_view(subject.name).substr(owned ? space + 1 : 0)); !holder.empty()) {
      subject.name = std::move(holder);
      return subject;
    }
  }
  if (subject.form == Form::phrase)
    if (std::string name = left_noun(subject); !name.empty()) {
      subject.name = std::move(name);
      return subject;
    }
  if (subject.end != subject.begin + 1 || !capital(subject.begin) || subject.form == Form::name) return subject;
  std::string short_form(word(subject.begin));
  if (short_form.size() < kShortest) return subject;
  short_form = text::lower(short_form);
  std::uint32_t end = sentence_begin(subject.begin);
  for (std::uint32_t back = 0; back < kShortSentences && end > 0; ++back) {
    const std::uint32_t begin = sentence_begin(end - 1);
    for (std::uint32_t at = begin; at < std::min(end, begin + 2); ++at)
      if (capital(at) && word(at).size() > short_form.size() && word(at).ends_with(short_form)) {
        subject.name = std::string(word(at));
        return subject;
      }
    end = begin;
  }
  return subject;
}

Subject Speakers::protagonist() const {
  if (protagonist_) return *protagonist_;
  if (!names_found_) find_names();
  std::vector<std::pair<std::uint32_t, std::uint32_t>> named_so;
  for (const auto& [last, places] : by_last_)
    for (const auto& [begin, end] : places) named_so.emplace_back(begin, end);
  std::sort(named_so.begin(), named_so.end());
  std::unordered_map<std::string, std::pair<std::uint32_t, Subject>> counted;
  for (const auto& [begin, end] : named_so) {
    // "Text: Anna Ek", "Av Anna Ek": who wrote it.
    if (left_out(begin, kNowhere) || (begin > 0 && (is(begin - 1, ":") || (kinds(begin - 1) & kOf) != 0))) continue;
    Subject somebody = named(begin, end, Form::name);
    if (!is_person(begin, end, somebody.name)) continue;
    auto& [count, first] = counted[somebody.name];
    if (count++ == 0) first = std::move(somebody);
  }
  Subject most;
  std::uint32_t highest = 0;
  for (const auto& [name, count] : counted) {
    if (count.first == highest) most = {};
    if (count.first <= highest) continue;
    highest = count.first;
    most = count.second;
  }
  protagonist_ = most;
  return most;
}

// Is this word the last or first one of a whole name somewhere in the text?
bool Speakers::known_name(std::uint32_t token) const {
  if (!names_found_) find_names();
  return by_last_.contains(word(token)) || by_first_.contains(word(token));
}

// "Friis": is it a whole name that the text uses as no genitive, behind which no noun can stand?
bool Speakers::ends_so(std::uint32_t token) const {
  if (!names_found_) find_names();
  if (by_last_.contains(word(token).substr(0, word(token).size() - 1))) return false;
  const auto places = by_last_.find(word(token));
  if (places == by_last_.end()) return false;
  return std::any_of(places->second.begin(), places->second.end(), [&](const auto& place) {
    const std::uint32_t next = place.second;
    return next < tokens_.size() &&
           (tokens_[next].kind == TokenKind::mark || (kinds(next) & (kFunction & ~kSkip)) != 0);
  });
}

// The name as the document gave it in full before.
std::string Speakers::full_name(std::uint32_t begin, std::uint32_t end) const {
  const auto printed = [&](std::uint32_t from, std::uint32_t to) {
    std::string made;
    for (std::uint32_t token = from; token < to; ++token) {
      if (token > from && tokens_[token].span.begin > tokens_[token - 1].span.end) made += ' ';
      made += word(token);
    }
    return made;
  };
  const std::string_view end_word = word(end - 1);
  if (!names_found_ && (end - begin == 1 || end_word.ends_with('s'))) find_names();
  if (end - begin > 1) {
    std::string name = printed(begin, end);
    // "i Stephanie Lohses optik", of somebody who is called Lohse elsewhere.
    if (end_word.size() > 2 && end_word.ends_with('s') && by_last_.contains(end_word.substr(0, end_word.size() - 1)))
      name.pop_back();
    return name;
  }
  const auto earlier = [&](const auto& names) -> std::string {
    const auto found = names.find(word(begin));
    if (found == names.end()) return {};
    const auto behind = std::lower_bound(found->second.begin(), found->second.end(), std::pair{begin, 0U});
    if (behind == found->second.begin()) return {};
    return printed(std::prev(behind)->first, std::prev(behind)->second);
  };
  if (std::string name = earlier(by_last_); !name.empty()) return name;
  if (std::string name = earlier(by_first_); !name.empty()) return name;
  for (const std::string& participant : structure_.participants) {
    const std::string_view name = std::string_view(participant).substr(0, participant.find(" ("));
    const std::string_view last = word(begin);
    if (name.size() > last.size() && name.ends_with(last) && name[name.size() - last.size() - 1] == ' ')
      return std::string(name);
  }
  return printed(begin, end);
}

Subject Speakers::named(std::uint32_t begin, std::uint32_t end, Form form) const {
  Subject subject;
  subject.form = form;
  subject.begin = begin;
  subject.end = end;
  subject.span = {tokens_[begin].span.begin, tokens_[end - 1].span.end};
  if (form == Form::name) {
    subject.name = full_name(begin, end);
    return subject;
  }
  for (std::uint32_t token = begin; token < end; ++token) {
    if (token > begin && tokens_[token].span.begin > tokens_[token - 1].span.end) subject.name += ' ';
    subject.name += word(token);
  }
  return subject;
}

std::uint64_t Speakers::gender_of(std::string_view name) const {
  const std::string_view first = name.substr(0, name.find_first_of(" -"));
  const std::uint64_t gender = words_.of(first, lower_) & (kMale | kFemale);
  if (gender != 0) return gender;
  if (const auto told = told_.find(name); told != told_.end()) return told->second;
  // Men's names in -a are in the table.
  return name.find(' ') != std::string_view::npos && first.ends_with('a') ? std::uint64_t{kFemale} : std::uint64_t{0};
}

bool Speakers::is_person(std::uint32_t begin, std::uint32_t end, std::string_view name) const {
  if (begin > 0 && (long_kinds(begin - 1) & (kRole | kHail)) != 0) return true;
  if (begin > 1 && is(begin - 1, ",") && (long_kinds(begin - 2) & (kRole | kThey)) != 0) return true;
  if (end < tokens_.size() && is(end, "(")) return true;
  if (end + 1 < tokens_.size() && is(end, ",") && (long_kinds(end + 1) & kRole) != 0) return true;
  if (end < tokens_.size() && (kinds(end) & (kSay | kThat)) != 0) return true;
  if (end + 1 < tokens_.size() && is(end, ",") && (kinds(end + 1) & kRelative) != 0) return true;
  const std::uint64_t found = gender_of(name);
  return found != 0 || std::find(spoken_.begin(), spoken_.end(), name) != spoken_.end() || persons_.contains(name);
}

}  // namespace ordagrant::passages::internal

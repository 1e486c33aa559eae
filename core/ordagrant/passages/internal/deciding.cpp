#include "ordagrant/passages/internal/deciding.h"

#include <algorithm>
#include <string_view>

#include "ordagrant/passages/internal/bodies.h"
#include "ordagrant/passages/internal/stated_dates.h"
#include "ordagrant/text/ascii.h"

namespace ordagrant::passages::internal {

namespace {

// How many tokens lie between the things that belong together (read off minutes of both languages).
constexpr std::uint32_t kToBody = 7;   // between who decides and the verb
constexpr std::uint32_t kToThat = 14;  // between the verb and its "att", dates and references in between
constexpr std::uint32_t kNear = 5;     // between a condition or a denial and what it reaches

}  // namespace

TokenRange Deciding::subject(std::uint32_t verb, TokenRange sentence) {
  TokenRange body = before(verb, sentence);
  if (body.empty()) {
    body = behind(verb, sentence);
    if (body.empty() || blocked(verb, sentence)) return {};
  } else if (blocked(body.begin, sentence) || subordinate(body, verb, sentence)) {
    return {};
  }
  const bool present = text_.lower(verb).ends_with('r');
  // "finner att n\u00E4mnden beslutat"
  const bool bare = text_.lower(verb).ends_with('t') && !has_auxiliary(verb, body);
  if (!present) return bare && !found_before(body.begin, sentence) ? TokenRange{} : body;
  return says_what(std::max(verb + 1, body.begin > verb ? body.end : 0), sentence) ? body : TokenRange{};
}

TokenRange Deciding::behind(std::uint32_t verb, TokenRange sentence) {
  for (std::uint32_t at = verb + 1; at < std::min(sentence.end, verb + 4); ++at) {
    const TokenRange body = body_from(text_, at);
    if (!body.empty() || !is(at, FactWord::adverb)) return body;
  }
  return {};
}

// A present that says nothing of what is decided is a competence: "N\u00E4mnden beslutar om avgiften".
bool Deciding::says_what(std::uint32_t after, TokenRange sentence) {
  while (is(after, FactWord::adverb) || time_end(text_, after) > after)
    after = std::max(after + 1, time_end(text_, after));
  const bool ends = after >= sentence.end || text_.begins_line(after) || text_.is_mark(after, ":");
  const bool so = is(after, FactWord::decided_by) ||
                  (is(after, FactWord::due_weak) && is(after + 1, FactWord::decided_by));  // "i enlighet med"
  if (!ends && !so && vote_at(after) == nullptr) return false;
  return !is(after, FactWord::with) || vote_near(after);
}

bool Deciding::subordinate(TokenRange body, std::uint32_t verb, TokenRange sentence) {
  if (body.begin <= sentence.begin || text_.begins_line(body.begin)) return false;
  const std::uint32_t before = body.begin - 1;
  if (text_.is_mark(before, ",") && text_.is_mark(verb + 1, ",")) return true;
  if (!text_.is_word(before) || found_before(body.begin, sentence)) return false;
  if (is(before, FactWord::subjunction)) return true;  // "siden regeringen godkendte ans\u00F8gningen"
  if (is(before, FactWord::whereupon) || is(before, FactWord::join)) return false;
  // "S\u00E5ledes byr\u00E5det godkender": a main clause would have its verb there.
  if (is(before, FactWord::it) || is(before, FactWord::adverb)) return true;
  return !text_.capital(before) && !is(before, FactWord::function);
}

bool Deciding::has_auxiliary(std::uint32_t verb, TokenRange body) {
  for (std::uint32_t at = body.begin < verb ? body.end : verb - std::min(verb, kToBody); at < verb; ++at)
    if (is(at, FactWord::auxiliary)) return true;
  return !text_.lower(verb).ends_with("at") && !text_.lower(verb).ends_with("et");
}

TokenRange Deciding::before(std::uint32_t verb, TokenRange sentence) {
  // "Udvalget dr\u00F8ftede sagen og besluttede"
  if (verb > sentence.begin && is(verb - 1, FactWord::both) && verb - sentence.begin <= kToThat) {
    const TokenRange first = body_from(text_, sentence.begin);
    if (!first.empty()) return first;
  }
  for (std::uint32_t back = 0; back < kToBody && verb > sentence.begin + back; ++back) {
    const std::uint32_t end = verb - back;
    const TokenRange body = body_before(text_, end);
    if (!body.empty())
      return body.begin >= sentence.begin && body.end <= verb && !governed(body, sentence) ? body : TokenRange{};
    const std::uint32_t at = end - 1;
    if (!is(at, FactWord::auxiliary) && !is(at, FactWord::adverb) && !dates(at)) return {};
  }
  return {};
}

// "har den 4 mars 2024 beslutat", "har i dag beslutat"
bool Deciding::dates(std::uint32_t at) {
  return text_.is_number(at) || is(at, FactWord::month) || is(at, FactWord::date_before) || is(at, FactWord::today) ||
         (is(at, FactWord::due_weak) && (is(at + 1, FactWord::month) || is(at + 1, FactWord::today)));
}

bool Deciding::governed(TokenRange body, TokenRange sentence) {
  if (body.begin == sentence.begin) return false;
  const std::uint32_t at = body.begin - 1;
  return is(at, FactWord::due_weak) || is(at, FactWord::from) || is(at, FactWord::to) || is(at, FactWord::of) ||
         is(at, FactWord::with) || is(at, FactWord::against) || is(at, FactWord::due) || is(at, FactWord::aside);
}

bool Deciding::found_before(std::uint32_t at, TokenRange sentence) {
  return at >= sentence.begin + 2 && is(at - 1, FactWord::that) && is(at - 2, FactWord::find);
}

bool Deciding::divides_after(TokenRange sentence) {
  if (sentence.end >= text_.size()) return false;
  const TokenRange next = text_.sentence(sentence.end);
  bool divides = false;
  for (std::uint32_t at = next.begin; at < std::min(next.end, next.begin + kBrief); ++at) {
    if (is(at, FactWord::negation)) return false;
    divides = divides || is(at, FactWord::division);
  }
  return divides;
}

bool Deciding::finds(std::uint32_t verb, TokenRange sentence) {
  for (std::uint32_t at = std::max(sentence.begin, verb - std::min(verb, kBack)); at + 1 < verb; ++at)
    if (is(at, FactWord::find) && is(at + 1, FactWord::that)) return true;
  return false;
}

bool Deciding::blocked(std::uint32_t at, TokenRange sentence) {
  const std::uint32_t from = std::max(sentence.begin, at < kBack ? 0 : at - kBack);
  if (found_before(at, sentence)) return false;  // what a chair finds is not what was proposed before
  for (std::uint32_t token = from; token < at; ++token) {
    const KnownWord known = text_.known(token);
    if (known.is(FactWord::propose)) return true;
    if (known.is(FactWord::condition) && (token == sentence.begin || token + kNear >= at)) return true;
    if (known.is(FactWord::negation) && token + kNear >= at) return true;
  }
  // "at Byr\u00E5det godkender": what somebody says, asks or wants.
  constexpr std::uint32_t kName = 3;
  for (std::uint32_t back = 1; back <= kName && at >= sentence.begin + back; ++back) {
    const std::uint32_t token = at - back;
    if (is(token, FactWord::that) || is(token, FactWord::relative)) return true;
    if (!text_.capital(token)) break;
  }
  return false;
}

Outcome Deciding::outcome_at(std::uint32_t after, TokenRange sentence) {
  Outcome found{after, false, {}, {}};
  const std::uint32_t last = std::min(sentence.end, after + kToThat);
  std::uint32_t at = after;
  while (at < last) {
    if (const TokenRange* vote = vote_at(at); vote != nullptr && vote->end > at) {
      at = vote->end;
    } else if (const std::uint32_t time = time_end(text_, at); time > at) {
      if (found.date.empty()) found.date = day_in({at, time});
      at = time;
    } else if (const std::string number = paragraph(at); !number.empty()) {
      found.number = number;
      ++at;
    } else if (text_.is_mark(at, ",") || text_.is_mark(at, ":") || is(at, FactWord::adverb) ||
               vote_at(at + 1) != nullptr) {  // "med 9 ja-r\u00F6ster och 4 nej-r\u00F6ster"
      ++at;
    } else {
      break;
    }
    if (text_.begins_line(at) && text_.after_list_mark(at) > at) break;
  }
  found.begin = at;
  found.that = is(at, FactWord::that);
  if (found.that || !(is(at, FactWord::aside) || is(at, FactWord::due_weak) || is(at, FactWord::with))) return found;
  // "beslutar i enlighet med f\u00F6rvaltningens f\u00F6rslag att", but "om f\u00F6rslaget att"
  for (++at; at < last; ++at) {
    if (is(at, FactWord::relative) || is(at, FactWord::task)) break;
    if (!is(at, FactWord::that)) continue;
    if (is(at - 1, FactWord::ask_about) || is(at - 1, FactWord::in_favour) || is(at - 1, FactWord::of)) continue;
    found.begin = at;
    found.that = true;
    break;
  }
  return found;
}

std::string Deciding::day_in(TokenRange time) {
  for (std::uint32_t at = time.begin; at < time.end; ++at)
    if (const StatedDate date = date_at(text_, at); date.is_day()) return date.iso;
  return {};
}

// "45" of "\u00A7 45"; empty: it is no such reference.
std::string Deciding::paragraph(std::uint32_t at) {
  constexpr std::string_view kSign = "\u00A7 ";
  if (at >= text_.size() || text_.token(at).kind != tokens::TokenKind::reference) return {};
  const std::string_view written = text_.surface(at);
  if (!written.starts_with(kSign)) return {};
  const std::string_view number = written.substr(kSign.size());
  const bool digits = std::all_of(number.begin(), number.end(), text::is_ascii_digit);
  return digits ? std::string(number) : std::string();
}

const TokenRange* Deciding::next_vote(std::uint32_t at) const {
  const auto vote = std::upper_bound(votes_.begin(), votes_.end(), at,
                                     [](std::uint32_t token, const TokenRange& one) { return token < one.end; });
  return vote != votes_.end() ? &*vote : nullptr;
}

const TokenRange* Deciding::vote_at(std::uint32_t at) const {
  const TokenRange* vote = next_vote(at);
  return vote != nullptr && vote->begin <= at ? vote : nullptr;
}

}  // namespace ordagrant::passages::internal

#include "ordagrant/passages/internal/figures.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "ordagrant/passages/internal/other_numbers.h"
#include "ordagrant/passages/internal/quantities.h"
#include "ordagrant/passages/internal/units.h"

namespace ordagrant::passages::internal {

namespace {

// How many tokens lie between the things that belong together (read off some thousand sentences of public prose).
constexpr std::uint32_t kFiller = 3;        // between a word like "till" and its number
constexpr std::uint32_t kToComparison = 7;  // between a figure and what it is compared with
constexpr std::uint32_t kToChange = 15;     // between a verb of change and "fr\u00E5n"
constexpr std::uint32_t kChangeBehind = 6;  // between the numbers and a verb of change behind them
constexpr std::uint32_t kYear = 5;          // of "i \u00E5r (2019)"

class Finder {
 public:
  Finder(FactText& text, std::vector<Fact>& facts) : text_(text), facts_(facts), others_(text) {}

  void at(std::uint32_t start) {
    if (start < next_) return;
    std::optional<Quantity> quantity = quantity_at(text_, start, next_);
    if (!quantity) {
      others_.unread(start);
      return;
    }
    if (quantity->tokens.begin < next_) quantity->tokens.begin = start;
    if (others_.is_one(*quantity)) {
      next_ = std::max(next_, quantity->tokens.end);  // "sagerne 2 - 4"
      return;
    }
    figure(one_of(*quantity));
  }

 private:
  bool is(std::uint32_t at, FactWord kind) { return text_.is(at, kind); }

  // "en av tre unga": one, compared with three.
  Quantity one_of(const Quantity& quantity) {
    const std::uint32_t begin = quantity.tokens.begin;
    if (quantity.high || quantity.fraction || quantity.value < 2 || begin < next_ + 2 || !is(begin - 1, FactWord::of) ||
        !is(begin - 2, FactWord::one))
      return quantity;
    Quantity one;
    one.tokens = {begin - 2, begin - 1};
    one.value = 1;
    one.word = true;
    return one;
  }

  // --- what it is compared with ----------------------------------------------------------------------------------

  // A quantity at `at` or a few words behind it.
  std::optional<Quantity> near(std::uint32_t at, std::uint32_t fillers = kFiller) {
    for (std::uint32_t token = at; token < text_.size() && token <= at + fillers; ++token) {
      const bool sign = text_.is_number(token + 1) && text_.adjacent(token + 1) &&
                        (text_.is_mark(token, "+") || text_.is_mark(token, "-") || text_.is_mark(token, "\u2212"));
      if (sign) continue;
      if (text_.is_number(token) || (text_.is_word(token) && text_.words().may_begin(text_.surface(token)))) {
        std::optional<Quantity> found = quantity_at(text_, token, next_);
        if (found) {
          if (found->numeral.full_stop && !measured(text_, found->tokens.end)) return std::nullopt;
          if (could_be_year(found->numeral) && !measured(text_, found->tokens.end)) return std::nullopt;
          return found;
        }
      }
      if (!is(token, FactWord::filler) && !is(token, FactWord::minus)) return std::nullopt;
    }
    return std::nullopt;
  }

  bool rises_before(std::uint32_t at) {
    const std::uint32_t from = std::max(text_.sentence(at).begin, at < kToChange ? 0 : at - kToChange);
    for (std::uint32_t token = from; token < at; ++token)
      if (is(token, FactWord::rise)) return true;
    return false;
  }

  // "Fr\u00E5n 12 till 15 procent har andelen \u00F6kat."
  bool rises_behind(std::uint32_t at) {
    const std::uint32_t end = std::min(text_.sentence(at).end, at + kChangeBehind);
    for (std::uint32_t token = at; token < end && text_.token(token).kind == tokens::TokenKind::word; ++token)
      if (is(token, FactWord::rise)) return true;
    return false;
  }

  // The word before a quantity that belongs to it ("fr\u00E5n", "mellan"), past fillers; size() if there is none.
  std::uint32_t leading(std::uint32_t begin, FactWord kind) {
    for (std::uint32_t back = 1; back <= 2 && back <= begin; ++back) {
      if (is(begin - back, kind)) return begin - back;
      if (!is(begin - back, FactWord::filler)) break;
    }
    return text_.size();
  }

  // --- a figure --------------------------------------------------------------------------------------------------

  void figure(Quantity quantity) {
    Fact fact;
    fact.kind = FactKind::figure;
    TokenRange all = quantity.tokens;
    TokenRange unit = unit_at(text_, all.end);
    bool stated = !quantity.word;  // a number word alone may be anything

    if (quantity.fraction || is(all.end, FactWord::part)) {
      parts(quantity, all, unit);
      stated = true;
    } else if (pair(quantity, all, unit, fact)) {
      stated = true;
    } else {
      if (!unit.empty()) all.end = unit.end;
      if (out_of(quantity, all, unit, fact)) {
        stated = true;
      } else {
        comparison(quantity, all, unit, fact);
      }
    }
    if (quantity.word && !stated && !stated_in_letters(quantity, unit)) return;

    if (unit.empty()) unit = unit_of_next(all.end);
    if (unit.empty() && currency_before(quantity)) {
      unit = {quantity.tokens.begin - 1, quantity.tokens.begin};
      all.begin = unit.begin;
    }
    fact.value = quantity.value;
    fact.value_high = quantity.high;
    if (!unit.empty()) fact.unit = unit_text(text_, unit);
    fact.span = {text_.token(all.begin).span.begin, text_.token(all.end - 1).span.end};
    fact.passage = text_.passage(all.begin);
    facts_.push_back(std::move(fact));
    next_ = all.end;
    others_.figure();
  }

  // "SEK 500"
  bool currency_before(const Quantity& quantity) {
    const std::uint32_t begin = quantity.tokens.begin;
    if (quantity.word || begin <= next_ || !is(begin - 1, FactWord::currency)) return false;
    return begin == 1 || !text_.is_number(begin - 2);
  }

  // "h\u00E4lften av enheterna", "tv\u00E5 tredjedelar av personalen"
  void parts(Quantity& quantity, TokenRange& all, TokenRange& unit) {
    if (!quantity.fraction) {
      quantity.value /= text_.known(all.end).value;
      ++all.end;
    }
    unit = {};
    if (is(all.end, FactWord::multiple)) {
      unit = unit_at(text_, all.end);
      all.end = unit.end;
    } else if (is(all.end, FactWord::of) && is_noun(text_, all.end + 1)) {
      unit = {all.end + 1, all.end + 2};
      all.end = unit.end;
    }
  }

  // Where "till" stands behind the first of two numbers, and whether a year stands between: "fr\u00E5n 2,4 % 2022 till
  // 0,1 % 2023" is a change and no range. size(): nowhere.
  struct To {
    std::uint32_t at;
    bool years = false;
  };

  To to_behind(std::uint32_t at, bool leads) {
    if (is(at, FactWord::to)) return {at};
    if (!leads) return {text_.size()};
    if (is_noun(text_, at)) ++at;
    bool years = false;
    for (const std::uint32_t last = at + kYear; at < last && !is(at, FactWord::to); ++at) {
      if (text_.is_number(at) && year(at))
        years = true;
      else if (!is(at, FactWord::due_weak) && !is(at, FactWord::year_word) && !text_.is_mark(at, "(") &&
               !text_.is_mark(at, ")"))
        break;
    }
    return {is(at, FactWord::to) ? at : text_.size(), years};
  }

  // "fr\u00E5n 62 % till 8 %", "fr\u00E5n 6 till 16 \u00E5r", "mellan 86 och 89 procent", "10 till 15 procent"
  bool pair(Quantity& quantity, TokenRange& all, TokenRange& unit, Fact& fact) {
    if (quantity.high) return false;
    const std::uint32_t from = leading(quantity.tokens.begin, FactWord::from);
    const bool leads = from < text_.size();
    const std::uint32_t join = unit.empty() ? all.end : unit.end;
    const bool ranges = leading(quantity.tokens.begin, FactWord::between) < text_.size() && is(join, FactWord::both);
    const To to = to_behind(join, leads);
    if (!ranges && (to.at >= text_.size() || (!leads && !unit.empty()))) return false;
    const std::optional<Quantity> other = near((ranges ? join : to.at) + 1);
    if (!other || other->high || other->fraction || (quantity.word && !other->word && !leads)) return false;
    const TokenRange second = unit_at(text_, other->tokens.end);
    if (!same_unit(text_, unit, second)) return false;
    if (quantity.word && other->word && unit.empty() && second.empty() && !rises_before(quantity.tokens.begin))
      return false;
    const bool rises = other->value > quantity.value;
    const bool changes = leads && (!rises || to.years || is(from + 1, FactWord::of_now) || rises_before(from) ||
                                   rises_behind(other->tokens.end));
    if (!ranges && changes) {
      fact.compared = quantity.value;
      quantity.value = other->value;
      quantity.numeral = other->numeral;
    } else if (rises) {
      quantity.high = other->value;
    } else {
      return false;
    }
    all.end = other->tokens.end;
    if (!second.empty()) {
      unit = second;
      all.end = second.end;
    }
    return true;
  }

  // "tolv av tjugo rektorer", "8 ud af 10"
  bool out_of(Quantity& quantity, TokenRange& all, TokenRange& unit, Fact& fact) {
    if (quantity.high) return false;
    std::uint32_t of = all.end;
    if (unit.empty() && !is(of, FactWord::of) && is(of + 1, FactWord::of)) ++of;
    if (!is(of, FactWord::of)) return false;
    std::uint32_t whole = of + 1;
    if (is(whole, FactWord::definite) || is(whole, FactWord::filler)) ++whole;
    const std::optional<Quantity> other = near(whole, 0);
    if (!other || other->high || other->value < quantity.value || other->fraction) {
      if (unit.empty() && is_noun(text_, of + 1) && of == all.end) {
        unit = {of + 1, of + 2};
        all.end = unit.end;
        return true;
      }
      return false;
    }
    if (is(other->tokens.end, FactWord::month)) return false;
    fact.compared = other->value;
    all.end = other->tokens.end;
    const TokenRange second = unit_at(text_, all.end);
    if (!second.empty()) {
      if (unit.empty()) unit = second;
      all.end = second.end;
    }
    return true;
  }

  // "12,3 (11,4) mnkr"
  bool before_unit(TokenRange& all, TokenRange& unit, Fact& fact) {
    if (!text_.is_mark(all.end, "(")) return false;
    const std::optional<Quantity> other = near(all.end + 1, 0);
    if (!other || other->high || !text_.is_mark(other->tokens.end, ")")) return false;
    const TokenRange second = unit_at(text_, other->tokens.end + 1);
    if (second.empty() || !is(second.begin, FactWord::measure)) return false;
    fact.compared = other->value;
    unit = second;
    all.end = second.end;
    return true;
  }

  // "51 po\u00E4ng (snittet 55)", "430 kr j\u00E4mf\u00F6rt med 412 kr", "till 81 fr\u00E5n 79"
  void comparison(Quantity& quantity, TokenRange& all, TokenRange& unit, Fact& fact) {
    if (unit.empty() && !quantity.word && before_unit(all, unit, fact)) return;
    const std::uint32_t last = std::min(text_.size(), all.end + kToComparison);
    for (std::uint32_t token = all.end; token < last; ++token) {
      if (text_.is_mark(token, "(")) {
        in_brackets(token + 1, all, unit, fact);
        return;
      }
      if (text_.is_mark(token, ".") || text_.is_mark(token, ";") || text_.begins_block(token)) return;
      const KnownWord& known = text_.known(token);
      const bool against = known.is(FactWord::against);
      const bool compared = known.is(FactWord::compared);
      const bool from = known.is(FactWord::from) && token == all.end && rises_before(quantity.tokens.begin);
      if (against || compared || from) {
        const std::optional<Quantity> other = near(token + 1);
        if (!other || other->high) {
          if (compared) continue;
          return;
        }
        compare(*other, all, unit, fact);
        return;
      }
      if ((text_.is_number(token) && !year(token)) || known.is(FactWord::that) || known.is(FactWord::relative)) return;
    }
  }

  bool year(std::uint32_t at) {
    const std::optional<Numeral> found = numeral(text_.surface(at));
    return found && could_be_year(*found);
  }

  void in_brackets(std::uint32_t at, TokenRange& all, TokenRange& unit, Fact& fact) {
    bool named = at >= 2 && text_.words().has(FactAffix::label, text_.lower(at - 2)) && !is(at - 2, FactWord::function);
    constexpr std::uint32_t kLabel = 5;  // tokens between the bracket and the number
    for (std::uint32_t token = at; token < text_.size() && token < at + kLabel; ++token) {
      if (text_.is_mark(token, ":")) continue;
      if (text_.is_number(token) && !year(token)) {
        const std::optional<Quantity> other = quantity_at(text_, token, next_);
        if (named && other && !other->high) compare(*other, all, unit, fact);
        return;
      }
      const bool label = text_.is_number(token) || text_.words().has(FactAffix::label, text_.lower(token));
      if (!label && !is(token, FactWord::filler) && !is(token, FactWord::with) && !is(token, FactWord::compared) &&
          !is(token, FactWord::copula))
        return;
      named = true;
    }
  }

  void compare(const Quantity& other, TokenRange& all, TokenRange& unit, Fact& fact) {
    const TokenRange second = unit_at(text_, other.tokens.end);
    const bool measures = !second.empty() && measured(text_, second.begin);
    const bool same = same_unit(text_, unit, second);
    if (!same && (measures || (!unit.empty() && !measured(text_, unit.begin)))) return;
    fact.compared = other.value;
    all.end = same && !second.empty() ? second.end : other.tokens.end;
    if (same && unit.empty() && measures) unit = second;
  }

  // "12 respektive 15 procent": the unit stands with the last.
  TokenRange unit_of_next(std::uint32_t end) {
    if (!is(end, FactWord::join)) return {};
    const std::optional<Quantity> other = near(end + 1, 0);
    if (!other) return {};
    const TokenRange unit = unit_at(text_, other->tokens.end);
    return unit.empty() || !measured(text_, unit.begin) ? TokenRange{} : unit;
  }

  bool stated_in_letters(const Quantity& quantity, TokenRange unit) {
    const std::uint32_t begin = quantity.tokens.begin;
    const std::uint32_t end = quantity.tokens.end;
    if (!unit.empty()) return measured(text_, unit.begin) || begin == 0 || !is(begin - 1, FactWord::definite);
    const bool closes =
        end >= text_.size() || text_.token(end).kind == tokens::TokenKind::mark || bare_adjective(text_, end);
    if (begin == 0 || text_.sentence(begin).begin == begin)
      return text_.is_word(end) && text_.capital(begin) && quantity.value < 100;
    if (!closes) return text_.is_mark(begin - 1, "(") && text_.is_mark(end, ")");
    return is(begin - 1, FactWord::to) || text_.is_mark(begin - 1, "(") ||
           (is(begin - 1, FactWord::auxiliary) && text_.is_mark(end, ".")) || is(begin - 1, FactWord::copula);
  }

  FactText& text_;
  std::vector<Fact>& facts_;
  OtherNumbers others_;
  std::uint32_t next_ = 0;  // the first token that nothing has taken
};

}  // namespace

void find_figures(FactText& text, std::span<const std::uint32_t> starts, std::span<const TokenRange> taken,
                  std::vector<Fact>& facts) {
  Finder finder(text, facts);
  std::size_t vote = 0;
  for (const std::uint32_t start : starts) {
    while (vote < taken.size() && taken[vote].end <= start) ++vote;
    if (vote < taken.size() && taken[vote].begin <= start) continue;
    finder.at(start);
  }
}

}  // namespace ordagrant::passages::internal

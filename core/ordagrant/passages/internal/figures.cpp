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
constexpr std::uint32_t kSaid = 5;          // between "M\u00E5let" and its number
constexpr std::uint32_t kInBrackets = 3;    // of "(5)"

class Finder {
 public:
  Finder(FactText& text, std::vector<Fact>& facts) : text_(text), facts_(facts), others_(text), first_(facts.size()) {}

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
    figure(with_digits(one_of(*quantity)));
  }

  // Compares each outcome with its target: "M\u00E5lv\u00E4rde: 90 %. Utfall: 87,1 %", "fjorton klagom\u00E5l.
  // M\u00E5let var tolv". After the last at().
  void compare_with_targets() {
    for (std::size_t at = 0; at + 1 < numbers_.size(); ++at) {
      if (!neighbours(at)) continue;
      const std::size_t next = at + 1;
      if (said_by(at, FactWord::target) && said_by(next, FactWord::outcome)) {
        reach(next, at);
        // "utfallet 91 % respektive 84 %"
        for (std::size_t more = next + 1; more < numbers_.size() && joined(more); ++more) reach(more, at);
      } else if (said_by(next, FactWord::target) && !said_by(at, FactWord::target) && answers(at, next)) {
        reach(at, next);
      }
    }
  }

 private:
  // The tokens of a figure, and of its unit.
  struct Numbers {
    TokenRange all;
    TokenRange unit;
  };

  // Do a figure and the next one stand in one sentence of a passage, or in two that follow each other?
  bool neighbours(std::size_t at) {
    const std::uint32_t end = numbers_[at].all.end;
    const std::uint32_t next = numbers_[at + 1].all.begin;
    if (next < end || text_.passage(end - 1) != text_.passage(next)) return false;
    for (std::uint32_t token = end; token < next; ++token)
      if (text_.begins_block(token) || text_.after_list_mark(token) > token) return false;
    const TokenRange sentence = text_.sentence(end - 1);
    return next < sentence.end || text_.sentence(sentence.end).end > next;
  }

  // Does a word of the class say what the figure is: "M\u00E5let var h\u00F6gst tolv"?
  bool said_by(std::size_t figure, FactWord kind) {
    const std::uint32_t begin = numbers_[figure].all.begin;
    for (std::uint32_t back = 1; back <= kSaid && back <= begin; ++back) {
      const std::uint32_t at = begin - back;
      if (is(at, kind)) return true;
      const bool between = is(at, FactWord::filler) || is(at, FactWord::copula) ||
                           (is(at, FactWord::function) && !is(at, FactWord::join)) || text_.is_mark(at, ":");
      if (!between) return false;
    }
    return false;
  }

  // Does a figure stand behind another with one joining word between?
  bool joined(std::size_t figure) {
    const std::uint32_t end = numbers_[figure - 1].all.end;
    return numbers_[figure].all.begin == end + 1 && text_.is_word(end) && is(end, FactWord::join);
  }

  // May a figure be what was reached of the target behind it? One that nothing calls an outcome must count the
  // same, and the sentence of the target begin with it.
  bool answers(std::size_t figure, std::size_t target) {
    if (said_by(figure, FactWord::outcome)) return true;
    const std::uint32_t named = text_.sentence(numbers_[target].all.begin).begin;
    if (!is(named, FactWord::target)) return false;  // "Det tidigare m\u00E5let", "mot m\u00E5let om"
    const TokenRange unit = numbers_[target].unit;
    if (unit.empty()) return true;
    return !numbers_[figure].unit.empty() && same_unit(text_, numbers_[figure].unit, unit);
  }

  // The span has both.
  void reach(std::size_t figure, std::size_t target) {
    Fact& fact = facts_[first_ + figure];
    const Fact& aim = facts_[first_ + target];
    const bool plain = !aim.value_high && !aim.compared && !fact.value_high;
    const bool kept = target > figure && fact.compared;  // what it says itself
    if (!plain || kept || !same_unit(text_, numbers_[figure].unit, numbers_[target].unit)) return;
    fact.compared = aim.value;
    fact.span = {std::min(fact.span.begin, aim.span.begin), std::max(fact.span.end, aim.span.end)};
  }

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
          if (could_be_year(found->numeral) &&
              (!measured(text_, found->tokens.end) || is(found->tokens.end, FactWord::of_year)))
            return std::nullopt;
          return with_digits(*found);
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

  // "\u00F6kar med 20 procent": a number that says by how much.
  bool by(std::uint32_t begin) { return leading(begin, FactWord::with) < text_.size(); }

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

  // "fem (5) skolor": with the brackets, if they say the same in digits.
  Quantity with_digits(Quantity quantity) {
    const std::uint32_t end = quantity.tokens.end;
    if (!quantity.word || quantity.high || !text_.is_mark(end, "(") || !text_.is_number(end + 1) ||
        !text_.is_mark(end + 2, ")"))
      return quantity;
    if (const std::optional<Numeral> found = numeral(text_.surface(end + 1)); found && found->value == quantity.value)
      quantity.tokens.end += kInBrackets;
    return quantity;
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
    } else if (pair(quantity, all, unit, fact) || two_years(quantity, all, unit, fact)) {
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
    numbers_.push_back({all, unit});
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
    if (is(at, FactWord::moved)) ++at;  // "fra 45 dage ned til 30"
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

  // The year behind a number and its unit: "i 2023", "(2023)", "\u00E5r 2023", "2023". Gives the token after it too;
  // 0: there is none.
  struct OfYear {
    double year = 0;
    std::uint32_t end = 0;
  };

  OfYear year_behind(std::uint32_t at) {
    const bool bracket = text_.is_mark(at, "(");
    if (bracket || is(at, FactWord::due_weak)) ++at;
    if (is(at, FactWord::year_word)) ++at;
    if (!text_.is_number(at) || !year(at)) return {};
    const double of = numeral(text_.surface(at))->value;
    if (!bracket) return {of, at + 1};
    return text_.is_mark(at + 1, ")") ? OfYear{of, at + 2} : OfYear{};
  }

  // A number of a list of years: what joins it to the number before stands at `at`.
  struct OneOfYears {
    Quantity quantity;
    TokenRange unit;
    OfYear of;
  };

  std::optional<OneOfYears> next_of_years(std::uint32_t at) {
    if (!is(at, FactWord::both) && !text_.is_mark(at, ",") && !is(at, FactWord::against)) return std::nullopt;
    const std::optional<Quantity> other = near(at + 1);
    if (!other || other->high || other->fraction) return std::nullopt;
    const TokenRange unit = unit_at(text_, other->tokens.end);
    const OfYear of = year_behind(unit.empty() ? other->tokens.end : unit.end);
    if (of.end == 0) return std::nullopt;
    return OneOfYears{*other, unit, of};
  }

  // "17 procent i 2023 og 21 procent i 2024": the later year with the earlier one. Three years are a list, and a number
  // that something else is said of behind it ("(m\u00E5let 25)") is a figure of its own.
  bool two_years(Quantity& quantity, TokenRange& all, TokenRange& unit, Fact& fact) {
    if (quantity.high || quantity.tokens.begin < years_end_) return false;
    const OfYear of = year_behind(unit.empty() ? all.end : unit.end);
    if (of.end == 0) return false;
    const std::optional<OneOfYears> other = next_of_years(of.end);
    if (!other || other->of.year == of.year || !same_unit(text_, unit, other->unit)) return false;
    // "12,5 mio. kr. i 2025 og 14 mio. kr. i 2026": what is given to each year.
    if (is(unit.begin, FactWord::currency) || is(other->unit.begin, FactWord::currency)) return false;
    if (by(quantity.tokens.begin)) return false;  // "\u00F6ka med 0,7 procent 2024 och 2,5 procent 2025"
    if (is(unit.begin, FactWord::multiple) || is(other->unit.begin, FactWord::multiple)) return false;
    std::uint32_t end = other->of.end;
    while (const std::optional<OneOfYears> more = next_of_years(end)) years_end_ = end = more->of.end;
    if (years_end_ == end || text_.is_mark(end, "(")) {
      years_end_ = end;
      return false;
    }
    const bool later = other->of.year > of.year;
    fact.compared = later ? quantity.value : other->quantity.value;
    if (later) {
      quantity.value = other->quantity.value;
      quantity.numeral = other->quantity.numeral;
    }
    all.end = other->of.end;
    if (unit.empty()) unit = other->unit;
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
      if (text_.is_mark(token, ".") || text_.is_mark(token, ";") || text_.is_mark(token, ")") ||
          text_.begins_block(token) || text_.after_list_mark(token) > token)
        return;
      const KnownWord& known = text_.known(token);
      const bool against = known.is(FactWord::against);
      const bool compared = known.is(FactWord::compared);
      const bool from = known.is(FactWord::from) &&
                        (is(token - 1, FactWord::moved) ||
                         (token == all.end && !by(quantity.tokens.begin) && rises_before(quantity.tokens.begin)));
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
      const bool says = label || is(token, FactWord::with) || is(token, FactWord::compared);
      if (!says && !is(token, FactWord::filler) && !is(token, FactWord::copula)) return;
      named = named || says;
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
  std::vector<Numbers> numbers_;
  std::size_t first_ = 0;        // facts that are others' come before
  std::uint32_t next_ = 0;       // the first token that nothing has taken
  std::uint32_t years_end_ = 0;  // the end of a list of numbers and their years
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
  finder.compare_with_targets();
}

}  // namespace ordagrant::passages::internal

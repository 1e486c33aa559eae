#include "ordagrant/privacy/redactor.h"

#include <array>
#include <map>

#include "ordagrant/language/tables.h"
#include "ordagrant/privacy/internal/finder.h"
#include "ordagrant/privacy/internal/vocabulary.h"
#include "ordagrant/text/characters.h"

namespace ordagrant::privacy {

std::string_view name(PersonalKind kind) noexcept {
  constexpr std::array<std::string_view, 8> names = {"identity", "phone",   "email", "account",
                                                     "plate",    "address", "name",  "ip"};
  return names[static_cast<std::size_t>(kind)];
}

struct Redactor::Tables {
  internal::Vocabulary vocabulary;
};

Redactor::Redactor(std::string_view language) {
  if (language != language::kUndetermined) language::require_shipped(language);
  tables_ = std::make_unique<const Tables>(Tables{internal::Vocabulary(language)});
}
Redactor::~Redactor() = default;
Redactor::Redactor(Redactor&&) noexcept = default;
Redactor& Redactor::operator=(Redactor&&) noexcept = default;

std::vector<PersonalSpan> Redactor::find(std::string_view text) const {
  return internal::Finder(text, tables_->vocabulary).find();
}

const Redactor& redactor_for(std::string_view language) {
  static const std::map<std::string, Redactor, std::less<>> redactors = [] {
    std::map<std::string, Redactor, std::less<>> made;
    made.emplace(language::kUndetermined, Redactor(language::kUndetermined));
    for (const std::string& shipped : language::shipped()) made.emplace(shipped, Redactor(shipped));
    return made;
  }();
  if (language == "auto") language = language::kUndetermined;
  if (language != language::kUndetermined) language::require_shipped(language);
  return redactors.find(language)->second;
}

std::string masked(std::string_view text, std::span<const PersonalSpan> spans) {
  std::string result;
  result.reserve(text.size());
  std::size_t at = 0;
  for (const PersonalSpan& found : spans) {
    result += text.substr(at, found.span.begin - at);
    for (at = found.span.begin; at < found.span.end;) {
      const text::Character character = text::character_at(text, at);
      if (text::is_space(character.code))
        result += text.substr(at, character.size);
      else
        result += "\u2588";
      at += character.size;
    }
  }
  return result += text.substr(at);
}

}  // namespace ordagrant::privacy

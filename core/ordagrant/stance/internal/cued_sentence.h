#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ordagrant/lexicon/entry.h"
#include "ordagrant/lexicon/matcher.h"
#include "ordagrant/stance/context.h"
#include "ordagrant/stance/internal/attitudes.h"
#include "ordagrant/stance/internal/cues.h"

// Room: stance. Which cue reaches which hit; see stance/context.h.

namespace ordagrant::stance::internal {

// The cues and hits of one sentence, and who reaches whom.
class CuedSentence {
 public:
  // `words` are the sentence's in lower case, `begin` is the token of the first; cues and hits are given in tokens of
  // the text, judgements in words. Keeps views of all that it is given but the cues.
  CuedSentence(std::uint32_t begin, std::span<const std::string> words, std::span<const std::string> verb_endings,
               std::vector<Cue> cues, std::span<const Phrase> judgements, std::span<const lexicon::Match> hits,
               std::span<const lexicon::Entry> entries);

  // A hit is one of those given.
  Polarity polarity(const lexicon::Match& hit) const;
  // Own or reported, or quoted at arm's length; what stands between quotation marks is not looked at.
  Voice voice(const lexicon::Match& hit) const;

  // By word.
  std::vector<Role> roles() const;

 private:
  std::string_view word(std::uint32_t token) const { return words_[token - begin_]; }
  std::optional<CueKind> kind(std::uint32_t token) const { return kinds_[token - begin_]; }
  Remark remark(std::uint32_t token) const { return remarks_[token - begin_]; }
  bool is(std::uint32_t token, CueKind wanted) const { return !at_end(token) && kind(token) == wanted; }
  bool ends_clause(std::uint32_t token) const;
  bool coordinates(std::uint32_t token) const;
  bool looks_finite(std::uint32_t token) const;
  bool turns_it(const Cue& cue, const lexicon::Match& hit) const;
  bool attributive(const Cue& cue) const;
  bool ends_another(const Cue& cue, const lexicon::Match& hit) const;
  bool denies_harm(const Cue& cue) const;
  bool denies_wish(const Cue& cue, const lexicon::Match& hit) const;
  bool denies_fault(const Cue& cue, const lexicon::Match& hit) const;
  bool at_end(std::uint32_t token) const { return token == begin_ + words_.size(); }
  bool reaches_forward(const Cue& cue, const lexicon::Match& hit) const;
  static bool takes_up_again(const Cue& cue, std::uint32_t more);
  const Cue* lessening(std::uint32_t token) const;
  bool opens_with_clause() const;
  bool opens_anew(const Cue& cue, std::uint32_t token, const lexicon::Match& hit) const;
  bool list_goes_on(const Cue& cue, std::uint32_t comma, bool hit_before) const;
  bool to_follows(const lexicon::Match& hit) const;
  bool rather_before(const Cue& than) const;
  bool stands_in_front(const lexicon::Match& hit) const;
  bool relative_before(const Cue& cue) const;
  bool reaches_back(const Cue& cue, const lexicon::Match& hit, std::uint32_t reach) const;
  bool turns_anything_forward(const Cue& cue) const;
  std::span<const Cue> near(const lexicon::Match& hit) const;
  void find_reports();
  bool comma_between(std::uint32_t from, std::uint32_t to) const;
  bool beside_self(const Cue& cue) const;

  std::uint32_t begin_;                 // its first token
  std::span<const std::string> words_;  // its tokens in lower case
  std::span<const std::string> verb_endings_;
  std::vector<Cue> cues_;
  std::span<const lexicon::Match> hits_;
  std::vector<std::optional<CueKind>> kinds_;  // by token: the cue that begins there
  std::vector<bool> in_hit_;                   // by token
  std::vector<Remark> remarks_;                // by token
  bool according_ = false;                     // the whole sentence is another's
  std::uint32_t reported_from_ = 0xFFFFFFFFU;
  std::uint32_t reported_until_ = 0;
};

}  // namespace ordagrant::stance::internal

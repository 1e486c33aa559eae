#include "ordagrant/batch/internal/stretch.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "ordagrant/language/tables.h"
#include "ordagrant/tokens/sentencer.h"

namespace ordagrant::batch::internal {

Stretch::Stretch(const text::Reading& reading, std::size_t begin, std::size_t end, std::string_view language,
                 const Engines& engines, Memories& memories, passages::StructureState& state)
    : reading_(reading),
      text_(reading.text().substr(begin, end - begin)),
      base_(static_cast<std::uint32_t>(begin)),
      language_(language),
      engines_(engines),
      memories_(memories),
      state_(state),
      tokens_(engines.tokeniser.tokenise(text_)),
      sentences_(tokens::sentences(text_, tokens_)) {}

const std::vector<forms::Ellipsis>& Stretch::ellipses() {
  if (!ellipses_) {
    ellipses_.emplace();
    if (engines_.ellipses) *ellipses_ = engines_.ellipses->find(text_, tokens_, memories_.ellipses[&engines_]);
  }
  return *ellipses_;
}

const passages::Structure& Stretch::structure() {
  if (!structure_) structure_ = engines_.structure.read(text_, tokens_, state_);
  return *structure_;
}

const std::vector<passages::Quote>& Stretch::quotes() {
  if (!quotes_) quotes_ = engines_.quotes.read(text_, tokens_, sentences_, structure());
  return *quotes_;
}

const std::vector<passages::Fact>& Stretch::facts() {
  if (!facts_) facts_ = engines_.facts.read(text_, tokens_, sentences_, structure());
  return *facts_;
}

void Stretch::find_hits() {
  matches_.emplace();
  if (!engines_.matcher) return;
  const lexicon::Matcher& matcher = *engines_.matcher;
  // Few suspended compounds can be an entry's, and only of these has to be known what they share.
  std::vector<forms::Ellipsis> suspended;
  if (engines_.ellipses)
    suspended = engines_.ellipses->find(
        text_, tokens_, memories_.ellipses[&engines_],
        [&](std::string_view part, std::string_view whole) { return matcher.may_restore(part, whole); });
  *matches_ = matcher.match(text_, tokens_, sentences_, suspended, memories_.matches[&engines_]);
  if (matches_->empty()) return;
  senses_ = engines_.context->read(text_, tokens_, sentences_, quotes(), *matches_, matcher.entries());
}

const std::vector<lexicon::Match>& Stretch::matches() {
  if (!matches_) find_hits();
  return *matches_;
}

const std::vector<stance::Sense>& Stretch::senses() {
  if (!matches_) find_hits();
  return senses_;
}

std::vector<stance::Sense> Stretch::senses_of(std::span<const lexicon::Match> matches,
                                              std::span<const lexicon::Entry> entries) {
  if (!engines_.context || matches.empty()) return {};
  return engines_.context->read(text_, tokens_, sentences_, quotes(), matches, entries);
}

void Stretch::find_frames() {
  frames_.emplace();
  if (!engines_.frames) return;
  *frames_ = engines_.frames->read(text_, tokens_, sentences_, memories_.frames[&engines_]);
  frame_senses_.resize(frames_->size());
  // What speaks for neither pole does so in whatever sense.
  const auto has_pole = [](const lexicon::Match& frame) {
    return stance::FrameReader::entries()[frame.entry].pole != lexicon::Pole::none;
  };
  std::vector<lexicon::Match> read;
  std::copy_if(frames_->begin(), frames_->end(), std::back_inserter(read), has_pole);
  const std::vector<stance::Sense> senses = senses_of(read, stance::FrameReader::entries());
  auto sense = senses.begin();
  for (std::size_t frame = 0; frame < frames_->size(); ++frame)
    if (has_pole((*frames_)[frame])) frame_senses_[frame] = *sense++;
}

const std::vector<lexicon::Match>& Stretch::frames() {
  if (!frames_) find_frames();
  return *frames_;
}

const std::vector<stance::Sense>& Stretch::frame_senses() {
  if (!frames_) find_frames();
  return frame_senses_;
}

std::uint32_t Stretch::passage_of(std::uint32_t token) {
  return static_cast<std::uint32_t>(structure().passage_at(token) - structure().passages.data());
}

const passages::Quote* Stretch::quote_of(std::uint32_t token) {
  if (!quote_of_) {
    quote_of_.emplace(tokens_.size());
    std::uint32_t number = 0;
    // A longer one comes before those inside it.
    for (const passages::Quote& quote : quotes()) {
      ++number;
      if (!quote.speaker.empty()) std::fill_n(quote_of_->begin() + quote.begin, quote.end - quote.begin, number);
    }
  }
  const std::uint32_t number = (*quote_of_)[token];
  return number == 0 ? nullptr : &quotes()[number - 1];
}

stance::Sense Stretch::as_said(stance::Sense sense, std::uint32_t token) {
  if (sense.voice == stance::Voice::quoted && quote_of(token) != nullptr) sense.voice = stance::Voice::own;
  return sense;
}

std::string_view Stretch::speaker_of(std::uint32_t token) {
  if (const passages::Quote* const quote = quote_of(token); quote != nullptr) return quote->speaker;
  return speaker_in(passage_of(token));
}

std::string_view Stretch::speaker_in(std::uint32_t passage) {
  const passages::Passage& in = structure().passages[passage];
  return in.kind == passages::PassageKind::speaker ? std::string_view() : structure().speaker_of(in);
}

}  // namespace ordagrant::batch::internal

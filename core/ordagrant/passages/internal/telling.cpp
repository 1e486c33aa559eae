#include "ordagrant/passages/internal/telling.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "ordagrant/passages/internal/bodies.h"
#include "ordagrant/passages/internal/stated_dates.h"
#include "ordagrant/text/characters.h"

namespace ordagrant::passages::internal {

namespace {

constexpr std::size_t kHead = 12;       // passages in which a document says what it is
constexpr std::uint32_t kHeadLine = 9;  // tokens of a line that does

// The words of a title, in lower case.
std::vector<std::string> words_of(std::string_view title) {
  constexpr std::size_t kMost = 12;
  std::string lower;
  text::lower(title.substr(0, 200), lower);
  std::vector<std::string> words;
  std::string word;
  for (const char byte : lower + " ") {
    const auto value = static_cast<unsigned char>(byte);
    const bool letter = value >= 0x80 || (byte >= 'a' && byte <= 'z') || byte == '-';
    if (letter) {
      word += byte;
    } else if (!word.empty()) {
      if (words.size() < kMost) words.push_back(std::move(word));
      word.clear();
    }
  }
  return words;
}

bool proposes(std::string_view title, const FactWords& words) {
  const std::vector<std::string> all = words_of(title);
  return std::any_of(all.begin(), all.end(),
                     [&](const std::string& word) { return words.find(word).is(FactWord::proposal_title); });
}

// Parts that say what somebody wants, and what lies in them.
bool wants(ItemPart part) {
  return part == ItemPart::proposal || part == ItemPart::motion || part == ItemPart::reservation ||
         part == ItemPart::note || part == ItemPart::distribution;
}

// Is the document what is to be decided at a meeting, and not what was?
bool is_agenda(FactText& text) {
  const std::vector<Passage>& passages = text.structure().passages;
  bool agenda = false;
  for (std::size_t index = 0; index < std::min(passages.size(), kHead); ++index) {
    const Passage& passage = passages[index];
    if (passage.end - passage.begin > kHeadLine) continue;
    for (std::uint32_t at = passage.begin; at < std::min(passage.end, text.size()); ++at) {
      if (text.is(at, FactWord::minutes_title)) return false;
      agenda = agenda || (at == passage.begin && text.is(at, FactWord::agenda_title));
    }
  }
  return agenda;
}

// Does the title of a part name a body: "Beslutning i \u00D8konomiudvalget"?
bool names_body(FactText& text, const Section& section) {
  const std::uint32_t end = std::min({section.end, text.size(), section.begin + kHeadLine});
  for (std::uint32_t at = section.begin; at < end && (at == section.begin || !text.begins_line(at)); ++at)
    if (!body_at(text, at).empty()) return true;
  return false;
}

}  // namespace

std::vector<bool> telling_sections(FactText& text) {
  const std::vector<Section>& sections = text.structure().sections;
  std::vector<bool> tells(sections.size(), true);
  const bool agenda = is_agenda(text);
  for (std::size_t index = 0; index < sections.size(); ++index) {
    const Section& section = sections[index];
    const bool root = section.parent >= index;
    const bool inherited = root || tells[section.parent];
    const bool wanted = !root && wants(sections[section.parent].part);
    switch (section.part) {
      case ItemPart::proposal:
      case ItemPart::motion:
      case ItemPart::reservation:
      case ItemPart::note:
      case ItemPart::distribution:
        tells[index] = false;
        break;
      case ItemPart::vote:
        tells[index] = !wanted;
        break;
      case ItemPart::decision:
        // "Kommunstyrelsens f\u00F6rslag till kommunfullm\u00E4ktige"
        tells[index] = !wanted && !proposes(section.title, text.words()) && (!agenda || names_body(text, section));
        break;
      case ItemPart::none:
      case ItemPart::background: {
        // "8 F\u00F6rvaltningens f\u00F6rslag till beslut", a chapter of a report
        const bool heading = section.kind == SectionKind::chapter || section.kind == SectionKind::part;
        tells[index] = inherited && !(heading && proposes(section.title, text.words()));
        break;
      }
    }
  }
  return tells;
}

bool tells_at(const FactText& text, const std::vector<bool>& tells, std::uint32_t at) {
  const Passage* passage = text.passage_of(at);
  return passage == nullptr || passage->section >= tells.size() || tells[passage->section];
}

const Section* section_of(const FactText& text, std::uint32_t at) {
  const Passage* passage = text.passage_of(at);
  const std::vector<Section>& sections = text.structure().sections;
  return passage == nullptr || passage->section >= sections.size() ? nullptr : &sections[passage->section];
}

std::string head_day(FactText& text) {
  constexpr std::uint32_t kLine = 12;  // tokens
  const std::vector<Passage>& passages = text.structure().passages;
  for (std::size_t index = 0; index < std::min(passages.size(), kHead); ++index) {
    const Passage& passage = passages[index];
    const std::uint32_t end = std::min(passage.end, text.size());
    if (!text.structure().date_of(passage).empty()) return {};
    for (std::uint32_t begin = passage.begin; begin < end; ++begin) {
      if (!text.begins_line(begin) || !text.is(begin, FactWord::decision_title) ||
          !(text.is(begin + 1, FactWord::aside) || text.is(begin + 1, FactWord::date_before)))
        continue;
      for (std::uint32_t at = begin + 1; at < std::min(end, begin + kLine); ++at)
        if (const StatedDate date = date_at(text, at); date.is_day()) return date.iso;
    }
  }
  return {};
}

bool in_decision(const FactText& text, std::uint32_t at) {
  const Section* section = section_of(text, at);
  return section != nullptr && section->part == ItemPart::decision;
}

bool is_question(const FactText& text, TokenRange sentence) {
  return !sentence.empty() && text.is_mark(sentence.end - 1, "?");
}

}  // namespace ordagrant::passages::internal

#pragma once

#include "ordagrant/text/chrome.h"
#include "ordagrant/text/words.h"

// Room: text. Document bytes in, readable text that remembers its bytes out.
// Above it: base. Below it: language.

namespace ordagrant::text {

// What is to be known of a language in order to mend a text in it. The room language has it.
struct Knowledge {
  Words words;
  Chrome chrome;
};

}  // namespace ordagrant::text

#include "ordagrant/text/chrome.h"

namespace ordagrant::text {

Chrome::Chrome(std::span<const std::string_view>) {}

}  // namespace ordagrant::text

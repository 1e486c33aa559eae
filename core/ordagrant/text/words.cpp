#include "ordagrant/text/words.h"

namespace ordagrant::text {

Words::Words(std::span<const std::string_view>, std::span<const std::string_view>) {}

}  // namespace ordagrant::text

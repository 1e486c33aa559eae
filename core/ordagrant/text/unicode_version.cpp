#include "ordagrant/text/unicode_version.h"

#include <unicode/uchar.h>
#include <unicode/uversion.h>

#include <array>

namespace ordagrant::text {

namespace {

std::string written(const UVersionInfo& version) {
  std::array<char, U_MAX_VERSION_STRING_LENGTH> text{};
  u_versionToString(version, text.data());
  return text.data();
}

}  // namespace

std::string icu_version() {
  UVersionInfo version;
  u_getVersion(version);
  return written(version);
}

std::string unicode_version() {
  UVersionInfo version;
  u_getUnicodeVersion(version);
  return written(version);
}

}  // namespace ordagrant::text

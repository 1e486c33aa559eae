#include "ordagrant/batch/internal/blocks.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include "ordagrant/base/checkpoint.h"
#include "ordagrant/base/error.h"

namespace ordagrant::batch::internal {

namespace {

// Documents are worked off in blocks of about this size, whatever the number of threads.
constexpr std::size_t kBlockBytes = 1U << 20U;

std::optional<std::string_view> further_of(const Document& document, std::string_view name) {
  for (const auto& [column, value] : document.further)
    if (column == name) return value;
  return std::nullopt;
}

}  // namespace

std::vector<std::span<const Document>> blocks_of(std::span<const Document> documents) {
  std::vector<std::span<const Document>> blocks;
  std::size_t begin = 0;
  std::size_t bytes = 0;
  for (std::size_t document = 0; document < documents.size(); ++document) {
    bytes += documents[document].source.size();
    if (bytes < kBlockBytes && document + 1 < documents.size()) continue;
    blocks.push_back(documents.subspan(begin, document + 1 - begin));
    begin = document + 1;
    bytes = 0;
  }
  if (blocks.empty()) blocks.emplace_back();
  return blocks;
}

void each_block(std::size_t blocks, unsigned threads, IdleMemories& idle,
                const std::function<void(std::size_t, Memories&)>& work) {
  std::atomic<std::size_t> next{0};
  std::atomic<std::size_t> failed{blocks};  // the first block that failed: none behind it is begun
  std::exception_ptr failure;
  std::mutex failing;
  const auto run = [&] {
    std::unique_ptr<Memories> memories = idle.take();
    bool is_whole = true;  // nothing failed while it was written to
    for (std::size_t block = next++; block < failed; block = next++) {
      try {
        checkpoint(block, blocks);
        memories->keep_small();
        work(block, *memories);
      } catch (...) {
        is_whole = false;
        const std::scoped_lock lock(failing);
        if (block >= failed) continue;  // which failure is told depends on no thread
        failed = block;
        failure = std::current_exception();
      }
    }
    if (is_whole) idle.give(std::move(memories));
  };
  std::vector<std::jthread> others;
  for (unsigned thread = 1; thread < threads && thread < blocks; ++thread) others.emplace_back(run);
  run();
  others.clear();  // waits for them
  if (failure) std::rethrow_exception(failure);
  checkpoint(blocks, blocks);
}

std::vector<Field> with_further(std::span<const Document> documents, const std::vector<Field>& fields) {
  std::vector<Field> all = fields;
  for (const Document& document : documents)
    for (const auto& [name, value] : document.further) {
      const auto same = [&column = name](const Field& field) { return field.name == column; };
      if (std::any_of(fields.begin(), fields.end(), same))
        throw RequestError("column '" + std::string(name) + "' cannot be given to documents: the rows have one");
      if (std::none_of(all.begin(), all.end(), same)) all.push_back({std::string(name), Type::category});
    }
  return all;
}

void fill_further(const Document& document, const std::vector<Field>& all, std::size_t first, Columns& rows) {
  for (std::size_t field = first; field < all.size(); ++field)
    rows.fill(all[field].name, further_of(document, all[field].name));
}

}  // namespace ordagrant::batch::internal

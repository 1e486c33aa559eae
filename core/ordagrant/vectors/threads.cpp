#include "ordagrant/vectors/threads.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

#include "ordagrant/base/checkpoint.h"

namespace ordagrant::vectors {

void for_each_block(std::size_t size, std::size_t block, unsigned threads,
                    const std::function<void(std::size_t begin, std::size_t end)>& work) {
  if (threads == 0) threads = std::max(1U, std::thread::hardware_concurrency());
  std::atomic<std::size_t> next = 0;
  std::exception_ptr failed;
  std::mutex failing;
  const auto run = [&] {
    try {
      for (std::size_t begin = next.fetch_add(block); begin < size; begin = next.fetch_add(block)) {
        checkpoint(begin, size);
        work(begin, std::min(begin + block, size));
      }
    } catch (...) {
      const std::scoped_lock lock(failing);
      failed = std::current_exception();
      next = size;
    }
  };
  {
    std::vector<std::jthread> others;
    for (unsigned thread = 1; thread < threads && thread * block < size; ++thread) others.emplace_back(run);
    run();
  }
  if (failed) std::rethrow_exception(failed);
  checkpoint(size, size);
}

}  // namespace ordagrant::vectors

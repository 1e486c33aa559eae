#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ordagrant/batch/arrow.h"
#include "ordagrant/batch/document.h"

// Room: batch. Documents in, columns out: all rooms over many documents.
// Above it: stance, passages. No room is below it.

namespace ordagrant::batch {

// Which columns of a record batch are what. The text must be there; of the others those that are.
struct ColumnNames {
  std::string text = "text";
  std::string id = "id";
  std::string language = {};  // empty: no column says it
};

// The documents of an Arrow stream of record batches, one batch at a time. Columns of text are utf8, large_utf8,
// string_view or a dictionary of these; ids may be whole numbers too. Arrays may be sliced.
//
//   ArrowDocuments batches(&stream, {.text = "message"});
//   while (batches.next()) kernel.hits(batches.documents());
//
// A null text, or one of white space, is a document whose status is `empty`: it has no figures. Without a column of ids
// a document's is the number of its row in the stream, from 0; a null id, or one of white space, is `row 7`, for the
// number may be another row's id. A null language is kAuto, and one that is not shipped is undetermined. Bytes that are
// no UTF-8 become U+FFFD.
class ArrowDocuments {
 public:
  // Takes the stream over. Throws RequestError if a column that is named is not there, naming those that are, if it is
  // of another type, naming the type, and if the stream fails; `language` is that of documents that say none.
  ArrowDocuments(ArrowArrayStream* stream, const ColumnNames& names, std::string language = std::string(kAuto));
  ~ArrowDocuments();
  ArrowDocuments(const ArrowDocuments&) = delete;
  ArrowDocuments& operator=(const ArrowDocuments&) = delete;
  ArrowDocuments(ArrowDocuments&&) = delete;
  ArrowDocuments& operator=(ArrowDocuments&&) = delete;

  // Reads the next batch; false at the end of the stream. Throws RequestError if the stream fails.
  bool next();

  // Views into the batch, until the next one is read.
  std::span<const Document> documents() const noexcept { return documents_; }

 private:
  void require_success(int code);
  void release_batch();
  std::optional<std::size_t> column_of(const std::string& name) const;

  ArrowArrayStream stream_;
  ArrowSchema schema_{};
  ArrowArray batch_{};
  std::string language_;
  std::size_t text_ = 0;  // numbers of columns
  std::optional<std::size_t> id_;
  std::optional<std::size_t> said_;  // the language
  std::vector<Document> documents_;
  std::deque<std::string> written_;  // ids that are numbers, and texts that were mended
  std::int64_t rows_ = 0;            // in the batches before
};

}  // namespace ordagrant::batch

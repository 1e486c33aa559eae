#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "ordagrant/batch/columns.h"

// Room: batch. Documents in, columns out: all rooms over many documents.
// Above it: stance, passages. No room is below it.

// The Arrow C data and stream interfaces, an ABI that is declared by those who use it:
// https://arrow.apache.org/docs/format/CDataInterface.html. Names and order of the members are the standard's.
extern "C" {

#ifndef ARROW_C_DATA_INTERFACE
#define ARROW_C_DATA_INTERFACE

struct ArrowSchema {
  const char* format;
  const char* name;
  const char* metadata;
  std::int64_t flags;
  std::int64_t n_children;
  ArrowSchema** children;
  ArrowSchema* dictionary;
  void (*release)(ArrowSchema*);
  void* private_data;
};

struct ArrowArray {
  std::int64_t length;
  std::int64_t null_count;
  std::int64_t offset;
  std::int64_t n_buffers;
  std::int64_t n_children;
  const void** buffers;
  ArrowArray** children;
  ArrowArray* dictionary;
  void (*release)(ArrowArray*);
  void* private_data;
};

#endif  // ARROW_C_DATA_INTERFACE

#ifndef ARROW_C_STREAM_INTERFACE
#define ARROW_C_STREAM_INTERFACE

struct ArrowArrayStream {
  int (*get_schema)(ArrowArrayStream*, ArrowSchema* out);
  int (*get_next)(ArrowArrayStream*, ArrowArray* out);
  const char* (*get_last_error)(ArrowArrayStream*);
  void (*release)(ArrowArrayStream*);
  void* private_data;
};

#endif  // ARROW_C_STREAM_INTERFACE
}

namespace ordagrant::batch {

// Rows in pieces that share their columns; there is at least one piece, so that an empty table
// has its columns too. Immutable once it is shared.
using Table = std::vector<Columns>;

// Makes `stream` give `table`, a record batch a piece. Nothing is copied: the stream and all it
// gave keep the table alive.
void export_stream(std::shared_ptr<const Table> table, ArrowArrayStream* stream);

}  // namespace ordagrant::batch

#pragma once

#include <memory>

#include "ordagrant/batch/arrow.h"

namespace ordagrant::python {

// A Table that Python can hold and many readers can share; Python knows it as _core.batch.Table.
struct SharedTable {
  std::shared_ptr<const batch::Table> table;
};

}  // namespace ordagrant::python

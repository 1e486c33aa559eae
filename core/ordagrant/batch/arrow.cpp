#include "ordagrant/batch/arrow.h"

#include <deque>
#include <string>

namespace ordagrant::batch {

namespace {

constexpr std::int64_t kNullable = 2;  // ARROW_FLAG_NULLABLE
constexpr const char* kText = "U";     // large_utf8
// utf8: what Parquet is read back as, so that a column has one type in memory and on disk.
constexpr const char* kCategory = "u";

const char* format_of(Type type) {
  switch (type) {
    case Type::integer:
      return "l";
    case Type::real:
      return "g";
    case Type::truth:
      return "b";
    case Type::category:
      return "i";
    case Type::day:
      return "tdD";
    case Type::text:
      break;
  }
  return kText;
}

// What a parent struct owns: its children, the list of pointers to them, and what keeps the data alive.
template <typename Node>
struct Family {
  std::deque<Node> nodes;
  std::deque<Node> dictionaries;
  std::vector<Node*> children;
  std::deque<std::string> names;
  std::deque<std::vector<const void*>> buffers;
  std::deque<std::vector<std::int32_t>> offsets;  // of the texts of dictionaries
  std::shared_ptr<const Table> table;
};

// A child may be moved out by its reader (its release is null then), so each is released on its own.
template <typename Node>
void release_family(Node* node) {
  for (std::int64_t i = 0; i < node->n_children; ++i)
    if (node->children[i]->release != nullptr) node->children[i]->release(node->children[i]);
  if (node->dictionary != nullptr && node->dictionary->release != nullptr) node->dictionary->release(node->dictionary);
  delete static_cast<std::shared_ptr<Family<Node>>*>(node->private_data);
  node->release = nullptr;
}

// Every struct of a family holds a share in it, so that a child lives on after its parent.
template <typename Node>
void belong(Node& node, const std::shared_ptr<Family<Node>>& family) {
  node.release = &release_family<Node>;
  node.private_data = new std::shared_ptr<Family<Node>>(family);
}

void export_schema(const Columns& columns, ArrowSchema* out) {
  const auto family = std::make_shared<Family<ArrowSchema>>();
  for (const Column& column : columns.all()) {
    family->names.push_back(column.field().name);
    family->nodes.push_back({format_of(column.field().type), family->names.back().c_str(), nullptr, kNullable, 0,
                             nullptr, nullptr, nullptr, nullptr});
    if (column.field().type != Type::category) continue;
    family->dictionaries.push_back({kCategory, "", nullptr, kNullable, 0, nullptr, nullptr, nullptr, nullptr});
    belong(family->dictionaries.back(), family);
    family->nodes.back().dictionary = &family->dictionaries.back();
  }
  for (ArrowSchema& node : family->nodes) {
    belong(node, family);
    family->children.push_back(&node);
  }
  *out = {"+s",    "",      nullptr, 0, static_cast<std::int64_t>(family->children.size()), family->children.data(),
          nullptr, nullptr, nullptr};
  belong(*out, family);
}

void export_array(std::shared_ptr<const Table> table, const Columns& columns, ArrowArray* out) {
  const auto family = std::make_shared<Family<ArrowArray>>();
  family->table = std::move(table);
  for (const Column& column : columns.all()) {
    family->buffers.push_back(column.buffers());
    auto& buffers = family->buffers.back();
    family->nodes.push_back({column.size(), column.nulls(), 0, static_cast<std::int64_t>(buffers.size()), 0,
                             buffers.data(), nullptr, nullptr, nullptr, nullptr});
    if (column.field().type != Type::category) continue;
    family->offsets.push_back(column.category_offsets());
    family->buffers.push_back({nullptr, family->offsets.back().data(), column.category_bytes()});
    auto& texts = family->buffers.back();
    family->dictionaries.push_back({column.categories(), 0, 0, static_cast<std::int64_t>(texts.size()), 0, texts.data(),
                                    nullptr, nullptr, nullptr, nullptr});
    belong(family->dictionaries.back(), family);
    family->nodes.back().dictionary = &family->dictionaries.back();
  }
  for (ArrowArray& node : family->nodes) {
    belong(node, family);
    family->children.push_back(&node);
  }
  family->buffers.push_back({nullptr});  // the rows themselves are never null
  *out = {columns.size(),
          0,
          0,
          1,
          static_cast<std::int64_t>(family->children.size()),
          family->buffers.back().data(),
          family->children.data(),
          nullptr,
          nullptr,
          nullptr};
  belong(*out, family);
}

struct Stream {
  std::shared_ptr<const Table> table;
  std::size_t next = 0;
};

}  // namespace

void export_stream(std::shared_ptr<const Table> table, ArrowArrayStream* stream) {
  stream->get_schema = [](ArrowArrayStream* self, ArrowSchema* out) {
    export_schema(static_cast<Stream*>(self->private_data)->table->front(), out);
    return 0;
  };
  stream->get_next = [](ArrowArrayStream* self, ArrowArray* out) {
    auto& state = *static_cast<Stream*>(self->private_data);
    if (state.next == state.table->size()) {
      out->release = nullptr;  // the end of the stream
      return 0;
    }
    const Columns& columns = (*state.table)[state.next++];
    export_array(state.table, columns, out);
    return 0;
  };
  stream->get_last_error = [](ArrowArrayStream*) -> const char* { return nullptr; };
  stream->release = [](ArrowArrayStream* self) {
    delete static_cast<Stream*>(self->private_data);
    self->release = nullptr;
  };
  stream->private_data = new Stream{std::move(table), 0};
}

}  // namespace ordagrant::batch

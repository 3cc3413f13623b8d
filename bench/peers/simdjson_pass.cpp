// What simdjson alone costs on the corpus (no rules): a floor for any engine
// that uses it.
//   stage1         UTF-8 validation and the structural index, block by block
//   ondemand-many  iterate_many over each block, every field touched
//                  (keys, strings unescaped, numbers and booleans converted)
//   ondemand-line  iterate, one line at a time, every field touched
//   dom-many       DOM parse_many over each block
//   dom-line       DOM parse, one line at a time
// Build it without threads: iterate_many/parse_many would start a second one.
#include <simdjson.h>
#include "peer.h"

using namespace simdjson;

static uint64_t touch(ondemand::value value);

static uint64_t touch_object(ondemand::object object) {
  uint64_t sum = 0;
  for (auto field : object) {
    std::string_view key;
    if (field.unescaped_key().get(key)) return sum + 1000003;
    sum += key.size();
    ondemand::value value;
    if (field.value().get(value)) return sum + 1000003;
    sum += touch(value);
  }
  return sum;
}

static uint64_t touch(ondemand::value value) {
  ondemand::json_type type;
  if (value.type().get(type)) return 1000003;
  switch (type) {
    case ondemand::json_type::string: {
      std::string_view text;
      if (value.get_string().get(text)) return 1000003;
      return text.size();
    }
    case ondemand::json_type::number: {
      double number;
      if (value.get_double().get(number)) return 1000003;
      return static_cast<uint64_t>(static_cast<int64_t>(number));
    }
    case ondemand::json_type::boolean: {
      bool flag;
      if (value.get_bool().get(flag)) return 1000003;
      return flag ? 2 : 1;
    }
    case ondemand::json_type::object: {
      ondemand::object object;
      if (value.get_object().get(object)) return 1000003;
      return touch_object(object);
    }
    case ondemand::json_type::array: {
      ondemand::array array;
      if (value.get_array().get(array)) return 1000003;
      uint64_t sum = 0;
      for (auto item : array) {
        ondemand::value inner;
        if (item.get(inner)) return sum + 1000003;
        sum += touch(inner);
      }
      return sum;
    }
    default:
      return 3;
  }
}

template <class Document>
static uint64_t touch_document(Document&& document) {
  ondemand::json_type type;
  if (document.type().get(type)) return 1000003;
  if (type == ondemand::json_type::object) {
    ondemand::object object;
    if (document.get_object().get(object)) return 1000003;
    return touch_object(object);
  }
  if (type == ondemand::json_type::array) {
    ondemand::array array;
    if (document.get_array().get(array)) return 1000003;
    uint64_t sum = 0;
    for (auto item : array) {
      ondemand::value inner;
      if (item.get(inner)) return sum + 1000003;
      sum += touch(inner);
    }
    return sum;
  }
  return 5;
}

int main(int argc, char** argv) {
  peer::Options options(argc, argv);
  peer::Report report;
  peer::BatchReader reader(options.file.c_str(), options.block);
  char* begin;
  size_t length;
  uint64_t failures = 0;
  double start = peer::now();

  if (options.mode == "stage1") {
    dom::parser parser;
    size_t capacity = 0;
    while (reader.next(begin, length)) {
      if (length > capacity) {
        capacity = std::max(length, options.block);
        if (parser.allocate(capacity)) return 2;
      }
      auto& implementation = *parser.implementation;
      failures += implementation.stage1(reinterpret_cast<uint8_t*>(begin), length,
                                        stage1_mode::streaming_partial) != SUCCESS;
      report.checksum += implementation.n_structural_indexes;
    }
  } else if (options.mode == "ondemand-many") {
    ondemand::parser parser;
    size_t capacity = options.block;
    while (reader.next(begin, length)) {
      capacity = std::max(capacity, length);
      ondemand::document_stream stream;
      if (parser.iterate_many(begin, length, capacity).get(stream)) return 2;
      for (auto it = stream.begin(); it != stream.end(); ++it) {
        auto document = *it;
        ++report.records;
        if (document.error()) {
          ++failures;
          break;
        }
        report.checksum += touch_document(document);
      }
    }
  } else if (options.mode == "ondemand-line") {
    ondemand::parser parser;
    while (reader.next(begin, length))
      peer::for_each_line(begin, length, [&](char* line, size_t n) {
        ++report.records;
        ondemand::document document;
        if (parser.iterate(line, n, n + peer::BatchReader::padding).get(document)) {
          ++failures;
          return;
        }
        report.checksum += touch_document(document);
      });
  } else if (options.mode == "dom-many") {
    dom::parser parser;
    size_t capacity = options.block;
    while (reader.next(begin, length)) {
      capacity = std::max(capacity, length);
      dom::document_stream stream;
      if (parser.parse_many(begin, length, capacity).get(stream)) return 2;
      for (auto document : stream) {
        ++report.records;
        if (document.error()) {
          ++failures;
          break;
        }
        report.checksum += document.is_object();
      }
    }
  } else if (options.mode == "dom-line") {
    dom::parser parser;
    while (reader.next(begin, length))
      peer::for_each_line(begin, length, [&](char* line, size_t n) {
        ++report.records;
        dom::element element;
        if (parser.parse(line, n, false).get(element)) {
          ++failures;
          return;
        }
        report.checksum += element.is_object();
      });
  } else {
    peer::Options::usage(argv[0]);
  }
  report.seconds = peer::now() - start;
  report.bytes = reader.bytes();
  report.invalid = failures;  // here: lines that did not parse
  report.extra = ",\"implementation\":\"" + std::string(get_active_implementation()->name()) +
                 "\",\"builtin\":\"" + std::string(builtin_implementation()->name()) + "\"";
  report.print(("simdjson " + options.mode).c_str());
}

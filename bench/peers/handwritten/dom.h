// Front end 3: simdjson's DOM, and the rules over it.
#pragma once

#include <simdjson.h>

#include "../peer.h"

using namespace simdjson;

template <class Rules>
static bool judge_dom(dom::element element) {
  dom::object object;
  if (element.get_object().get(object)) return false;
  Rules rules;
  for (auto [key, value] : object) {
    int f = Rules::field(key.data(), key.size());
    if (f < 0) continue;
    switch (value.type()) {
      case dom::element_type::STRING:
        rules.string(f, value.get_string().value_unsafe());
        break;
      case dom::element_type::INT64:
      case dom::element_type::UINT64:
      case dom::element_type::DOUBLE:
        rules.number(f);
        break;
      case dom::element_type::BOOL:
        rules.boolean(f, value.get_bool().value_unsafe());
        break;
      case dom::element_type::NULL_VALUE:
        rules.null(f);
        break;
      default:
        rules.other(f);
    }
  }
  return rules.finish();
}

template <class Rules>
static void run_dom(peer::BatchReader& reader, peer::Report& report, size_t block) {
  dom::parser parser, line_parser;
  char* begin;
  size_t length, capacity = block;
  std::vector<char> verdicts;
  uint64_t again = 0;
  while (reader.next(begin, length)) {
    capacity = std::max(capacity, length);
    verdicts.clear();
    dom::document_stream stream;
    bool whole = !parser.parse_many(begin, length, capacity).get(stream);
    if (whole) {
      for (auto it = stream.begin(); it != stream.end(); ++it) {
        dom::element root;
        size_t at = it.current_index();
        if ((*it).get(root) || (at != 0 && begin[at - 1] != '\n')) {
          whole = false;
          break;
        }
        verdicts.push_back(judge_dom<Rules>(root));
      }
      whole =
          whole && verdicts.size() == count_newlines(begin, length) + (begin[length - 1] != '\n');
    }
    if (whole) {
      for (char v : verdicts) report.add(v);
    } else {
      ++again;
      peer::for_each_line(begin, length, [&](char* line, size_t n) {
        dom::element root;
        report.add(!line_parser.parse(line, n, false).get(root) && judge_dom<Rules>(root));
      });
    }
  }
  report.extra += ",\"blocks_done_again\":" + std::to_string(again);
}

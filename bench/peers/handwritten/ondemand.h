// Front end 1: simdjson On-Demand the way its documentation shows it: iterate_many over a block, or
// iterate for each line.
#pragma once

#include <simdjson.h>

#include "../peer.h"
#include "outcome.h"
#include "text.h"

using namespace simdjson;

// Reads a value nobody has a rule for, to the end: malformed JSON must not pass.
static bool consume(ondemand::value value) {
  ondemand::json_type type;
  if (value.type().get(type)) return false;
  switch (type) {
    case ondemand::json_type::string: {
      string_view text;
      return !value.get_string().get(text);
    }
    case ondemand::json_type::number: {
      double number;
      return !value.get_double().get(number);
    }
    case ondemand::json_type::boolean: {
      bool flag;
      return !value.get_bool().get(flag);
    }
    case ondemand::json_type::array: {
      ondemand::array array;
      if (value.get_array().get(array)) return false;
      for (auto item : array) {
        ondemand::value inner;
        if (item.get(inner) || !consume(inner)) return false;
      }
      return true;
    }
    case ondemand::json_type::object: {
      ondemand::object object;
      if (value.get_object().get(object)) return false;
      for (auto field : object) {
        string_view key;
        ondemand::value inner;
        if (field.unescaped_key().get(key) || field.value().get(inner) || !consume(inner))
          return false;
      }
      return true;
    }
    default: {
      // null, in the spelling both simdjson 3.0 and 4.x understand
      string_view token = value.raw_json_token();
      return token.substr(0, 4) == "null" &&
             (token.size() == 4 || static_cast<unsigned char>(token[4]) <= ' ');
    }
  }
}

// A line that is not an object is invalid whatever it holds; an array must still
// be read to its end, so that the next document is found.
template <class Document>
static bool consume_root(Document&& document, ondemand::json_type type) {
  if (type != ondemand::json_type::array) return true;
  ondemand::array array;
  if (document.get_array().get(array)) return false;
  for (auto item : array) {
    ondemand::value inner;
    if (item.get(inner) || !consume(inner)) return false;
  }
  return true;
}

template <class Rules, class Document>
static Outcome judge_ondemand(Document&& document) {
  ondemand::json_type type;
  if (document.type().get(type)) return Outcome::MALFORMED;
  if (type != ondemand::json_type::object)
    return consume_root(document, type) ? Outcome::INVALID : Outcome::MALFORMED;
  ondemand::object object;
  if (document.get_object().get(object)) return Outcome::MALFORMED;
  Rules rules;
  for (auto item : object) {
    ondemand::field field;
    if (std::move(item).get(field)) return Outcome::MALFORMED;
    string_view key;
    if (field.unescaped_key().get(key)) return Outcome::MALFORMED;
    ondemand::value value = field.value();
    int f = Rules::field(key.data(), key.size());
    if (f < 0) {
      if (!consume(value)) return Outcome::MALFORMED;
      continue;
    }
    ondemand::json_type kind;
    if (value.type().get(kind)) return Outcome::MALFORMED;
    switch (kind) {
      case ondemand::json_type::string: {
        string_view text;
        if (value.get_string().get(text)) return Outcome::MALFORMED;
        rules.string(f, text);
        break;
      }
      case ondemand::json_type::number: {
        double number;
        if (value.get_double().get(number)) return Outcome::MALFORMED;
        rules.number(f);
        break;
      }
      case ondemand::json_type::boolean: {
        bool flag;
        if (value.get_bool().get(flag)) return Outcome::MALFORMED;
        rules.boolean(f, flag);
        break;
      }
      default:
        if (!consume(value)) return Outcome::MALFORMED;
        if (kind == ondemand::json_type::null)
          rules.null(f);
        else
          rules.other(f);
    }
  }
  return rules.finish() ? Outcome::VALID : Outcome::INVALID;
}

template <class Rules>
static bool judge_line(ondemand::parser& parser, char* line, size_t n) {
  ondemand::document document;
  if (parser.iterate(line, n, n + peer::BatchReader::padding).get(document)) return false;
  if (judge_ondemand<Rules>(document) != Outcome::VALID) return false;
  const char* rest;
  return document.current_location().get(rest) == OUT_OF_BOUNDS;  // nothing behind it
}

template <class Rules>
static void run_line(peer::BatchReader& reader, peer::Report& report) {
  ondemand::parser parser;
  char* begin;
  size_t length;
  while (reader.next(begin, length))
    peer::for_each_line(begin, length, [&](char* line, size_t n) {
      report.add(judge_line<Rules>(parser, line, n));
    });
}

template <class Rules>
static void run_ondemand(peer::BatchReader& reader, peer::Report& report, size_t block) {
  ondemand::parser parser, line_parser;
  char* begin;
  size_t length, capacity = block;
  std::vector<char> verdicts;
  uint64_t again = 0;
  while (reader.next(begin, length)) {
    capacity = std::max(capacity, length);
    verdicts.clear();
    ondemand::document_stream stream;
    bool whole = !parser.iterate_many(begin, length, capacity).get(stream);
    if (whole) {
      for (auto it = stream.begin(); it != stream.end(); ++it) {
        auto document = *it;
        // each document but the first starts right behind a newline, and there
        // are as many newlines as documents: one document a line
        size_t at = it.current_index();
        if (document.error() || (at != 0 && begin[at - 1] != '\n')) {
          whole = false;
          break;
        }
        Outcome outcome = judge_ondemand<Rules>(document);
        if (outcome == Outcome::MALFORMED) {
          whole = false;
          break;
        }
        verdicts.push_back(outcome == Outcome::VALID);
      }
      whole =
          whole && verdicts.size() == count_newlines(begin, length) + (begin[length - 1] != '\n');
    }
    if (whole) {
      for (char v : verdicts) report.add(v);
    } else {
      ++again;
      peer::for_each_line(begin, length, [&](char* line, size_t n) {
        report.add(judge_line<Rules>(line_parser, line, n));
      });
    }
  }
  report.extra += ",\"blocks_done_again\":" + std::to_string(again);
}

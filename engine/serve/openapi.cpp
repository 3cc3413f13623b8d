#include "serve/openapi.h"

#include <nlohmann/json.hpp>

#include "leadlint/version.h"
#include "serve/routes.h"

namespace leadlint::serve {
namespace {

using Json = nlohmann::ordered_json;

Json text() { return {{"type", "string"}}; }
Json whole() { return {{"type", "integer"}, {"minimum", 0}}; }
using Words = std::initializer_list<const char*>;
Json list(Words words) {
  Json all = Json::array();
  for (const char* word : words) all.push_back(word);
  return all;
}
Json one_of(Words words) { return {{"type", "string"}, {"enum", list(words)}}; }
Json ref(std::string_view name) { return {{"$ref", "#/components/schemas/" + std::string(name)}}; }
Json list_of(Json items) { return {{"type", "array"}, {"items", std::move(items)}}; }
Json object(Json properties, Words required) {
  return {{"type", "object"}, {"properties", std::move(properties)}, {"required", list(required)}};
}
Json any_object(const char* description) {
  return {{"type", "object"}, {"description", description}};
}

/// A finding, as schemas/report.schema.json has it.
Json finding() {
  Json properties{
      {"code", text()},
      {"severity", one_of({"note", "warning", "error"})},
      {"path", text()},
      {"message", text()},
  };
  return {{"type", "object"},
          {"description", "See schemas/report.schema.json#/$defs/finding for all of its members."},
          {"properties", std::move(properties)},
          {"required", list({"code", "severity", "message"})},
          {"additionalProperties", true}};
}

Json schemas() {
  const Json verdict = one_of({"valid", "warning", "invalid"});
  const Json findings = list_of(ref("Finding"));
  return {
      {"Payload", Json{{"description",
                        "The payload itself: JSON, or for rulesets of forms a query "
                        "string."}}},
      {"Judge",
       {{"type", "object"},
        {"properties",
         {{"payload", Json{{"description", "The payload; of a form its text, or an object."}}},
          {"current",
           {{"type", "object"},
            {"nullable", true},
            {"description",
             "The record as the other side holds it now; null: it holds "
             "none yet; left out: nobody knows."}}},
          {"params", any_object("Parameters of the URL; given: the URL has no others.")},
          {"request",
           {{"type", "object"},
            {"nullable", true},
            {"description", "The request that a checked answer belongs to."}}},
          {"catalogs", any_object("The organisation's own lists, by name.")},
          {"now",
           {{"type", "string"},
            {"format", "date-time"},
            {"description", "What `now` and `today` are; left out: the server's clock."}}}}},
        {"required", list({"payload"})},
        {"additionalProperties", false}}},
      {"Lines", {{"type", "string"}, {"description", "A payload a line."}}},
      {"Finding", finding()},
      {"Verdict", object({{"verdict", verdict},
                          {"findings", findings},
                          {"ruleset", text()},
                          {"fingerprint", text()}},
                         {"verdict", "findings", "ruleset", "fingerprint"})},
      {"VerdictLines",
       {{"type", "string"},
        {"description",
         "A line {\"verdict\":...,\"findings\":[...]} for each line "
         "of the body. Where the body cannot be read to its end, "
         "the last line is an Error."}}},
      {"Rulesets", object({{"rulesets", list_of(object({{"id", text()},
                                                        {"title", text()},
                                                        {"input", one_of({"json", "form"})},
                                                        {"fingerprint", text()},
                                                        {"has_api_answer", {{"type", "boolean"}}},
                                                        {"problems", findings}},
                                                       {"id", "title", "input", "fingerprint",
                                                        "has_api_answer"}))}},
                          {"rulesets"})},
      {"View", any_object("See schemas/view.schema.json.")},
      {"Health", object({{"status", one_of({"ok"})}}, {"status"})},
      {"Ready",
       object({{"status", one_of({"ready"})}, {"rulesets", whole()}}, {"status", "rulesets"})},
      {"Text", text()},
      {"Description", any_object("OpenAPI 3.0.")},
      {"Error", object({{"error", object({{"status", whole()},
                                          {"code", text()},
                                          {"message", text()},
                                          {"findings", findings}},
                                         {"status", "code", "message"})}},
                       {"error"})},
  };
}

Json header(const char* description) { return {{"description", description}, {"schema", text()}}; }

Json path_parameter(const char* name) {
  return {{"name", name}, {"in", "path"}, {"required", true}, {"schema", text()}};
}

Json operation_of(const Route& route) {
  Json success{{"description", std::string(route.summary)},
               {"content", {{std::string(route.type), {{"schema", ref(route.answer)}}}}}};
  if (route.names_ruleset())
    success["headers"] = {{"Leadlint-Ruleset", header("The ruleset's id.")},
                          {"Leadlint-Fingerprint", header("The ruleset's fingerprint.")}};
  Json operation{{"operationId", std::string(route.name)}, {"summary", std::string(route.summary)}};
  Json parameters = Json::array();
  if (route.names_ruleset()) parameters = {path_parameter("vendor"), path_parameter("operation")};
  if (route.takes_answer)
    parameters.push_back({{"name", "answer"},
                          {"in", "query"},
                          {"description",
                           "api: the error answer of the partner's own API, to the "
                           "byte, where there is an error."},
                          {"schema", one_of({"verdict", "api"})}});
  if (!parameters.empty()) operation["parameters"] = std::move(parameters);
  if (!route.body.empty()) {
    const char* const type = route.body == "Judge"   ? "application/json"
                             : route.body == "Lines" ? "application/x-ndjson"
                                                     : "*/*";
    operation["requestBody"] = {{"required", true},
                                {"content", {{type, {{"schema", ref(route.body)}}}}}};
  }
  const Json error{{"description", "Why not, in a sentence."},
                   {"content", {{"application/json", {{"schema", ref("Error")}}}}}};
  operation["responses"] = {{"200", std::move(success)}, {"default", error}};
  return operation;
}

std::string made() {
  Json paths = Json::object();
  for (const Route& route : routes())
    paths[std::string(route.path)][route.method == "GET" ? "get" : "post"] = operation_of(route);
  const Json all{{"openapi", "3.0.3"},
                 {"info",
                  {{"title", "leadlint serve"},
                   {"description",
                    "Tells before you send a lead update whether the partner's API "
                    "will take it."},
                   {"version", std::string(version)}}},
                 {"paths", std::move(paths)},
                 {"components", {{"schemas", schemas()}}}};
  return all.dump(2) + "\n";
}

}  // namespace

const std::string& openapi_json() {
  static const std::string text = made();
  return text;
}

}  // namespace leadlint::serve

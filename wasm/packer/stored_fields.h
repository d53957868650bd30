// What is stored of an article beside its words: its details, its excerpt and its headings, each as the index
// takes it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/json_writer.h"
#include "content/content.h"
#include "markdown/plain_text.h"

namespace carrel {

// A list of texts.
void write_strings(JsonWriter& json, const std::vector<std::string>& values);

// The fields of an owner; an empty object where there are none.
void write_fields(JsonWriter& json, const Value& fields);

// `null` where there is no picture.
std::string image_json(const Image& image);

// The members of the answer to `read`, without `body` (docs/query.md).
std::string details_json(const Article& article, std::uint32_t minutes);

// The first sentences of the running text, headings left out, about two lines of a narrow card long.
std::string make_excerpt(const markdown::PlainText& plain);

// The list that leads from the places of the plain text to the headings above them.
std::string heading_list(const markdown::PlainText& plain);

}  // namespace carrel

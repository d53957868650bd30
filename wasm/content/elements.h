// One element of a bundle each: JSON value → Article, Topic, Synonym, Help, Site.
#pragma once

#include <cstddef>

#include "content/content.h"
#include "content/value.h"

namespace carrel {

// Each appends to `content` what it could read of `value`, the element number `index` of its list, and
// reports the rest.
void read_article(const Value& value, std::size_t index, Content& content);
void read_topic(const Value& value, std::size_t index, Content& content);
void read_synonym(const Value& value, std::size_t index, Content& content);
void read_help(const Value& value, std::size_t index, Content& content);
void read_site(const Value& value, Content& content);

// What can only be told when everything has been read: slugs that stand twice, topics that nobody defined.
void check_references(Content& content);

}  // namespace carrel

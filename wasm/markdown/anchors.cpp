#include "markdown/anchors.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "base/utf8.h"
#include "markdown/ascii.h"
#include "markdown/attribute_list.h"
#include "markdown/links.h"
#include "markdown/number.h"
#include "markdown/slug.h"

namespace carrel::markdown {
namespace {

bool is_plain(char c) { return is_alphanumeric(c) || c == '_' || c == '-'; }

// Letters outside ASCII become hexadecimal digits: those of a percent-encoded id are left of it, too.
void append_plain(std::string& out, std::string_view text) {
  for (const char c : text) {
    const auto byte = static_cast<std::uint8_t>(c);
    if (is_plain(c)) {
      out.push_back(c);
    } else if (byte >= 0x80) {
      out.push_back("0123456789ABCDEF"[byte >> 4]);
      out.push_back("0123456789ABCDEF"[byte & 15]);
    }
  }
}

std::uint32_t hash_of(std::string_view text) {
  std::uint32_t hash = 2166136261U;  // FNV-1a
  for (const char c : text) hash = (hash ^ static_cast<std::uint8_t>(c)) * 16777619U;
  return hash;
}

}  // namespace

Anchors::Anchors(std::string_view prefix, std::string_view id) {
  append_plain(base_, prefix);
  const std::size_t before = base_.size();
  append_plain(base_, id);
  if (base_.size() > before) base_.push_back('-');
}

std::string Anchors::footnote(unsigned footnote) const {
  std::string href = "#";
  href.append(base_).append("fn:");
  append_number(href, footnote);
  return href;
}

std::string Anchors::reference(unsigned footnote, unsigned n) const {
  std::string href = "#";
  href.append(base_).append("fnref:");
  append_number(href, footnote);
  // Most footnotes are referred to once: the first reference needs no number of its own.
  if (n > 1) {
    href.push_back(':');
    append_number(href, n);
  }
  return href;
}

std::string_view Anchors::take(std::string_view name) {
  names_.push_back({hash_of(name), 0, static_cast<std::uint32_t>(ids_.size()),
                    static_cast<std::uint32_t>(base_.size() + name.size())});
  ids_.append(base_).append(name);
  return id(names_.size() - 1);
}

std::string Anchors::author_id(std::string_view name) {
  constexpr std::size_t kLongest = 128;
  const bool usable = !name.empty() && name.size() <= kLongest &&
                      std::none_of(name.begin(), name.end(), [](char c) { return c >= 0 && c <= ' '; });
  if (!usable || names_.size() == kMaxNames || find(name) != names_.size()) return {};
  return std::string(take(name));
}

void Anchors::end_heading(StreamWriter& writer, Place place, int level, std::string text, std::size_t plain) {
  const std::string_view pending = writer.pending();
  const AttributeList attributes =
      trailing_attributes(pending.substr(pending.size() - std::min(plain, pending.size())));
  std::string name = attributes.name;
  writer.drop_pending(attributes.size);
  // What is heard is one byte for one byte of the text node.
  text.resize(text.size() - attributes.size);
  text.erase(text.find_last_not_of(' ') + 1);
  text.erase(0, text.find_first_not_of(' '));
  if (names_.size() == kMaxNames) {
    writer.set_truncated();
    return;
  }
  if (name.empty()) name = slug_of(text);
  name = new_name(name);
  const std::size_t size = base_.size() + name.size();
  if (!writer.fill(place, base_ + name)) return;
  for (std::size_t i = fragments_.size(); i > 0 && fragments_[i - 1].length > place.length; --i) {
    fragments_[i - 1].text += size;
  }
  outline_.push_back({level, std::string(take(name)), std::move(text)});
}

std::size_t Anchors::find(std::string_view name) const {
  const std::uint32_t hash = hash_of(name);
  std::size_t i = 0;
  while (i < names_.size() && (names_[i].hash != hash || id(i).substr(base_.size()) != name)) {
    ++i;
  }
  return i;
}

// `wanted`, or `wanted` with the first number that makes it new.
std::string Anchors::new_name(const std::string& wanted) {
  std::string name = wanted;
  const std::size_t first = find(wanted);
  if (first == names_.size()) return name;
  do {
    name.resize(wanted.size());
    name.push_back('-');
    append_number(name, ++names_[first].repeats);
  } while (find(name) != names_.size());
  return name;
}

void Anchors::resolve(Stream& stream) {
  TextBuffer text;
  std::string address;
  std::size_t copied = 0;
  for (const Place& place : fragments_) {
    std::uint32_t& size = stream.ops[place.length];
    const std::string name =
        repair_utf8(percent_decoded(between(stream.text, place.text + 1, place.text + size)));
    std::size_t found = find(name);
    if (found == names_.size()) found = find(usable_name(name));
    if (found == names_.size()) found = find(slug_of(name));
    if (found == names_.size()) continue;
    text.append(between(stream.text, copied, place.text + 1));
    copied = place.text + size;
    address.clear();
    append_percent_encoded(address, id(found));
    text.append(address);
    size = static_cast<std::uint32_t>(address.size() + 1);
  }
  if (copied > 0) {
    text.append(behind(stream.text, copied));
    stream.text.swap(text);
  }
  stream.outline.swap(outline_);
}

}  // namespace carrel::markdown

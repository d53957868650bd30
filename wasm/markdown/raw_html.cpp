#include "markdown/raw_html.h"

#include <algorithm>

#include "markdown/ascii.h"
#include "markdown/entities.h"
#include "markdown/html_attributes.h"
#include "markdown/links.h"

namespace carrel::markdown {
namespace {

using Token = HtmlTokenizer::Token;

// Their content is no text: it goes with them.
constexpr std::string_view kSkipped = " script style iframe noembed noframes ";
constexpr std::size_t kSkippedCount = 5;

constexpr auto kNames = joined_names<kTagNames.size(), kTagNames>();

// Further down than this is nothing that an author still means; a bound keeps each tag's cost constant.
constexpr std::size_t kReach = 512;

constexpr std::size_t kTags = kTagNames.size();

// kTags: there is none. A field asks for what an article has no use for, and a section is how footnotes are
// known.
std::size_t tag_named(std::string_view name) {
  const std::size_t tag = index_in({kNames.data(), kNames.size()}, name);
  return tag == static_cast<std::size_t>(Tag::kInput) || tag == static_cast<std::size_t>(Tag::kSection)
             ? kTags
             : tag;
}

bool is_section(Tag tag) { return tag == Tag::kThead || tag == Tag::kTbody || tag == Tag::kTfoot; }
bool is_cell(Tag tag) { return tag == Tag::kTd || tag == Tag::kTh; }
bool is_table_part(Tag tag) {
  return is_section(tag) || is_cell(tag) || tag == Tag::kTr || tag == Tag::kCaption;
}

bool all_blank(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return is_blank(c); });
}

}  // namespace

void RawHtml::take(std::string_view html, bool block) {
  tokens_ = HtmlTokenizer(html);
  block_ = block;
  after_border_ = block;
  if (skipping() && !tokens_.skip_to_close(skipped_)) return;
  for (Token token = tokens_.next(); token != Token::kEnd; token = tokens_.next()) {
    if (skipping()) {
      // Its closing tag, or the beginning of one.
      if (token == Token::kClose) skipped_.clear();
      continue;
    }
    if (token == Token::kText) {
      text(tokens_.text());
      continue;
    }
    const std::size_t tag = tag_named(tokens_.name());
    if (tag == kTags) {
      if (token == Token::kClose || index_in(kSkipped, tokens_.name()) >= kSkippedCount) continue;
      skipped_ = tokens_.name();
      if (!tokens_.skip_to_close(skipped_)) return;
    } else if (token == Token::kOpen) {
      open(static_cast<Tag>(tag));
    } else {
      close(static_cast<Tag>(tag));
    }
  }
}

void RawHtml::text(std::string_view run) {
  if (block_ && !writer_.inside(Tag::kPre)) {
    // Blanks at the borders of blocks only lay out the source.
    if (after_border_ && all_blank(run)) return;
    while (tokens_.at_end() && !run.empty() && is_blank(run.back())) run.remove_suffix(1);
  }
  after_border_ = false;
  if (run.find('&') != std::string_view::npos) {
    buffer_.clear();
    append_html(buffer_, run, false);
    run = buffer_;
  }
  before_inline(run);
  writer_.text(run);
}

void RawHtml::open(Tag tag) {
  if (tag == Tag::kImg) {
    open_image();
    return;
  }
  if (!make_place(tag)) return;
  push(tag);
  attributes(tag);
  if (is_void(tag)) writer_.leave();
  if (tag == Tag::kPre) tokens_.skip_line_feed();
  after_border_ = !is_inline(tag);
}

void RawHtml::open_image() {
  std::string_view alt;
  bool shown = false;
  for (const auto& [name, value] : tokens_.attributes()) {
    const std::string lower = ascii_lower(name);
    if (lower == "alt") alt = value;
    if (lower != "src" || shown) continue;
    buffer_.clear();
    append_html(buffer_, value, true);
    const Address address = judge_address(buffer_, AddressUse::kImage);
    shown = address.allowed && !address.text.empty();
  }
  if (!shown) {
    text(alt);
    return;
  }
  after_border_ = false;
  if (in_table_part()) fill_table();
  push(Tag::kImg);
  attributes(Tag::kImg);
  writer_.attribute(Attribute::kLoading, "lazy");
  writer_.attribute(Attribute::kReferrerPolicy, "no-referrer");
  writer_.leave();
}

void RawHtml::push(Tag tag) {
  const bool block = block_ || !is_inline(tag);
  writer_.enter_within(block ? kBlock : kSpan, static_cast<std::uint8_t>(tag));
  writer_.open(tag);
}

void RawHtml::attributes(Tag tag) {
  std::uint32_t seen = 0;
  for (const auto& [name, value] : tokens_.attributes()) {
    const HtmlAttribute* known = find_html_attribute(ascii_lower(name), tag);
    if (known == nullptr || (seen >> static_cast<unsigned>(known->attribute) & 1) != 0) continue;
    seen |= 1U << static_cast<unsigned>(known->attribute);
    buffer_.clear();
    append_html(buffer_, value, true);
    if (known->form == HtmlForm::kName) {
      const std::string id = anchors_.author_id(buffer_);
      if (!id.empty()) writer_.attribute(Attribute::kId, id);
    } else if (accept_html_value(known->form, buffer_)) {
      const Place place = writer_.placed_attribute(known->attribute, buffer_);
      if (known->form != HtmlForm::kLink || place.length == 0) continue;
      if (buffer_[0] == '#') anchors_.add_fragment(place);
      if (judge_address(buffer_, AddressUse::kLink).external) {
        writer_.attribute(Attribute::kRel, kOutsideRel);
      }
    }
  }
}

void RawHtml::close(Tag tag) {
  const bool block = !is_inline(tag);
  const std::size_t found = heading_level(tag) > 0 ? find_heading() : find(tag, block);
  if (found == kNone) return;
  writer_.unwind_to(found);
  after_border_ = block;
}

bool RawHtml::make_place(Tag tag) {
  if (tag == Tag::kA) {
    close_link();
    if (writer_.inside(Tag::kA)) return false;
  } else if (tag == Tag::kSource) {
    if (writer_.current() != Tag::kPicture) return false;
  } else if (tag == Tag::kRt || tag == Tag::kRp) {
    const std::size_t ruby = find(Tag::kRuby, false);
    if (ruby == kNone) return false;
    writer_.unwind_to(ruby + 1);
  } else if (!is_inline(tag)) {
    if (is_table_part(tag)) return make_place_in_table(tag);
    if (!close_paragraph()) return false;
    if (heading_level(tag) > 0) {
      if (const std::size_t heading = find_heading(); heading != kNone) writer_.unwind_to(heading);
      for (int level = 1; level <= 6; ++level) {
        if (writer_.inside(heading_tag(level))) return false;
      }
    }
    if (tag == Tag::kLi) {
      const std::size_t ul = find(Tag::kUl, true);
      const std::size_t ol = find(Tag::kOl, true);
      if (ul == kNone && ol == kNone) return false;
      writer_.unwind_to(1 + (ul == kNone || (ol != kNone && ol > ul) ? ol : ul));
    }
    if (tag == Tag::kDt || tag == Tag::kDd) {
      const std::size_t list = find(Tag::kDl, true);
      if (list == kNone) return false;
      // A group of terms and definitions may be wrapped in a div.
      const bool grouped = list + 1 < writer_.frame_count() && is_element(list + 1, Tag::kDiv);
      writer_.unwind_to(list + (grouped ? 2 : 1));
    }
  }
  if (in_table_part()) fill_table();
  return true;
}

bool RawHtml::make_place_in_table(Tag tag) {
  const std::size_t table = find(Tag::kTable, true);
  if (table == kNone) return false;
  std::size_t keep = table + 1;
  const auto next_is = [this, &keep](auto predicate) {
    return keep < writer_.frame_count() && writer_.frame(keep).kind == kBlock &&
           predicate(static_cast<Tag>(writer_.frame(keep).data));
  };
  const auto need = [this, &keep, &next_is](auto predicate, Tag missing) {
    if (!next_is(predicate)) {
      writer_.unwind_to(keep);
      push(missing);
    }
    ++keep;
  };
  if (tag == Tag::kTr || is_cell(tag)) need(is_section, Tag::kTbody);
  if (is_cell(tag)) need([](Tag part) { return part == Tag::kTr; }, Tag::kTr);
  writer_.unwind_to(keep);
  return true;
}

bool RawHtml::in_table_part() const {
  const Tag tag = writer_.current();
  return writer_.is_top(kBlock) && (tag == Tag::kTable || is_section(tag) || tag == Tag::kTr);
}

// What stands in a table but in no cell gets a cell, so that nothing of it is lost or moved.
void RawHtml::fill_table() {
  if (writer_.current() == Tag::kTable) push(Tag::kTbody);
  if (is_section(writer_.current())) push(Tag::kTr);
  push(Tag::kTd);
}

void RawHtml::before_block(Tag tag) {
  close_innermost(Tag::kP);
  if (heading_level(tag) > 0) {
    if (const std::size_t heading = find_heading(); heading != kNone) writer_.unwind_to(heading);
  }
  if (in_table_part()) fill_table();
}

void RawHtml::before_inline(std::string_view text) {
  if (in_table_part() && !all_blank(text)) fill_table();
}

void RawHtml::close_innermost(Tag tag) {
  const std::size_t found = find(tag, false);
  if (found != kNone) writer_.unwind_to(found);
}

// False: a paragraph goes on that nothing here can close.
bool RawHtml::close_paragraph() {
  if (!writer_.inside(Tag::kP)) return true;
  close_innermost(Tag::kP);
  for (std::size_t i = writer_.frame_count(); i-- > 0 && writer_.inside(Tag::kP);) {
    const auto kind = writer_.frame(i).kind;
    if (kind == paragraph_) writer_.unwind_to(i);
    if (kind < StreamWriter::kFirstSpan && kind != kBlock) break;
  }
  return !writer_.inside(Tag::kP);
}

bool RawHtml::is_element(std::size_t frame, Tag tag) const {
  const StreamWriter::Frame& it = writer_.frame(frame);
  return (it.kind == kBlock || it.kind == kSpan) && it.data == static_cast<std::uint8_t>(tag);
}

std::size_t RawHtml::find(Tag tag, bool through_paragraph) const {
  if (!writer_.has(kBlock) && !writer_.has(kSpan)) return kNone;
  const bool in_table = tag == Tag::kTable || is_table_part(tag);
  const std::size_t count = writer_.frame_count();
  for (std::size_t i = count; i-- > 0 && count - i <= kReach;) {
    if (is_element(i, tag)) return i;
    const StreamWriter::Frame& frame = writer_.frame(i);
    if (frame.kind == kBlock) {
      const Tag border = static_cast<Tag>(frame.data);
      if (border == Tag::kTable || (!in_table && (is_cell(border) || border == Tag::kCaption))) return kNone;
    } else if (frame.kind < StreamWriter::kFirstSpan) {
      if (frame.kind != paragraph_ || !through_paragraph) return kNone;
      through_paragraph = false;
    }
  }
  return kNone;
}

std::size_t RawHtml::find_heading() const {
  std::size_t found = kNone;
  for (int level = 1; level <= 6; ++level) {
    const std::size_t heading = find(heading_tag(level), false);
    if (heading != kNone && (found == kNone || heading > found)) found = heading;
  }
  return found;
}

}  // namespace carrel::markdown

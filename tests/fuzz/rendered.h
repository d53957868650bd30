// What the targets markdown and html share: the first two bytes choose options, the rest is Markdown.
#pragma once

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "markdown/render.h"
#include "must.h"

namespace carrel::fuzz {

struct Rendered {
  std::string_view markdown;
  markdown::RenderOptions options;
  std::string id_start;  // what every generated id begins with
  markdown::Stream stream;

  Rendered(const std::uint8_t* data, std::size_t size) {
    constexpr std::array<std::string_view, 4> kPrefixes = {"carrel-", "x_", "user-content-", "c\"<> \n-"};
    constexpr std::array<std::string_view, 4> kKept = {"carrel-", "x_", "user-content-", "c-"};
    Feed feed(data, size);
    const std::uint32_t choice = feed.number(1);
    options.profile = static_cast<markdown::Profile>(choice % 3);
    options.prefix = kPrefixes[choice / 3 % kPrefixes.size()];
    id_start = kKept[choice / 3 % kKept.size()];
    const std::uint32_t more = feed.number(1);
    options.heading = static_cast<int>(more % 8);
    options.subscript = more / 32 % 4 == 1;
    options.math = more / 32 % 4 == 2;
    if (more / 8 % 4 == 0) {
      options.id = "my article";
      id_start += "myarticle-";
    }
    markdown = feed.rest();
    stream = markdown::render(markdown, options);
  }
};

}  // namespace carrel::fuzz

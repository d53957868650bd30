// The bundle that the targets index and query search: small, in many scripts, with every kind of field.
#pragma once

#include <string>

#include "base/text.h"

namespace carrel::fuzz {

// Some hand-written articles, and so many more of a few words each that lists have something to leave out.
inline std::string sample_content(int more) {
  std::string json = R"({"version":1,"site":{"title":"Sample","url":"https://example.org/","language":"en",
 "fields":{"level":{"label":"Reading level"}}},
"topics":[{"slug":"care","title":"Care","introduction":"**Care** at *home*.","terms":[
 {"term":"naloxone","also_known_as":["narcan","opioid antagonist"],"definition":"A medicine."}]}],
"synonyms":[{"terms":["heart attack","myocardial infarction"]},{"from":"ache","to":["pain","old hurt"]}],
"help":[{"region":"XX","language":"en","label":"Line","tel":"000"}],
"articles":[
{"slug":"one","title":"Heart attack, what to do","date":"2024-05-01","updated":"2024-06-01","tags":["First aid","heart"],
 "authors":["Ann Bell",{"name":"Bo","url":"https://example.org/bo"}],"categories":["Treatment/Medication","News"],
 "also_known_as":["myocardial infarction"],"topics":["care"],"weight":2,"fields":{"level":"easy","minutes":12,"released":"2024-02-03"},
 "image":{"src":"a.png","alt":"A","width":3,"height":2},
 "body":"# Signs\n\nPain in the chest. Pain in the arm! Is it bad? Call for help, e.g. by phone.\n\n## What to do\n\n- Sit down\n- Breathe slowly 😀 👩‍👩‍👧\n\n| a | b |\n|---|---|\n| c++ | node.js 2.0.1 |"},
{"slug":"two","title":"Words and other words","date":"2023-11","tags":["words"],"fields":{"level":["easy","hard"],"minutes":[3.5,40]},
 "body":"Other words, other pain. Naloxone is called narcan. Withdrawing, withdrawn, withdrawal.\n\n> [!NOTE]\n> runs running ran"},
{"slug":"nachte","title":"Nächte ohne Schlaf","language":"de","date":"2022","categories":["Leben"],
 "body":"## Über Straßen\n\nDie Füße müde, das Herz schläft nicht: Schlaflosigkeit am 3. Januar."},
{"slug":"hindi","title":"नींद की गोलियाँ","language":"hi","body":"नींद नहीं आती। दवा लें। क्षमा कीजिए"},
{"slug":"arabic","title":"ألم القلب","language":"ar","body":"هل تشعر بالألم؟ اتصل بالطبيب. مَرْحَبًا"},
{"slug":"han","title":"睡眠不足と心臓","language":"ja","body":"睡眠不足は心臓に悪い。カタカナとひらがな。\n\n心臓が痛い！"},
{"slug":"thai","title":"ปวดหัว","language":"th","body":"ปวดหัวและนอนไม่หลับ ทุกวัน"},
{"slug":"greek","title":"Ύπνος και καρδιά","language":"el","body":"Ο ύπνος της καρδιάς. ΠΟΝΟΣ πόνος"},
{"slug":"emoji","title":"🇩🇪🇫🇷 flags e\u0301 and ẞ İ ﬁ","body":"🏳️‍🌈 zero\u200Dwidth a\u0300\u0301\u0302 ﬀ ½ Å ｆｕｌｌ"},
{"slug":"astral","title":"𠮷野家 と 𝔣𝔯𝔞𝔨𝔱𝔲𝔯","body":"𐌰𐍄𐍄𐌰 stands before 𠮷野家, and 𝔣𝔯𝔞𝔨𝔱𝔲𝔯 behind."},
{"slug":"empty","title":"","body":""})";
  for (int i = 0; i < more; ++i) {
    const std::string n = std::to_string(i);
    json += concat({",{\"slug\":\"more-",
                    n,
                    "\",\"title\":\"Pain number ",
                    n,
                    "\",\"date\":\"",
                    std::to_string(2001 + i % 20),
                    "-0",
                    std::to_string(1 + i % 9),
                    "-1",
                    std::to_string(i % 10),
                    "\",\"tags\":[\"tag ",
                    std::to_string(i % 5),
                    "\"],\"fields\":{\"minutes\":",
                    n,
                    "},\"body\":\"common pa",
                    n,
                    "in w",
                    std::to_string(i % 7),
                    " words of body ",
                    std::to_string(i * i),
                    "\"}"});
  }
  return json + "]}";
}

}  // namespace carrel::fuzz

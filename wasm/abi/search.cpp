// search.wasm: open, add, search, suggest.
#include "abi/arena.h"
#include "abi/exports.h"
#include "engine.h"

namespace {

carrel::Engine g_engine;

}  // namespace

CARREL_EXPORT(carrel_request) std::uint8_t* carrel_request(std::uint32_t size) {
  carrel::abi::start_request();
  return carrel::abi::request(size);
}

// The root's bytes → what `open` answers.
CARREL_EXPORT(carrel_open) const carrel::abi::Reply* carrel_open() {
  return carrel::abi::reply(g_engine.open(carrel::abi::g_request.span()));
}

// Another file's bytes → {}.
CARREL_EXPORT(carrel_add) const carrel::abi::Reply* carrel_add() {
  return carrel::abi::reply(g_engine.add(carrel::abi::g_request.span()));
}

// A query string → an answer as JSON.
CARREL_EXPORT(carrel_search) const carrel::abi::Reply* carrel_search() {
  return carrel::abi::reply(g_engine.search(carrel::abi::request_text()));
}

// A query string → what the words being typed may become, as JSON.
CARREL_EXPORT(carrel_suggest) const carrel::abi::Reply* carrel_suggest() {
  return carrel::abi::reply(g_engine.suggest(carrel::abi::request_text()));
}

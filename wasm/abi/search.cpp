// search.wasm: open, add, search, suggest.
#include "abi/exports.h"
#include "engine.h"

namespace {

carrel::Engine g_engine;

}  // namespace

// The root's bytes → what `open` answers.
CARREL_EXPORT(carrel_open) const carrel::abi::Reply* carrel_open() {
  return carrel::abi::reply(g_engine.open(std::move(carrel::abi::g_request)));
}

// Another file's bytes → {}.
CARREL_EXPORT(carrel_add) const carrel::abi::Reply* carrel_add() {
  return carrel::abi::reply(g_engine.add(std::move(carrel::abi::g_request)));
}

// A query string → an answer as JSON.
CARREL_EXPORT(carrel_search) const carrel::abi::Reply* carrel_search() {
  return carrel::abi::reply(g_engine.search(carrel::abi::request_text()));
}

// A query string → what the words being typed may become, as JSON.
CARREL_EXPORT(carrel_suggest) const carrel::abi::Reply* carrel_suggest() {
  return carrel::abi::reply(g_engine.suggest(carrel::abi::request_text()));
}

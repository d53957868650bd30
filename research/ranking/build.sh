W=ROOT/main/wasm; g++ -O2 -march=native -std=c++20 -pthread -I. -I$W -IROOT/main/build/deps/libstemmer/runtime ${1:-main}.cpp o/*.o -o ${1:-main}

// What libc++ calls where a contract is broken, in place of the library's own (--wrap in CMakeLists.txt),
// which asks the system for the way out. The caller takes the trap for the end of the instance.
#if defined(__wasm__)

extern "C" [[noreturn]] void __wrap_abort() { __builtin_trap(); }

#endif

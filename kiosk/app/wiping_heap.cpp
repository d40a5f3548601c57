// Every block of the C++ heap is overwritten when it is given back. Names and numbers pass through strings
// that are not ours to wipe (protobuf's, Beast's, the semantic tree's): whoever reads this program's memory
// after a visit finds none of them. Linked into lobby-kiosk only. A sanitizer brings operators of its own,
// and they stand.
#include <cstdlib>
#include <cstring>
#include <new>

#include <malloc.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define LOBBY_SANITIZED 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define LOBBY_SANITIZED 1
#endif

#ifndef LOBBY_SANITIZED

// NOLINTBEGIN(cppcoreguidelines-no-malloc): this is what new and delete are made of
namespace {

void* allocate(std::size_t size) {
    for (;;) {
        if (void* block = std::malloc(size != 0 ? size : 1)) return block;
        const std::new_handler handler = std::get_new_handler();
        if (!handler) throw std::bad_alloc();
        handler();
    }
}

void give_back(void* block) noexcept {
    if (!block) return;
    ::explicit_bzero(block, ::malloc_usable_size(block));
    std::free(block);
}

}  // namespace

void* operator new(std::size_t size) {
    return allocate(size);
}
void* operator new[](std::size_t size) {
    return allocate(size);
}
void operator delete(void* block) noexcept {
    give_back(block);
}
void operator delete[](void* block) noexcept {
    give_back(block);
}
void operator delete(void* block, std::size_t) noexcept {
    give_back(block);
}
void operator delete[](void* block, std::size_t) noexcept {
    give_back(block);
}
// NOLINTEND(cppcoreguidelines-no-malloc)

#endif

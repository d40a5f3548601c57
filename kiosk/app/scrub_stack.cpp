#include "kiosk/app/scrub_stack.hpp"

#include <array>
#include <cstddef>

#include <sodium.h>

namespace lobby::kiosk::app {

namespace {

// More than drawing, decoding and cryptography reach, well below the 8 MiB of a thread.
constexpr size_t depth = size_t{512} * 1024;

}  // namespace

[[gnu::noinline]] void scrub_stack() {
    std::array<unsigned char, depth>
        below;  // NOLINT(cppcoreguidelines-pro-type-member-init): that is the point
    sodium_memzero(below.data(), below.size());
}

}  // namespace lobby::kiosk::app

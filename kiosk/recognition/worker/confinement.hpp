// Takes away from this process whatever reading a picture does not need, for good: it can still compute, take
// memory up to a limit, and use the descriptors that it has. Called once everything is loaded and before the
// first byte of a picture comes in.
#pragma once

#include <chrono>

namespace lobby::kiosk {

// No files, no network, no other processes, `memory` bytes of address space, so much computing time. Throws
// std::system_error: then no picture may be looked at.
void confine_process(size_t memory, std::chrono::seconds computing);

}  // namespace lobby::kiosk

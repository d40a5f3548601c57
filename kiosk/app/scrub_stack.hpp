// Overwrites the calling thread's stack below the caller: short strings and registers that were saved there
// outlive the functions that they belonged to. Call it near the bottom of a thread's loop.
#pragma once

namespace lobby::kiosk::app {

void scrub_stack();

}  // namespace lobby::kiosk::app

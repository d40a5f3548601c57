// The worker's end of its socket to the kiosk: orders in, news out. Every write has a deadline: a kiosk that
// does not read ends the worker, as one that is gone does.
//
// Belongs to one thread.
#pragma once

#include <chrono>
#include <vector>

#include "platform/scanner/file_descriptor.hpp"
#include "platform/scanner/scan_wire.hpp"

namespace lobby::platform {

class KioskSide {
public:
    explicit KioskSide(FileDescriptor socket) : socket_(std::move(socket)) {}

    [[nodiscard]] int descriptor() const { return socket_.get(); }
    // What has come; does not wait. False: the kiosk is gone.
    [[nodiscard]] bool read(std::vector<ScanOrder>& orders);
    // Waits until an order may have come or `longest` is over.
    void wait(std::chrono::milliseconds longest) const;
    // False: the kiosk is gone, or does not read.
    [[nodiscard]] bool tell(const ScanNews& news);

private:
    FileDescriptor socket_;
};

}  // namespace lobby::platform

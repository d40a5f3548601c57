// The inspect socket: tells tests and tools what is on the screen (inspect_protocol.hpp). Compiled with
// LOBBY_INSPECT only; images for the public do not have it.
//
// A Unix stream socket that only its owner can open. Everything runs on the given executor's thread; the UI
// thread only hands over a copy of the tree when it has changed, and never waits.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include <boost/asio/any_io_executor.hpp>

#include "kiosk/ui/semantic_tree.hpp"
#include "kiosk/ui/window.hpp"

namespace lobby::kiosk::ui {

class InspectServer {
public:
    // Asked for on the I/O thread; must arrange that the picture is written by the UI thread
    // (Window::post, Window::save_picture) and then call `done` once, on any thread.
    using SavePicture = std::function<void(std::string file, std::function<void(bool)> done)>;

    // Listens at once. A socket that an earlier run left is replaced. Throws std::system_error.
    InspectServer(const boost::asio::any_io_executor& executor, std::filesystem::path socket,
                  SavePicture save_picture);
    // Closes all connections and removes the socket. The executor may have stopped already.
    ~InspectServer();
    InspectServer(const InspectServer&) = delete;
    InspectServer& operator=(const InspectServer&) = delete;

    // After each presented frame; UI thread.
    void publish(const SemanticTree& tree, const FrameStats& stats);

private:
    class Core;
    std::shared_ptr<Core> core_;
    SemanticTree last_;
    uint64_t generation_ = 0;
};

}  // namespace lobby::kiosk::ui

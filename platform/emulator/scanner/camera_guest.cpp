#include "platform/emulator/scanner/camera_guest.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include "platform/scanner/v4l2_wire.hpp"

namespace lobby::emulator::scanner {

using platform::FileDescriptor;

namespace {

[[noreturn]] void throw_error(const char* what) {
    throw std::system_error(errno, std::generic_category(), what);
}

}  // namespace

CameraGuest::CameraGuest(boost::asio::local::stream_protocol::socket socket)
    : socket_(std::move(socket)), ready_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK | EFD_SEMAPHORE)) {
    if (!ready_) throw_error("eventfd");
    const auto* text = reinterpret_cast<const uint8_t*>(platform::v4l2_greeting.data());
    if (!send({text, platform::v4l2_greeting.size()}, ready_.get())) throw_error("greeting");
}

void CameraGuest::make_buffers(uint32_t count, uint32_t bytes) {
    buffers_.clear();
    buffer_bytes_ = bytes;
    for (uint32_t i = 0; i < count; ++i) {
        FileDescriptor memory(::memfd_create("camera-buffer", MFD_CLOEXEC));
        if (!memory || ::ftruncate(memory.get(), bytes) != 0) throw_error("memfd");
        buffers_.push_back(std::move(memory));
    }
}

uint32_t CameraGuest::write(uint32_t buffer, std::span<const uint8_t> bytes) {
    if (buffer >= buffers_.size()) return 0;
    size_t done = 0;
    const size_t length = std::min<size_t>(bytes.size(), buffer_bytes_);
    while (done < length) {
        const ssize_t n =
            ::pwrite(buffers_[buffer].get(), bytes.data() + done, length - done, static_cast<off_t>(done));
        if (n <= 0) break;
        done += static_cast<size_t>(n);
    }
    return static_cast<uint32_t>(done);
}

void CameraGuest::count_ready(int change) {
    uint64_t one = 1;
    for (; change > 0; --change) (void)!::write(ready_.get(), &one, sizeof one);
    for (; change < 0; ++change) (void)!::read(ready_.get(), &one, sizeof one);
}

int CameraGuest::memory_of(uint32_t buffer) const {
    return buffer < buffers_.size() ? buffers_[buffer].get() : -1;
}

bool CameraGuest::send(std::span<const uint8_t> answer, int with) {
    iovec part{const_cast<uint8_t*>(answer.data()), answer.size()};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> room{};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    if (with >= 0) {
        message.msg_control = room.data();
        message.msg_controllen = room.size();
        cmsghdr* header = CMSG_FIRSTHDR(&message);
        header->cmsg_level = SOL_SOCKET;
        header->cmsg_type = SCM_RIGHTS;
        header->cmsg_len = CMSG_LEN(sizeof(int));
        std::memcpy(CMSG_DATA(header), &with, sizeof with);
    }
    // It waits for each answer, so there is always room for one.
    return ::sendmsg(socket_.native_handle(), &message, MSG_NOSIGNAL | MSG_DONTWAIT) ==
           static_cast<ssize_t>(answer.size());
}

void CameraGuest::close() {
    boost::system::error_code ignored;
    socket_.close(ignored);
}

}  // namespace lobby::emulator::scanner

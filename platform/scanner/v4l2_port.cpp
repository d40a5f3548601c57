#include "platform/scanner/v4l2_port.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <sodium.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "platform/scanner/file_descriptor.hpp"
#include "platform/scanner/v4l2_wire.hpp"

namespace lobby::platform {

namespace {

constexpr std::chrono::milliseconds patience{5000};
constexpr size_t longest_buffer = size_t{64} << 20;  // an unpacked picture of most_picture_pixels and more

Result<FrameBuffer, int> map_buffer(int descriptor, off_t offset, size_t length) {
    if (length == 0 || length > longest_buffer) return fail(EINVAL);
    // Written to only in order to wipe it.
    void* start = ::mmap(nullptr, length, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, offset);
    if (start == MAP_FAILED) return fail(errno);
    return FrameBuffer(start, length);
}

class KernelPort final : public V4l2Port {
public:
    explicit KernelPort(FileDescriptor device) : device_(std::move(device)) {}

    int request(unsigned long code, void* argument) override {
        int result = 0;
        do {
            result = ::ioctl(device_.get(), code, argument);
        } while (result != 0 && errno == EINTR);
        return result == 0 ? 0 : errno;
    }
    Result<FrameBuffer, int> map(v4l2_buffer& buffer) override {
        if (const int error = request(VIDIOC_QUERYBUF, &buffer)) return fail(error);
        return map_buffer(device_.get(), buffer.m.offset, buffer.length);
    }
    [[nodiscard]] int frame_descriptor() const override { return device_.get(); }
    [[nodiscard]] int life_descriptor() const override { return -1; }

private:
    FileDescriptor device_;
};

// Receives exactly so many bytes, and the descriptor that comes with them, if one comes.
int receive(int socket, std::span<uint8_t> into, FileDescriptor* with) {
    while (!into.empty()) {
        pollfd ready{socket, POLLIN, 0};
        const int polled = ::poll(&ready, 1, static_cast<int>(patience.count()));
        if (polled < 0 && errno == EINTR) continue;
        if (polled <= 0) return ETIMEDOUT;
        iovec part{into.data(), into.size()};
        alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> room{};
        msghdr message{};
        message.msg_iov = &part;
        message.msg_iovlen = 1;
        message.msg_control = room.data();
        message.msg_controllen = room.size();
        const ssize_t n = ::recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return ENODEV;
        const cmsghdr* header = CMSG_FIRSTHDR(&message);
        if (header && header->cmsg_level == SOL_SOCKET && header->cmsg_type == SCM_RIGHTS &&
            header->cmsg_len == CMSG_LEN(sizeof(int))) {
            int descriptor = -1;
            std::memcpy(&descriptor, CMSG_DATA(header), sizeof descriptor);
            FileDescriptor given(descriptor);  // closed here where nobody wants it
            if (with) *with = std::move(given);
        }
        into = into.subspan(static_cast<size_t>(n));
    }
    return 0;
}

class SocketPort final : public V4l2Port {
public:
    SocketPort(FileDescriptor socket, FileDescriptor frames)
        : socket_(std::move(socket)), frames_(std::move(frames)) {}

    int request(unsigned long code, void* argument) override { return exchange(code, argument, nullptr); }

    Result<FrameBuffer, int> map(v4l2_buffer& buffer) override {
        FileDescriptor memory;
        if (const int error = exchange(VIDIOC_QUERYBUF, &buffer, &memory)) return fail(error);
        struct stat info {};
        // A buffer shorter than it says would end this program when it is read.
        if (!memory || ::fstat(memory.get(), &info) != 0 || info.st_size < static_cast<off_t>(buffer.length))
            return fail(EIO);
        return map_buffer(memory.get(), 0, buffer.length);
    }
    [[nodiscard]] int frame_descriptor() const override { return frames_.get(); }
    [[nodiscard]] int life_descriptor() const override { return socket_.get(); }

private:
    int exchange(unsigned long code, void* argument, FileDescriptor* with) {
        const auto short_code = static_cast<uint32_t>(code);
        const size_t size = v4l2_structure_size(short_code);
        if (!is_v4l2_code(short_code) || size > longest_v4l2_structure) return ENOTTY;
        std::array<uint8_t, sizeof short_code + longest_v4l2_structure> bytes{};
        std::memcpy(bytes.data(), &short_code, sizeof short_code);
        std::memcpy(bytes.data() + sizeof short_code, argument, size);
        const size_t length = sizeof short_code + size;
        // It fits the socket's buffer: there is never more than one request under way.
        if (::send(socket_.get(), bytes.data(), length, MSG_NOSIGNAL | MSG_DONTWAIT) !=
            static_cast<ssize_t>(length))
            return ENODEV;
        if (const int error = receive(socket_.get(), std::span(bytes).first(length), with)) return error;
        int32_t answer = 0;
        std::memcpy(&answer, bytes.data(), sizeof answer);
        std::memcpy(argument, bytes.data() + sizeof answer, size);
        return answer < 0 ? EIO : answer;
    }

    FileDescriptor socket_;
    FileDescriptor frames_;
};

}  // namespace

FrameBuffer::FrameBuffer(FrameBuffer&& other) noexcept
    : start_(std::exchange(other.start_, nullptr)), length_(std::exchange(other.length_, 0)) {}

FrameBuffer::~FrameBuffer() {
    if (!start_) return;
    wipe();
    ::munmap(start_, length_);
}

void FrameBuffer::wipe() {
    if (start_) sodium_memzero(start_, length_);
}

OpenedPort open_kernel_camera(const std::filesystem::path& device) {
    FileDescriptor opened(::open(device.c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC));
    if (!opened) return fail(errno);
    struct stat info {};
    if (::fstat(opened.get(), &info) != 0 || !S_ISCHR(info.st_mode)) return fail(ENODEV);
    return std::make_unique<KernelPort>(std::move(opened));
}

OpenedPort open_socket_camera(const std::filesystem::path& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string name = path.string();
    if (name.size() >= sizeof address.sun_path) return fail(ENAMETOOLONG);
    std::memcpy(address.sun_path, name.data(), name.size());
    FileDescriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (!socket) return fail(errno);
    // A listener that takes nobody lets this wait at most so long.
    const timeval limit{2, 0};
    ::setsockopt(socket.get(), SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    if (::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        return fail(errno);
    std::array<uint8_t, v4l2_greeting.size()> greeting{};
    FileDescriptor frames;
    if (const int error = receive(socket.get(), greeting, &frames)) return fail(error);
    if (!frames || std::memcmp(greeting.data(), v4l2_greeting.data(), greeting.size()) != 0)
        return fail(EPROTO);
    return std::make_unique<SocketPort>(std::move(socket), std::move(frames));
}

}  // namespace lobby::platform

#include "tests/bench/terminal/framebuffer.hpp"

#include <algorithm>
#include <cstring>
#include <stdexcept>

#include <X11/XWDFile.h>
#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace lobby::bench {

Framebuffer::Framebuffer(const std::filesystem::path& window_dump) {
    const int fd = ::open(window_dump.c_str(), O_RDONLY | O_CLOEXEC);
    struct stat info {};
    if (fd < 0 || ::fstat(fd, &info) != 0) throw std::runtime_error("no frame buffer file");
    size_ = static_cast<std::size_t>(info.st_size);
    mapped_ = ::mmap(nullptr, size_, PROT_READ, MAP_SHARED, fd, 0);
    ::close(fd);
    if (mapped_ == MAP_FAILED || size_ < sizeof(XWDFileHeader))
        throw std::runtime_error("the frame buffer cannot be mapped");
    XWDFileHeader head;
    std::memcpy(&head, mapped_, sizeof head);  // big-endian, whatever the machine
    width_ = static_cast<int>(ntohl(head.pixmap_width));
    height_ = static_cast<int>(ntohl(head.pixmap_height));
    pitch_ = ntohl(head.bytes_per_line);
    pixels_at_ = ntohl(head.header_size) + std::size_t{ntohl(head.ncolors)} * sizeof(XWDColor);
    if (ntohl(head.bits_per_pixel) != 32 || width_ <= 0 || height_ <= 0 ||
        pixels_at_ + pitch_ * static_cast<std::size_t>(height_) > size_)
        throw std::runtime_error("the frame buffer has not 32 bits a pixel");
}

Framebuffer::~Framebuffer() {
    ::munmap(mapped_, size_);
}

const std::uint32_t* Framebuffer::row(int y) const {
    const auto* bytes =
        static_cast<const std::byte*>(mapped_) + pixels_at_ + pitch_ * static_cast<std::size_t>(y);
    return reinterpret_cast<const std::uint32_t*>(bytes);
}

Picture Framebuffer::copy() const {
    Picture picture;
    picture.reserve(static_cast<std::size_t>(width_) * static_cast<std::size_t>(height_));
    for (int y = 0; y < height_; ++y) picture.insert(picture.end(), row(y), row(y) + width_);
    return picture;
}

bool Framebuffer::shows(const Picture& picture, int rows) const {
    // The top byte is left as programs wrote it. Without a branch a pixel, so that the compiler makes vectors
    // of it.
    for (int y = 0; y < std::min(rows, height_); ++y) {
        const std::uint32_t* here = row(y);
        const std::uint32_t* there = picture.data() + static_cast<std::ptrdiff_t>(y) * width_;
        std::uint32_t difference = 0;
        for (int x = 0; x < width_; ++x) difference |= here[x] ^ there[x];
        if ((difference & 0xFFFFFFU) != 0) return false;
    }
    return true;
}

double Framebuffer::equal_share(const Picture& picture) const {
    std::size_t equal = 0;
    for (int y = 0; y < height_; ++y) {
        const std::uint32_t* here = row(y);
        const std::uint32_t* there = picture.data() + static_cast<std::ptrdiff_t>(y) * width_;
        for (int x = 0; x < width_; ++x) equal += ((here[x] ^ there[x]) & 0xFFFFFFU) == 0 ? 1U : 0U;
    }
    return static_cast<double>(equal) / static_cast<double>(picture.size());
}

}  // namespace lobby::bench

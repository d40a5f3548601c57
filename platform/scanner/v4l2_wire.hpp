// V4L2 over a Unix stream socket, for a camera that is a program. Version 1, in the machine's own byte order.
//   device → driver, once: "V4L2-1\n" and, with it, an eventfd (semaphore) that is readable when a frame is
//   done driver → device: request code u32 | its structure, of the length that the code itself names
//   (_IOC_SIZE) device → driver: error number i32, 0 for none | the structure as it is now
// The answer to VIDIOC_QUERYBUF brings a memfd: the buffer, from its beginning. One request at a time. A
// device that closes the socket was unplugged.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include <linux/videodev2.h>

namespace lobby::platform {

inline constexpr std::string_view v4l2_greeting = "V4L2-1\n";

// What the device understands: no other structure is ever read.
inline constexpr std::array<uint32_t, 12> v4l2_codes{VIDIOC_QUERYCAP, VIDIOC_ENUM_FMT, VIDIOC_ENUM_FRAMESIZES,
                                                     VIDIOC_G_FMT,    VIDIOC_S_FMT,    VIDIOC_S_PARM,
                                                     VIDIOC_REQBUFS,  VIDIOC_QUERYBUF, VIDIOC_QBUF,
                                                     VIDIOC_DQBUF,    VIDIOC_STREAMON, VIDIOC_STREAMOFF};

inline constexpr size_t longest_v4l2_structure = 256;

constexpr bool is_v4l2_code(uint32_t code) {
    for (const auto known : v4l2_codes)
        if (known == code) return true;
    return false;
}

constexpr size_t v4l2_structure_size(uint32_t code) {
    return code >> _IOC_SIZESHIFT & _IOC_SIZEMASK;
}

}  // namespace lobby::platform

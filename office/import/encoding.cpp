#include "office/import/encoding.hpp"

#include <cerrno>
#include <stdexcept>

#include <iconv.h>

namespace lobby::office::imports {

namespace {

void* open_converter() {
    void* const handle = ::iconv_open("UTF-8", "GB18030");
    // NOLINTNEXTLINE(performance-no-int-to-ptr): how iconv says that it failed
    if (handle == reinterpret_cast<iconv_t>(-1))
        throw std::runtime_error("there is no converter for GB18030");
    return handle;
}

}  // namespace

void Gb18030Decoder::Close::operator()(void* handle) const {
    ::iconv_close(handle);
}

Gb18030Decoder::Gb18030Decoder() : handle_(open_converter()) {}

Gb18030Decoder::Step Gb18030Decoder::decode(std::string_view in, std::span<char> out) {
    char* from = const_cast<char*>(in.data());  // iconv does not write there
    size_t left = in.size();
    char* to = out.data();
    size_t room = out.size();
    errno = 0;
    const size_t result = ::iconv(handle_.get(), &from, &left, &to, &room);
    return {in.size() - left, out.size() - room, result == static_cast<size_t>(-1) && errno == EILSEQ};
}

std::optional<std::string> utf8_of_gb18030(std::string_view text) {
    Gb18030Decoder decoder;
    std::string out(text.size() * 2 + max_gb18030_bytes,
                    '\0');  // two bytes become at most three, four at most four
    const auto step = decoder.decode(text, out);
    if (step.read != text.size()) return std::nullopt;
    out.resize(step.written);
    return out;
}

}  // namespace lobby::office::imports

#include "office/demo/gb18030.hpp"

#include <stdexcept>

#include <iconv.h>

namespace lobby::office::demo {

namespace {

class Converter {
public:
    Converter() : handle_(iconv_open("GB18030", "UTF-8")) {
        if (reinterpret_cast<intptr_t>(handle_) == -1)
            throw std::runtime_error("this machine does not know GB18030");
    }
    Converter(const Converter&) = delete;
    Converter& operator=(const Converter&) = delete;
    ~Converter() { iconv_close(handle_); }

    std::string convert(std::string_view text) {
        std::string in(text);
        std::string out(text.size() * 2, '\0');  // one byte becomes one, three become two or four
        char* from = in.data();
        size_t from_left = in.size();
        char* to = out.data();
        size_t to_left = out.size();
        if (iconv(handle_, &from, &from_left, &to, &to_left) == static_cast<size_t>(-1) || from_left != 0)
            throw std::runtime_error("a text cannot be written in GB18030");
        out.resize(out.size() - to_left);
        return out;
    }

private:
    iconv_t handle_;
};

}  // namespace

std::string to_gb18030(std::string_view text) {
    return Converter().convert(text);
}

}  // namespace lobby::office::demo

#include "office/import/report_file.hpp"

#include <stdexcept>

#include <fcntl.h>
#include <unistd.h>

#include "office/store/databases.hpp"

namespace lobby::office::imports {

namespace {

constexpr size_t longest_name = 160;

bool write_all(int fd, std::string_view text) {
    while (!text.empty()) {
        const auto n = ::write(fd, text.data(), text.size());
        if (n < 0) return false;
        text.remove_prefix(static_cast<size_t>(n));
    }
    return true;
}

}  // namespace

std::string short_name(const std::filesystem::path& file) {
    std::string name = file.filename().string();
    if (name.size() <= longest_name) return name;
    size_t from = name.size() - longest_name;
    while (from < name.size() && (static_cast<unsigned char>(name[from]) & 0xC0u) == 0x80) ++from;
    return name.substr(from);
}

void write_report(const std::filesystem::path& file, const std::string& text) {
    make_private_dir(file.parent_path());
    const auto draft = file.string() + ".part";
    const int fd = ::open(draft.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0) throw std::runtime_error("the report cannot be written: " + file.string());
    const bool written = write_all(fd, text);
    ::close(fd);
    if (!written) throw std::runtime_error("the report cannot be written: " + file.string());
    std::filesystem::rename(draft, file);
}

}  // namespace lobby::office::imports

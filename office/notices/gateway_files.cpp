#include "office/notices/gateway_files.hpp"

#include <stdexcept>
#include <string>
#include <string_view>

#include <sys/stat.h>

#include "base/x509/private_file.hpp"

namespace lobby::office {

namespace {

constexpr size_t most_bytes = size_t{16} * 1024;

}  // namespace

std::vector<SecretString> read_secret_lines(const std::filesystem::path& file) {
    struct stat info {};
    if (::stat(file.c_str(), &info) != 0) throw std::runtime_error(file.string() + ": there is no such file");
    if ((info.st_mode & 077) != 0)
        throw std::runtime_error(file.string() + ": others may read it: chmod 600");
    auto content = read_small_file(file, most_bytes);
    if (!content) throw std::runtime_error(file.string() + ": cannot be read, or is larger than 16 KiB");
    const auto all = SecretString::take(*content);
    std::vector<SecretString> lines;
    auto rest = all.view();
    while (!rest.empty()) {
        const auto end = rest.find('\n');
        auto line = rest.substr(0, end);
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (!line.empty()) lines.emplace_back(line);
        if (end == std::string_view::npos) break;
        rest.remove_prefix(end + 1);
    }
    return lines;
}

}  // namespace lobby::office

#include "office/import/inbox_folder.hpp"

#include <algorithm>
#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "office/import/importer.hpp"
#include "office/import/report_file.hpp"
#include "office/store/databases.hpp"

namespace lobby::office::imports {

namespace fs = std::filesystem;

namespace {

constexpr std::chrono::seconds quiet_time{60};
constexpr int most_of_one_name = 1000;

// A lease is not given on a file that somebody has open for writing. Where we may not ask for one (the file
// is another user's, or on a share), a file counts as written to until it has been quiet for a while.
bool being_written(const fs::path& file, WallTime now) {
    struct stat info {};
    if (::lstat(file.c_str(), &info) != 0 || !S_ISREG(info.st_mode)) return false;  // the import says so
    const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
    if (fd < 0) return false;
    bool busy = false;
    if (::fstat(fd, &info) == 0 && S_ISREG(info.st_mode)) {
        if (::fcntl(fd, F_SETLEASE, F_RDLCK) == 0)
            ::fcntl(fd, F_SETLEASE, F_UNLCK);
        else if (errno == EAGAIN)
            busy = true;
        else
            busy = now - WallTime(std::chrono::seconds(info.st_mtim.tv_sec)) < quiet_time;
    }
    ::close(fd);
    return busy;
}

std::vector<fs::path> exports_to_take(const fs::path& dir) {
    std::vector<fs::path> files;
    std::error_code error;
    for (fs::directory_iterator at(dir, error), end; !error && at != end; at.increment(error)) {
        std::error_code unknown;
        if (is_export_name(at->path()) && !fs::is_directory(at->symlink_status(unknown)))
            files.push_back(at->path());
    }
    put_in_order(files);
    return files;
}

std::string in_front_of_a_name(WallTime now) {
    std::string stamp = iso_time(now).substr(0, 19);
    std::erase_if(stamp, [](char c) { return c == ':' || c == '-'; });
    return stamp;
}

}  // namespace

InboxFolder::InboxFolder(fs::path dir) : dir_(std::move(dir)) {
    make_private_dir(dir_);
    for (const char* part : {"taking", "done", "failed"}) make_private_dir(dir_ / part);
}

std::vector<fs::path> InboxFolder::waiting(WallTime now) const {
    auto files = exports_to_take(dir_ / "taking");
    for (auto& file : exports_to_take(dir_))
        if (!being_written(file, now)) files.push_back(std::move(file));
    return files;
}

std::optional<fs::path> InboxFolder::take(const fs::path& file, WallTime now) const {
    if (file.parent_path() == dir_ / "taking") return file;
    const auto stamp = in_front_of_a_name(now);
    for (int i = 1; i < most_of_one_name; ++i) {
        const auto name = stamp + (i == 1 ? "-" : "-" + std::to_string(i) + "-") + short_name(file);
        const auto to = dir_ / "taking" / name;
        if (fs::exists(fs::symlink_status(dir_ / "done" / name)) ||
            fs::exists(fs::symlink_status(dir_ / "failed" / name)))
            continue;
        if (::renameat2(AT_FDCWD, file.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return to;
        if (errno == ENOENT) return std::nullopt;
        if (errno != EEXIST)
            throw fs::filesystem_error("cannot take an export", dir_,
                                       std::error_code(errno, std::system_category()));
    }
    return std::nullopt;
}

fs::path InboxFolder::report_of(const fs::path& taken, bool imported) const {
    return dir_ / (imported ? "done" : "failed") / (taken.filename().string() + ".rejects.csv");
}

void InboxFolder::put_away(const fs::path& taken, bool imported) const {
    fs::rename(taken, dir_ / (imported ? "done" : "failed") / taken.filename());
}

}  // namespace lobby::office::imports

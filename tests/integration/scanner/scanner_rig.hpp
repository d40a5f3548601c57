// The real scanner with its real worker on an io_context of the test's own, and what it told; the emulated
// camera as the program that it is.
#pragma once

#include <chrono>
#include <deque>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>
#include <sys/types.h>

#include "base/clock.hpp"
#include "platform/scanner/document_scanner.hpp"
#include "tests/support/temp_dir.hpp"

namespace lobby::platform {

// For what takes a few seconds on an idle machine.
constexpr std::chrono::seconds patience{60};

class CameraProgram {
public:
    CameraProgram(const std::filesystem::path& folder, std::vector<std::string> options = {});
    ~CameraProgram();
    CameraProgram(const CameraProgram&) = delete;
    CameraProgram& operator=(const CameraProgram&) = delete;

    void say(const std::string& line) const;  // and be obeyed
    [[nodiscard]] std::string status() const;
    [[nodiscard]] std::string device() const { return "v4l2-socket:" + socket_.string(); }
    void kill();

private:
    std::filesystem::path socket_;
    std::filesystem::path control_;
    pid_t process_ = 0;
};

class ScannerRig : public testing::Test {
protected:
    ScannerRig();
    ~ScannerRig() override;

    [[nodiscard]] ScannerSettings settings_for(const std::string& device) const;
    void start(const ScannerSettings& settings);
    void start(const std::string& device) { start(settings_for(device)); }
    // Runs until `holds`, or patience ends (then false).
    bool until(const std::function<bool()>& holds);
    // Until exactly this was told beside previews, in order: + ready, x lost, P a page, F a failed capture.
    testing::AssertionResult told(const std::string& expected);
    // The next preview whose guidance satisfies that.
    testing::AssertionResult seen(const std::function<bool(const PageGuidance&)>& is_so);
    void capture() { scanner->capture(); }
    [[nodiscard]] std::string log_text() const;
    // Of processes that were started with that word in their arguments.
    [[nodiscard]] std::vector<pid_t> workers() const;

    SystemClock clock;
    const lobby::test::TempDir own_folder;
    const std::filesystem::path folder = own_folder.path();
    std::optional<Log> log;
    boost::asio::io_context io{1};
    std::optional<DocumentScanner> scanner;
    std::string news;
    bool live = false;
    uint64_t previews = 0;
    PageGuidance last_seen;
    uint32_t preview_width = 0;
    PageImage page;
    PageGuidance page_guidance;
    CaptureFailure failure{};

private:
    void on(ScannerEvent event);
};

}  // namespace lobby::platform

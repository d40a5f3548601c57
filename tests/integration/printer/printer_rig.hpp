// The real driver beside the real emulator, which is another process. Every wait has a deadline.
#pragma once

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/json.hpp>
#include <sys/types.h>

#include "platform/printer/raster.hpp"
#include "platform/printer/receipt_printer.hpp"
#include "tests/support/temp_dir.hpp"

namespace lobby::platform::test {

class EmulatedPrinter {
public:
    explicit EmulatedPrinter(const std::vector<std::string>& options = {}, bool over_tcp = false);
    ~EmulatedPrinter();
    EmulatedPrinter(const EmulatedPrinter&) = delete;
    EmulatedPrinter& operator=(const EmulatedPrinter&) = delete;

    [[nodiscard]] PrinterAddress address() const;
    // Throws when the emulator refuses.
    boost::json::value hand(const boost::json::object& request) const;
    void turn(const char* what, bool on) const { hand({{"op", what}, {"on", on}}); }
    [[nodiscard]] std::string state() const;
    // Asks until the printer says so; false after a minute and a half.
    [[nodiscard]] bool comes_to(const std::string& state) const;
    // Until it has been asked for its status (DLE EOT) once more and answered; false after as long.
    [[nodiscard]] bool is_asked_again() const;
    [[nodiscard]] std::vector<std::string> sheets() const;  // names of files
    [[nodiscard]] std::filesystem::path sheet(const std::string& name) const {
        return folder_.path() / "out" / name;
    }

private:
    lobby::test::TempDir folder_;
    pid_t process_ = -1;
    uint16_t port_ = 0;
    bool over_tcp_;
};

class DrivenPrinter {
public:
    explicit DrivenPrinter(PrinterSettings settings);
    ~DrivenPrinter();
    DrivenPrinter(const DrivenPrinter&) = delete;
    DrivenPrinter& operator=(const DrivenPrinter&) = delete;

    ReceiptPrinter& printer() { return *printer_; }
    // Nothing after a minute and a half.
    std::optional<PrintOutcome> outcome(PrintJobId job);
    PrintOutcome print(PrintDocument document);  // throws when there is none
    bool waits_for(const std::function<bool(const PrinterCondition&)>& wanted);
    bool ready();
    bool came_late(PrintJobId job);
    size_t ends();  // PrintEnded events so far

private:
    template <class T>
    std::optional<T> find(const std::function<std::optional<T>()>& look);

    SystemClock clock_;
    Log log_ = Log::discard(clock_);
    boost::asio::io_context io_{1};
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_{io_.get_executor()};
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<PrinterEvent> events_;
    std::unique_ptr<ReceiptPrinter> printer_;
    std::thread thread_;
};

// Looks often, and waits long enough for a busy machine.
PrinterSettings quick_settings(const EmulatedPrinter& printer);
// Where silence is what is tested: it must not be waited for long.
PrinterSettings impatient_settings(const EmulatedPrinter& printer);
// The printable part of a sheet.
Raster read_sheet(const std::filesystem::path& file);
std::string decode_qr(const std::filesystem::path& file);  // by zbarimg; empty when there is none

}  // namespace lobby::platform::test

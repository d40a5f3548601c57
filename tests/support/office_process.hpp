// `case-office serve` as a process of its own.
#pragma once

#include <csignal>
#include <string>
#include <vector>

#include <sys/types.h>

#include "tests/support/office_data.hpp"

namespace lobby::test {

class OfficeProcess {
public:
    // Starts it and waits until it says that it is ready. `program` is the case-office binary.
    OfficeProcess(const OfficeData& data, std::string program);
    OfficeProcess(const OfficeProcess&) = delete;
    OfficeProcess& operator=(const OfficeProcess&) = delete;
    ~OfficeProcess();

    [[nodiscard]] kiosk::LinkSettings settings(kiosk::LinkSettings of_kiosk) const;
    [[nodiscard]] uint16_t port() const { return port_; }
    void signal(int number) const;
    // Its exit status, or minus the signal that ended it.
    int stop(int signal = SIGTERM);

    // Runs another command of the program to its end; its exit status.
    int command(const std::vector<std::string>& arguments) const;

private:
    std::string program_;
    std::string config_file_;
    pid_t pid_ = -1;
    uint16_t port_ = 0;
    uint16_t enrol_port_ = 0;
};

}  // namespace lobby::test

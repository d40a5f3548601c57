// One run of scan-worker: started with a socket as its standard input, killed and reaped at the latest when
// this goes.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include <sys/types.h>

#include "platform/scanner/file_descriptor.hpp"

namespace lobby::platform {

class WorkerProcess {
public:
    // Throws std::system_error when it cannot be started.
    WorkerProcess(const std::string& program, const std::vector<std::string>& arguments);
    WorkerProcess(const WorkerProcess&) = delete;
    WorkerProcess& operator=(const WorkerProcess&) = delete;
    ~WorkerProcess();

    // Our end; not blocking. Once.
    [[nodiscard]] FileDescriptor take_socket() { return std::move(socket_); }
    void kill() const;
    // Without waiting.
    [[nodiscard]] bool has_ended();
    // How long it was ready to run since its start and others had the processor (Linux,
    // Documentation/scheduler/sched-stats.rst: /proc/PID/schedstat). A program that waits for its device,
    // that is stopped or that runs in circles gains nothing here. Zero where the kernel does not count.
    [[nodiscard]] std::chrono::nanoseconds waited_for_processor() const;

private:
    FileDescriptor socket_;
    pid_t process_ = 0;
};

}  // namespace lobby::platform

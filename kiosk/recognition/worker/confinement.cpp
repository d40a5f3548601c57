#include "kiosk/recognition/worker/confinement.hpp"

#include <cerrno>
#include <memory>
#include <system_error>

#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>

namespace lobby::kiosk {

namespace {

// The sanitizers map terabytes and look at files when they report.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool sanitized = true;
#else
constexpr bool sanitized = false;
#endif

void check(int result, const char* what) {
    if (result < 0) throw std::system_error(result == -1 ? errno : -result, std::generic_category(), what);
}

void limit(__rlimit_resource what, rlim_t most) {
    const rlimit both{most, most};
    check(::setrlimit(what, &both), "setrlimit");
}

// What an allocator, a clock, and reading and writing open descriptors take. Everything else ends the
// process, except what the libraries try in passing and can do without.
void allow_computing_only() {
    const std::unique_ptr<void, decltype(&seccomp_release)> filter(seccomp_init(SCMP_ACT_KILL_PROCESS),
                                                                   seccomp_release);
    if (!filter) throw std::system_error(ENOMEM, std::generic_category(), "seccomp_init");
    for (const int call : {SCMP_SYS(read), SCMP_SYS(write), SCMP_SYS(writev), SCMP_SYS(close), SCMP_SYS(brk),
                           SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise), SCMP_SYS(futex),
                           SCMP_SYS(clock_gettime), SCMP_SYS(gettimeofday), SCMP_SYS(sched_yield),
                           SCMP_SYS(rt_sigreturn), SCMP_SYS(exit), SCMP_SYS(exit_group)})
        check(seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, call, 0), "seccomp_rule_add");
    // Memory, but none that can be run.
    for (const int call : {SCMP_SYS(mmap), SCMP_SYS(mprotect)})
        check(seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, call, 1,
                               SCMP_CMP(2, SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)),
              "seccomp_rule_add");
    for (const int call :
         {SCMP_SYS(openat), SCMP_SYS(open), SCMP_SYS(newfstatat), SCMP_SYS(fstat), SCMP_SYS(lseek),
          SCMP_SYS(sysinfo), SCMP_SYS(getrandom), SCMP_SYS(sched_getaffinity)})
        check(seccomp_rule_add(filter.get(), SCMP_ACT_ERRNO(EACCES), call, 0), "seccomp_rule_add");
    check(seccomp_load(filter.get()), "seccomp_load");
}

}  // namespace

void confine_process(size_t memory, std::chrono::seconds computing) {
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_FSIZE, 0);
    limit(RLIMIT_CPU, static_cast<rlim_t>(computing.count()));
    if (!sanitized) limit(RLIMIT_AS, memory);
    check(::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0), "PR_SET_DUMPABLE");
    check(::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "PR_SET_NO_NEW_PRIVS");
    if (!sanitized) allow_computing_only();
}

}  // namespace lobby::kiosk

// What the reading process can still do once it is confined; each try in a child of its own.
#include "kiosk/recognition/worker/confinement.hpp"

#include <csignal>
#include <cstdlib>
#include <functional>
#include <vector>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace lobby::kiosk {
namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool sanitized = true;
#else
constexpr bool sanitized = false;
#endif

constexpr int could = 7;
constexpr int could_not = 8;

int status_of_confined(const std::function<bool()>& deed) {
    const pid_t child = ::fork();
    if (child == 0) {
        confine_process(size_t{256} << 20, std::chrono::seconds(1));
        std::_Exit(deed() ? could : could_not);
    }
    int status = 0;
    EXPECT_EQ(::waitpid(child, &status, 0), child);
    return status;
}

bool killed_by_filter(int status) {
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS;
}

class ConfinementTest : public testing::Test {
protected:
    void SetUp() override {
        if (sanitized) GTEST_SKIP() << "sanitizers need more than the filter allows";
    }
};

TEST_F(ConfinementTest, LetsItComputeAndTakeMemory) {
    const int status = status_of_confined([] {
        std::vector<int> numbers(10'000'000, 1);
        return numbers.back() == 1;
    });
    EXPECT_TRUE(WIFEXITED(status));
    EXPECT_EQ(WEXITSTATUS(status), could);
}

TEST_F(ConfinementTest, OpensNoFile) {
    const int status = status_of_confined([] { return ::open("/etc/hostname", O_RDONLY) >= 0; });
    EXPECT_TRUE(WIFEXITED(status));
    EXPECT_EQ(WEXITSTATUS(status), could_not);
}

TEST_F(ConfinementTest, IsEndedWhenItWantsANetworkOrAnotherProcess) {
    EXPECT_TRUE(killed_by_filter(status_of_confined([] { return ::socket(AF_INET, SOCK_STREAM, 0) >= 0; })));
    EXPECT_TRUE(killed_by_filter(status_of_confined([] { return ::fork() >= 0; })));
    EXPECT_TRUE(killed_by_filter(status_of_confined([] { return ::kill(::getppid(), 0) == 0; })));
}

TEST_F(ConfinementTest, MakesNoMemoryThatCanBeRun) {
    EXPECT_TRUE(killed_by_filter(status_of_confined([] {
        return ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1,
                      0) != MAP_FAILED;
    })));
}

TEST_F(ConfinementTest, TakesNoMoreThanItsMemory) {
    const int status = status_of_confined([] { return std::malloc(size_t{512} << 20) != nullptr; });
    EXPECT_TRUE(WIFEXITED(status));
    EXPECT_EQ(WEXITSTATUS(status), could_not);
}

TEST_F(ConfinementTest, EndsWhenItComputesForTooLong) {
    const int status = status_of_confined([] {
        const volatile bool goes_on = true;
        while (goes_on) {
        }
        return true;
    });
    EXPECT_TRUE(WIFSIGNALED(status));
}

}  // namespace
}  // namespace lobby::kiosk

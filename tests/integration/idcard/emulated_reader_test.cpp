// The real driver against the real emulator, two programs with a pseudo-terminal between them.
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <optional>
#include <regex>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "platform/emulator/control_client.hpp"
#include "tests/integration/idcard/reader_events.hpp"

namespace lobby::platform {
namespace {

const std::string one =
    R"({"type":"citizen","name":"周𬭎䶮","sex":"男","nation":"布朗","birth":"19800101","address":"示范县一号",)"
    R"("number":"34052419800101001X","issuer":"示范县公安局","valid_from":"20200101","valid_to":"长期"})";
const std::string two =
    R"({"type":"foreign_2023","english_name":"SMITH, JOHN","sex":"男","birth":"19800101","nationality":"USA",)"
    R"("number":"931840198001010017","valid_from":"20240101","valid_to":"20340101"})";

class Emulator {
public:
    Emulator(const std::filesystem::path& folder, std::vector<std::string> options = {})
        : tty(folder / "tty"), control(folder / "control") {
        std::vector<std::string> words{DEVICE_EMULATOR, "idcard",    "--tty",
                                       tty.string(),    "--control", control.string()};
        words.insert(words.end(), options.begin(), options.end());
        std::vector<char*> arguments;
        for (auto& word : words) arguments.push_back(word.data());
        arguments.push_back(nullptr);
        int ends[2];
        EXPECT_EQ(::pipe2(ends, O_CLOEXEC), 0);
        posix_spawn_file_actions_t actions;
        ::posix_spawn_file_actions_init(&actions);
        ::posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
        EXPECT_EQ(::posix_spawn(&process_, DEVICE_EMULATOR, &actions, nullptr, arguments.data(), environ), 0);
        ::posix_spawn_file_actions_destroy(&actions);
        ::close(ends[1]);
        pollfd ready{ends[0], POLLIN, 0};
        EXPECT_EQ(::poll(&ready, 1, 10'000), 1);
        char line[64];
        EXPECT_GT(::read(ends[0], line, sizeof line), 0) << "the emulator did not start";
        ::close(ends[0]);
    }
    ~Emulator() { stop(SIGKILL); }
    Emulator(const Emulator&) = delete;
    Emulator& operator=(const Emulator&) = delete;

    // The exit status; -1 for a process that was killed.
    int stop(int signal) {
        if (process_ <= 0) return -1;
        ::kill(process_, signal);
        return ended();
    }
    int ended() {
        int status = 0;
        ::waitpid(std::exchange(process_, 0), &status, 0);
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }
    void say(const std::string& line) const {
        EXPECT_NE(emulator::ask_device(control, line).find("\"ok\""), std::string::npos) << line;
    }
    void place(const std::string& card) const { say(R"({"op":"place","card":)" + card + "}"); }
    void take() const { say(R"({"op":"take"})"); }
    void fault(const std::string& kind, const std::string& more = R"("count":1000)") const {
        say(R"({"op":"fault","kind":")" + kind + "\"," + more + "}");
    }
    uint64_t answers() const {
        std::smatch found;
        const std::string status = emulator::ask_device(control, R"({"op":"status"})");
        EXPECT_TRUE(std::regex_search(status, found, std::regex("\"answers\":([0-9]+)")));
        return std::stoull(found[1]);
    }

    const std::filesystem::path tty;
    const std::filesystem::path control;

private:
    pid_t process_ = 0;
};

class EmulatedReader : public testing::Test {
protected:
    EmulatedReader() {
        char name[] = "/tmp/idcard.XXXXXX";
        folder = ::mkdtemp(name);
        log.emplace(Log::to_file("test", clock, folder / "log"));
    }
    ~EmulatedReader() override { std::filesystem::remove_all(folder); }

    void begin(std::vector<std::string> options = {}) {
        device.emplace(folder, std::move(options));
        events.emplace(device->tty, *log);
        ASSERT_TRUE(events->told("+"));
    }
    // Lets the driver go on until the device has given that many more answers.
    void answered(uint64_t more) {
        const uint64_t before = device->answers();
        EXPECT_TRUE(events->until([&] { return device->answers() >= before + more; }));
    }

    SystemClock clock;
    std::filesystem::path folder;
    std::optional<Log> log;
    std::optional<Emulator> device;
    std::optional<ReaderEvents> events;
};

TEST_F(EmulatedReader, ReadsACardThatIsPutDownAndMissesItWhenItIsTakenAway) {
    begin();
    device->place(one);
    ASSERT_TRUE(events->told("PR"));
    EXPECT_EQ(events->name, "周𬭎䶮");
    EXPECT_EQ(events->number, "34052419800101001X");
    answered(4);
    EXPECT_EQ(events->news, "");
    device->take();
    ASSERT_TRUE(events->told("-"));
    device->place(two);
    ASSERT_TRUE(events->told("PR"));
    EXPECT_EQ(events->name, "SMITH, JOHN");
}

TEST_F(EmulatedReader, ReadsACardThatLayThereBeforeTheProgramBegan) {
    device.emplace(folder);
    device->place(one);
    events.emplace(device->tty, *log);
    EXPECT_TRUE(events->told("+PR"));
}

TEST_F(EmulatedReader, ReadsACardAgainAfterTheProgramWasStartedAgain) {
    begin();
    device->place(one);
    ASSERT_TRUE(events->told("PR"));
    events->start(device->tty, *log);
    // It may meet the terminal that is just being hung up behind the first one: then it says so and opens the
    // next.
    events->until([&] { return events->news.ends_with('R'); });
    const auto news = std::exchange(events->news, {});
    EXPECT_TRUE(news == "+PR" || news == "x+PR") << news;
}

TEST_F(EmulatedReader, IsLostWithItsPlugAndComesBackWithIt) {
    begin();
    device->say(R"({"op":"unplug"})");
    EXPECT_FALSE(std::filesystem::exists(std::filesystem::symlink_status(device->tty)));
    ASSERT_TRUE(events->told("x"));
    device->place(one);
    device->say(R"({"op":"replug"})");
    EXPECT_TRUE(events->told("+PR"));
}

TEST_F(EmulatedReader, UnpluggedWhileACardIsWatchedReadsItAnew) {
    begin();
    device->place(one);
    ASSERT_TRUE(events->told("PR"));
    device->say(R"({"op":"unplug"})");
    ASSERT_TRUE(events->told("x"));
    device->say(R"({"op":"replug"})");
    EXPECT_TRUE(events->told("+PR"));
}

TEST_F(EmulatedReader, ASilentOneIsLostUntilItAnswersAgain) {
    begin();
    device->fault("drop");
    ASSERT_TRUE(events->told("x"));
    device->fault("none");
    EXPECT_TRUE(events->told("+"));
}

TEST_F(EmulatedReader, ADeadOneIsReplacedByTheNext) {
    begin();
    device->fault("die");
    EXPECT_TRUE(events->told("x"));
    EXPECT_EQ(device->ended(), 1);
    device.emplace(folder);
    ASSERT_TRUE(events->told("+"));
    device->place(one);
    EXPECT_TRUE(events->told("PR"));
}

TEST_F(EmulatedReader, ACardWhoseTextComesCorruptIsAskedToBeLifted) {
    begin();
    device->fault("corrupt");
    device->place(one);
    ASSERT_TRUE(events->told("PF"));
    EXPECT_EQ(events->failure, CardFailure::lift_and_place);
    // Put back faster than the reader is asked.
    device->fault("none");
    device->take();
    device->place(one);
    EXPECT_TRUE(events->told("-PR"));
}

struct Disturbance {
    const char* kind;
    const char* more;
};

class DisturbedLine : public EmulatedReader, public testing::WithParamInterface<Disturbance> {};

TEST_P(DisturbedLine, DoesNotHinderTheVisitor) {
    begin();
    device->place(one);
    device->fault(GetParam().kind, GetParam().more);
    ASSERT_TRUE(events->told("PR"));
    EXPECT_EQ(events->number, "34052419800101001X");
    device->fault(GetParam().kind, GetParam().more);
    answered(4);
    EXPECT_EQ(events->news, "");
    device->take();
    EXPECT_TRUE(events->told("-"));
}

INSTANTIATE_TEST_SUITE_P(Faults, DisturbedLine,
                         testing::Values(Disturbance{"garbage", R"("count":1000)"},
                                         Disturbance{"partial", R"("count":1000,"ms":5)"},
                                         Disturbance{"corrupt-any", R"("count":1)"},
                                         Disturbance{"corrupt", R"("count":1)"},
                                         Disturbance{"drop", R"("count":1)"},
                                         Disturbance{"delay", R"("count":1000,"ms":100)"},
                                         // Past the driver's deadline: its answer comes to the next command.
                                         Disturbance{"delay", R"("count":1,"ms":1700)"}));

struct Habit {
    std::vector<std::string> options;
    bool can_tell;
};

class Habits : public EmulatedReader, public testing::WithParamInterface<Habit> {};

TEST_P(Habits, OfReadersDoNotEndASessionWhoseCardLiesThere) {
    begin(GetParam().options);
    device->place(one);
    ASSERT_TRUE(events->told("PR"));
    answered(6);
    EXPECT_EQ(events->news, "");
    device->take();
    if (GetParam().can_tell) {
        ASSERT_TRUE(events->told("-"));
        device->place(two);
        EXPECT_TRUE(events->told("PR"));
    } else {
        answered(4);
        device->place(two);
        EXPECT_TRUE(events->told("-PR")) << "the next card has to end it";
    }
    EXPECT_EQ(events->name, "SMITH, JOHN");
}

INSTANTIATE_TEST_SUITE_P(
    Readers, Habits,
    testing::Values(Habit{{"--no-second-select"}, true}, Habit{{"--no-added-address"}, true},
                    Habit{{"--no-second-select", "--no-added-address", "--finds-again"}, true},
                    Habit{{"--no-second-select", "--no-added-address"}, false}));

TEST_F(EmulatedReader, LeavesNothingOfACardInTheLog) {
    begin();
    device->place(one);
    ASSERT_TRUE(events->told("PR"));
    answered(4);
    device->take();
    ASSERT_TRUE(events->told("-"));
    std::ifstream in(folder / "log");
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    EXPECT_NE(text.find("card_read"), std::string::npos);
    EXPECT_EQ(text.find("周"), std::string::npos);
    EXPECT_EQ(text.find("340524"), std::string::npos);
}

TEST_F(EmulatedReader, EmulatorRemovesItsLinkAndSocketWhenItEnds) {
    device.emplace(folder);
    struct stat info {};
    ASSERT_EQ(::stat(device->control.c_str(), &info), 0);
    EXPECT_EQ(info.st_mode & 0777, 0600U);
    EXPECT_EQ(device->stop(SIGTERM), 0);
    EXPECT_FALSE(std::filesystem::exists(std::filesystem::symlink_status(device->tty)));
    EXPECT_FALSE(std::filesystem::exists(device->control));
}

TEST_F(EmulatedReader, EmulatorRefusesWhatAHandCannotDo) {
    device.emplace(folder);
    const auto answer = [this](const char* line) { return emulator::ask_device(device->control, line); };
    EXPECT_NE(answer(R"({"op":"take"})").find("error"), std::string::npos);
    EXPECT_NE(answer(R"({"op":"replug"})").find("error"), std::string::npos);
    EXPECT_NE(answer("nonsense").find("error"), std::string::npos);
    EXPECT_NE(answer(R"({"op":"place","label":"nobody"})").find("error"), std::string::npos);
    device->place(one);
    EXPECT_NE(answer((R"({"op":"place","card":)" + one + "}").c_str()).find("error"), std::string::npos);
}

}  // namespace
}  // namespace lobby::platform

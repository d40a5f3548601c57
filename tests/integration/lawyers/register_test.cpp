// The lawyers' register as a server of its own: what it says reaches the lawyer at once and the reviewer
// later, and where it does not answer the registration goes on.
#include <csignal>
#include <fstream>
#include <stdexcept>

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "office/api/registration_checks.hpp"
#include "tests/integration/lawyers/lawyer_office.hpp"
#include "tests/support/temp_dir.hpp"

extern char** environ;

namespace lobby::test {
namespace {

using api::Finding;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr const char* number = "53052120260012301";
const std::string client = "\u5F20\u4E09";
const std::string firm = "\u67D0\u67D0\u5F8B\u5E08\u4E8B\u52A1\u6240";

// tests/support/lawyer_register as a process.
class RegisterProcess {
public:
    explicit RegisterProcess(std::vector<std::string> options) {
        options.insert(options.begin(), {"python3", "-B", LAWYER_REGISTER});
        std::vector<char*> argv;
        for (auto& o : options) argv.push_back(o.data());
        argv.push_back(nullptr);
        int ends[2];
        if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
        posix_spawn_file_actions_t files;
        posix_spawn_file_actions_init(&files);
        posix_spawn_file_actions_adddup2(&files, ends[1], STDOUT_FILENO);
        const int failed = ::posix_spawnp(&pid_, "python3", &files, nullptr, argv.data(), environ);
        posix_spawn_file_actions_destroy(&files);
        ::close(ends[1]);
        std::string line;
        char c = 0;
        while (failed == 0 && line.size() < 200 && ::read(ends[0], &c, 1) == 1 && c != '\n')
            line.push_back(c);
        ::close(ends[0]);
        const auto at = line.find("\"port\": ");
        if (at == std::string::npos) throw std::runtime_error("the register did not start: " + line);
        port_ = std::stoi(line.substr(at + 8));
    }
    RegisterProcess(const RegisterProcess&) = delete;
    RegisterProcess& operator=(const RegisterProcess&) = delete;
    ~RegisterProcess() { stop(); }
    void stop() {
        if (pid_ < 0) return;
        ::kill(pid_, SIGKILL);
        ::waitpid(pid_, nullptr, 0);
        pid_ = -1;
    }
    [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(port_) + "/lawyers"; }

private:
    pid_t pid_ = -1;
    int port_ = 0;
};

class Register : public testing::Test {
protected:
    std::vector<std::string> options() { return {"--lawyers", (dir.path() / "lawyers.json").string()}; }
    void open(const RegisterProcess& server, std::chrono::milliseconds deadline = std::chrono::seconds(20)) {
        office::LawyersConfig rules;
        rules.register_url = server.url();
        rules.register_deadline = deadline;
        rules.register_token_file = token;
        office.emplace(rules);
        office->add_case(number, {{1, 1, client, {}}});
    }
    api::RegistrationForm form(int n) { return office->form(n, client, number); }
    std::vector<Finding> after_asking(const api::RegistrationId& id) {
        while (!office->stored(id).register_asked) office->io.run_one();
        return office->stored(id).findings;
    }

    TempDir dir;
    std::filesystem::path token;
    std::optional<LawyerOffice> office;
};

constexpr int lawyer = 3;

TEST_F(Register, WhoPractisesThereIsWellAndEverythingElseIsSaidAtOnce) {
    RegisterProcess server(options());
    open(server);
    const auto named = form(lawyer);
    const auto licence = std::string(api::value_of(named, api::FormField::licence_number));
    const auto answer = [&](const std::string& status, const std::string& name, const std::string& at) {
        std::ofstream(dir.path() / "lawyers.json")
            << R"({")" << licence << R"(":{"status":")" << status << R"(","name":")" << name
            << R"(","firm":")" << at << "\"}}";
        return office->check(form(lawyer));
    };
    EXPECT_THAT(answer("practising", name_of(lawyer), firm), IsEmpty());
    EXPECT_THAT(answer("suspended", name_of(lawyer), firm), ElementsAre(Finding::register_suspended));
    EXPECT_THAT(answer("practising", "\u522B\u4EBA", firm), ElementsAre(Finding::register_differs));
    EXPECT_THAT(office->check(form(lawyer + 1)), ElementsAre(Finding::register_unknown));
}

TEST_F(Register, ARegistrationIsLookedUpAgainWhenItHasArrived) {
    std::ofstream(dir.path() / "lawyers.json") << "{}";
    RegisterProcess server(options());
    open(server);
    const auto id = office->hand_in(form(lawyer));
    EXPECT_THAT(after_asking(id), ElementsAre(Finding::register_unknown));
    EXPECT_EQ(office->data.ledger_entries("registration_register_asked"), 1);
    EXPECT_EQ(office->data.last_ledger_body().find("15305"), std::string::npos) << "no number in the ledger";
}

TEST_F(Register, WithoutAnAnswerTheRegistrationGoesOnWithAWarning) {
    RegisterProcess server({"--status", "503"});
    open(server);
    EXPECT_THAT(office->check(form(lawyer)), ElementsAre(Finding::register_unavailable));
    const auto id = office->hand_in(form(lawyer));
    while (office->stored(id).findings.empty()) office->io.run_one();
    EXPECT_THAT(office->stored(id).findings, ElementsAre(Finding::register_unavailable));
    EXPECT_FALSE(office->stored(id).register_asked) << "it is asked again";
    server.stop();
    EXPECT_THAT(office->check(form(lawyer)), ElementsAre(Finding::register_unavailable)) << "nobody is there";
}

TEST_F(Register, ASlowOneIsNotWaitedFor) {
    RegisterProcess server({"--delay", "3600"});
    open(server, std::chrono::milliseconds(200));
    EXPECT_THAT(office->check(form(lawyer)), ElementsAre(Finding::register_unavailable));
}

TEST_F(Register, TheTokenGoesAlong) {
    token = dir.path() / "token";
    std::ofstream(token) << "let-me-in\n";
    RegisterProcess strict({"--token", "let-me-in"});
    open(strict);
    EXPECT_THAT(office->check(form(lawyer)), ElementsAre(Finding::register_unknown));
    RegisterProcess stricter({"--token", "another"});
    open(stricter);
    EXPECT_THAT(office->check(form(lawyer)), ElementsAre(Finding::register_unavailable));
}

TEST_F(Register, StoppingEndsWhatIsUnderWay) {
    RegisterProcess server({"--delay", "3600"});
    open(server, std::chrono::seconds(20));
    const auto id = office->hand_in(form(lawyer));
    office->io.poll();
    office->desk->stop();
    office->settle();
    EXPECT_FALSE(office->stored(id).register_asked);
}

}  // namespace
}  // namespace lobby::test

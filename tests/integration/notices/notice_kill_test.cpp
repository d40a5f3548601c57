// The sender is killed (SIGKILL) again and again in the middle of its work: every notice arrives, none more
// often than once and once more for each kill that hit it, and the ledger has each end once.
#include <csignal>
#include <map>
#include <random>

#include <boost/json/value_to.hpp>
#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/wait.h>

#include "tests/integration/notices/notice_rig.hpp"
#include "tests/support/receivers/receiver_process.hpp"

extern char** environ;

namespace lobby::test {
namespace {

constexpr int notices = 60;
constexpr int kills = 12;

class Sender {
public:
    Sender(const std::string& data, uint16_t port) {
        std::string program = NOTICE_SENDER_CHILD;
        std::string folder = data;
        std::string number = std::to_string(port);
        char* argv[] = {program.data(), folder.data(), number.data(), nullptr};
        if (::posix_spawn(&pid_, program.c_str(), nullptr, nullptr, argv, environ) != 0)
            throw std::runtime_error("cannot start the sender");
    }
    Sender(const Sender&) = delete;
    Sender& operator=(const Sender&) = delete;
    ~Sender() {
        ::kill(pid_, SIGKILL);
        ::waitpid(pid_, nullptr, 0);
    }

private:
    pid_t pid_ = -1;
};

TEST(KilledSender, LosesNoNoticeAndRepeatsOnlyWhatWasNotAcknowledged) {
    const auto seed = std::random_device{}();
    RecordProperty("seed", std::to_string(seed));
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 random(seed);
    ReceiverProcess receiver(SMS_RECEIVER);
    NoticeRig rig(sms_settings(receiver.port()));
    rig.clock.jump_wall(SystemClock().wall());
    for (int i = 0; i < notices; ++i)
        ASSERT_EQ(rig.post({office::NoticeKind::registration_confirmed, std::to_string(i),
                            SecretString("13800138000")}),
                  office::Posted::queued);

    std::map<std::string, int> arrivals;
    std::map<std::string, int> hits;
    const auto count = [&](const boost::json::object& got) {
        auto id = boost::json::value_to<std::string>(got.at("headers").at("idempotency-key"));
        ++arrivals[id];
        return id;
    };
    const auto take = [&] { return count(receiver.next()); };
    for (int kill = 0; kill < kills; ++kill) {
        std::string last;
        {
            const Sender sender(rig.dir.path().string(), receiver.port());
            for (auto more = 1 + random() % 3; more > 0; --more) last = take();
        }  // killed: its last notice is taken in, and perhaps answered and noted
        ++hits[last];
        while (receiver.has_more()) ++hits[take()];
    }
    const Sender sender(rig.dir.path().string(), receiver.port());
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (rig.figures().waiting > 0 && std::chrono::steady_clock::now() < until)
        if (const auto got = receiver.try_next(std::chrono::milliseconds(100))) count(*got);
    while (receiver.has_more()) take();

    EXPECT_EQ(rig.figures().waiting, 0);
    EXPECT_EQ(rig.rows("state = 1 AND recipient IS NULL"), notices);
    EXPECT_EQ(arrivals.size(), static_cast<size_t>(notices));
    for (const auto& [id, times] : arrivals) EXPECT_LE(times, 1 + hits[id]) << id;
    EXPECT_EQ(rig.ledger("notice_sent").size(), static_cast<size_t>(notices));
    EXPECT_TRUE(rig.ledger_sound());
}

}  // namespace
}  // namespace lobby::test

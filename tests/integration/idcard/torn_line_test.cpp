// The real driver on a pseudo-terminal whose other end the test holds: bytes as badly torn as a line can.
#include <array>
#include <cstdlib>
#include <optional>
#include <vector>

#include <boost/asio/posix/stream_descriptor.hpp>
#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "tests/integration/idcard/reader_events.hpp"

namespace lobby::platform {
namespace {

using Bytes = std::vector<uint8_t>;

const Bytes found{0xAA, 0xAA, 0xAA, 0x96, 0x69, 0, 8, 0, 0, 0x9F, 0, 0, 0, 0, 0x97};
const Bytes not_found{0xAA, 0xAA, 0xAA, 0x96, 0x69, 0, 4, 0, 0, 0x80, 0x84};
const Bytes select_failed{0xAA, 0xAA, 0xAA, 0x96, 0x69, 0, 4, 0, 0, 0x81, 0x85};
const Bytes find{0xAA, 0xAA, 0xAA, 0x96, 0x69, 0, 3, 0x20, 0x01, 0x22};
const Bytes select{0xAA, 0xAA, 0xAA, 0x96, 0x69, 0, 3, 0x20, 0x02, 0x21};

class TornLine : public testing::Test {
protected:
    TornLine() : log(Log::discard(clock)) {
        const int fd = ::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
        std::array<char, 128> name{};
        EXPECT_EQ(::grantpt(fd) + ::unlockpt(fd) + ::ptsname_r(fd, name.data(), name.size()), 0);
        termios raw{};
        ::tcgetattr(fd, &raw);
        ::cfmakeraw(&raw);
        ::tcsetattr(fd, TCSANOW, &raw);
        // Before the driver, which takes the line for itself; only looked at.
        slave = ::open(name.data(), O_RDWR | O_NOCTTY | O_CLOEXEC);
        events.emplace(name.data(), log);
        master.emplace(events->io, fd);
    }
    ~TornLine() override { ::close(slave); }

    // The next command of the driver, whole.
    Bytes command() {
        while (heard_.size() < find.size()) {
            bool readable = false;
            master->async_wait(boost::asio::posix::descriptor_base::wait_read,
                               [&](boost::system::error_code) { readable = true; });
            if (!events->until([&] { return readable; })) {
                ADD_FAILURE() << "no command";
                master->cancel();
                events->until([&] { return readable; });
                return {};
            }
            std::array<uint8_t, 64> some{};
            const ssize_t n = ::read(master->native_handle(), some.data(), some.size());
            if (n > 0) heard_.insert(heard_.end(), some.begin(), some.begin() + n);
        }
        return std::exchange(heard_, {});
    }
    // A line takes only so much at once: the driver reads meanwhile.
    void send(const Bytes& bytes) {
        for (size_t sent = 0; sent < bytes.size();) {
            const ssize_t n = ::write(master->native_handle(), bytes.data() + sent, bytes.size() - sent);
            if (n > 0) {
                sent += static_cast<size_t>(n);
                continue;
            }
            bool writable = false;
            master->async_wait(boost::asio::posix::descriptor_base::wait_write,
                               [&](boost::system::error_code) { writable = true; });
            ASSERT_TRUE(events->until([&] { return writable; }));
        }
    }
    // The driver, which runs only when it is let, gets each byte by itself.
    void send_torn(const Bytes& bytes) {
        for (const uint8_t byte : bytes) {
            send({byte});
            pollfd arrival{slave, POLLIN, 0};
            ASSERT_EQ(::poll(&arrival, 1, 10'000), 1);
            ASSERT_TRUE(events->until([this] {
                int waiting = 0;
                ::ioctl(slave, FIONREAD, &waiting);
                return waiting == 0;
            }));
        }
    }

    int slave = -1;
    SystemClock clock;
    Log log;
    std::optional<ReaderEvents> events;
    std::optional<boost::asio::posix::stream_descriptor> master;

private:
    Bytes heard_;
};

TEST_F(TornLine, ABytePerReadIsAnAnswerAllTheSame) {
    EXPECT_EQ(command(), find);
    send_torn(not_found);
    EXPECT_EQ(command(), select);
    send_torn(select_failed);
    EXPECT_EQ(command(), find);
    send_torn(found);
    EXPECT_TRUE(events->told("+P"));
}

TEST_F(TornLine, NoiseOfManyTimesTheLongestFrameIsPassedOver) {
    EXPECT_EQ(command(), find);
    send(Bytes(20'000, 0xAA));
    send(found);
    EXPECT_TRUE(events->told("+P"));
}

TEST_F(TornLine, AFrameThatNeverEndsDoesNotHoldUpTheNextQuestion) {
    EXPECT_EQ(command(), find);
    send({0xAA, 0xAA, 0xAA, 0x96, 0x69, 0x05, 0x08, 0x00, 0x00, 0x90, 0x01});
    EXPECT_EQ(command(), find);
    send(found);
    EXPECT_TRUE(events->told("+P"));
}

TEST_F(TornLine, AnAnswerOfAnEarlierQuestionIsNotTakenForThisOnes) {
    EXPECT_EQ(command(), find);
    send(found);
    ASSERT_TRUE(events->told("+P"));
    EXPECT_EQ(command(), select);
    send(found);      // once more
    send(not_found);  // the reader's own
    EXPECT_EQ(command(), find) << "after a select that failed";
}

TEST_F(TornLine, AHangUpAmidAnAnswerIsALostReader) {
    EXPECT_EQ(command(), find);
    send(not_found);
    ASSERT_TRUE(events->told("+"));
    EXPECT_EQ(command(), select);
    send({0xAA, 0xAA, 0xAA, 0x96, 0x69, 0, 4, 0});
    master->close();
    EXPECT_TRUE(events->told("x"));
}

}  // namespace
}  // namespace lobby::platform

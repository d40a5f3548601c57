// Real sockets, a real I/O thread; every wait has a deadline.
#include "kiosk/ui/inspect_server.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/json.hpp>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

namespace lobby::kiosk::ui {
namespace {

namespace json = boost::json;

class Client {
public:
    explicit Client(const std::filesystem::path& socket) : fd_(::socket(AF_UNIX, SOCK_STREAM, 0)) {
        const timeval deadline{10, 0};
        ::setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &deadline, sizeof deadline);
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        socket.string().copy(address.sun_path, sizeof address.sun_path - 1);
        connected_ = ::connect(fd_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
    }
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;
    ~Client() { ::close(fd_); }

    [[nodiscard]] bool connected() const { return connected_; }
    void say(const std::string& text) const {
        EXPECT_EQ(::send(fd_, text.data(), text.size(), MSG_NOSIGNAL), static_cast<ssize_t>(text.size()));
    }
    // Null when the other side has closed.
    json::value hear() {
        while (rest_.find('\n') == std::string::npos) {
            char bytes[4096];
            const ssize_t n = ::recv(fd_, bytes, sizeof bytes, 0);
            if (n <= 0) return nullptr;
            rest_.append(bytes, static_cast<size_t>(n));
        }
        const size_t end = rest_.find('\n');
        auto value = json::parse(rest_.substr(0, end));
        rest_.erase(0, end + 1);
        return value;
    }
    json::value ask(const std::string& line) {
        say(line + "\n");
        return hear();
    }

private:
    int fd_;
    bool connected_ = false;
    std::string rest_;
};

class InspectServerTest : public ::testing::Test {
protected:
    InspectServerTest() {
        char name[] = "/tmp/inspect.XXXXXX";
        folder_ = ::mkdtemp(name);
        socket_ = folder_ / "socket";
        server_ = std::make_unique<InspectServer>(
            io_.get_executor(), socket_, [](const std::string& file, const std::function<void(bool)>& done) {
                done(static_cast<bool>(std::ofstream(file) << "picture"));
            });
        thread_ = std::thread([this] { io_.run(); });
    }
    ~InspectServerTest() override {
        server_.reset();
        io_.stop();
        thread_.join();
        std::filesystem::remove_all(folder_);
    }

    void show(const std::string& screen) {
        SemanticTree tree;
        tree.screen = screen;
        Node node;
        node.id = screen;
        node.role = Role::screen;
        tree.nodes.push_back(node);
        server_->publish(tree, {.frames = 3, .last_us = 900});
    }

    boost::asio::io_context io_;
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_{io_.get_executor()};
    std::filesystem::path folder_;
    std::filesystem::path socket_;
    std::unique_ptr<InspectServer> server_;
    std::thread thread_;
};

TEST_F(InspectServerTest, TheSocketIsItsOwnersOnly) {
    struct stat info {};
    ASSERT_EQ(::stat(socket_.c_str(), &info), 0);
    EXPECT_EQ(info.st_mode & 0777, 0600U);
}

TEST_F(InspectServerTest, TellsWhatWasPublishedLast) {
    show("home");
    show("identify");
    Client client(socket_);
    EXPECT_EQ(client.ask(R"({"op":"wait","screen":"identify"})").at("generation").to_number<int>(), 2);
    EXPECT_EQ(client.ask(R"({"op":"tree"})").at("screen"), "identify");
    EXPECT_EQ(client.ask(R"({"op":"stats"})").at("last_us").to_number<int>(), 900);
}

TEST_F(InspectServerTest, TheSameTreeAgainIsNoChange) {
    show("home");
    show("home");
    Client client(socket_);
    EXPECT_EQ(client.ask(R"({"op":"wait","screen":"home"})").at("generation").to_number<int>(), 1);
}

TEST_F(InspectServerTest, AWaitIsAnsweredByTheChangeThatItWaitsFor) {
    show("home");
    Client client(socket_);
    client.say("{\"op\":\"wait\",\"screen\":\"case\"}\n");
    show("cases");
    show("case");
    EXPECT_EQ(client.hear().at("screen"), "case");
}

TEST_F(InspectServerTest, AWaitInVainEnds) {
    show("home");
    Client client(socket_);
    EXPECT_EQ(client.ask(R"({"op":"wait","screen":"case","timeout_ms":1})").at("error"), "timeout");
}

TEST_F(InspectServerTest, ASubscriberHearsOfChanges) {
    show("home");
    Client client(socket_);
    EXPECT_EQ(client.ask(R"({"op":"wait","screen":"home"})").at("generation").to_number<int>(), 1);
    EXPECT_EQ(client.ask(R"({"op":"subscribe"})").at("ok"), true);
    show("identify");
    const auto change = client.hear();
    EXPECT_EQ(change.at("event"), "changed");
    EXPECT_EQ(change.at("generation").to_number<int>(), 2);
    EXPECT_EQ(change.at("screen"), "identify");
}

TEST_F(InspectServerTest, HasPicturesWritten) {
    Client client(socket_);
    const auto file = folder_ / "a.png";
    EXPECT_EQ(client.ask(R"({"op":"screenshot","path":")" + file.string() + "\"}").at("ok"), true);
    EXPECT_TRUE(std::filesystem::exists(file));
    EXPECT_EQ(client.ask(R"({"op":"screenshot","path":"/nowhere/a.png"})").at("error"), "not_written");
}

TEST_F(InspectServerTest, AnswersNonsenseAndGoesOn) {
    show("home");
    Client client(socket_);
    EXPECT_EQ(client.ask("\x80\xFF").at("error"), "not_json");
    EXPECT_EQ(client.ask(R"({"op":"tree"})").at("screen"), "home");
}

TEST_F(InspectServerTest, CutsALineWithoutEnd) {
    Client client(socket_);
    client.say(std::string(8192, 'x'));
    EXPECT_TRUE(client.hear().is_null());
    Client other(socket_);
    EXPECT_EQ(other.ask(R"({"op":"tree"})").at("generation").to_number<int>(), 0);
}

TEST_F(InspectServerTest, AnswersManyRequestsSentAtOnceInOrder) {
    show("home");
    Client client(socket_);
    std::string all;
    for (int i = 0; i < 200; ++i) all += i % 2 ? "{\"op\":\"tree\"}\n" : "{\"op\":\"nothing\"}\n";
    client.say(all);
    for (int i = 0; i < 200; ++i) ASSERT_EQ(client.hear().as_object().contains("error"), i % 2 == 0) << i;
}

TEST_F(InspectServerTest, ItsEndClosesConnectionsAndRemovesTheSocket) {
    Client client(socket_);
    client.ask(R"({"op":"tree"})");
    server_.reset();
    EXPECT_TRUE(client.hear().is_null());
    EXPECT_FALSE(std::filesystem::exists(socket_));
}

}  // namespace
}  // namespace lobby::kiosk::ui

// The HTTP client against servers that answer, that do not, and that say too much.
#include "base/http_client/http_client.hpp"

#include <thread>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <gtest/gtest.h>

namespace lobby {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using Outcome = Result<HttpAnswer, HttpError>;

// Says the same to everybody who asks, and keeps what was asked. Nothing to say: silence.
class HttpClientTest : public testing::Test {
protected:
    HttpClientTest() : acceptor_(io_, tcp::endpoint(asio::ip::make_address("127.0.0.1"), 0)) {}

    void serve(std::string says) { asio::co_spawn(io_, answer(std::move(says)), asio::detached); }

    asio::awaitable<void> answer(std::string says) {
        for (;;) {
            boost::system::error_code error;
            auto token = asio::redirect_error(asio::use_awaitable, error);
            tcp::socket socket = co_await acceptor_.async_accept(token);
            if (error) co_return;
            std::string head;
            const size_t end =
                co_await asio::async_read_until(socket, asio::dynamic_buffer(head), "\r\n\r\n", token);
            if (error) continue;
            const auto at = head.find("Content-Length: ");
            const size_t length = at == std::string::npos ? 0 : std::stoul(head.substr(at + 16));
            std::string rest(end + length - head.size(), '\0');
            co_await asio::async_read(socket, asio::buffer(rest), token);
            asked_.push_back(head + rest);
            co_await asio::async_write(socket, asio::buffer(says), token);
            if (says.empty()) silent_.push_back(std::move(socket));
        }
    }

    HttpRequest request(std::string method = "GET") {
        HttpRequest r;
        r.method = std::move(method);
        r.url = "http://127.0.0.1:" + std::to_string(acceptor_.local_endpoint().port()) + "/x";
        r.deadline = std::chrono::seconds(20);
        return r;
    }

    Outcome send(HttpRequest r) {
        std::optional<Outcome> outcome;
        asio::co_spawn(io_, client_.send(std::move(r)), [&](const std::exception_ptr&, Outcome got) {
            outcome = std::move(got);
            io_.stop();
        });
        io_.restart();
        io_.run();
        return std::move(*outcome);
    }

    asio::io_context io_{1};
    tcp::acceptor acceptor_;
    std::vector<std::string> asked_;
    std::vector<tcp::socket> silent_;
    HttpClient client_{io_};
};

TEST_F(HttpClientTest, SendsABodyAndTakesTheAnswersParts) {
    serve("HTTP/1.1 409 Conflict\r\nUpload-Offset: 17 \r\nContent-Length: 2\r\n\r\nno");
    auto r = request("PATCH");
    r.headers = {"Upload-Offset: 3"};
    r.body = {'a', 'b', 'c'};
    const auto got = send(std::move(r));
    ASSERT_TRUE(got) << word_of(got.error());
    EXPECT_EQ(got->status, 409U);
    EXPECT_EQ(got->header("upload-offset"), "17");
    EXPECT_EQ(got->header("other"), std::nullopt);
    EXPECT_EQ(got->body, "no");
    ASSERT_EQ(asked_.size(), 1U);
    EXPECT_TRUE(asked_[0].starts_with("PATCH /x HTTP/1.1\r\n"));
    EXPECT_NE(asked_[0].find("Upload-Offset: 3\r\n"), std::string::npos);
    EXPECT_TRUE(asked_[0].ends_with("\r\n\r\nabc"));
}

TEST_F(HttpClientTest, AHeadHasNoBody) {
    serve("HTTP/1.1 200 OK\r\nUpload-Length: 5\r\nContent-Length: 500\r\n\r\n");
    const auto got = send(request("HEAD"));
    ASSERT_TRUE(got) << word_of(got.error());
    EXPECT_EQ(got->status, 200U);
    EXPECT_TRUE(got->body.empty());
    EXPECT_TRUE(asked_[0].starts_with("HEAD /x HTTP/1.1\r\n"));
}

TEST_F(HttpClientTest, AnAnswerBeyondItsBoundIsNotTaken) {
    serve("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + std::string(1000, 'x'));
    auto r = request();
    r.most_answer_bytes = 999;
    const auto got = send(std::move(r));
    ASSERT_FALSE(got);
    EXPECT_EQ(got.error(), HttpError::too_long);
}

TEST_F(HttpClientTest, ARedirectionIsAnAnswerAndNotFollowed) {
    serve("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n");
    const auto got = send(request());
    ASSERT_TRUE(got);
    EXPECT_EQ(got->status, 302U);
    EXPECT_EQ(asked_.size(), 1U);
}

TEST_F(HttpClientTest, SilenceEndsAtTheDeadline) {
    serve("");
    auto r = request();
    r.deadline = std::chrono::milliseconds(200);
    const auto got = send(std::move(r));
    ASSERT_FALSE(got);
    EXPECT_EQ(got.error(), HttpError::timed_out);
}

TEST_F(HttpClientTest, ACutAnswerIsNone) {
    serve("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc");
    const auto got = send(request());
    ASSERT_FALSE(got);
    EXPECT_EQ(got.error(), HttpError::unreachable);
}

TEST_F(HttpClientTest, NobodyThereAndOtherProtocols) {
    auto r = request();
    boost::system::error_code ignored;
    acceptor_.close(ignored);
    const auto got = send(std::move(r));
    ASSERT_FALSE(got);
    EXPECT_EQ(got.error(), HttpError::unreachable);
    HttpRequest file;
    file.url = "file:///etc/hostname";
    EXPECT_EQ(send(std::move(file)).error(), HttpError::failed);
}

TEST_F(HttpClientTest, LeavesNothingWaitingBehind) {
    const uint16_t port = acceptor_.local_endpoint().port();
    serve("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    std::thread server([this] { io_.run(); });
    {
        asio::io_context io;
        auto client = std::make_unique<HttpClient>(io);
        HttpRequest r;
        r.url = "http://127.0.0.1:" + std::to_string(port) + "/x";
        asio::co_spawn(io, client->send(std::move(r)), [&](const std::exception_ptr&, const Outcome& got) {
            EXPECT_TRUE(got);
            client.reset();
        });
        EXPECT_GT(io.run_for(std::chrono::seconds(20)), 0U);
        EXPECT_TRUE(io.stopped()) << "a wait for a socket is left";
    }
    io_.stop();
    server.join();
}

TEST_F(HttpClientTest, WhatIsUnderWayCanBeCancelled) {
    serve("");
    asio::post(io_, [this] { asio::post(io_, [this] { client_.cancel(); }); });
    const auto got = send(request());
    ASSERT_FALSE(got);
    EXPECT_EQ(got.error(), HttpError::cancelled);
}

}  // namespace
}  // namespace lobby

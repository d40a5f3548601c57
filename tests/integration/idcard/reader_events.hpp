// The real driver on an io_context of the test's own, and what it told.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <string>

#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

#include "platform/idcard/card_reader.hpp"

namespace lobby::platform {

constexpr std::chrono::seconds patience{20};  // for what takes milliseconds or the protocol's own deadlines

class ReaderEvents {
public:
    explicit ReaderEvents(const std::filesystem::path& device, Log& log) { start(device, log); }

    // Runs until `holds`, or patience ends (then false).
    bool until(const std::function<bool()>& holds) {
        const auto end = std::chrono::steady_clock::now() + patience;
        while (!holds())
            if (io.run_one_until(end) == 0) return false;
        return true;
    }
    // Until exactly this was told, in order: + ready, x lost, P placed, R read, F failed, - removed.
    testing::AssertionResult told(const std::string& expected) {
        until([&] { return news.size() >= expected.size(); });
        const auto heard = std::exchange(news, {});
        if (heard == expected) return testing::AssertionSuccess();
        return testing::AssertionFailure() << "told \"" << heard << "\" instead of \"" << expected << "\"";
    }
    // As a program that ends and is started again.
    void start(const std::filesystem::path& device, Log& log) {
        reader.reset();
        io.poll();
        io.restart();  // poll() stops a context without work
        CardReaderSettings settings;
        settings.device = device;
        settings.reopen_first = std::chrono::milliseconds(20);
        settings.reopen_longest = std::chrono::milliseconds(100);
        reader.emplace(io, settings, log, [this](ReaderEvent event) { on(std::move(event)); });
        reader->start();
    }

    boost::asio::io_context io{1};
    std::string news;
    std::string name;
    std::string number;
    CardFailure failure{};

private:
    void on(ReaderEvent event) {
        if (std::holds_alternative<ReaderReady>(event)) news += '+';
        if (std::holds_alternative<ReaderLost>(event)) news += 'x';
        if (std::holds_alternative<CardPlaced>(event)) news += 'P';
        if (std::holds_alternative<CardRemoved>(event)) news += '-';
        if (const auto* failed = std::get_if<CardFailed>(&event)) {
            news += 'F';
            failure = failed->reason;
        }
        if (const auto* read = std::get_if<CardRead>(&event)) {
            news += 'R';
            name = read->card.name.view();
            number = read->card.number.reveal();
        }
    }

    std::optional<CardReader> reader;
};

}  // namespace lobby::platform

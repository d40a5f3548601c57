// The log: nothing personal can be given to it, and nothing given to it can forge a line.
#include "base/log.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <type_traits>

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include "base/identity_number.hpp"
#include "base/secret.hpp"

namespace lobby {
namespace {

template <class T>
constexpr bool can_be_logged = std::is_constructible_v<LogField, Field, T>;

static_assert(can_be_logged<int> && can_be_logged<std::string_view> && can_be_logged<const char*>);
static_assert(!can_be_logged<SecretString> && !can_be_logged<const SecretString&>);
static_assert(!can_be_logged<IdentityNumber> && !can_be_logged<const IdentityNumber&>);
static_assert(!can_be_logged<double> && !can_be_logged<std::u32string>);
static_assert(!std::is_constructible_v<LogField, std::string_view, std::string_view>,
              "only fields of the list");
static_assert(!std::is_invocable_v<decltype(&Log::write), Log&, std::string_view>, "only events of the list");

TEST(Log, EachEventIsOneLineOfJsonWhateverItsWordsHold) {
    const auto file = std::filesystem::path(testing::TempDir()) / "lobby-log-test.log";
    std::filesystem::remove(file);
    const ManualClock clock(WallTime(std::chrono::milliseconds(1'795'500'000'000)));
    const std::string hostile = "a\"b\\c\n{\"event\":\"forged\"}\r\t\x01\x7f";
    {
        auto log = Log::to_file("test", clock, file);
        log.write(Event::kiosk_refused, {{Field::reason, hostile}, {Field::port, 7443}});
        log.write(Event::program_stopping);
    }
    std::ifstream in(file);
    std::string line;
    ASSERT_TRUE(std::getline(in, line));
    const auto first = boost::json::parse(line).as_object();
    EXPECT_EQ(first.at("event"), "kiosk_refused");
    EXPECT_EQ(first.at("severity"), "warning");
    EXPECT_EQ(first.at("program"), "test");
    EXPECT_EQ(first.at("reason").as_string(), std::string_view(hostile));
    EXPECT_EQ(first.at("port"), 7443);
    ASSERT_TRUE(std::getline(in, line));
    EXPECT_EQ(boost::json::parse(line).as_object().at("event"), "program_stopping");
    EXPECT_FALSE(std::getline(in, line));
}

}  // namespace
}  // namespace lobby

#include "base/settings/settings_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace lobby {
namespace {

using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

SettingsFile settings(std::string_view toml) {
    return SettingsFile::parse(toml, "/etc/lobby/kiosk.toml");
}

TEST(SettingsFile, WhatIsNotInTheFileKeepsItsDefault) {
    auto in = settings("");
    std::string text = "as it was";
    int number = 7;
    in.text("office", "name", text);
    in.number("office", "port", number, 1, 9);
    in.finish();
    EXPECT_EQ(text, "as it was");
    EXPECT_EQ(number, 7);
}

TEST(SettingsFile, PathsAreRelativeToTheFile) {
    auto in = settings("[a]\nnear = 'log/x'\nfar = '/var/x'\n");
    std::filesystem::path near_by;
    std::filesystem::path far_away;
    in.path("a", "near", near_by);
    in.path("a", "far", far_away);
    EXPECT_EQ(near_by, "/etc/lobby/log/x");
    EXPECT_EQ(far_away, "/var/x");
}

struct Mistake {
    const char* toml;
    const char* said;
};

class SettingsMistake : public ::testing::TestWithParam<Mistake> {};

// Reads the two settings that exist.
void read_all(std::string_view toml) {
    auto in = settings(toml);
    std::string name;
    uint16_t port = 0;
    in.text("office", "name", name);
    in.number("office", "port", port, 1, 65535);
    in.finish({"elsewhere"});
}

TEST_P(SettingsMistake, EndsTheStartWithAWordOnIt) {
    EXPECT_THAT([] { read_all(GetParam().toml); },
                ThrowsMessage<std::runtime_error>(HasSubstr(GetParam().said)));
}

INSTANTIATE_TEST_SUITE_P(
    Each, SettingsMistake,
    ::testing::Values(Mistake{"[office]\nport = 0\n", "[office] port must be a number from 1 to 65535"},
                      Mistake{"[office]\nport = 65536\n", "[office] port must be a number from 1 to 65535"},
                      Mistake{"[office]\nport = 1.5\n", "[office] port must be a number"},
                      Mistake{"[office]\nport = '80'\n", "[office] port must be a number"},
                      Mistake{"[office]\nname = 3\n", "[office] name must be a text"},
                      Mistake{"[office]\nnmae = 'x'\n", "there is no setting [office] nmae"},
                      Mistake{"[ofice]\nname = 'x'\n", "there is no setting [ofice] name"},
                      Mistake{"name = 'x'\n", "name stands outside of a section"},
                      Mistake{"[office\n", "kiosk.toml:1"}));

TEST(SettingsFile, SectionsThatAreReadElsewhereMayHoldAnything) {
    EXPECT_NO_THROW(read_all("[elsewhere]\nx = 1\n[[elsewhere.list]]\ny = 2\n"));
}

}  // namespace
}  // namespace lobby

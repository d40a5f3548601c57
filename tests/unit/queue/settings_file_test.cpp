// What an operator may write, and what he is told when it is wrong.
#include "office/queue/settings/settings_file.hpp"

#include <gtest/gtest.h>

namespace lobby::office::queue {
namespace {

using std::chrono::minutes;

TEST(QueueSettings, WithoutASectionAreTheSixServicesOfAHall) {
    const auto s = read_settings("[office]\ndata_dir = \"x\"\n");
    ASSERT_TRUE(s);
    std::vector<std::string> ids;
    for (const auto& service : s->services) ids.push_back(service.id);
    EXPECT_EQ(ids, (std::vector<std::string>{"case_enquiry", "lawyers", "documents", "petitions", "property",
                                             "other"}));
    EXPECT_EQ(s->windows.size(), 4u);
}

TEST(QueueSettings, AreReadWholeWithHoursForAllAndForOne) {
    const auto s = read_settings(R"(
[queue]
rollover = "04:00"
weekdays = ["mon", "sat"]
hours = ["09:00-11:30"]
closed_on = ["2026-10-01"]
open_on = ["2026-10-10"]
first = ["elderly", "disabled"]
elderly_from = 60
overtaken_at_most = 3
overtaken_until_minutes = 30
absent_skip = 5
absent_at_most = 1
[[queue.service]]
id = "a"
name_en = "Service A"
prefix = "K"
groups = ["g"]
daily_cap = 40
target_minutes = 7
[[queue.service]]
id = "b"
prefix = "L"
hours = ["00:00-24:00"]
[[queue.window]]
id = "w1"
group = "g"
[[queue.window]]
id = "w2"
chairs_en = "by the door"
services = ["b", "a"]
)");
    ASSERT_TRUE(s) << s.error().message;
    EXPECT_EQ(s->rollover, minutes(240));
    EXPECT_EQ(s->weekdays, (std::set<unsigned>{1, 6}));
    EXPECT_EQ(s->first, (std::set{Precedence::elderly, Precedence::disabled}));
    EXPECT_EQ(s->elderly_from, 60);
    EXPECT_EQ(s->overtaken_at_most, 3u);
    EXPECT_EQ(s->overtaken_until, minutes(30));
    EXPECT_EQ(s->absent_skip, 5u);
    EXPECT_EQ(s->absent_at_most, 1u);
    EXPECT_EQ(s->closed_on, (std::set{*parse_date("2026-10-01")}));
    EXPECT_EQ(s->open_on, (std::set{*parse_date("2026-10-10")}));
    ASSERT_EQ(s->services.size(), 2u);
    EXPECT_EQ(s->services[0].hours, (std::vector<Hours>{{minutes(540), minutes(690)}}));
    EXPECT_EQ(s->services[0].prefix, 'K');
    EXPECT_EQ(s->services[0].daily_cap, 40u);
    EXPECT_EQ(s->services[0].target, minutes(7));
    EXPECT_EQ(s->services[1].hours, (std::vector<Hours>{{minutes(0), minutes(1440)}}));
    EXPECT_EQ(s->services_at(s->windows[0]), (std::vector<std::string>{"a"}));
    EXPECT_EQ(s->services_at(s->windows[1]), (std::vector<std::string>{"a", "b"}));
}

struct Bad {
    const char* text;
    uint32_t line;
    const char* message;
};

class QueueSettingsRefuse : public testing::TestWithParam<Bad> {};

TEST_P(QueueSettingsRefuse, WithTheLineAndWhatIsWanted) {
    const auto s = read_settings(GetParam().text);
    ASSERT_FALSE(s);
    EXPECT_EQ(s.error().line, GetParam().line);
    EXPECT_NE(s.error().message.find(GetParam().message), std::string::npos) << s.error().message;
}

INSTANTIATE_TEST_SUITE_P(
    Mistakes, QueueSettingsRefuse,
    testing::Values(
        Bad{"queue = 1", 1, "must be a section"},
        Bad{"[queue]\nrolover = \"04:00\"", 2, "no setting of this name"},
        Bad{"[queue]\nrollover = \"24:00\"", 2, "rollover must be"},
        Bad{"[queue]\nrollover = 4", 2, "rollover must be"},
        Bad{"[queue]\nhours = [\"12:00-08:30\"]", 2, "hours must be"},
        Bad{"[queue]\nhours = [\"8:30-12:00\"]", 2, "hours must be"},
        Bad{"[queue]\nhours = [\"08:60-12:00\"]", 2, "hours must be"},
        Bad{"[queue]\nweekdays = [\"monday\"]", 2, "weekdays must be"},
        Bad{"[queue]\nclosed_on = [\"2026-02-30\"]", 2, "closed_on must be"},
        Bad{"[queue]\nfirst = [\"ordinary\"]", 2, "first must be"},
        Bad{"[queue]\novertaken_at_most = -1", 2, "from 0 to 1000"},
        Bad{"[queue]\novertaken_at_most = 1.5", 2, "from 0 to 1000"},
        Bad{"[queue]\nservice = []", 2, "from 1 to 24"},
        Bad{"[[queue.service]]\nprefix = \"A\"", 1, "id is missing"},
        Bad{"[[queue.service]]\nid = \"A b\"\nprefix = \"A\"", 2, "id must be"},
        Bad{"[[queue.service]]\nid = \"a\"\nprefix = \"AB\"", 1, "prefix must be"},
        Bad{"[[queue.service]]\nid = \"a\"\nprefix = \"A\"\n[[queue.service]]\nid = \"a\"\nprefix = \"B\"", 4,
            "twice"},
        Bad{"[[queue.window]]\nid = \"1\"", 1, "needs a group"},
        Bad{"[[queue.window]]\nid = \"1\"\nservices = [\"nothing\"]", 3, "services must be"},
        Bad{"[[queue.window]]\nid = \"1\"\ngroup = \"enquiry\"", 1, "no window serves the service lawyers"},
        Bad{"[queue", 1, ""}));

}  // namespace
}  // namespace lobby::office::queue

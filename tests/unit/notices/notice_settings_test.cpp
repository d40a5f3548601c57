// [notices] of the office's settings.
#include "office/notices/notice_settings.hpp"

#include <stdexcept>
#include <string>

#include <gtest/gtest.h>

namespace lobby::office {
namespace {

using namespace std::chrono_literals;

NoticeSettings read(const std::string& lines) {
    auto in = SettingsFile::parse("[notices]\n" + lines, "/etc/office/office.toml");
    NoticeSettings settings;
    read_notice_settings(in, settings);
    in.finish();
    return settings;
}

constexpr const char* sms = "gateway = 'sms'\nsms_url = 'https://sms.test/send'\n";
constexpr const char* smtp =
    "gateway = 'smtp'\nsmtp_url = 'smtps://mail.test'\nsmtp_from = 'a@office.test'\nsmtp_to = "
    "'{phone}@sms.test'\n";

TEST(NoticeSettings, SendNothingByThemselves) {
    EXPECT_EQ(read("").gateway, NoticeSettings::Gateway::none);
}

TEST(NoticeSettings, AreReadWhole) {
    const auto s = read(std::string(sms) +
                        "language = 'en'\nquiet_from = '20:30'\nquiet_until = '07:15'\ntries = 3\n"
                        "first_retry_seconds = 5\ndeadline_seconds = 7\nreminder_hours = 48\n"
                        "useful_hours = 12\nretention_days = 9\nstage_changes = false\nca_file = 'ca.pem'\n"
                        "sms_form = 'urlencoded'\nsms_body = 'm={phone}&t={text}'\n"
                        "sms_headers_file = 'headers'\nsms_accepted_pointer = '/code'\n"
                        "sms_accepted_value = '0'\nproxy = 'http://proxy.test:8080'\n");
    EXPECT_EQ(s.gateway, NoticeSettings::Gateway::sms);
    EXPECT_EQ(s.language, NoticeSettings::Language::en);
    EXPECT_EQ(s.quiet_from, 20h + 30min);
    EXPECT_EQ(s.quiet_until, 7h + 15min);
    EXPECT_EQ(s.tries, 3u);
    EXPECT_EQ(s.deadline, 7s);
    EXPECT_EQ(s.reminder, 48h);
    EXPECT_FALSE(s.stage_changes);
    EXPECT_EQ(s.ca_file, "/etc/office/ca.pem");
    EXPECT_EQ(s.sms.form, SmsSettings::Form::urlencoded);
    EXPECT_EQ(s.sms.headers_file, "/etc/office/headers");
    EXPECT_EQ(s.proxy, "http://proxy.test:8080");
}

TEST(NoticeSettings, SendPhoneNumbersOverNoOpenLine) {
    EXPECT_THROW(read("gateway = 'sms'\nsms_url = 'http://sms.test/send'\n"), std::runtime_error);
    EXPECT_THROW(read("gateway = 'sms'\nsms_url = 'http://localhost@sms.test/send'\n"), std::runtime_error);
    EXPECT_THROW(read("gateway = 'sms'\nsms_url = 'http://localhost.sms.test/send'\n"), std::runtime_error);
    EXPECT_NO_THROW(read("gateway = 'sms'\nsms_url = 'http://127.0.0.1:9/send'\n"));
    EXPECT_NO_THROW(read("gateway = 'sms'\nsms_url = 'http://[::1]:9/send'\n"));
    const std::string mail = "gateway = 'smtp'\nsmtp_from = 'a@b'\nsmtp_to = '{phone}@c'\n";
    EXPECT_THROW(read(mail + "smtp_url = 'smtp://mail.test'\nsmtp_starttls = false\n"), std::runtime_error);
    EXPECT_NO_THROW(read(mail + "smtp_url = 'smtp://mail.test'\n"));
    EXPECT_NO_THROW(read(mail + "smtp_url = 'smtp://localhost'\nsmtp_starttls = false\n"));
}

TEST(NoticeSettings, AreRefusedWithTheirNameWhenTheyAreWrong) {
    EXPECT_NO_THROW(read(smtp));
    for (const std::string wrong :
         {"gateway = 'pigeon'", "gateway = 'sms'", "gateway = 'smtp'", "quiet_from = '9:00'",
          "quiet_from = '24:00'", "quiet_until = '08:60'", "tries = 0", "tries = 51", "nights = 1"})
        EXPECT_THROW(read(wrong + "\n"), std::runtime_error) << wrong;
    for (const std::string wrong : {"sms_body = 'x'", "sms_body = '{phone} {text}'",
                                    "sms_accepted_pointer = 'code'", "sms_url = 'ftp://x'"})
        EXPECT_THROW(read(wrong + "\n" + (wrong.starts_with("sms_url") ? "gateway = 'sms'\n" : sms)),
                     std::runtime_error)
            << wrong;
    for (const std::string wrong : {"smtp_subject = 'news'\nsmtp_user = 'u'", "smtp_password_file = 'p'"})
        EXPECT_THROW(read(smtp + wrong + "\n"), std::runtime_error) << wrong;
    EXPECT_THROW(read("gateway = 'smtp'\nsmtp_url = 'smtps://m'\nsmtp_from = 'a@b'\nsmtp_to = 'staff@b'\n"
                      "smtp_subject = 'news'\n"),
                 std::runtime_error)
        << "nobody would know whom to tell";
}

}  // namespace
}  // namespace lobby::office

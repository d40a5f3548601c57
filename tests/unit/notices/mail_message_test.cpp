// Mails as they go over the wire.
#include "office/notices/mail_message.hpp"

#include <sstream>
#include <string>

#include <gtest/gtest.h>

namespace lobby::office {
namespace {

// 09:00 of the office on 24 November 2026.
constexpr WallTime nine{std::chrono::milliseconds(1'795'482'000'000)};

Mail sample() {
    return {"notices@office.test", "13800138000@sms.test", "13800138000", "您好", "7f", nine};
}

TEST(Mail, HasTheHeadersOfATextInUtf8) {
    const auto text = written(sample());
    EXPECT_NE(text.find("Date: Tue, 24 Nov 2026 09:00:00 +0800\r\n"), std::string::npos) << text;
    EXPECT_NE(text.find("From: <notices@office.test>\r\n"), std::string::npos);
    EXPECT_NE(text.find("To: <13800138000@sms.test>\r\n"), std::string::npos);
    EXPECT_NE(text.find("Message-ID: <7f@office.test>\r\n"), std::string::npos);
    EXPECT_TRUE(text.ends_with("\r\n\r\n5oKo5aW9\r\n")) << text;
}

TEST(Mail, HasNoLongLinesAndNoBareLineEnds) {
    auto mail = sample();
    for (int i = 0; i < 60; ++i) {
        mail.text += "请持身份证到本院自助终端查看。";
        mail.subject += "提醒";
    }
    std::istringstream lines(written(mail));
    std::string line;
    while (std::getline(lines, line)) {
        ASSERT_TRUE(line.ends_with('\r'));
        EXPECT_LE(line.size(), 77u) << line;
    }
}

TEST(Mail, HasNoHeadersThatASubjectBringsIn) {
    auto mail = sample();
    mail.subject = "a\r\nBcc: <everybody@office.test>";
    EXPECT_NE(written(mail).find("Subject: aBcc: <everybody@office.test>\r\n"), std::string::npos);
}

TEST(MailAddress, IsOfPlainCharacters) {
    for (const auto* good : {"a@b", "13800138000@sms.example.cn", "first.last+x@office-1.test"})
        EXPECT_TRUE(is_mail_address(good)) << good;
    for (const auto* bad : {"", "@b", "a@", "a", "a@b@c", "a b@c", "a@b>\r\nRCPT TO:<x@y", "a..b@c", ".a@b",
                            "a@b.", "\"a\"@b", "您@b"})
        EXPECT_FALSE(is_mail_address(bad)) << bad;
    EXPECT_FALSE(is_mail_address(std::string(65, 'a') + "@b"));
    EXPECT_FALSE(is_mail_address("a@" + std::string(260, 'b')));
}

}  // namespace
}  // namespace lobby::office

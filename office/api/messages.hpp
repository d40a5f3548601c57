// What kiosk and office say to each other, as plain values. The wire form (protobuf, link.proto) is made and
// checked in codec.hpp; nothing else sees it.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/civil_date.hpp"
#include "base/identity_number.hpp"
#include "base/secret.hpp"
#include "office/api/terms.hpp"

namespace lobby::api {

// ---- a case as it may be told
// --------------------------------------------------------------------------------------

struct StageEvent {
    Stage stage{};
    Date on;
    friend bool operator==(const StageEvent&, const StageEvent&) = default;
};

struct TimeLimit {
    LimitState state{};
    std::optional<Date> due;  // absent when suspended
    int days_left{};  // on the office's day of the answer; negative when overdue; 0 unless running or overdue
    friend bool operator==(const TimeLimit&, const TimeLimit&) = default;
};

// Only what the disclosure table allows for this kind of case and this person: an absent optional (or an
// empty list) is a field that may not be told or does not exist for this kind.
struct DisclosedCase {
    std::string acceptance_number;  // 受理号
    CaseKind kind{};
    Role asked_as{};
    std::optional<std::string> cause;       // 案由
    std::vector<std::string> suspects;      // 犯罪嫌疑人 / 申请人
    std::optional<Date> accepted_on;        // 受理时间
    std::optional<std::string> department;  // 办案部门
    std::optional<Stage> stage;
    std::vector<StageEvent> history;  // oldest first
    std::optional<TimeLimit> limit;
    std::optional<Measure> measure;
    std::optional<Outcome> outcome;  // pending until concluded
    std::optional<Date> concluded_on;
    friend bool operator==(const DisclosedCase&, const DisclosedCase&) = default;
};

// ---- lookup
// --------------------------------------------------------------------------------------------------------

// The card was read by this kiosk's reader in this session.
struct CardEvidence {
    IdentityNumber number;
    SecretString name;  // as on the card, UTF-8
    Date valid_from;
    std::optional<Date> valid_to;  // nothing: long-term
};

struct CodeEvidence {
    IdentityNumber number;
    SecretString code;  // the query code that window staff gave, 8 digits
};

struct LookupRequest {
    std::variant<CardEvidence, CodeEvidence> evidence;
};

struct CasesDisclosed {
    std::vector<DisclosedCase> cases;  // newest acceptance first, at least one
    WallTime as_of{};
};
// Not found, not entitled, excluded, wrong code: one answer.
struct NothingToShow {};
// Too many wrong codes, for this identity or at this kiosk; says nothing on whether the identity is known.
struct LookupLocked {
    std::chrono::seconds retry_after{};
};
// The office cannot answer now (its store failed).
struct LookupUnavailable {};

using LookupReply = std::variant<CasesDisclosed, NothingToShow, LookupLocked, LookupUnavailable>;

// ---- session
// -------------------------------------------------------------------------------------------------------

inline constexpr uint32_t protocol_min = 1;
inline constexpr uint32_t protocol_max = 1;

struct Hello {
    uint32_t protocol_min{};
    uint32_t protocol_max{};
    std::string software_version;
};

// What the office tells every kiosk about itself; shown to visitors.
struct OfficeProfile {
    std::string name_zh;  // 某某县人民检察院
    std::string name_en;
    std::string window_zh;  // where a person helps: "案件管理大厅 1 号窗口"
    std::string window_en;
    std::string phone;
    friend bool operator==(const OfficeProfile&, const OfficeProfile&) = default;
};

struct Welcome {
    uint32_t protocol{};
    WallTime office_time{};
    OfficeProfile office;
};

enum class CloseReason : uint8_t {
    revoked = 1,
    version_unsupported = 2,
    shutting_down = 3,
    bad_message = 4,
    replaced = 5,
    idle = 6
};

struct Closing {
    CloseReason reason{};
};

inline constexpr uint32_t max_heartbeat_padding = 4096;

struct Heartbeat {
    WallTime sent_at{};
    uint32_t padding = 0;  // zero bytes, echoed: they overwrite what is left of earlier messages in buffers
};

// Every message has an id; an answer carries its question's id. Kiosk → office: Hello, LookupRequest,
// Heartbeat. Office → kiosk: Welcome, LookupReply, Heartbeat (echo), Closing.
struct KioskMessage {
    uint64_t id{};
    std::variant<Hello, LookupRequest, Heartbeat> body;
};
struct OfficeMessage {
    uint64_t id{};
    std::variant<Welcome, LookupReply, Heartbeat, Closing> body;
};

}  // namespace lobby::api

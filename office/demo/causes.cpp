#include "office/demo/causes.hpp"

#include <array>

#include "office/cases/disclosure.hpp"

namespace lobby::office::demo {

namespace {

constexpr std::string_view first = "第一检察部";
constexpr std::string_view second = "第二检察部";
constexpr std::string_view third = "第三检察部";
constexpr std::string_view minors = "未成年人检察部";

// Frequencies (m): after the yearly reports of county offices: drink driving, theft, fraud and injury lead.
constexpr std::array<Cause, 22> open{{
    {"危险驾驶罪", first, 190, 0, 0, 700, 900},
    {"盗窃罪", first, 150, 700, 180, 350, 350},
    {"诈骗罪", second, 90, 800, 300, 150, 400},
    {"帮助信息网络犯罪活动罪", second, 80, 100, 250, 300, 700},
    {"掩饰、隐瞒犯罪所得、犯罪所得收益罪", second, 60, 50, 250, 250, 600},
    {"故意伤害罪", first, 75, 950, 120, 150, 500},
    {"交通肇事罪", first, 60, 950, 0, 300, 850},
    {"走私、贩卖、运输、制造毒品罪", first, 60, 0, 350, 50, 50},
    {"开设赌场罪", first, 35, 0, 600, 200, 450},
    {"寻衅滋事罪", first, 35, 700, 500, 150, 350},
    {"非法持有、私藏枪支、弹药罪", first, 25, 0, 50, 300, 750},
    {"滥伐林木罪", first, 25, 0, 100, 350, 900},
    {"失火罪", first, 15, 200, 0, 300, 850},
    {"非法占用农用地罪", second, 15, 0, 100, 200, 900},
    {"偷越国（边）境罪", first, 25, 0, 400, 300, 400},
    {"妨害公务罪", first, 12, 300, 150, 200, 400},
    {"职务侵占罪", second, 10, 900, 100, 100, 600},
    {"合同诈骗罪", second, 10, 950, 200, 50, 350},
    {"非法吸收公众存款罪", second, 5, 700, 500, 0, 400},
    {"敲诈勒索罪", first, 8, 950, 250, 100, 250},
    {"抢劫罪", first, 6, 950, 400, 0, 0},
    {"贪污罪", third, 4, 0, 200, 0, 300},
}};

constexpr std::array<Cause, 3> state_secret{{
    {"故意泄露国家秘密罪", third, 3, 0, 100, 0, 400},
    {"过失泄露国家秘密罪", third, 3, 0, 0, 0, 800},
    {"非法获取国家秘密罪", third, 2, 0, 200, 0, 100},
}};
constexpr std::array<Cause, 1> commercial_secret{{{"侵犯商业秘密罪", second, 1, 950, 300, 0, 600}}};
constexpr std::array<Cause, 3> privacy{{
    {"强奸罪", first, 6, 1000, 60, 0, 0},
    {"强制猥亵、侮辱罪", first, 3, 1000, 0, 0, 200},
    {"侵犯公民个人信息罪", second, 3, 200, 350, 100, 500},
}};
constexpr std::array<Cause, 5> minor_suspect{{
    {"盗窃罪", minors, 6, 700, 400, 0, 600},
    {"寻衅滋事罪", minors, 4, 700, 600, 0, 500},
    {"抢劫罪", minors, 2, 950, 500, 0, 100},
    {"聚众斗殴罪", minors, 3, 100, 900, 0, 400},
    {"故意伤害罪", minors, 3, 950, 300, 0, 500},
}};
constexpr std::array<Cause, 3> minor_victim{{
    {"猥亵儿童罪", minors, 3, 1000, 0, 0, 0},
    {"强奸罪", minors, 4, 1000, 0, 0, 0},
    {"故意伤害罪", minors, 1, 1000, 50, 0, 400},
}};
constexpr std::array<Cause, 3> at_large{{
    {"走私、贩卖、运输、制造毒品罪", first, 4, 0, 400, 0, 0},
    {"诈骗罪", second, 4, 800, 500, 0, 200},
    {"组织他人偷越国（边）境罪", first, 3, 0, 500, 0, 100},
}};
constexpr std::array<Cause, 2> other{{
    {"组织、领导、参加黑社会性质组织罪", first, 1, 300, 1000, 0, 0},
    {"受贿罪", third, 2, 0, 50, 0, 200},
}};

constexpr uint32_t bit(Confidentiality mark) {
    return static_cast<uint32_t>(mark);
}

constexpr std::array<MarkedCauses, 7> marked{{
    {bit(Confidentiality::minor_suspect), 32, minor_suspect},
    {bit(Confidentiality::privacy), 24, privacy},
    {bit(Confidentiality::minor_victim), 16, minor_victim},
    {bit(Confidentiality::at_large), 10, at_large},
    {bit(Confidentiality::state_secret), 8, state_secret},
    {bit(Confidentiality::commercial_secret), 6, commercial_secret},
    {bit(Confidentiality::other), 4, other},
}};

}  // namespace

std::span<const Cause> open_causes() {
    return open;
}

std::span<const MarkedCauses> marked_causes() {
    return marked;
}

}  // namespace lobby::office::demo

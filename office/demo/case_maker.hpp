// Makes one case after the other. Keeps no case: an export of any size takes the same memory.
#pragma once

#include "office/demo/causes.hpp"
#include "office/demo/demo_case.hpp"
#include "office/demo/people.hpp"

namespace lobby::office::demo {

struct CaseOrder {
    api::CaseKind kind{};  // arrest_review or prosecution_review
    Date accepted_on;
    bool confidential = false;
};

class CaseMaker {
public:
    // `cases` in all: decides how many lawyers there are.
    CaseMaker(uint64_t seed, Date first_day, Date today, uint64_t cases, const WorkingDays& calendar);

    DemoCase make(const CaseOrder& order);

private:
    void add_suspects(DemoCase& made, const Cause& cause, bool minors, Random& random);
    void add_victims(DemoCase& made, const Cause& cause, bool minors, Random& random);
    void live(DemoCase& made, Random& random);
    void add_entitlements(DemoCase& made, Random& random);
    DemoEntitlement entitle(Person person, api::Role role, int principal, const DemoCase& made,
                            Random& random) const;

    uint64_t seed_;
    Date today_;
    const WorkingDays& calendar_;
    Population population_;
    uint32_t lawyers_;
    uint64_t made_ = 0;
};

}  // namespace lobby::office::demo

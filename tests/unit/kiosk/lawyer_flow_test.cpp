#include "kiosk/lawyer/lawyer_flow.hpp"

#include <gtest/gtest.h>

#include "tests/unit/kiosk/lawyers.hpp"

namespace lobby::kiosk::lawyer {
namespace {

using api::Finding;
using api::FormField;
using api::PageKind;
using api::RegistrationState;

// ---- the card
// ------------------------------------------------------------------------------------------------------

TEST(LawyerFlow, ACardIsAskedForAndTheOfficeIsAskedOfItsHolder) {
    State state = begin(reader_ready, 7, "lawyers");
    ASSERT_TRUE(at<PlaceCard>(state));
    const auto effects = step(state, some_card());
    const auto* learn = errand<LearnLawyer>(effects);
    ASSERT_TRUE(learn);
    EXPECT_EQ(7U, learn->question);
    EXPECT_EQ(some_number(), learn->card);
    EXPECT_TRUE(at<Learning>(state));
}

TEST(LawyerFlow, ACardThatIsNotThisVisitorsOpensNothing) {
    State state = begin({true, true, true}, 1, "lawyers");
    ASSERT_TRUE(at<PlaceCard>(state));
    EXPECT_TRUE(std::get<PlaceCard>(state.step).remove_first);
    EXPECT_TRUE(step(state, some_card()).empty());
    step(state, CardRemoved{});
    EXPECT_FALSE(std::get<PlaceCard>(state.step).remove_first);
    EXPECT_TRUE(errand<LearnLawyer>(step(state, some_card())));
}

TEST(LawyerFlow, EveryTroubleOfACardIsToldAndLeadsOn) {
    for (const auto problem :
         {CardProblem::lift_and_place, CardProblem::not_an_identity_card, CardProblem::unreadable}) {
        State state = begin(reader_ready, 1, "lawyers");
        step(state, CardFailed{problem});
        ASSERT_TRUE(at<CardTrouble>(state));
        EXPECT_EQ(problem, std::get<CardTrouble>(state.step).problem);
        step(state, Retry{});
        EXPECT_TRUE(at<PlaceCard>(state));
        EXPECT_TRUE(errand<LearnLawyer>(step(state, some_card())));
    }
}

TEST(LawyerFlow, AReaderThatIsGoneIsToldAndComesBack) {
    State state = begin(reader_ready, 1, "lawyers");
    step(state, ReaderState{false});
    EXPECT_TRUE(at<ReaderUnavailable>(state));
    step(state, ReaderState{true});
    EXPECT_TRUE(at<PlaceCard>(state));
}

TEST(LawyerFlow, TakingTheCardEndsTheVisit) {
    State state = known();
    EXPECT_TRUE(has<EndByCard>(step(state, CardRemoved{})));
}

TEST(LawyerFlow, ASecondCardChangesNothing) {
    State state = known();
    EXPECT_TRUE(step(state, some_card()).empty());
    EXPECT_TRUE(at<Overview>(state));
}

TEST(LawyerFlow, WithoutTheOfficeARegistrationCanBeMadeAllTheSame) {
    State state = begin(reader_ready, 1, "lawyers");
    step(state, some_card());
    step(state, LawyerKnown{1, std::nullopt, std::nullopt});
    ASSERT_TRUE(at<Overview>(state));
    EXPECT_FALSE(state.office_known);
    step(state, BeginNew{});
    EXPECT_TRUE(at<Capture>(state));
}

TEST(LawyerFlow, TheAnswerToAnEarlierQuestionShowsNothing) {
    State state = begin(reader_ready, 5, "lawyers");
    step(state, some_card());
    step(state, LawyerKnown{4, api::LawyerAnswer{}, std::nullopt});
    EXPECT_TRUE(at<Learning>(state));
}

// ---- documents
// -----------------------------------------------------------------------------------------------------

TEST(LawyerFlow, TheCameraLooksOnlyWhileItsScreenIsShown) {
    State state = known();
    auto effects = step(state, BeginNew{});
    ASSERT_TRUE(errand<WatchScanner>(effects));
    EXPECT_TRUE(errand<WatchScanner>(effects)->on);
    effects = step(state, Back{});
    ASSERT_TRUE(errand<WatchScanner>(effects));
    EXPECT_FALSE(errand<WatchScanner>(effects)->on);
}

TEST(LawyerFlow, WhatTheMachineReadStandsInNoFormBeforeItIsConfirmed) {
    State state = known();
    step(state, BeginNew{});
    take_page(state, licence_reading());
    ASSERT_TRUE(at<Fields>(state));
    EXPECT_TRUE(form_of(state.making, some_number(), SecretString("Some Name")).fields.empty());
    EXPECT_TRUE(step(state, NextStep{}).empty()) << "nothing is confirmed yet";
    step(state, ConfirmField{FormField::licence_number});
    const auto form = form_of(state.making, some_number(), SecretString("Some Name"));
    ASSERT_EQ(1U, form.fields.size());
    EXPECT_EQ(api::FieldSource::recognised, form.fields[0].source);
    EXPECT_EQ("15305201012345678", form.fields[0].value.view());
}

TEST(LawyerFlow, AValueThatIsMendedKeepsWhatTheMachineRead) {
    State state = known();
    step(state, BeginNew{});
    take_page(state, licence_reading());
    step(state, ChangeField{FormField::licence_number});
    ASSERT_TRUE(at<Typing>(state));
    type(state, "<9");
    step(state, Confirm{});
    ASSERT_TRUE(at<Fields>(state));
    const Entry* entry = state.making.find(FormField::licence_number);
    ASSERT_TRUE(entry && entry->confirmed);
    EXPECT_EQ("15305201012345679", entry->value.value.view());
    EXPECT_EQ("15305201012345678", entry->value.recognised.view());
    EXPECT_EQ(api::FieldSource::typed, entry->value.source);
}

TEST(LawyerFlow, AFieldCanBeLeftToTheWindow) {
    State state = known();
    step(state, BeginNew{});
    take_page(state, {});
    step(state, ChangeField{FormField::licence_firm});
    step(state, LeaveField{});
    ASSERT_TRUE(at<Fields>(state));
    const Entry* entry = state.making.find(FormField::licence_firm);
    ASSERT_TRUE(entry && entry->confirmed);
    EXPECT_EQ(api::FieldSource::missing, entry->value.source);
}

struct BadEntry {
    FormField field;
    const char* typed;
    TypingProblem problem;
};

TEST(LawyerFlow, WhatIsTypedIsCheckedForItsForm) {
    for (const BadEntry bad :
         {BadEntry{FormField::licence_number, "1530520101234567", TypingProblem::incomplete},
          BadEntry{FormField::licence_number, "", TypingProblem::incomplete},
          BadEntry{FormField::licence_issued_on, "2026", TypingProblem::incomplete},
          BadEntry{FormField::licence_issued_on, "20261301", TypingProblem::wrong},
          BadEntry{FormField::licence_name, "", TypingProblem::incomplete}}) {
        State state = known();
        step(state, BeginNew{});
        take_page(state, {});
        step(state, ChangeField{bad.field});
        type(state, bad.typed);
        step(state, Confirm{});
        ASSERT_TRUE(at<Typing>(state)) << bad.typed;
        EXPECT_EQ(bad.problem, std::get<Typing>(state.step).problem) << bad.typed;
        EXPECT_FALSE(state.making.confirmed(bad.field));
    }
}

TEST(LawyerFlow, ADateIsKeptAsTheOfficeWritesIt) {
    State state = known();
    step(state, BeginNew{});
    take_page(state, {});
    step(state, ChangeField{FormField::licence_issued_on});
    type(state, "20260531");
    step(state, Confirm{});
    EXPECT_EQ("2026-05-31", state.making.find(FormField::licence_issued_on)->value.value.view());
}

TEST(LawyerFlow, EveryReasonForNoPictureIsToldAndAnotherOneCanBeTaken) {
    for (const auto problem :
         {PageProblem::no_page, PageProblem::device, PageProblem::timed_out, PageProblem::picture_broken,
          PageProblem::too_large, PageProblem::no_key, PageProblem::cannot_keep}) {
        State state = known();
        step(state, BeginNew{});
        const auto effects = step(state, TakePicture{});
        ASSERT_TRUE(errand<TakePage>(effects));
        EXPECT_TRUE(step(state, TakePicture{}).empty()) << "the second of two touches";
        step(state, PageNotTaken{errand<TakePage>(effects)->question, problem});
        ASSERT_TRUE(at<Capture>(state));
        EXPECT_EQ(problem, std::get<Capture>(state.step).problem);
        EXPECT_TRUE(errand<TakePage>(step(state, TakePicture{})));
    }
}

TEST(LawyerFlow, WhateverTheReadingGaveItsFieldsAreShown) {
    for (const auto reading :
         {Reading::read, Reading::not_this_kind, Reading::nothing_read, Reading::failed}) {
        State state = known();
        step(state, BeginNew{});
        const auto taken = step(state, TakePicture{});
        const uint64_t question = errand<TakePage>(taken)->question;
        step(state, PageTaken{question, some_page(PageKind::practising_certificate, 1)});
        EXPECT_TRUE(at<ReadingPage>(state));
        step(state, PageRead{question, reading, {}});
        ASSERT_TRUE(at<Fields>(state));
        EXPECT_EQ(reading, std::get<Fields>(state.step).reading);
    }
}

TEST(LawyerFlow, ARetakenPageGoesFromTheDiskAndItsReadingsWithIt) {
    State state = known();
    step(state, BeginNew{});
    take_page(state, licence_reading());
    step(state, ConfirmField{FormField::licence_number});
    const auto id = state.making.pages[0].id;
    const auto effects = step(state, Retake{});
    ASSERT_TRUE(errand<DropPage>(effects));
    EXPECT_EQ(id, errand<DropPage>(effects)->id);
    EXPECT_TRUE(state.making.pages.empty());
    EXPECT_TRUE(state.making.entries.empty());
    EXPECT_TRUE(at<Capture>(state));
}

TEST(LawyerFlow, ASecondPageIsCountedAndDoesNotOverwriteWhatIsConfirmed) {
    State state = known();
    step(state, BeginNew{});
    take_page(state, licence_reading());
    step(state, ConfirmField{FormField::licence_number});
    step(state, AnotherPage{});
    ASSERT_TRUE(at<Capture>(state));
    EXPECT_EQ(2U, std::get<Capture>(state.step).ordinal);
    auto other = licence_reading();
    other[0].value = SecretString("15305201012345670");
    other[0].confidence = 100;
    take_page(state, std::move(other));
    EXPECT_EQ(2U, state.making.pages.size());
    EXPECT_EQ("15305201012345678", state.making.find(FormField::licence_number)->value.value.view());
}

TEST(LawyerFlow, AProposalForAnotherDocumentIsNotTaken) {
    State state = known();
    step(state, BeginNew{});
    std::vector<Proposed> proposals;
    proposals.push_back({FormField::client_name, SecretString("X"), SecretString("X"), 90, false});
    take_page(state, std::move(proposals));
    EXPECT_EQ(nullptr, state.making.find(FormField::client_name));
}

TEST(LawyerFlow, BackWhileAPictureIsTakenCallsItOff) {
    State state = known();
    step(state, BeginNew{});
    const auto taken = step(state, TakePicture{});
    const uint64_t question = errand<TakePage>(taken)->question;
    const auto effects = step(state, Back{});
    ASSERT_TRUE(errand<CancelPage>(effects));
    EXPECT_EQ(question, errand<CancelPage>(effects)->question);
    step(state, PageTaken{question, some_page(PageKind::practising_certificate, 1)});
    EXPECT_TRUE(state.making.pages.empty());
}

TEST(LawyerFlow, NoMorePagesThanTheOfficeTakes) {
    State state = known();
    step(state, BeginNew{});
    for (size_t i = 0; i < api::max_registration_pages; ++i) {
        take_page(state, {});
        step(state, AnotherPage{});
    }
    EXPECT_TRUE(step(state, TakePicture{}).empty());
    EXPECT_EQ(PageProblem::too_many, std::get<Capture>(state.step).problem);
}

// ---- drafts
// -----------------------------------------------------------------------------------------------------------

TEST(LawyerFlow, ADraftIsSavedAfterEachConfirmedStepAndResumedByTheSameCard) {
    State state = known();
    step(state, BeginNew{});
    take_page(state, licence_reading());
    confirm_all(state, PageKind::practising_certificate);
    const auto effects = step(state, NextStep{});
    const auto* saved = errand<SaveDraft>(effects);
    ASSERT_TRUE(saved);
    EXPECT_EQ(1U, saved->draft.form.pages.size());
    EXPECT_EQ(4U, saved->draft.form.fields.size());

    State later = begin(reader_ready, 1, "lawyers");
    step(later, some_card());
    step(later, LawyerKnown{1, api::LawyerAnswer{}, saved->draft});
    ASSERT_TRUE(may_resume(later));
    EXPECT_TRUE(step(later, BeginNew{}).empty()) << "what is there has to be gone on with, or erased";
    step(later, Resume{});
    ASSERT_TRUE(at<Capture>(later));
    EXPECT_EQ(PageKind::firm_certificate, std::get<Capture>(later.step).kind);
}

// Where the first errand of a kind stands; behind the last one when there is none.
template <class T>
size_t place_of(const Effects& effects) {
    for (size_t i = 0; i < effects.size(); ++i)
        if (const auto* one = std::get_if<Errand>(&effects[i]); one && std::holds_alternative<T>(*one))
            return i;
    return effects.size();
}

TEST(LawyerFlow, APictureIsAskedForWithTheDraftThatWillNameIt) {
    State state = known();
    step(state, BeginNew{});
    document(state, PageKind::practising_certificate);
    const auto effects = step(state, TakePicture{});
    const auto* take = errand<TakePage>(effects);
    ASSERT_TRUE(take);
    EXPECT_EQ(state.making.pages, take->draft.form.pages);
    EXPECT_EQ(4U, take->draft.form.fields.size());
    EXPECT_EQ(some_number(), take->draft.form.lawyer);
}

TEST(LawyerFlow, ARetakenPageLeavesTheDraftBeforeItIsErased) {
    State state = known();
    step(state, BeginNew{});
    document(state, PageKind::practising_certificate);
    take_page(state, reading_of(PageKind::firm_certificate));
    const auto kept = state.making.pages[0].id;
    const auto effects = step(state, Retake{});
    const auto* saved = errand<SaveDraft>(effects);
    ASSERT_TRUE(saved);
    ASSERT_EQ(1U, saved->draft.form.pages.size());
    EXPECT_EQ(kept, saved->draft.form.pages[0].id);
    ASSERT_LT(place_of<DropPage>(effects), effects.size());
    EXPECT_LT(place_of<SaveDraft>(effects), place_of<DropPage>(effects));
}

TEST(LawyerFlow, PagesOfAnotherLetterLeaveTheDraftBeforeTheyAreErased) {
    State state = at_principal();
    step(state, Back{});
    step(state, Back{});
    const auto effects = step(state, ChooseAuthorisation{api::Authorisation::legal_aid_letter});
    ASSERT_TRUE(errand<SaveDraft>(effects));
    EXPECT_EQ(state.making.pages, errand<SaveDraft>(effects)->draft.form.pages);
    ASSERT_LT(place_of<DropPage>(effects), effects.size());
    EXPECT_LT(place_of<SaveDraft>(effects), place_of<DropPage>(effects));
}

TEST(LawyerFlow, AProofThatIsNotNeededLeavesTheDraftBeforeItIsErased) {
    State state = at_principal();
    step(state, ChoosePrincipal{api::Principal::guardian});
    take_page(state, {});
    step(state, Back{});  // the proof's picture
    ASSERT_TRUE(at<ChoosingPrincipal>(state));
    const auto effects = step(state, ChoosePrincipal{api::Principal::party_himself});
    ASSERT_TRUE(errand<SaveDraft>(effects));
    EXPECT_EQ(0U, state.making.pages_of(PageKind::relation_proof));
    EXPECT_EQ(state.making.pages, errand<SaveDraft>(effects)->draft.form.pages);
    ASSERT_LT(place_of<DropPage>(effects), effects.size());
    EXPECT_LT(place_of<SaveDraft>(effects), place_of<DropPage>(effects));
}

TEST(LawyerFlow, APictureThatIsCalledOffStandsInNoDraft) {
    State state = known();
    step(state, BeginNew{});
    document(state, PageKind::practising_certificate);
    step(state, TakePicture{});
    const auto effects = step(state, Back{});
    ASSERT_TRUE(errand<SaveDraft>(effects));
    EXPECT_EQ(state.making.pages, errand<SaveDraft>(effects)->draft.form.pages);
    EXPECT_LT(place_of<CancelPage>(effects), place_of<SaveDraft>(effects));
}

TEST(LawyerFlow, ADraftWithNothingInItIsErasedAndNeverOffered) {
    State state = known();
    step(state, BeginNew{});
    step(state, TakePicture{});
    auto effects = step(state, Back{});
    EXPECT_FALSE(errand<SaveDraft>(effects));
    ASSERT_TRUE(errand<EraseDraft>(effects));
    EXPECT_EQ(some_number(), errand<EraseDraft>(effects)->card);

    take_page(state, licence_reading());
    effects = step(state, Retake{});
    EXPECT_FALSE(errand<SaveDraft>(effects));
    EXPECT_TRUE(errand<EraseDraft>(effects));
    EXPECT_LT(place_of<EraseDraft>(effects), place_of<DropPage>(effects));
}

TEST(LawyerFlow, StartingOverErasesTheDraft) {
    State state = begin(reader_ready, 1, "lawyers");
    step(state, some_card());
    step(state, LawyerKnown{1, api::LawyerAnswer{}, some_draft()});
    const auto effects = step(state, StartOver{});
    ASSERT_TRUE(errand<EraseDraft>(effects));
    EXPECT_EQ(some_number(), errand<EraseDraft>(effects)->card);
    EXPECT_TRUE(at<Capture>(state));
    EXPECT_TRUE(state.making.pages.empty());
}

TEST(LawyerFlow, AResumedDraftHandsInWhatItHeld) {
    Making making;
    const auto draft = some_draft();
    making = making_of(draft);
    const auto form = form_of(making, some_number(), SecretString("Some Name"));
    EXPECT_EQ(draft.form.fields, form.fields);
    EXPECT_EQ(draft.form.pages, form.pages);
}

TEST(LawyerFlow, WhatWasReadAndNotYetConfirmedIsProposedAgain) {
    State state = known();
    step(state, BeginNew{});
    const auto taken = step(state, TakePicture{});
    const uint64_t question = errand<TakePage>(taken)->question;
    step(state, PageTaken{question, some_page(PageKind::practising_certificate, 1)});
    auto effects = step(state, PageRead{question, Reading::read, licence_reading()});
    const auto* saved = errand<SaveDraft>(effects);
    ASSERT_TRUE(saved) << "before the first touch of a confirmation";
    EXPECT_TRUE(saved->draft.form.fields.empty()) << "nothing unconfirmed stands in the form";

    State later = begin(reader_ready, 1, "lawyers");
    step(later, some_card());
    step(later, LawyerKnown{1, api::LawyerAnswer{}, saved->draft});
    step(later, Resume{});
    ASSERT_TRUE(at<Fields>(later));
    EXPECT_FALSE(std::get<Fields>(later.step).reading) << "nothing failed";
    EXPECT_EQ(state.making.entries, later.making.entries);
    EXPECT_TRUE(form_of(later.making, some_number(), SecretString("Some Name")).fields.empty());
    confirm_all(later, PageKind::practising_certificate);
    step(later, NextStep{});
    EXPECT_TRUE(at<Capture>(later));
    const auto form = form_of(later.making, some_number(), SecretString("Some Name"));
    ASSERT_EQ(4U, form.fields.size());
    EXPECT_EQ(api::FieldSource::recognised, form.fields[0].source);
}

TEST(LawyerFlow, AReadingThatGaveNothingIsNoReasonToSaveAgain) {
    State state = known();
    step(state, BeginNew{});
    const auto taken = step(state, TakePicture{});
    const uint64_t question = errand<TakePage>(taken)->question;
    step(state, PageTaken{question, some_page(PageKind::practising_certificate, 1)});
    EXPECT_FALSE(errand<SaveDraft>(step(state, PageRead{question, Reading::nothing_read, {}})));
}

// ---- who knew the office before
// ---------------------------------------------------------------------------------------

TEST(LawyerFlow, AReturningLawyerConfirmsInOneTouchWhatIsKnown) {
    State state = known(answer_with_earlier());
    step(state, BeginNew{});
    ASSERT_TRUE(at<EarlierData>(state));
    step(state, AllStillRight{});
    EXPECT_TRUE(at<ChoosingAuthorisation>(state)) << "the letter is always a new one";
    const Entry* entry = state.making.find(FormField::licence_number);
    ASSERT_TRUE(entry && entry->confirmed);
    EXPECT_EQ(api::FieldSource::earlier, entry->value.source);
    EXPECT_EQ(state.standing.registrations[0].id, state.making.follows);
}

TEST(LawyerFlow, OfAReturnedRegistrationOnlyTheQuestionedPaperIsAskedFor) {
    auto answer = answer_with_earlier();
    answer.registrations = {some_standing(8, api::RegistrationState::submitted),
                            some_standing(9, api::RegistrationState::returned)};
    answer.registrations[1].reasons = {api::ReturnReason::licence_not_valid};
    std::erase_if(answer.earlier,
                  [](const api::FieldValue& value) { return value.field < FormField::firm_name; });
    State state = known(std::move(answer));
    step(state, BeginNew{});
    ASSERT_TRUE(at<EarlierData>(state));
    step(state, AllStillRight{});
    ASSERT_TRUE(at<Capture>(state));
    EXPECT_EQ(PageKind::practising_certificate, std::get<Capture>(state.step).kind);
    EXPECT_EQ(state.standing.registrations[1].id, state.making.follows);
    document(state, PageKind::practising_certificate);
    EXPECT_TRUE(at<ChoosingAuthorisation>(state)) << "the firm's certificate still stands";
}

TEST(LawyerFlow, APageThatWasTakenBeforeAPowerCutIsSaidToBeKept) {
    State state = known();
    step(state, BeginNew{});
    const auto effects = step(state, TakePicture{});
    step(state,
         PageTaken{errand<TakePage>(effects)->question, some_page(PageKind::practising_certificate, 1)});
    State later = begin(reader_ready, 1, "lawyers");
    step(later, some_card());
    step(later, LawyerKnown{1, api::LawyerAnswer{}, draft_of(state.making, *state.card, state.card_name)});
    step(later, Resume{});
    ASSERT_TRUE(at<Fields>(later));
    EXPECT_EQ(Reading::failed, std::get<Fields>(later.step).reading);
    // Not where he has typed some of it, or comes back to it.
    step(later, ChangeField{FormField::licence_issued_on});
    for (const char key : std::string("20260531")) step(later, Key{key});
    step(later, Confirm{});
    ASSERT_TRUE(at<Fields>(later));
    EXPECT_FALSE(std::get<Fields>(later.step).reading);
}

TEST(LawyerFlow, WhatChangedIsReadAgain) {
    State state = known(answer_with_earlier());
    step(state, BeginNew{});
    step(state, SomethingChanged{});
    ASSERT_TRUE(at<Capture>(state));
    EXPECT_EQ(PageKind::practising_certificate, std::get<Capture>(state.step).kind);
    EXPECT_TRUE(state.making.entries.empty());
}

// ---- authorisation, case, phone
// ---------------------------------------------------------------------------------------

TEST(LawyerFlow, ARelativesPowerOfAttorneyNeedsAProof) {
    for (const auto principal :
         {api::Principal::party_himself, api::Principal::guardian, api::Principal::close_relative}) {
        State state = at_principal();
        step(state, ChoosePrincipal{principal});
        if (principal == api::Principal::party_himself) {
            EXPECT_TRUE(at<ChoosingCase>(state));
        } else {
            ASSERT_TRUE(at<Capture>(state));
            EXPECT_EQ(PageKind::relation_proof, std::get<Capture>(state.step).kind);
        }
    }
}

TEST(LawyerFlow, AnotherKindOfLetterForgetsTheFirst) {
    State state = at_principal();
    step(state, Back{});  // the letter's fields
    step(state, Back{});  // which letter
    ASSERT_TRUE(at<ChoosingAuthorisation>(state));
    const auto effects = step(state, ChooseAuthorisation{api::Authorisation::legal_aid_letter});
    EXPECT_TRUE(errand<DropPage>(effects));
    ASSERT_TRUE(at<Capture>(state));
    EXPECT_EQ(PageKind::legal_aid_letter, std::get<Capture>(state.step).kind);
    EXPECT_EQ(0U, state.making.pages_of(PageKind::power_of_attorney));
    EXPECT_EQ(nullptr, state.making.find(FormField::client_name));
}

TEST(LawyerFlow, TheCaseIsNamedByItsNumberOrByTheClientsIdentity) {
    for (const bool by_number : {true, false}) {
        State state = at_case();
        step(state, ChooseCaseBy{by_number});
        ASSERT_TRUE(at<Typing>(state));
        type(state, by_number ? "53052120260000101" : some_number().reveal());
        step(state, Confirm{});
        EXPECT_TRUE(at<Phone>(state));
        EXPECT_EQ(by_number, state.making.confirmed(FormField::case_number));
        EXPECT_EQ(!by_number, state.making.confirmed(FormField::client_identity));
    }
}

TEST(LawyerFlow, AWrongIdentityNumberOfTheClientIsToldAtOnce) {
    State state = at_case();
    step(state, ChooseCaseBy{false});
    std::string wrong(some_number().reveal());
    wrong.back() = wrong.back() == '0' ? '1' : '0';
    type(state, wrong);
    step(state, Confirm{});
    EXPECT_EQ(TypingProblem::wrong, std::get<Typing>(state.step).problem);
}

TEST(LawyerFlow, ANumberIsKeptOnlyByWhoAgreesToNotices) {
    State state = at_phone();
    type(state, "13800000000");
    step(state, Confirm{});
    EXPECT_TRUE(state.making.agrees_to_notices);
    EXPECT_TRUE(state.making.confirmed(FormField::phone));

    State other = at_phone();
    type(other, "13800000000");
    step(other, SkipPhone{});
    EXPECT_FALSE(other.making.agrees_to_notices);
    EXPECT_EQ(nullptr, other.making.find(FormField::phone));
    EXPECT_TRUE(at<Checking>(other));
}

TEST(LawyerFlow, APhoneNumberThatIsNoneIsTold) {
    for (const char* typed : {"", "123", "12345678901", "9999999999"}) {
        State state = at_phone();
        type(state, typed);
        step(state, Confirm{});
        ASSERT_TRUE(at<Phone>(state)) << typed;
        EXPECT_NE(TypingProblem::none, std::get<Phone>(state.step).problem) << typed;
    }
}

// ---- what is lacking
// -------------------------------------------------------------------------------------------

TEST(LawyerFlow, EverythingThatIsLackingIsShownAtOnce) {
    State state = checked({Finding::firm_undated, Finding::case_not_found, Finding::register_unavailable});
    ASSERT_TRUE(at<Findings>(state));
    EXPECT_EQ(3U, state.findings.size());
    EXPECT_EQ(2U, lacking(state.findings).size());
}

TEST(LawyerFlow, WarningsAloneDoNotHoldItBack) {
    State state = checked({Finding::office_unavailable, Finding::licence_number_unusual});
    EXPECT_TRUE(at<Summary>(state));
}

TEST(LawyerFlow, EachFindingThatCanBeMendedLeadsToItsPlaceAndBackToTheCheck) {
    for (size_t i = 0; i < api::finding_words.size(); ++i) {
        const auto finding = static_cast<Finding>(i);
        if (api::is_warning(finding)) continue;
        State state = checked({finding});
        ASSERT_TRUE(at<Findings>(state));
        step(state, Mend{finding});
        EXPECT_EQ(!can_mend(finding), at<Findings>(state)) << api::finding_words[i];
        if (!can_mend(finding)) continue;
        step(state, Back{});
        EXPECT_TRUE(at<Findings>(state)) << api::finding_words[i];
    }
}

TEST(LawyerFlow, AMendedDateIsCheckedAgainWithoutAnotherTouch) {
    State state = checked({Finding::firm_date_wrong});
    step(state, Mend{Finding::firm_date_wrong});
    ASSERT_TRUE(at<Typing>(state));
    type(state, "<<<<<<<<20261120");
    const auto effects = step(state, Confirm{});
    EXPECT_TRUE(errand<Check>(effects));
    EXPECT_TRUE(at<Checking>(state));
}

TEST(LawyerFlow, TheWindowGetsEverythingAndTheTicketComesWithTheSameTouch) {
    State state = checked({Finding::case_not_found});
    const auto effects = step(state, TakeTicket{});
    const auto* handed = errand<HandIn>(effects);
    ASSERT_TRUE(handed);
    EXPECT_EQ("lawyers", handed->ticket_service);
    EXPECT_FALSE(handed->form.fields.empty());
    const auto kept = step(state, RegistrationKept{handed->question, {}});
    ASSERT_TRUE(has<ToTicket>(kept));
}

TEST(LawyerFlow, WithoutNumbersTheWindowGetsItAllTheSame) {
    State state = checked({Finding::case_not_found}, "");
    const auto effects = step(state, TakeTicket{});
    ASSERT_TRUE(errand<HandIn>(effects));
    EXPECT_TRUE(errand<HandIn>(effects)->ticket_service.has_value());
    EXPECT_FALSE(has<ToTicket>(step(state, RegistrationKept{errand<HandIn>(effects)->question, {}})));
    ASSERT_TRUE(at<HandedIn>(state));
    EXPECT_TRUE(std::get<HandedIn>(state.step).to_window);
}

TEST(LawyerFlow, ItIsHandedInOnceAndShownOnlyWhenItIsKept) {
    State state = checked({});
    const auto effects = step(state, HandOver{});
    const auto* handed = errand<HandIn>(effects);
    ASSERT_TRUE(handed);
    EXPECT_FALSE(handed->ticket_service.has_value());
    EXPECT_TRUE(step(state, HandOver{}).empty()) << "the second of two touches";
    EXPECT_TRUE(step(state, Back{}).empty()) << "it is never taken back";
    step(state, RegistrationKept{handed->question - 1, {}});
    EXPECT_TRUE(at<HandingIn>(state));
    step(state, RegistrationKept{handed->question, {}});
    EXPECT_TRUE(at<HandedIn>(state));
    EXPECT_TRUE(state.making.entries.empty()) << "nothing of it stays";
}

TEST(LawyerFlow, ACardThatIsTakenWhileItIsKeptDoesNotTakeItBack) {
    State state = checked({});
    const auto effects = step(state, HandOver{});
    EXPECT_TRUE(step(state, CardRemoved{}).empty());
    step(state, RegistrationKept{errand<HandIn>(effects)->question, {}});
    EXPECT_TRUE(at<HandedIn>(state));
}

TEST(LawyerFlow, EveryReasonForNotKeepingItIsToldAndCanBeTriedAgain) {
    for (const auto reason : {NotKept::no_key, NotKept::cannot_keep, NotKept::too_large}) {
        State state = checked({});
        const auto effects = step(state, HandOver{});
        step(state, RegistrationNotKept{errand<HandIn>(effects)->question, reason});
        ASSERT_TRUE(at<NotHandedIn>(state));
        EXPECT_EQ(reason, std::get<NotHandedIn>(state.step).reason);
        EXPECT_TRUE(errand<HandIn>(step(state, Retry{})));
    }
}

}  // namespace
}  // namespace lobby::kiosk::lawyer

#include "office/api/codec_registration.hpp"

#include <algorithm>
#include <limits>

#include <google/protobuf/stubs/logging.h>

#include "office/api/codec_cases.hpp"

namespace lobby::api {

namespace wire {

using enum DecodeError;

namespace {

using Pages = google::protobuf::RepeatedPtrField<pb::PageReference>;

void fill(pb::PageReference& out, const PageReference& page) {
    out.set_id(page.id.data(), page.id.size());
    out.set_kind(static_cast<uint32_t>(page.kind));
    out.set_ordinal(page.ordinal);
    out.set_sealed_bytes(page.sealed_bytes);
    out.set_sealed_hash(page.sealed_hash.data(), page.sealed_hash.size());
}

Result<PageReference, DecodeError> page_of(const pb::PageReference& in) {
    PageReference page;
    Checked check;
    check.into(page.id, bytes_of<std::tuple_size_v<PageId>>(in.id()));
    check.into(page.kind, term_of<PageKind>(in.kind()));
    check.into(page.ordinal, number_of(in.ordinal(), 1, max_registration_pages));
    check.require(in.sealed_bytes() >= 1 && in.sealed_bytes() <= max_sealed_page_bytes, bad_number);
    page.sealed_bytes = in.sealed_bytes();
    check.into(page.sealed_hash, bytes_of<32>(in.sealed_hash()));
    if (check.error()) return fail(*check.error());
    return page;
}

// No page and no place in a certificate twice.
Result<std::vector<PageReference>, DecodeError> pages_of(const Pages& in) {
    if (in.size() > static_cast<int>(max_registration_pages)) return fail(too_many);
    std::vector<PageReference> pages;
    for (const auto& p : in) {
        auto page = page_of(p);
        if (!page) return fail(page.error());
        const bool again = std::ranges::any_of(pages, [&](const PageReference& other) {
            return other.id == page->id || (other.kind == page->kind && other.ordinal == page->ordinal);
        });
        if (again) return fail(too_many);
        pages.push_back(*page);
    }
    return pages;
}

}  // namespace

void put(pb::FieldValue& out, const FieldValue& field) {
    const auto value = field.value.view();
    out.set_field(static_cast<uint32_t>(field.field));
    out.set_source(static_cast<uint32_t>(value.empty() ? FieldSource::missing : field.source));
    out.set_value(value.data(), value.size());
    if (const auto read = field.recognised.view(); is_plain_text(read, max_field_bytes))
        out.set_recognised(read.data(), read.size());
}

Result<FieldValue, DecodeError> field_of(const pb::FieldValue& in) {
    FieldValue field;
    Checked check;
    check.into(field.field, term_of<FormField>(in.field()));
    check.into(field.source, term_of<FieldSource>(in.source()));
    check.require(is_plain_text(in.value(), max_field_bytes), bad_text);
    check.require(is_plain_text(in.recognised(), max_field_bytes), bad_text);
    check.require(in.value().empty() == (field.source == FieldSource::missing), missing_field);
    if (check.error()) return fail(*check.error());
    field.value = SecretString(in.value());
    field.recognised = SecretString(in.recognised());
    return field;
}

Result<std::vector<FieldValue>, DecodeError> fields_of(
    const google::protobuf::RepeatedPtrField<pb::FieldValue>& in) {
    if (in.size() > static_cast<int>(form_field_words.size())) return fail(too_many);
    std::vector<FieldValue> fields;
    for (const auto& f : in) {
        auto field = field_of(f);
        if (!field) return fail(field.error());
        if (!fields.empty() && field->field <= fields.back().field) return fail(too_many);
        fields.push_back(std::move(*field));
    }
    return fields;
}

void put(pb::RegistrationForm& out, const RegistrationForm& form) {
    out.set_lawyer(form.lawyer.reveal().data(), form.lawyer.reveal().size());
    out.set_card_name(form.card_name.view().data(), form.card_name.size());
    out.set_authorisation(static_cast<uint32_t>(form.authorisation));
    out.set_principal(static_cast<uint32_t>(form.principal));
    out.set_agrees_to_notices(form.agrees_to_notices);
    for (const auto& field : form.fields) put(*out.add_fields(), field);
    for (const auto& page : form.pages) fill(*out.add_pages(), page);
    if (form.follows) out.set_follows(form.follows->data(), form.follows->size());
}

Result<RegistrationForm, DecodeError> form_of(const pb::RegistrationForm& in) {
    auto lawyer = identity_of(in.lawyer());
    if (!lawyer) return fail(lawyer.error());
    RegistrationForm form{std::move(*lawyer), {}, {}, {}, in.agrees_to_notices(), {}, {}, std::nullopt};
    Checked check;
    check.require(!in.card_name().empty() && is_plain_text(in.card_name(), max_text_bytes), bad_text);
    check.into(form.authorisation, term_of<Authorisation>(in.authorisation()));
    check.into(form.principal, term_of<Principal>(in.principal()));
    check.into(form.fields, fields_of(in.fields()));
    check.into(form.pages, pages_of(in.pages()));
    if (!in.follows().empty())
        check.into(form.follows, bytes_of<std::tuple_size_v<RegistrationId>>(in.follows()));
    if (check.error()) return fail(*check.error());
    form.card_name = SecretString(in.card_name());
    return form;
}

void put(pb::RegistrationSubmitted& out, const RegistrationSubmitted& submitted) {
    out.set_id(submitted.id.data(), submitted.id.size());
    out.set_sealed_form(submitted.sealed_form.data(), submitted.sealed_form.size());
    for (const auto& page : submitted.pages) fill(*out.add_pages(), page);
    if (submitted.ticket_service) out.set_ticket_service(*submitted.ticket_service);
}

Result<RegistrationSubmitted, DecodeError> submitted_of(const pb::RegistrationSubmitted& in) {
    RegistrationSubmitted submitted;
    Checked check;
    check.into(submitted.id, bytes_of<std::tuple_size_v<RegistrationId>>(in.id()));
    check.require(!in.sealed_form().empty(), missing_field);
    check.require(in.sealed_form().size() <= max_sealed_form_bytes, too_long);
    check.into(submitted.pages, pages_of(in.pages()));
    if (in.has_ticket_service()) {
        check.require(is_word(in.ticket_service()), bad_text);
        submitted.ticket_service = in.ticket_service();
    }
    if (check.error()) return fail(*check.error());
    submitted.sealed_form.assign(in.sealed_form().begin(), in.sealed_form().end());
    return submitted;
}

void put(pb::RegistrationWithdrawn& out, const RegistrationWithdrawn& withdrawn) {
    out.set_id(withdrawn.id.data(), withdrawn.id.size());
}

Result<RegistrationWithdrawn, DecodeError> withdrawn_of(const pb::RegistrationWithdrawn& in) {
    const auto id = bytes_of<std::tuple_size_v<RegistrationId>>(in.id());
    if (!id) return fail(id.error());
    return RegistrationWithdrawn{*id};
}

void wipe(pb::FieldValue& field) {
    wipe(field.mutable_value());
    wipe(field.mutable_recognised());
}

void wipe(pb::RegistrationForm& form) {
    wipe(form.mutable_lawyer());
    wipe(form.mutable_card_name());
    for (auto& field : *form.mutable_fields()) wipe(field);
}

}  // namespace wire

SecretString encode_form(const RegistrationForm& form) {
    wire::pb::RegistrationForm out;
    wire::put(out, form);
    std::string bytes = out.SerializeAsString();
    wire::wipe(out);
    return SecretString::take(bytes);
}

Result<RegistrationForm, DecodeError> decode_form(std::span<const uint8_t> bytes) {
    if (bytes.size() > max_sealed_form_bytes) return fail(DecodeError::too_long);
    const google::protobuf::LogSilencer silence;
    wire::pb::RegistrationForm in;
    const bool parsed = in.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
    if (!parsed) {
        wire::wipe(in);
        return fail(DecodeError::not_protobuf);
    }
    auto form = wire::form_of(in);
    wire::wipe(in);
    return form;
}

}  // namespace lobby::api

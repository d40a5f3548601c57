#include "kiosk/cache/case_cache.hpp"

#include <algorithm>
#include <charconv>
#include <map>

#include <sqlite3.h>

#include "kiosk/cache/quarantine.hpp"

namespace lobby::kiosk::cache {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view prefix = "cases-";
constexpr std::string_view suffix = ".db";

// Nothing: not a file of ours.
std::optional<uint64_t> number_of(const fs::path& file) {
    const auto name = file.filename().string();
    if (!name.starts_with(prefix) || !name.ends_with(suffix)) return std::nullopt;
    const char* const first = name.data() + prefix.size();
    const char* const last = name.data() + name.size() - suffix.size();
    uint64_t number = 0;
    const auto [end, error] = std::from_chars(first, last, number);
    if (error != std::errc() || end != last || number == 0) return std::nullopt;
    return number;
}

}  // namespace

std::string_view word_of(CacheError error) {
    switch (error) {
        case CacheError::none:
            return "none";
        case CacheError::full:
            return "full";
        case CacheError::failed:
            return "failed";
        case CacheError::damaged:
            return "damaged";
    }
    return "unknown";
}

CaseCache::CaseCache(Place place, const Clock& clock, Log& log)
    : place_(std::move(place)), clock_(clock), log_(log) {}

fs::path CaseCache::path_of(uint64_t number) const {
    return place_.dir / (std::string(prefix) + std::to_string(number) + std::string(suffix));
}

void CaseCache::load() {
    fs::create_directories(place_.dir);
    fs::permissions(place_.dir, fs::perms::owner_all);
    std::map<uint64_t, fs::path, std::greater<>> found;
    for (const auto& entry : fs::directory_iterator(place_.dir))
        if (const auto number = number_of(entry.path())) found[*number] = entry.path();
    if (!found.empty()) last_number_ = found.begin()->first;
    for (const auto& [number, file] : found) consider(file);
    read_from(current_.get());
    note_status();
}

// Newest first: the newest that is whole answers, a newer one that is not goes on being built.
void CaseCache::consider(const fs::path& file) {
    if (current_) return remove_database(file);
    try {
        auto opened = std::make_unique<CacheFile>(CacheFile::open(file));
        if (opened->whole())
            current_ = std::move(opened);
        else if (!building_)
            building_ = std::move(opened);
        else
            drop(opened);
    } catch (const DamagedCache&) {
        quarantine_file(file);
    } catch (const SQLite::Exception& e) {
        if (!says_damaged(e)) throw;
        quarantine_file(file);
    }
}

CacheCursor CaseCache::cursor() const {
    const auto* file = building_ ? building_.get() : current_.get();
    if (!file) return {};
    return {file->feed(), file->through()};
}

bool CaseCache::has_room() const {
    std::error_code unknown;
    const auto room = fs::space(place_.dir, unknown);
    return unknown || room.available >= place_.keep_free;
}

Result<Applied, CacheError> CaseCache::apply(std::span<const api::FeedPart> parts) {
    if (!has_room()) {
        log_.write(Event::cache_failed, {{Field::reason, word_of(CacheError::full)}});
        return fail(CacheError::full);
    }
    try {
        for (const auto& part : parts) {
            if (take(part) == Applied::taken) continue;
            end_transaction();
            if (building_) drop(building_);
            note_status();
            return Applied::does_not_follow;
        }
        end_transaction();
        note_status();
        return Applied::taken;
    } catch (const std::exception& e) {
        return fail(undo(e));
    }
}

Applied CaseCache::take(const api::FeedPart& part) {
    if (part.snapshot_begins) begin_snapshot(part.feed);
    auto* const file = building_ ? building_.get() : current_.get();
    if (!file || file->feed() != part.feed) return Applied::does_not_follow;
    if (part.through < file->through()) return Applied::taken;  // it is here already
    const bool new_ones = part.through > file->through();
    if (open_ != file) {
        end_transaction();
        file->begin();
        open_ = file;
    }
    for (const auto& record : part.records) {
        if (!new_ones) break;
        file->put(record.index, record.part, record.sealed);
        taken_back_ = taken_back_ || !record.sealed;
    }
    const bool builds = file == building_.get();
    file->move_cursor(part.through, part.caught_up && !builds ? std::optional(part.as_of) : file->as_of());
    heard_now_ = heard_now_ || part.caught_up;
    if (part.caught_up && builds) {
        end_transaction();
        snapshot_is_whole(part.as_of);
    }
    return Applied::taken;
}

void CaseCache::begin_snapshot(const FeedId& feed) {
    end_transaction();
    if (building_) drop(building_);
    building_ = std::make_unique<CacheFile>(CacheFile::create(path_of(++last_number_), feed));
}

void CaseCache::end_transaction() {
    if (!open_) return;
    open_->commit();
    // What a person may not see any more is not left in the log beside the file either.
    if (taken_back_ && open_ == current_.get()) open_->scrub();
    open_ = nullptr;
    taken_back_ = false;
}

void CaseCache::snapshot_is_whole(WallTime as_of) {
    building_->finish(as_of);
    read_from(building_.get());
    auto old = std::exchange(current_, std::move(building_));
    if (old) drop(old);
    log_.write(Event::cache_whole, {{Field::count, static_cast<int64_t>(current_->through())}});
}

CacheError CaseCache::undo(const std::exception& why) {
    auto* const failed = std::exchange(open_, nullptr);
    taken_back_ = false;
    heard_now_ = false;
    if (failed) failed->rollback();
    const auto* sqlite = dynamic_cast<const SQLite::Exception*>(&why);
    const bool damaged = dynamic_cast<const DamagedCache*>(&why) || (sqlite && says_damaged(*sqlite));
    if (damaged) {
        // It fails in the one that is written: the building one, if there is one.
        auto& file = building_ ? building_ : current_;
        if (file) {
            const auto path = file->path();
            if (file == current_) read_from(nullptr);
            file->leave_as_it_is();
            file.reset();
            quarantine_file(path);
        }
        note_status();
        return CacheError::damaged;
    }
    const bool full = sqlite && (sqlite->getErrorCode() & 0xFF) == SQLITE_FULL;
    const auto error = full ? CacheError::full : CacheError::failed;
    log_.write(Event::cache_failed, {{Field::reason, word_of(error)}});
    return error;
}

void CaseCache::clear() {
    read_from(nullptr);
    if (building_) drop(building_);
    if (current_) drop(current_);
    note_status();
}

void CaseCache::set_aside() {
    if (!current_) return;
    const auto path = current_->path();
    read_from(nullptr);
    current_->leave_as_it_is();
    current_.reset();
    quarantine_file(path);
    note_status();
}

void CaseCache::drop(std::unique_ptr<CacheFile>& file) {
    if (open_ == file.get()) open_ = nullptr;
    const auto path = file->path();
    file.reset();
    remove_database(path);
}

void CaseCache::quarantine_file(const fs::path& file) {
    quarantine(file, place_.quarantine, clock_.wall());
    log_.write(Event::store_damaged, {{Field::file, "cases.db"}});
    const std::lock_guard lock(mutex_);
    ++status_.damaged;
}

void CaseCache::read_from(const CacheFile* file) {
    auto reader = file ? std::make_unique<CacheReader>(file->path()) : nullptr;
    const std::lock_guard lock(mutex_);
    reader_.swap(reader);
    status_.as_of = file ? file->as_of() : std::nullopt;
}

void CaseCache::note_status() {
    const std::lock_guard lock(mutex_);
    status_.building = building_ != nullptr;
    const auto as_of = current_ ? current_->as_of() : std::nullopt;
    if (!as_of)
        status_.heard.reset();
    else if (heard_now_)
        status_.heard = clock_.steady();
    heard_now_ = false;
    status_.as_of = as_of;
}

Result<std::vector<SealedRow>, CacheError> CaseCache::find(const CacheIndex& index) {
    const std::lock_guard lock(mutex_);
    if (!reader_) return fail(CacheError::none);
    try {
        return reader_->find(index);
    } catch (const DamagedCache&) {
    } catch (const SQLite::Exception& e) {
        if (!says_damaged(e)) return fail(CacheError::failed);
    }
    reader_.reset();
    return fail(CacheError::damaged);
}

CacheStatus CaseCache::status() const {
    const std::lock_guard lock(mutex_);
    return status_;
}

}  // namespace lobby::kiosk::cache

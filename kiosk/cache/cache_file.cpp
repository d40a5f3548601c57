#include "kiosk/cache/cache_file.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include <fcntl.h>
#include <sodium.h>
#include <sqlite3.h>

#include "base/durable_file/durable_file.hpp"
#include "schema.hpp"

namespace lobby::kiosk::cache {

namespace {

constexpr int busy_timeout_ms = 2000;
constexpr int schema_version = 1;

// SipHash-2-4 under a fixed key: against decay, not against people; those meet the seal.
int64_t sum_of(const CacheIndex& index, uint32_t part, std::span<const uint8_t> sealed) {
    constexpr std::array<uint8_t, crypto_shorthash_KEYBYTES> key{'c', 'a', 's', 'e', 'c', 'a', 'c', 'h', 'e'};
    std::array<uint8_t, crypto_shorthash_BYTES> of_body{};
    crypto_shorthash(of_body.data(), sealed.data(), sealed.size(), key.data());
    std::array<uint8_t, std::tuple_size_v<CacheIndex> + 4 + crypto_shorthash_BYTES> all{};
    std::memcpy(all.data(), index.data(), index.size());
    for (size_t i = 0; i < 4; ++i) all[index.size() + i] = static_cast<uint8_t>(part >> (8 * i));
    std::memcpy(all.data() + index.size() + 4, of_body.data(), of_body.size());
    int64_t sum = 0;
    std::array<uint8_t, crypto_shorthash_BYTES> out{};
    crypto_shorthash(out.data(), all.data(), all.size(), key.data());
    std::memcpy(&sum, out.data(), sizeof sum);
    return sum;
}

void bind(SQLite::Statement& statement, int at, std::span<const uint8_t> bytes) {
    // An empty blob and no blob are two things.
    static constexpr uint8_t nothing = 0;
    statement.bindNoCopy(at, bytes.empty() ? &nothing : bytes.data(), static_cast<int>(bytes.size()));
}

void run(SQLite::Statement& statement) {
    statement.exec();
    statement.tryReset();
}

std::span<const uint8_t> blob(const SQLite::Column& column) {
    return {static_cast<const uint8_t*>(column.getBlob()), static_cast<size_t>(column.getBytes())};
}

}  // namespace

bool says_damaged(const SQLite::Exception& error) {
    const int code = error.getErrorCode() & 0xFF;
    return code == SQLITE_CORRUPT || code == SQLITE_NOTADB;
}

CacheFile::CacheFile(std::filesystem::path file, int flags)
    : path_(std::move(file)),
      db_(std::make_unique<SQLite::Database>(path_.string(), flags | SQLite::OPEN_NOMUTEX, busy_timeout_ms)) {
    try {
        db_->exec("PRAGMA journal_mode = WAL");
        db_->exec("PRAGMA trusted_schema = OFF");
        db_->exec("PRAGMA cell_size_check = ON");
        db_->exec("PRAGMA secure_delete = FAST");  // a record that was taken back is overwritten in its page
        db_->exec("PRAGMA temp_store = MEMORY");   // nothing on the disk but this file
        db_->exec("PRAGMA cache_size = -8192");
    } catch (...) {
        leave_as_it_is();
        throw;
    }
}

CacheFile CacheFile::create(std::filesystem::path file, const FeedId& feed) {
    {
        const OpenFile made(file, O_RDWR | O_CREAT | O_EXCL);  // for its owner only
    }
    CacheFile out(std::move(file), SQLite::OPEN_READWRITE);
    SQLite::Transaction transaction(*out.db_, SQLite::TransactionBehavior::EXCLUSIVE);
    out.db_->exec(cache_schema);
    SQLite::Statement put(*out.db_, "INSERT INTO cursor (one, feed_id, through, gone) VALUES (1, ?, 0, 0)");
    bind(put, 1, feed);
    put.exec();
    out.db_->exec("PRAGMA user_version = " + std::to_string(schema_version));
    transaction.commit();
    out.load_cursor();
    out.prepare();
    return out;
}

CacheFile CacheFile::open(std::filesystem::path file) {
    CacheFile out(std::move(file), SQLite::OPEN_READWRITE);
    try {
        out.check();
        out.load_cursor();
        out.prepare();
        return out;
    } catch (...) {
        out.leave_as_it_is();
        throw;
    }
}

void CacheFile::check() {
    if (db_->execAndGet("PRAGMA user_version").getInt() != schema_version) throw DamagedCache("version");
    if (db_->execAndGet("PRAGMA quick_check(1)").getString() != "ok") throw DamagedCache("quick_check");
}

void CacheFile::load_cursor() {
    SQLite::Statement query(*db_, "SELECT feed_id, through, gone, as_of FROM cursor");
    if (!query.executeStep()) throw DamagedCache("cursor");
    const auto feed = blob(query.getColumn(0));
    const int64_t through = query.getColumn(1).getInt64();
    const int64_t gone = query.getColumn(2).getInt64();
    if (feed.size() != feed_.size() || through < 0 || gone < 0) throw DamagedCache("cursor");
    std::ranges::copy(feed, feed_.begin());
    through_ = static_cast<uint64_t>(through);
    gone_ = static_cast<uint64_t>(gone);
    as_of_.reset();
    if (!query.getColumn(3).isNull())
        as_of_ = WallTime(std::chrono::milliseconds(query.getColumn(3).getInt64()));
    indexed_ =
        db_->execAndGet("SELECT count(*) FROM sqlite_schema WHERE name = 'record_by_index'").getInt() == 1;
    if (whole() && !indexed_) throw DamagedCache("index");
}

// Until the snapshot is whole nobody reads it: then it need not be durable piece by piece.
void CacheFile::prepare() {
    db_->exec(whole() ? "PRAGMA synchronous = NORMAL" : "PRAGMA synchronous = OFF");
    remove_ =
        std::make_unique<SQLite::Statement>(*db_, "DELETE FROM record WHERE cache_index = ? AND part = ?");
    insert_ = std::make_unique<SQLite::Statement>(
        *db_, "INSERT INTO record (cache_index, part, sum, sealed) VALUES (?, ?, ?, ?)");
    move_ = std::make_unique<SQLite::Statement>(*db_, "UPDATE cursor SET through = ?, gone = ?, as_of = ?");
}

void CacheFile::begin() {
    db_->exec("BEGIN IMMEDIATE");
}

void CacheFile::put(const CacheIndex& index, uint32_t part,
                    const std::optional<std::vector<uint8_t>>& sealed) {
    if (indexed_) {
        bind(*remove_, 1, index);
        remove_->bind(2, static_cast<int64_t>(part));
        run(*remove_);
        if (!sealed) return;
    } else if (!sealed) {
        ++gone_;
    }
    const auto body = sealed ? std::span<const uint8_t>(*sealed) : std::span<const uint8_t>();
    bind(*insert_, 1, index);
    insert_->bind(2, static_cast<int64_t>(part));
    insert_->bind(3, sum_of(index, part, body));
    bind(*insert_, 4, body);
    run(*insert_);
}

void CacheFile::move_cursor(uint64_t through, std::optional<WallTime> as_of) {
    move_->bind(1, static_cast<int64_t>(through));
    move_->bind(2, static_cast<int64_t>(gone_));
    if (as_of)
        move_->bind(3, static_cast<int64_t>(as_of->time_since_epoch().count()));
    else
        move_->bind(3);
    run(*move_);
    through_ = through;
    as_of_ = as_of;
}

void CacheFile::commit() {
    db_->exec("COMMIT");
}

// A full disk ends a transaction in SQLite by itself at times: then there is nothing to roll back.
void CacheFile::rollback() noexcept {
    try {
        for (auto* statement : {remove_.get(), insert_.get(), move_.get()}) statement->tryReset();
        if (sqlite3_get_autocommit(db_->getHandle()) == 0) db_->exec("ROLLBACK");
        load_cursor();
    } catch (const std::exception&) {  // the next transaction finds out
    }
}

// A record that was replaced while the snapshot came is there twice, the newer one later.
void CacheFile::make_index() {
    if (gone_ == 0) {
        db_->exec("SAVEPOINT once");
        try {
            db_->exec("CREATE UNIQUE INDEX record_by_index ON record (cache_index, part)");
            db_->exec("RELEASE once");
            return;
        } catch (const SQLite::Exception& e) {
            if ((e.getErrorCode() & 0xFF) != SQLITE_CONSTRAINT) throw;
            db_->exec("ROLLBACK TO once");
            db_->exec("RELEASE once");
        }
    }
    db_->exec("CREATE INDEX record_twice ON record (cache_index, part)");
    db_->exec(
        "DELETE FROM record WHERE id IN (SELECT id FROM (SELECT id, lead(id) OVER "
        "(PARTITION BY cache_index, part ORDER BY id) AS later FROM record) WHERE later IS NOT NULL)");
    db_->exec("DELETE FROM record WHERE length(sealed) = 0");
    db_->exec("DROP INDEX record_twice");
    db_->exec("CREATE UNIQUE INDEX record_by_index ON record (cache_index, part)");
}

void CacheFile::finish(WallTime as_of) {
    const auto durably = [this](const auto& work) {
        begin();
        try {
            work();
            commit();
        } catch (...) {
            rollback();
            throw;
        }
    };
    if (!indexed_)
        durably([this] {
            make_index();
            gone_ = 0;
            move_cursor(through_, std::nullopt);
        });
    indexed_ = true;
    // All of it is on the disk before it says that it is whole.
    db_->exec("PRAGMA synchronous = NORMAL");
    db_->exec("PRAGMA wal_checkpoint(TRUNCATE)");
    durably([&] { move_cursor(through_, as_of); });
}

void CacheFile::scrub() {
    db_->exec("PRAGMA wal_checkpoint(TRUNCATE)");
}

void CacheFile::leave_as_it_is() noexcept {
    sqlite3_db_config(db_->getHandle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
}

CacheReader::CacheReader(const std::filesystem::path& file)
    : db_(std::make_unique<SQLite::Database>(file.string(), SQLite::OPEN_READONLY | SQLite::OPEN_NOMUTEX,
                                             busy_timeout_ms)) {
    db_->exec("PRAGMA trusted_schema = OFF");
    db_->exec("PRAGMA cell_size_check = ON");
    db_->exec("PRAGMA cache_size = -4096");
    find_ = std::make_unique<SQLite::Statement>(
        *db_,
        "SELECT part, sum, sealed FROM record INDEXED BY record_by_index WHERE cache_index = ? LIMIT ?");
}

std::vector<SealedRow> CacheReader::find(const CacheIndex& index) {
    std::vector<SealedRow> out;
    find_->tryReset();
    bind(*find_, 1, index);
    find_->bind(2, static_cast<int64_t>(api::max_record_parts));
    while (find_->executeStep()) {
        const int64_t part = find_->getColumn(0).getInt64();
        const auto sealed = blob(find_->getColumn(2));
        if (part < 0 || part > UINT32_MAX ||
            find_->getColumn(1).getInt64() != sum_of(index, static_cast<uint32_t>(part), sealed))
            throw DamagedCache("record");
        out.push_back({static_cast<uint32_t>(part), {sealed.begin(), sealed.end()}});
    }
    find_->tryReset();
    return out;
}

}  // namespace lobby::kiosk::cache

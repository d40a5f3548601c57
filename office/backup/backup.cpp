#include "office/backup/backup.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <stdexcept>
#include <vector>

#include <boost/json.hpp>
#include <fcntl.h>
#include <sodium.h>

#include "base/durable_file/durable_file.hpp"
#include "office/ledger/anchor_keeper.hpp"
#include "office/store/databases.hpp"

namespace lobby::office::backup {

namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

constexpr const char* manifest_name = "manifest.json";
constexpr size_t most_manifest_bytes = size_t{256} << 20;
// office.db goes last: while it is not there, a restored folder serves nobody.
constexpr std::array databases{"cases.db", "office.db"};
constexpr std::array folders{"scans", "anchors"};

struct Item {
    std::string file;  // below the folder
    uint64_t bytes = 0;
    Digest32 hash{};
};

// Copies with its hash, whole and durable; or hashes alone, where `to` is empty.
Item copy_of(const fs::path& from, const fs::path& to, std::string name) {
    Item item{std::move(name), 0, {}};
    crypto_generichash_state state;
    crypto_generichash_init(&state, nullptr, 0, item.hash.size());
    std::ifstream in(from, std::ios::binary);
    if (!in)
        throw std::system_error(std::make_error_code(std::errc::no_such_file_or_directory), from.string());
    std::optional<OpenFile> out;
    if (!to.empty()) out.emplace(to, O_WRONLY | O_CREAT | O_TRUNC);
    std::vector<uint8_t> block(size_t{1} << 20);
    while (in) {
        in.read(reinterpret_cast<char*>(block.data()), static_cast<std::streamsize>(block.size()));
        const std::span<const uint8_t> read(block.data(), static_cast<size_t>(in.gcount()));
        crypto_generichash_update(&state, read.data(), read.size());
        if (out) out->write(read);
        item.bytes += read.size();
    }
    if (in.bad()) throw std::system_error(std::make_error_code(std::errc::io_error), from.string());
    if (out) out->sync();
    crypto_generichash_final(&state, item.hash.data(), item.hash.size());
    return item;
}

// As of one moment, in one file, while others write.
void copy_database(const char* name, const fs::path& data_dir, const fs::path& to) {
    auto db = std::string_view(name) == "cases.db" ? open_cases_db(data_dir, Access::write)
                                                   : open_office_db(data_dir, Access::write);
    store::Statement copy(db, "VACUUM INTO ?");
    copy.bind(1, (to / name).string());
    copy.exec();
    fs::permissions(to / name, fs::perms::owner_read | fs::perms::owner_write);
    OpenFile(to / name, O_RDWR).sync();
}

// Both are opened once before they are hashed: that marks them as the office's own are marked, and later
// openings change nothing any more.
LedgerEnd end_of_copy(const fs::path& dir, const StoreKey& key) {
    open_cases_db(dir, Access::read);
    auto copy = open_office_db(dir, Access::read);
    const auto end = ledger_end(copy, key);
    if (!end) throw std::runtime_error("the ledger's head is not of this office's key: see verify");
    return end->value_or(LedgerEnd{});
}

json::object written(const Item& item) {
    return {{"file", item.file}, {"bytes", item.bytes}, {"blake2b", hex(item.hash)}};
}

struct Manifest {
    Summary summary;
    std::vector<Item> items;
};

// A name of ours: a database, or a file in one of the folders; never a way out of the folder.
bool is_ours(std::string_view name) {
    const auto plain = [](std::string_view part) {
        return !part.empty() && part.front() != '.' && part.find('/') == std::string_view::npos;
    };
    if (std::ranges::find(databases, name) != databases.end()) return true;
    return std::ranges::any_of(folders, [&](std::string_view folder) {
        return name.size() > folder.size() && name.starts_with(folder) && name[folder.size()] == '/' &&
               plain(name.substr(folder.size() + 1));
    });
}

Manifest read_manifest(const fs::path& dir) {
    const auto bytes = OpenFile(dir / manifest_name, O_RDONLY).read(most_manifest_bytes);
    const auto root = json::parse({reinterpret_cast<const char*>(bytes.data()), bytes.size()}).as_object();
    if (root.at("backup").as_int64() != 1) throw std::runtime_error("another version");
    Manifest out;
    out.summary.at = from_ms(root.at("at").as_int64());
    const auto& ledger = root.at("ledger").as_object();
    out.summary.ledger.seq = ledger.at("seq").as_int64();
    const auto text = [](const json::value& value) {
        const auto& string = value.as_string();
        return std::string_view(string.data(), string.size());
    };
    bool good = from_hex(text(ledger.at("hash")), out.summary.ledger.hash);
    for (const auto& entry : root.at("files").as_array()) {
        Item item;
        item.file = text(entry.at("file"));
        item.bytes = static_cast<uint64_t>(entry.at("bytes").to_number<int64_t>());
        good = good && is_ours(item.file) && from_hex(text(entry.at("blake2b")), item.hash);
        out.summary.bytes += item.bytes;
        out.items.push_back(std::move(item));
    }
    out.summary.files = out.items.size();
    if (!good) throw std::runtime_error("not a list of ours");
    return out;
}

// Whatever is wrong with a list that somebody hands us.
Result<Manifest, Trouble> manifest_of(const fs::path& dir) {
    try {
        return read_manifest(dir);
    } catch (const std::exception&) {
        return fail(Trouble{BackupError::no_backup, dir.string()});
    }
}

bool same(const Item& a, const Item& b) {
    return a.bytes == b.bytes && a.hash == b.hash;
}

}  // namespace

std::string_view word_of(BackupError error) {
    switch (error) {
        case BackupError::there_already:
            return "is there already";
        case BackupError::no_backup:
            return "is no backup";
        case BackupError::damaged:
            return "is not what was copied";
        case BackupError::no_keys:
            break;
    }
    return "has to be put back first";
}

Result<Summary, Trouble> make(const fs::path& data_dir, const fs::path& to, WallTime now) {
    if (fs::exists(to)) return fail(Trouble{BackupError::there_already, to.string()});
    const fs::path draft = to.string() + ".unfinished";
    fs::remove_all(draft);
    make_private_dir(draft);
    Summary summary;
    summary.at = now;
    json::array files;
    const auto add = [&](const Item& item) {
        files.push_back(written(item));
        ++summary.files;
        summary.bytes += item.bytes;
    };
    // The databases first: every page that they name has been there before.
    for (const char* name : databases) copy_database(name, data_dir, draft);
    summary.ledger = end_of_copy(draft, StoreKey::load_or_make(data_dir));
    for (const char* name : databases) add(copy_of(draft / name, {}, name));
    for (const char* folder : folders) {
        make_private_dir(draft / folder);
        if (!fs::is_directory(data_dir / folder)) continue;
        for (const auto& entry : fs::directory_iterator(data_dir / folder)) {
            const auto name = std::string(folder) + "/" + entry.path().filename().string();
            if (!is_ours(name) || !entry.is_regular_file()) continue;
            try {
                add(copy_of(entry.path(), draft / name, name));
            } catch (const std::system_error& e) {
                // Erased meanwhile, as its time had come: it is not in the backup either.
                if (e.code() != std::errc::no_such_file_or_directory) throw;
            }
        }
        sync_folder(draft / folder);
    }
    const auto text = json::serialize(
        json::object{{"backup", 1},
                     {"at", ms(now)},
                     {"ledger", {{"seq", summary.ledger.seq}, {"hash", hex(summary.ledger.hash)}}},
                     {"files", std::move(files)}});
    write_durably(draft / manifest_name, {reinterpret_cast<const uint8_t*>(text.data()), text.size()});
    fs::rename(draft, to);
    sync_folder(to.has_parent_path() ? to.parent_path() : fs::path("."));
    return summary;
}

Result<Summary, Trouble> check(const fs::path& dir) {
    const auto manifest = manifest_of(dir);
    if (!manifest) return fail(manifest.error());
    for (const auto& item : manifest->items) {
        const bool good =
            fs::is_regular_file(dir / item.file) && same(copy_of(dir / item.file, {}, item.file), item);
        if (!good) return fail(Trouble{BackupError::damaged, item.file});
    }
    return manifest->summary;
}

Result<Summary, Trouble> restore(const fs::path& dir, const fs::path& data_dir) {
    auto manifest = manifest_of(dir);
    if (!manifest) return fail(manifest.error());
    for (const char* name : databases)
        if (fs::exists(data_dir / name))
            return fail(Trouble{BackupError::there_already, (data_dir / name).string()});
    if (!fs::exists(data_dir / "keys" / "store.key"))
        return fail(Trouble{BackupError::no_keys, (data_dir / "keys" / "store.key").string()});
    for (const char* folder : folders) make_private_dir(data_dir / folder);
    // What the databases name is there before they are.
    const auto place = [](const Item& item) {
        const auto at = std::ranges::find(databases, item.file);
        return at == databases.end() ? -1 : at - databases.begin();
    };
    std::sort(manifest->items.begin(), manifest->items.end(),
              [&](const Item& a, const Item& b) { return place(a) < place(b); });
    for (const auto& item : manifest->items) {
        const auto draft = data_dir / (item.file + ".restoring");
        if (!fs::is_regular_file(dir / item.file) ||
            !same(copy_of(dir / item.file, draft, item.file), item)) {
            fs::remove(draft);
            return fail(Trouble{BackupError::damaged, item.file});
        }
        fs::rename(draft, data_dir / item.file);
    }
    for (const char* folder : folders) sync_folder(data_dir / folder);
    sync_folder(data_dir);
    return manifest->summary;
}

}  // namespace lobby::office::backup

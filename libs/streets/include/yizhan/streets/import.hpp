#pragma once

#include <yizhan/base/progress.hpp>
#include <yizhan/base/result.hpp>
#include <yizhan/geo/point.hpp>
#include <yizhan/streets/mode.hpp>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace yizhan::streets {

struct import_options {
    std::vector<mode> modes;
    /// TOML text with the city's own values for the tables of rules (the `[modes.…]` tables of city.toml); its name
    /// stands in messages.
    std::string overrides;
    std::string overrides_name = "city.toml";
    /// Ways without a node in this box are left out; none: everything.
    std::optional<geo::box> window;
};

/// What was read, kept, mended and left out; counts only.
struct import_report {
    struct count {
        std::string key;    ///< snake_case, for machines
        std::string label;  ///< one line of English for people
        std::uint64_t value;
    };
    std::vector<count> counts;
    double seconds = 0;
    std::uint64_t peak_memory_bytes = 0;
};

/// Hash of all that an import's result depends on: the extract's bytes, modes, rules and window. The streets file
/// carries it as `section_file::inputs`, so that an import that would change nothing can be left out.
result<std::uint64_t> hash_of_inputs(const std::filesystem::path& osm_file, const import_options& options);

/// Reads `.osm.pbf`, `.osm`, `.osm.bz2` (also `.osm.gz`) and writes the streets file with one travel graph per mode,
/// and places beside them. Writes atomically: on failure `target` is as it was. Memory: a small multiple of the
/// extract's street data.
/// Errors: `bad_input` for what is no OSM file, damaged, empty or without a street; `io`; `bad_call` for overrides
/// that name unknown keys or values out of range.
result<import_report> import_streets(const std::filesystem::path& osm_file, const std::filesystem::path& target,
                                     const import_options& options, progress& watch);

}  // namespace yizhan::streets

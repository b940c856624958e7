#pragma once

#include "street_joiner.hpp"

#include <optional>
#include <unordered_map>
#include <vector>

namespace yizhan::streets {

/// Turns the extract's turn restrictions into paths of directed streets, in two steps: before streets are cut it
/// tells where restrictions meet, so that these junctions stay; after they are joined it finds the paths.
class turn_resolver {
public:
    /// All must outlive it.
    turn_resolver(const raw_extract& extract, const travel_rules& rules, const traced_ways& traced,
                  network_counts& counts);

    [[nodiscard]] std::vector<std::uint32_t> turn_nodes() const;
    std::vector<turn_restriction> resolve(const street_pieces& cut, const joined_streets& joined);

private:
    // A restriction that concerns the mode and whose ways are open and meet.
    struct plan {
        const raw_extract::restriction* rule;
        bool mandatory;
        std::vector<std::int64_t> ways;       // from, via…, to
        std::vector<std::uint32_t> meetings;  // nodes between them: one fewer
    };

    void plan_all();
    [[nodiscard]] bool concerns(const raw_extract::restriction& r);
    void index_members();
    std::optional<plan> planned(const raw_extract::restriction& r) const;
    [[nodiscard]] std::optional<std::uint32_t> meeting(std::int64_t way, std::int64_t next) const;
    [[nodiscard]] bool open(std::int64_t way) const { return lines_.contains(way); }

    const raw_extract& extract_;
    const travel_rules& rules_;
    const traced_ways& traced_;
    network_counts& counts_;
    std::unordered_map<std::int64_t, std::vector<std::uint32_t>> lines_;  // of ways that are members
    std::unordered_map<std::int64_t, std::uint32_t> nodes_;               // of via nodes
    std::vector<plan> plans_;
};

}  // namespace yizhan::streets

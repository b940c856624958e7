#pragma once

#include "network_counts.hpp"
#include "node_rules.hpp"
#include "raw_extract.hpp"
#include "way_rules.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace yizhan::streets {

/// A line that may be travelled: a way, the rim of a square, or a straight line across one.
struct traced_line {
    std::int64_t id;  ///< of the OSM way; the negative of the relation's for some squares
    std::uint32_t first_ref;
    std::uint32_t ref_count;
    std::array<double, 2> kmh;  ///< forward, backward; 0: not allowed
    std::uint32_t name;
    street_class kind;
    bool no_through;
    bool light_delays;
};

/// The lines open to one mode and what is known of their nodes. Nodes at the same position that follow one another on
/// a line count as one; no line has the same position twice in a row.
struct traced_ways {
    std::vector<traced_line> lines;
    std::vector<std::uint32_t> refs;     ///< nodes of the lines
    std::vector<std::uint32_t> same_as;  ///< per node of the extract: the one that stands for it
    std::vector<std::uint8_t> uses;      ///< per node: lines that meet there, an end counting as two; at most 2
    std::unordered_map<std::uint32_t, node_verdict> effects;  ///< of nodes that delay or block
    std::vector<std::string> names{std::string()};

    void count_uses(const traced_line& line);
};

/// Metres between neighbouring points: as `geo::local_scale` at their latitude rounded to a hundredth of a degree, so
/// that it does not depend on the order of calls.
class length_meter {
public:
    double metres(geo::point a, geo::point b);

private:
    std::int32_t step_ = INT32_MIN;
    geo::local_scale scale_{0, 0};
};

/// Judges the extract's ways and squares and traces those that are open.
class way_tracer {
public:
    way_tracer(const raw_extract& extract, const travel_rules& rules, network_counts& counts);
    traced_ways trace();

private:
    void judge_ways();
    bool count_refusal(const way_verdict& verdict);
    void unite_repeated_points();
    void judge_nodes(std::span<const std::uint32_t> nodes);
    bool append_refs(std::span<const std::uint32_t> nodes);
    void trace_way(std::size_t index);
    void set_speeds(traced_line& line, const way_verdict& verdict);
    void trace_squares();
    void trace_square(const raw_extract::square& square, const way_verdict& verdict);
    void add_line(std::int64_t id, const way_verdict& verdict, std::uint32_t name, std::uint32_t first_ref,
                  bool square);
    [[nodiscard]] std::uint32_t name_of(tag_store::range tags);
    [[nodiscard]] std::uint32_t representative(std::uint32_t node);
    [[nodiscard]] std::span<const std::uint32_t> nodes_of(std::size_t way) const;

    const raw_extract& extract_;
    const travel_rules& rules_;
    network_counts& counts_;
    way_judge way_judge_;
    node_judge node_judge_;
    tag_view name_tags_;
    tag_view::slot name_, ref_;
    std::unordered_map<std::string_view, std::uint32_t> name_ids_;
    std::vector<way_verdict> verdicts_;  // of open ways
    std::vector<std::size_t> open_;      // the open ways
    std::vector<bool> judged_;           // nodes
    length_meter meter_;
    traced_ways made_;
};

}  // namespace yizhan::streets

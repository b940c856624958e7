#pragma once

#include "network_builder.hpp"
#include "raw_extract.hpp"

#include <yizhan/geo/point.hpp>
#include <yizhan/streets/rules.hpp>
#include <yizhan/streets/travel_graph.hpp>

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace yizhan::streets::testing {

using tag_list = std::vector<std::pair<std::string, std::string>>;

/// A piece of OpenStreetMap drawn as text: every letter or digit is a node, at its column and line; everything else
/// is decoration. Ways are strings of nodes. A way's id is its number, from 1; a node's id is its character's code.
///
///     ascii_map(R"(
///         A---B---C
///             |
///             D
///     )", 100).way("ABC", {{"highway", "footway"}}).way("BD", {{"highway", "steps"}});
class ascii_map {
public:
    /// One column and one line are `metres` wide, near Porto (41.15 N).
    explicit ascii_map(std::string_view drawing, double metres = 100);

    ascii_map& node(char letter, tag_list tags);
    ascii_map& way(std::string letters, tag_list tags);
    /// Each ring is a closed string of nodes: "ABCDA".
    ascii_map& square(std::vector<std::string> rings, tag_list tags);
    /// `from`, `to` and each of `via` name a way by its nodes, as given to `way`; a `via` of one letter is a node.
    ascii_map& restriction(std::string kind, std::string_view from, const std::vector<std::string>& via,
                           std::string_view to, tag_list tags = {});
    /// Moves a node: for positions that no drawing has.
    ascii_map& place(char letter, geo::point at);

    [[nodiscard]] geo::point at(char letter) const;
    /// Straight distance between two nodes.
    [[nodiscard]] double metres(char a, char b) const;
    [[nodiscard]] raw_extract extract() const;

private:
    struct drawn_way {
        std::string letters;
        tag_list tags;
    };
    struct drawn_square {
        std::vector<std::string> rings;
        tag_list tags;
    };
    struct drawn_restriction {
        raw_extract::restriction rule;
        tag_list tags;
    };
    [[nodiscard]] std::int64_t way_id(std::string_view letters) const;

    std::map<char, geo::point> nodes_;
    std::map<char, tag_list> node_tags_;
    std::vector<drawn_way> ways_;
    std::vector<drawn_square> squares_;
    std::vector<drawn_restriction> restrictions_;
};

/// The network of a map in one mode, and plain Dijkstra over it.
class travelled_map {
public:
    travelled_map(const ascii_map& map, const travel_rules& rules, joining how = joining::full);
    /// With the shipped rules, and overrides (TOML below `[modes.…]`) that must be right.
    travelled_map(const ascii_map& map, mode m, std::string_view overrides = {});

    /// Seconds from node to node, which may lie anywhere on streets; nothing if there is no way.
    [[nodiscard]] std::optional<double> seconds(char from, char to) const;
    [[nodiscard]] std::optional<double> seconds(geo::point from, geo::point to) const;

    [[nodiscard]] const network& streets() const { return streets_; }
    [[nodiscard]] const network_counts& counts() const { return counts_; }
    [[nodiscard]] travel_graph graph(const graph_options& options = {}) const;

private:
    const ascii_map map_;
    network_counts counts_;
    network streets_;
};

/// The rules of a mode with overrides that must be right (else the test fails and the shipped ones are given).
travel_rules rules_for(mode m, std::string_view overrides = {});

}  // namespace yizhan::streets::testing

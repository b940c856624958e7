#pragma once

#include "scanner.hpp"

#include <yizhan/instances/instance.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>

namespace yizhan::instances {

/// Each parses one format; `name` stands in messages.
result<instance> parse_orlib_pmed(std::string_view text, const std::string& name);
result<instance> parse_orlib_pmedcap(std::string_view text, const std::string& name);
result<instance> parse_orlib_scp(std::string_view text, const std::string& name);
result<instance> parse_tsplib(std::string_view text, const std::string& name);
result<instance> parse_cfl(std::string_view text, const std::string& name);
result<instance> parse_points(std::string_view text, const std::string& name);

/// Most sites or cells that a file may name.
inline constexpr std::uint64_t most_things = 1'000'000'000;

/// Whole-number ids, each of which may come once. Those that count up by one cost nothing.
class id_register {
public:
    /// False when the id was there before.
    bool add(std::uint64_t id);

private:
    std::uint64_t first_ = 0, next_ = 0;
    bool begun_ = false;
    std::unordered_set<std::uint64_t> others_;
};

/// "1" … "n"
std::vector<std::string> numbered_ids(std::size_t count);

/// `bad_input` when no cell has any weight.
result<void> check_some_weight(const instance& read, const std::string& name);

}  // namespace yizhan::instances

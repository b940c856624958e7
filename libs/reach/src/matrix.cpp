#include "matrix_block.hpp"
#include "sweep.hpp"

#include <yizhan/base/parallel.hpp>
#include <yizhan/reach/matrix.hpp>

#include <algorithm>
#include <mutex>
#include <numeric>

namespace yizhan::reach {
namespace {

constexpr std::size_t memory_of_rows = std::size_t{64} << 20;

// Says how many rows are done, from whichever thread.
class row_counter {
public:
    row_counter(progress& watch, std::size_t total) : watch_(watch), total_(total) {}
    void add(std::size_t rows) {
        const std::scoped_lock lock(mutex_);
        done_ += rows;
        watch_.at("travel times", done_, total_);
    }

private:
    progress& watch_;
    std::size_t total_;
    std::size_t done_ = 0;
    std::mutex mutex_;
};

// What a thread needs to serve one batch of origins after the other.
struct batch_memory {
    climb_closure area;
    std::vector<std::uint32_t> begin;
    std::vector<lane_times> climbed;
    std::vector<lane_times> descended;
};

class sweeper final : public matrix_block {
public:
    sweeper(const hierarchy& ready, const ends& destinations)
        : arrays_(ready.arrays()),
          destinations_(destinations),
          area_(arrays_.first_down, arrays_.down),
          stretches_(destinations.seeds.size()) {
        std::vector<std::uint32_t> positions;
        for (const auto& s : destinations.seeds)
            positions.push_back(arrays_.position[s.state]);
        area_.collect(positions);
        plan_ = descent::over(area_);
        for (std::size_t i = 0; i < positions.size(); ++i)
            stretches_[i] = {area_.index_of(positions[i]), destinations.seeds[i].cost};
    }

    void fill(const ends& origins, rows_view rows, unsigned threads,
              const std::function<void(std::size_t)>& done) override {
        if (threads == 0) threads = default_threads();
        while (memory_.size() < threads)
            memory_.push_back({{arrays_.first_up, arrays_.up}, {}, {}, {}});
        // Neighbours climb nearly the same way: states are numbered along the Hilbert curve.
        std::vector<std::uint32_t> order(origins.size());
        std::iota(order.begin(), order.end(), 0U);
        std::ranges::stable_sort(
            order, {}, [&](auto i) { return origins.of(i).empty() ? streets::no_state : origins.of(i).front().state; });
        const auto batches = (order.size() + lanes - 1) / lanes;
        parallel_for(batches, threads, [&](std::size_t batch, unsigned worker) {
            const auto part = std::span(order).subspan(batch * lanes);
            const auto members = part.first(std::min(lanes, part.size()));
            travel(origins, members, memory_[worker]);
            write(members, memory_[worker].descended, rows);
            done(members.size());
        });
    }

private:
    void travel(const ends& origins, std::span<const std::uint32_t> members, batch_memory& memory) const {
        memory.begin.clear();
        for (const auto origin : members)
            for (const auto& s : origins.of(origin))
                memory.begin.push_back(arrays_.position[s.state]);
        memory.area.collect(memory.begin);
        memory.climbed.assign(memory.area.members().size(), lane_times::none());
        for (std::size_t lane = 0; lane < members.size(); ++lane) {
            for (const auto& s : origins.of(members[lane])) {
                auto& time = memory.climbed[memory.area.index_of(arrays_.position[s.state])].ms[lane];
                time = std::min(time, s.cost);
            }
        }
        sweep_up(memory.area, memory.climbed);
        memory.descended.assign(area_.members().size(), lane_times::none());
        for (std::size_t i = 0; i < memory.climbed.size(); ++i) {
            const auto there = area_.index_of(memory.area.members()[i]);
            if (there != climb_closure::absent) memory.descended[there] = memory.climbed[i];
        }
        sweep_down(plan_, memory.descended);
    }

    void write(std::span<const std::uint32_t> members, std::span<const lane_times> times, rows_view rows) const {
        for (std::size_t d = 0; d < destinations_.size(); ++d) {
            const auto from = destinations_.first[d];
            const auto least =
                least_over(std::span(stretches_).subspan(from, destinations_.first[d + 1] - from), times);
            for (std::size_t lane = 0; lane < members.size(); ++lane)
                rows.of(members[lane])[d] = least.ms[lane];
        }
    }

    const hierarchy_arrays& arrays_;
    const ends& destinations_;
    climb_closure area_;
    descent plan_;
    std::vector<last_stretch> stretches_;
    std::vector<batch_memory> memory_;
};

class searcher final : public matrix_block {
public:
    searcher(const streets::travel_graph& graph, const ends& destinations, std::uint32_t limit)
        : graph_(graph), destinations_(destinations), limit_(limit) {}

    void fill(const ends& origins, rows_view rows, unsigned threads,
              const std::function<void(std::size_t)>& done) override {
        if (threads == 0) threads = default_threads();
        while (searches_.size() < threads)
            searches_.emplace_back(graph_);
        parallel_for(origins.size(), threads, [&](std::size_t origin, unsigned worker) {
            auto& finder = searches_[worker];
            finder.run(origins.of(origin), {.limit = limit_});
            const auto row = rows.of(origin);
            for (std::size_t d = 0; d < row.size(); ++d) {
                std::uint64_t least = unreached;
                for (const auto& s : destinations_.of(d))
                    if (const auto cost = finder.cost(s.state); cost != unreached)
                        least = std::min(least, std::uint64_t{cost} + s.cost);
                row[d] = static_cast<std::uint32_t>(least);
            }
            done(1);
        });
    }

private:
    const streets::travel_graph& graph_;
    const ends& destinations_;
    std::uint32_t limit_;
    std::vector<search> searches_;
};

// Destinations by the segment they lie on: trips along a single street are seen by no search.
class neighbours {
public:
    neighbours(const streets::travel_graph& graph, std::span<const snapped> destinations)
        : graph_(graph), destinations_(destinations), order_(destinations.size()) {
        std::iota(order_.begin(), order_.end(), 0U);
        std::ranges::sort(order_, {}, [&](auto d) { return destinations[d].segment; });
    }

    void shorten(const snapped& origin, std::span<std::uint32_t> row) const {
        for (const auto d :
             std::ranges::equal_range(order_, origin.segment, {}, [&](auto i) { return destinations_[i].segment; }))
            row[d] = std::min(row[d], along_one_street(graph_, origin, destinations_[d], metric::time));
    }

private:
    const streets::travel_graph& graph_;
    std::span<const snapped> destinations_;
    std::vector<std::uint32_t> order_;
};

ends ends_of(const streets::travel_graph& graph, std::span<const snapped> places, direction way) {
    ends all;
    for (std::uint32_t i = 0; i < places.size(); ++i) {
        add_seeds(graph, places[i], way, metric::time, i, all.seeds);
        all.first.push_back(static_cast<std::uint32_t>(all.seeds.size()));
    }
    return all;
}

// A matrix that is filled block by block.
class filler {
public:
    filler(const streets::travel_graph& graph, std::span<const snapped> origins, std::span<const snapped> destinations,
           const matrix_options& options, progress& watch)
        : graph_(graph),
          origins_(origins),
          ends_(ends_of(graph, destinations, direction::arriving)),
          neighbours_(graph, destinations),
          options_(options),
          counter_(watch, origins.size()) {
        if (options.shortcuts != nullptr)
            block_ = std::make_unique<sweeper>(*options.shortcuts, ends_);
        else
            block_ = std::make_unique<searcher>(graph, ends_, options.limit);
    }

    void fill(std::size_t first_row, std::span<std::uint32_t> values) {
        const rows_view rows{values, ends_.size()};
        const auto origins = origins_.subspan(first_row, values.size() / ends_.size());
        block_->fill(ends_of(graph_, origins, direction::departing), rows, options_.threads,
                     [&](std::size_t done) { counter_.add(done); });
        for (std::size_t i = 0; i < origins.size(); ++i)
            neighbours_.shorten(origins[i], rows.of(i));
        if (options_.limit >= no_limit) return;
        for (auto& ms : values)
            if (ms > options_.limit) ms = unreached;
    }

private:
    const streets::travel_graph& graph_;
    std::span<const snapped> origins_;
    ends ends_;
    neighbours neighbours_;
    matrix_options options_;
    row_counter counter_;
    std::unique_ptr<matrix_block> block_;
};

}  // namespace

result<void> for_matrix_rows(const streets::travel_graph& graph, std::span<const snapped> origins,
                             std::span<const snapped> destinations, const matrix_options& options, progress& watch,
                             const matrix_rows& take) {
    if (origins.empty() || destinations.empty()) return {};
    filler matrix(graph, origins, destinations, options, watch);
    const auto fitting = std::max<std::size_t>(memory_of_rows / sizeof(std::uint32_t) / destinations.size(), lanes);
    const auto at_once = std::min(options.rows_at_once == 0 ? fitting : options.rows_at_once, origins.size());
    std::vector<std::uint32_t> values;
    for (std::size_t row = 0; row < origins.size(); row += at_once) {
        values.resize(std::min(at_once, origins.size() - row) * destinations.size());
        matrix.fill(row, values);
        if (auto taken = take(row, values); !taken) return taken;
    }
    return {};
}

std::vector<std::uint32_t> matrix(const streets::travel_graph& graph, std::span<const snapped> origins,
                                  std::span<const snapped> destinations, const matrix_options& options,
                                  progress& watch) {
    std::vector<std::uint32_t> values(origins.size() * destinations.size());
    if (!values.empty()) filler(graph, origins, destinations, options, watch).fill(0, values);
    return values;
}

}  // namespace yizhan::reach

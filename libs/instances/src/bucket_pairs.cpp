#include "bucket_pairs.hpp"

#include "circle_rows.hpp"

#include <yizhan/base/parallel.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <numeric>

namespace yizhan::instances {
namespace {

// The points sorted by the squares of a grid, and by number within a square.
struct buckets {
    raster_frame frame;
    std::vector<index> first;  // of each square; one more at the end
    std::vector<index> point_of;
    std::vector<double> x, y;
};

buckets sorted_points(const plane& of, double radius, unsigned threads) {
    // About a dozen squares across a circle's radius: few points lie in squares that it crosses. No more squares than
    // points, or reading the grid would cost more than it saves.
    const auto box = raster_frame::over(of.x, of.y, 1, threads);
    const double most = std::max(1.0, std::sqrt(static_cast<double>(of.x.size())));
    const double wanted = radius > 0 ? 12 * box.side / radius : most;
    buckets all;
    all.frame = raster_frame::over(of.x, of.y, std::clamp(wanted, 1.0, most), threads);
    all.first.assign(std::size_t{all.frame.columns} * all.frame.rows + 1, 0);
    for (std::size_t i = 0; i < of.x.size(); ++i)
        ++all.first[all.frame.square_of(of.x[i], of.y[i]) + 1];
    std::inclusive_scan(all.first.begin(), all.first.end(), all.first.begin());
    auto next = all.first;
    all.point_of.resize(of.x.size());
    all.x.resize(of.x.size());
    all.y.resize(of.x.size());
    for (index i = 0; i < of.x.size(); ++i) {
        const auto cell = next[all.frame.square_of(of.x[i], of.y[i])]++;
        all.point_of[cell] = i;
        all.x[cell] = of.x[i];
        all.y[cell] = of.y[i];
    }
    return all;
}

// The pairs of some sites in a row.
struct block {
    std::vector<std::uint64_t> count;  // of each site
    std::vector<index> cell;
    std::vector<float> seconds;
};

class block_filler {
public:
    block_filler(const buckets& all, double radius, bool with_distances, block& into)
        : all_(&all), radius_(radius), with_distances_(with_distances), into_(&into) {}

    void site(double x, double y) {
        const auto before = into_->cell.size();
        for (std::uint32_t row = 0; row < all_->frame.rows; ++row) {
            const auto span = span_in_row(all_->frame, {x, y, radius_}, row);
            if (span.first > span.last) continue;
            if (span.inner_first > span.inner_last) {
                test(row, span.first, span.last, x, y);
                continue;
            }
            test(row, span.first, span.inner_first - 1, x, y);
            take(row, span.inner_first, span.inner_last, x, y);
            test(row, span.inner_last + 1, span.last, x, y);
        }
        into_->count.push_back(into_->cell.size() - before);
    }

private:
    [[nodiscard]] std::pair<index, index> cells(std::uint32_t row, std::int64_t first, std::int64_t last) const {
        if (first > last) return {0, 0};
        const auto square = std::size_t{row} * all_->frame.columns;
        return {all_->first[square + static_cast<std::size_t>(first)],
                all_->first[square + static_cast<std::size_t>(last) + 1]};
    }
    void add(index cell, double x, double y) {
        into_->cell.push_back(cell);
        if (!with_distances_) return;
        const double dx = all_->x[cell] - x;
        const double dy = all_->y[cell] - y;
        into_->seconds.push_back(static_cast<float>(std::sqrt(dx * dx + dy * dy)));
    }
    void test(std::uint32_t row, std::int64_t first, std::int64_t last, double x, double y) {
        const auto [begin, end] = cells(row, first, last);
        for (auto cell = begin; cell < end; ++cell)
            if (covers(all_->x[cell] - x, all_->y[cell] - y, radius_ * radius_)) add(cell, x, y);
    }
    void take(std::uint32_t row, std::int64_t first, std::int64_t last, double x, double y) {
        const auto [begin, end] = cells(row, first, last);
        if (with_distances_) {
            for (auto cell = begin; cell < end; ++cell)
                add(cell, x, y);
            return;
        }
        const auto before = into_->cell.size();
        into_->cell.resize(before + (end - begin));
        std::iota(into_->cell.begin() + static_cast<std::ptrdiff_t>(before), into_->cell.end(), begin);
    }

    const buckets* all_;
    double radius_;
    bool with_distances_;
    block* into_;
};

constexpr std::size_t sites_in_block = 64;

// Empties the blocks on the way, so that the pairs are not held twice for long.
siting::pair_table joined(std::vector<block>& blocks, unsigned threads) {
    siting::pair_table table;
    std::vector<std::uint64_t> begin;
    bool timed = false;
    for (const auto& part : blocks) {
        begin.push_back(table.first.back());
        for (const auto count : part.count)
            table.first.push_back(table.first.back() + count);
        timed = timed || !part.seconds.empty();
    }
    table.cell.resize(table.first.back());
    if (timed) table.seconds.resize(table.first.back());
    parallel_for(blocks.size(), threads, [&](std::size_t i, unsigned) {
        auto part = std::exchange(blocks[i], {});
        std::ranges::copy(part.cell, table.cell.begin() + static_cast<std::ptrdiff_t>(begin[i]));
        std::ranges::copy(part.seconds, table.seconds.begin() + static_cast<std::ptrdiff_t>(begin[i]));
    });
    return table;
}

}  // namespace

result<numbered_pairs> bucket_pairs(const plane& of, double radius, bool with_distances, unsigned threads,
                                    std::uint64_t most) {
    auto all = sorted_points(of, radius, threads);
    const auto sites = of.site_x.size();
    std::vector<block> blocks((sites + sites_in_block - 1) / sites_in_block);
    std::atomic<std::uint64_t> found{0};
    parallel_for(blocks.size(), threads, [&](std::size_t i, unsigned) {
        block_filler fill(all, radius, with_distances, blocks[i]);
        for (auto site = i * sites_in_block; site < std::min(sites, (i + 1) * sites_in_block); ++site) {
            if (found > most) return;
            fill.site(of.site_x[site], of.site_y[site]);
            found += blocks[i].count.back();
        }
    });
    if (found > most)
        return fail(errc::limit,
                    fmt::format("more than {} pairs of site and point: take fewer of them or a smaller radius", most));
    numbered_pairs numbered;
    numbered.pairs = joined(blocks, threads);
    numbered.point_of = std::move(all.point_of);
    return numbered;
}

}  // namespace yizhan::instances

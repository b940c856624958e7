#include "merged_cells.hpp"

#include "face_raster.hpp"

#include <yizhan/base/parallel.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <numeric>

namespace yizhan::instances {
namespace {

// Fixed, so that sums are the same for any number of threads.
constexpr std::size_t slices = 8;

// What the points of a slice add up to.
struct sums {
    std::vector<double> face;
    std::vector<double> slot;
    std::vector<std::size_t> others;  // points in squares that too many circles cross
};

struct work {
    const plane& of;
    std::span<const double> weight;
    double square_of_radius;
    const face_raster& raster;

    [[nodiscard]] bool covered(index site, std::size_t point) const {
        return covers(of.x[point] - of.site_x[site], of.y[point] - of.site_y[site], square_of_radius);
    }
};

void add_crossed(const work& with, std::size_t point, std::uint32_t code, sums& into) {
    const auto& at = with.raster.crossings()[code ^ face_raster::crossed];
    if (at.slot == face_raster::no_slot) {
        into.others.push_back(point);
        return;
    }
    std::uint32_t outcome = 0;
    std::uint32_t bit = 1;
    for (const auto site : with.raster.asked(at)) {
        outcome |= with.covered(site, point) ? bit : 0;
        bit <<= 1;
    }
    into.slot[at.slot + outcome] += with.weight[point];
}

void add_points(const work& with, std::size_t begin, std::size_t end, sums& into) {
    // First all squares of a batch, then what is known of them: their places in memory are then fetched side by side.
    constexpr std::size_t batch = 256;
    std::array<std::uint32_t, batch> code;
    const auto frame = with.raster.frame();
    for (; begin < end; begin += batch) {
        const auto size = std::min(batch, end - begin);
        for (std::size_t i = 0; i < size; ++i)
            code[i] = with.raster.code(frame.square_of(with.of.x[begin + i], with.of.y[begin + i]));
        for (std::size_t i = 0; i < size; ++i) {
            if (code[i] < face_raster::crossed)
                into.face[code[i]] += with.weight[begin + i];
            else
                add_crossed(with, begin + i, code[i], into);
        }
    }
}

// The weight of each face, more of which are found on the way.
class face_weights {
public:
    face_weights(face_table& faces, const work& with) : faces_(&faces), with_(&with), bits_(faces.words()) {}

    void add(const sums& of) {
        for (index face = 0; face < of.face.size(); ++face)
            add(face, of.face[face]);
        for (const auto& at : with_->raster.crossings())
            if (at.slot != face_raster::no_slot) add_slots(at, std::span(of.slot).subspan(at.slot, 1U << at.count));
        for (const auto point : of.others)
            add_point(point);
    }
    [[nodiscard]] const std::vector<double>& weight() const { return weight_; }

private:
    void add(index face, double weight) {
        if (weight_.size() <= face) weight_.resize(face + 1);
        weight_[face] += weight;
    }
    void begin(const face_raster::crossing& at) { std::ranges::copy(faces_->set(at.face), bits_.begin()); }
    void set(index site) { bits_[site / 64] |= std::uint64_t{1} << site % 64; }

    void add_slots(const face_raster::crossing& at, std::span<const double> outcomes) {
        const auto asked = with_->raster.asked(at);
        for (std::uint32_t outcome = 0; outcome < outcomes.size(); ++outcome) {
            if (outcomes[outcome] == 0) continue;
            begin(at);
            for (std::uint32_t i = 0; i < asked.size(); ++i)
                if ((outcome >> i & 1U) != 0) set(asked[i]);
            add(faces_->number_of(bits_), outcomes[outcome]);
        }
    }
    void add_point(std::size_t point) {
        const auto square = with_->raster.frame().square_of(with_->of.x[point], with_->of.y[point]);
        const auto& at = with_->raster.crossings()[with_->raster.code(square) ^ face_raster::crossed];
        begin(at);
        for (const auto site : with_->raster.asked(at))
            if (with_->covered(site, point)) set(site);
        add(faces_->number_of(bits_), with_->weight[point]);
    }

    face_table* faces_;
    const work* with_;
    std::vector<std::uint64_t> bits_;
    std::vector<double> weight_;
};

template <class Visit>
void each_site(std::span<const std::uint64_t> set, Visit&& visit) {
    for (std::size_t word = 0; word < set.size(); ++word)
        for (auto bits = set[word]; bits != 0; bits &= bits - 1)
            visit(static_cast<index>(word * 64 + static_cast<std::size_t>(std::countr_zero(bits))));
}

covered_cells as_cells(const face_table& faces, const std::vector<double>& weight, std::size_t sites) {
    covered_cells cells;
    cells.pairs.first.assign(sites + 1, 0);
    for (index face = 0; face < weight.size(); ++face)
        if (weight[face] > 0) each_site(faces.set(face), [&](index site) { ++cells.pairs.first[site + 1]; });
    std::inclusive_scan(cells.pairs.first.begin(), cells.pairs.first.end(), cells.pairs.first.begin());
    cells.pairs.cell.resize(cells.pairs.first.back());
    auto next = cells.pairs.first;
    for (index face = 0; face < weight.size(); ++face) {
        if (!(weight[face] > 0)) continue;
        const auto cell = static_cast<index>(cells.weight.size());
        cells.weight.push_back(weight[face]);
        each_site(faces.set(face), [&](index site) { cells.pairs.cell[next[site]++] = cell; });
    }
    return cells;
}

// Enough squares that most points need no test, few enough that drawing them costs less than looking them up.
double squares_across(std::size_t points) {
    return std::clamp(std::sqrt(static_cast<double>(points)) / 2, 1.0, 512.0);
}

}  // namespace

covered_cells merged_cells(const plane& of, std::span<const double> weight, double radius, unsigned threads) {
    face_table faces(static_cast<index>(of.site_x.size()));
    const auto frame = raster_frame::over(of.x, of.y, squares_across(of.x.size()), threads);
    const face_raster raster(frame, of, radius, faces);
    const work with{of, weight, radius * radius, raster};
    std::vector<sums> found(slices);
    parallel_for(slices, threads, [&](std::size_t slice, unsigned) {
        found[slice].face.resize(faces.size());
        found[slice].slot.resize(raster.slots());
        add_points(with, of.x.size() * slice / slices, of.x.size() * (slice + 1) / slices, found[slice]);
    });
    face_weights all(faces, with);
    for (const auto& slice : found)
        all.add(slice);
    return as_cells(faces, all.weight(), of.site_x.size());
}

}  // namespace yizhan::instances

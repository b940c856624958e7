#pragma once

#include "circle_rows.hpp"
#include "face_table.hpp"

#include <yizhan/instances/instance.hpp>

#include <cstdint>
#include <map>
#include <span>
#include <vector>

namespace yizhan::instances {

/// A raster over the arrangement of the sites' circles. A square that lies in one face knows it; a square that circles
/// cross knows the sites that cover all of it and those that have to be asked.
class face_raster {
public:
    /// Squares that the same circles cross alike: in `face`, and perhaps in the circles of `asked`.
    struct crossing {
        index face;
        std::uint32_t first;  ///< in `asked`
        std::uint32_t count;
        std::uint32_t slot;  ///< of its first outcome; `no_slot`: too many circles to have one for each
    };
    static constexpr std::uint32_t no_slot = ~std::uint32_t{0};
    static constexpr std::uint32_t crossed = std::uint32_t{1} << 31;
    /// Outcomes of more circles than these are not counted by slots.
    static constexpr std::uint32_t most_slot_circles = 5;

    face_raster(const raster_frame& frame, const plane& of, double radius, face_table& faces);

    [[nodiscard]] const raster_frame& frame() const { return frame_; }
    /// A face's number, or `crossed` + the number of a crossing.
    [[nodiscard]] std::uint32_t code(std::size_t square) const { return codes_[square]; }
    [[nodiscard]] const std::vector<crossing>& crossings() const { return crossings_; }
    [[nodiscard]] std::span<const index> asked(const crossing& at) const {
        return std::span(asked_).subspan(at.first, at.count);
    }
    /// Slots below this many: 2^count for each crossing that has some.
    [[nodiscard]] std::uint32_t slots() const { return slots_; }

private:
    struct event {
        std::int64_t column;
        index site;
        bool inner;  // the square's circle covers all of it, or crosses it
        bool begins;
    };
    void collect(const plane& of, double radius, std::uint32_t row);
    void sweep(face_table& faces, std::uint32_t row);
    void turn(const event& at);
    std::uint32_t code_of_state(face_table& faces);
    std::uint32_t crossing_number(index face);

    raster_frame frame_;
    std::vector<std::uint32_t> codes_;
    std::vector<crossing> crossings_;
    std::vector<index> asked_;
    std::vector<std::vector<std::uint32_t>> crossings_of_;  // by a hash of face and circles
    std::uint32_t slots_ = 0;
    // of the row that is being swept
    std::vector<event> events_;
    std::vector<std::uint64_t> inside_;
    std::vector<index> across_;  // ascending
};

}  // namespace yizhan::instances

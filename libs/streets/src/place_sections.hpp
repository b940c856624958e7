#pragma once

namespace yizhan::streets {

/// The one list of the places' sections, for writing and for reading: calls `visit(name, array)`.
template <class Arrays, class Visit>
void for_each_place_section(Arrays& a, Visit&& visit) {
    visit("places/features", a.features);
    visit("places/tags", a.tags);
    visit("places/rings", a.rings);
    visit("places/points", a.points);
    visit("places/first_text", a.first_text);
    visit("places/text", a.text);
}

}  // namespace yizhan::streets

// Published instances in every format: any text is read or refused in one line, and what was read becomes a question
// whose arrays fit together.

#include <yizhan/instances/prepare.hpp>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <string>

namespace {

using namespace yizhan;
using instances::format;

void require(bool truth) {
    if (!truth) std::abort();
}

void check_refusal(const error& problem) {
    require(problem.message.find('\n') == std::string::npos);
    require(problem.code == errc::bad_input);
}

void check_question(const siting::problem& question, std::size_t sites) {
    require(question.sites() == sites);
    require(std::ranges::all_of(question.weight, [](double weight) { return weight >= 0 && std::isfinite(weight); }));
    require(question.pairs.seconds.empty() || question.pairs.seconds.size() == question.pairs.cell.size());
    for (siting::index site = 0; site < question.sites(); ++site) {
        const auto cells = question.pairs.cells_of(site);
        require(std::ranges::adjacent_find(cells, std::ranges::greater_equal{}) == cells.end());
        require(cells.empty() || cells.back() < question.cells());
    }
}

void check(result<instances::instance> read) {
    if (!read) return check_refusal(read.error());
    const auto sites = read->site_ids.size();
    require(sites > 0 && !read->weight.empty());
    if (sites * read->weight.size() > 100'000) return;
    for (const bool times : {false, true}) {
        auto copy = *read;
        const auto question = instances::prepare(copy, {times, 3.0, 1});
        if (question)
            check_question(*question, sites);
        else
            require(question.error().code == errc::limit);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    for (const auto as :
         {format::orlib_pmed, format::orlib_pmedcap, format::orlib_scp, format::tsplib, format::cfl, format::points})
        check(instances::parse(as, text, "f.txt"));
    // Three tables in one text, two dashes between them.
    const auto first = std::min(text.find("--"), text.size());
    const auto second = std::min(text.find("--", std::min(first + 2, size)), text.size());
    const auto part = [&](std::size_t from, std::size_t to) {
        return text.substr(std::min(from, size), to - std::min(from, to));
    };
    check(instances::parse_csv({part(0, first), "d.csv"}, {part(first + 2, second), "s.csv"},
                               {part(second + 2, size), "p.csv"}));
    return 0;
}

// Imports an extract and prints the report: `import_times FILE.osm.pbf TARGET [walk,ebike,drive]`.

#include <yizhan/streets/import.hpp>

#include <fmt/format.h>

#include <string_view>

int main(int argc, char** argv) {
    using namespace yizhan;
    if (argc < 3) {
        fmt::print(stderr, "usage: {} FILE TARGET [MODE,…]\n", argv[0]);
        return 2;
    }
    streets::import_options options;
    std::string_view names = argc > 3 ? argv[3] : "walk,ebike,drive";
    while (!names.empty()) {
        const auto name = names.substr(0, names.find(','));
        names.remove_prefix(std::min(names.size(), name.size() + 1));
        const auto m = streets::parse_mode(name);
        if (!m) {
            fmt::print(stderr, "{}\n", m.error().message);
            return 2;
        }
        options.modes.push_back(*m);
    }
    const auto report = streets::import_streets(argv[1], argv[2], options, progress::none());
    if (!report) {
        fmt::print(stderr, "{}\n", report.error().message);
        return 1;
    }
    for (const auto& count : report->counts)
        fmt::print("{:>10}  {:32}  {}\n", count.value, count.key, count.label);
    fmt::print("{:.3f} s, {} MB\n", report->seconds, report->peak_memory_bytes >> 20);
}

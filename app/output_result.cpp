#include "output_result.hpp"

#include "interrupt.hpp"

#include <filesystem>

namespace yizhan::app {

result<void> print(std::string_view text) {
    auto out = files::output::to({});
    if (!out) return pass_on(out);
    out->put(text);
    return out->finish();
}

result<void> print_json(const std::function<void(files::json_writer&)>& write) {
    auto out = files::output::to({});
    if (!out) return pass_on(out);
    files::json_writer json(into(*out));
    write(json);
    json.finish();
    return out->finish();
}

files::text_sink into(files::output& out) {
    return [&out](std::string_view text) { out.put(text); };
}

bool is_file(const std::string& path) {
    return !path.empty() && path != "-";
}

result<std::optional<files::output_format>> asked_format(const std::string& path, bool json,
                                                         std::span<const files::output_format> supported,
                                                         std::string_view what) {
    std::optional<files::output_format> format;
    if (json) format = files::output_format::json;
    if (!is_file(path)) return format;
    auto by_ending = files::format_of(path, supported, what);
    if (!by_ending) return pass_on(by_ending);
    return std::optional(*by_ending);
}

result<files::output> open_output(const std::string& path) {
    if (is_file(path)) {
        std::error_code problem;
        const auto target = std::filesystem::weakly_canonical(path, problem);
        watch_folder((problem ? std::filesystem::path(path) : target).parent_path());
    }
    return files::output::to(path);
}

}  // namespace yizhan::app

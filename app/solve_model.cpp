#include "output_result.hpp"
#include "solve.hpp"

#include <yizhan/files/text.hpp>
#include <yizhan/siting/model_file.hpp>

#include <fmt/format.h>

namespace yizhan::app {

result<void> write_model(const solve_request& request, const instances::instance& loaded,
                         const siting::problem& question, bool json, const std::string& output) {
    auto file = open_output(request.model_file);
    if (!file) return pass_on(file);
    auto size = siting::write_model(question, {request.merged, loaded.site_ids}, into(*file));
    if (!size) return pass_on(size);
    if (auto good = file->finish(); !good) return good;

    const bool to_file = !output.empty() && output != "-";
    if (!to_file && !json)
        return print(fmt::format("model      {}\ninstance   {}\ncolumns    {}\nrows       {}\nentries    {}\n",
                                 files::printable(request.model_file), files::printable(loaded.name), size->columns,
                                 size->rows, size->entries));
    auto out = open_output(output);
    if (!out) return pass_on(out);
    files::json_writer writer(into(*out));
    writer.begin_object();
    writer.member("problem", instances::name_of(request.inquiry.kind));
    writer.member("instance", loaded.name);
    writer.member("model", request.model_file);
    writer.member("merged", request.merged);
    writer.member("columns", size->columns);
    writer.member("rows", size->rows);
    writer.member("entries", size->entries);
    writer.end_object();
    writer.finish();
    return out->finish();
}

}  // namespace yizhan::app

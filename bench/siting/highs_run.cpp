// Plain HiGHS on a model file: highs_run MODEL.mps SECONDS. The wheel that we get HiGHS from has no program, only the
// library. One thread, everything else as HiGHS has it. Prints one JSON object.

#include <interfaces/highs_c_api.h>

#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <string>

namespace {

struct closer {
    void operator()(void* highs) const { Highs_destroy(highs); }
};
using solver = std::unique_ptr<void, closer>;
using steady = std::chrono::steady_clock;

double seconds_since(steady::time_point begin) {
    return std::chrono::duration<double>(steady::now() - begin).count();
}

std::string number(double value) {
    if (!std::isfinite(value) || std::abs(value) >= 1e300) return "null";
    std::string text(32, '\0');
    text.resize(static_cast<std::size_t>(std::snprintf(text.data(), text.size(), "%.15g", value)));
    return text;
}

double info(void* highs, const char* name) {
    double value = std::nan("");
    Highs_getDoubleInfoValue(highs, name, &value);
    return value;
}

std::string status_of(void* highs, bool has_solution) {
    switch (Highs_getModelStatus(highs)) {
        case kHighsModelStatusOptimal:
            return "optimal";
        case kHighsModelStatusInfeasible:
            return "infeasible";
        default:
            return has_solution ? "feasible" : "unknown";
    }
}

void print(void* highs, double reading, double solving) {
    HighsInt primal = 0;
    Highs_getIntInfoValue(highs, "primal_solution_status", &primal);
    const bool has_solution = primal == kHighsSolutionStatusFeasible;
    const double objective = has_solution ? info(highs, "objective_function_value") : std::nan("");
    std::cout << R"({"status":")" << status_of(highs, has_solution) << R"(","objective":)" << number(objective)
              << R"(,"bound":)" << number(info(highs, "mip_dual_bound")) << R"(,"reading":)" << number(reading)
              << R"(,"solving":)" << number(solving) << "}\n";
}

}  // namespace

int main(int count, char** arguments) {
    if (count == 2 && std::string(arguments[1]) == "--version") {
        std::cout << "HiGHS " << Highs_version() << '\n';
        return 0;
    }
    if (count != 3) {
        std::cerr << "usage: highs_run MODEL.mps SECONDS | --version\n";
        return 2;
    }
    const solver highs(Highs_create());
    Highs_setBoolOptionValue(highs.get(), "output_flag", 0);
    Highs_setIntOptionValue(highs.get(), "threads", 1);
    Highs_setDoubleOptionValue(highs.get(), "mip_rel_gap", 0);  // as ours: proven means proven
    Highs_setDoubleOptionValue(highs.get(), "time_limit", std::atof(arguments[2]));
    const auto begin = steady::now();
    if (Highs_readModel(highs.get(), arguments[1]) == kHighsStatusError) {
        std::cerr << "highs_run: cannot read " << arguments[1] << '\n';
        return 1;
    }
    const double reading = seconds_since(begin);
    Highs_run(highs.get());
    print(highs.get(), reading, seconds_since(begin) - reading);
    return 0;
}

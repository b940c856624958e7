// The tables of format csv.

#include "support.hpp"

#include <yizhan/instances/prepare.hpp>

#include <gmock/gmock.h>

#include <cmath>

namespace yizhan::instances {
namespace {

using siting::site_state;
using testing::ElementsAre;
using testing::StartsWith;

struct tables {
    std::string demand = "id,weight\na,1\nb,2.5\n";
    std::string sites = "id\ns\nt\n";
    std::string pairs = "site,demand\ns,a\nt,b\nt,a\n";

    [[nodiscard]] result<instance> read() const {
        return parse_csv({demand, "demand.csv"}, {sites, "sites.csv"}, {pairs, "pairs.csv"});
    }
};

TEST(csv, columns_in_any_order_with_defaults) {
    const auto read = tables{}.read();
    ASSERT_TRUE(read.has_value()) << read.error().message;
    EXPECT_EQ(read->name, "pairs");
    EXPECT_THAT(read->site_ids, ElementsAre("s", "t"));
    EXPECT_TRUE(read->cost.empty());
    EXPECT_TRUE(read->capacity.empty());
    EXPECT_TRUE(read->state.empty());
    const auto& pairs = std::get<siting::pair_table>(read->reach);
    EXPECT_THAT(pairs.first, ElementsAre(0, 1, 3));
    EXPECT_THAT(pairs.cell, ElementsAre(0, 0, 1));
    EXPECT_TRUE(pairs.seconds.empty());
}

TEST(csv, all_columns) {
    tables all;
    all.demand = "name,weight,id\r\n\"x, y\",1,a\r\nz,2.5,\"b, c\"\r\n";
    all.sites = "fixed,capacity,cost,id\nkept,10,1.5,s\n\n1,,2,t\n-1,0,0,u\n,1,1,v\n";
    all.pairs = "seconds,demand,site\n7.5,\"b, c\",s\n3,a,s\n1,a,v";
    const auto read = all.read();
    ASSERT_TRUE(read.has_value()) << read.error().message;
    EXPECT_THAT(read->weight, ElementsAre(1, 2.5));
    EXPECT_THAT(read->cost, ElementsAre(1.5, 2, 0, 1));
    EXPECT_THAT(read->state,
                ElementsAre(site_state::kept, site_state::forced, site_state::forbidden, site_state::free));
    EXPECT_TRUE(std::isinf(read->capacity[1]));
    const auto& pairs = std::get<siting::pair_table>(read->reach);
    EXPECT_THAT(pairs.first, ElementsAre(0, 2, 2, 2, 3));
    EXPECT_THAT(pairs.cell, ElementsAre(0, 1, 0));
    EXPECT_THAT(pairs.seconds, ElementsAre(3, 7.5F, 1));
}

struct bad_tables {
    std::string tables::* which;
    std::string text;
    std::string told;
};

void PrintTo(const bad_tables& bad, std::ostream* out) {
    *out << bad.told;
}

class CsvRefused : public testing::TestWithParam<bad_tables> {};

TEST_P(CsvRefused, with_line_and_mend) {
    const auto& bad = GetParam();
    tables all;
    all.*bad.which = bad.text;
    EXPECT_THAT(refusal(all.read()), StartsWith(bad.told));
}

INSTANTIATE_TEST_SUITE_P(
    csv, CsvRefused,
    testing::Values(
        bad_tables{&tables::demand, "", "demand.csv:1: the file is empty: give a heading with id,weight"},
        bad_tables{&tables::demand, "id,weight\n", "demand.csv:1: no line after the heading"},
        bad_tables{&tables::demand, "id,demand\na,1\n",
                   "demand.csv:1: no column weight: the heading should have id,weight"},
        bad_tables{&tables::demand, "id,weight,id\na,1,b\n", "demand.csv:1: column id is there twice"},
        bad_tables{&tables::demand, "id,weight\na,1\nb,-2\n", "demand.csv:3: weight is '-2': give a number from 0"},
        bad_tables{&tables::demand, "id,weight\na,1\nb,NaN\n", "demand.csv:3: weight is 'NaN': give a number"},
        bad_tables{&tables::demand, "id,weight\na,1\nb,\n", "demand.csv:3: weight is ''"},
        bad_tables{&tables::demand, "id,weight\na,1\nb\n", "demand.csv:3: 1 fields, where the heading has 2"},
        bad_tables{&tables::demand, "id,weight\na,1\nb,2,3\n", "demand.csv:3: more fields than the 2 of the heading"},
        bad_tables{&tables::demand, "id,weight\na,1\n\na,2\n", "demand.csv:4: id 'a' is there twice"},
        bad_tables{&tables::demand, "id,weight\n,1\n", "demand.csv:2: the id is empty"},
        bad_tables{&tables::demand, "id,weight\na,0\nb,0\n", "demand.csv: the demand is 0 everywhere"},
        bad_tables{&tables::demand, "id,weight\n\"a,1\n", "demand.csv:2: a quote is not closed"},
        bad_tables{&tables::demand, "id,weight\n\"a\"b,1\n", "demand.csv:2: '\"a\"b': no text after a closing quote"},
        bad_tables{&tables::sites, "id\n", "sites.csv:1: no line after the heading"},
        bad_tables{&tables::sites, "id\ns\nt\ns\n", "sites.csv:4: id 's' is there twice"},
        bad_tables{&tables::sites, "id,cost\ns,1\nt,x\n", "sites.csv:3: cost is 'x'"},
        bad_tables{&tables::sites, "id,capacity\ns,1\nt,-1\n", "sites.csv:3: capacity is '-1'"},
        bad_tables{&tables::sites, "id,fixed\ns,0\nt,maybe\n", "sites.csv:3: fixed is 'maybe': use 1 or forced"},
        bad_tables{&tables::pairs, "site,demand\ns,a\nx,a\n", "pairs.csv:3: site 'x' is not among the sites"},
        bad_tables{&tables::pairs, "site,demand\ns,a\ns,x\n", "pairs.csv:3: demand 'x' is not among the cells"},
        bad_tables{&tables::pairs, "site,demand\ns,b\nt,a\ns,a\n\ns,b\nt,a\n",
                   "pairs.csv:6: the pair 's', 'b' is there twice"},
        bad_tables{&tables::pairs, "site,demand,seconds\ns,b,-1\n", "pairs.csv:2: seconds is '-1'"},
        bad_tables{&tables::pairs, "site,demand,seconds\ns,b\n", "pairs.csv:2: 2 fields, where the heading has 3"},
        bad_tables{&tables::pairs, "demand,seconds\ns,b\n", "pairs.csv:1: no column site"}));

}  // namespace
}  // namespace yizhan::instances

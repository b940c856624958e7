#include <yizhan/base/section_file.hpp>

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <numeric>

namespace yizhan {
namespace {

// A folder of the running test's own: tests run beside each other.
class folder {
public:
    folder() : path_(std::filesystem::path(testing::TempDir()) / ("yizhan-base-" + std::to_string(::getpid()))) {
        std::filesystem::create_directories(path_);
    }
    ~folder() { std::filesystem::remove_all(path_); }
    folder(const folder&) = delete;
    folder& operator=(const folder&) = delete;
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

class SectionFile : public testing::Test {
protected:
    void SetUp() override {
        std::iota(numbers_.begin(), numbers_.end(), 0U);
        section_file_writer writer({"thing", 3, 42});
        writer.add<std::uint32_t>("numbers", numbers_);
        writer.add<std::uint64_t>("empty", {});
        path_ = folder_.path() / "section_file_test.bin";
        ASSERT_TRUE(writer.write(path_).has_value());
    }

    void flip_byte(std::streamoff offset) const {
        std::fstream file(path_, std::ios::in | std::ios::out | std::ios::binary);
        file.seekg(offset);
        const char old = static_cast<char>(file.get());
        file.seekp(offset);
        file.put(static_cast<char>(old ^ 1));
    }

    std::vector<std::uint32_t> numbers_ = std::vector<std::uint32_t>(1000);
    folder folder_;
    std::filesystem::path path_;
};

TEST_F(SectionFile, reads_back_what_was_written) {
    auto file = section_file::open(path_, "thing", 3);
    ASSERT_TRUE(file.has_value());
    EXPECT_EQ(file->inputs(), 42U);
    const auto numbers = file->get<std::uint32_t>("numbers");
    ASSERT_TRUE(numbers.has_value());
    EXPECT_TRUE(std::ranges::equal(*numbers, numbers_));
    EXPECT_TRUE(file->get<std::uint64_t>("empty")->empty());
}

TEST_F(SectionFile, stores_equal_contents_once) {
    section_file_writer twice({"thing", 3, 42});
    twice.add<std::uint32_t>("numbers", numbers_);
    twice.add<std::uint32_t>("again", numbers_);
    twice.add<std::uint64_t>("empty", {});
    const auto image = twice.image();
    EXPECT_LT(image.size(), std::filesystem::file_size(path_) + 200);
    const auto file = section_file::over(image, "twice", "thing", 3);
    ASSERT_TRUE(file.has_value());
    EXPECT_TRUE(std::ranges::equal(*file->get<std::uint32_t>("again"), numbers_));
    EXPECT_TRUE(std::ranges::equal(*file->get<std::uint32_t>("numbers"), numbers_));
}

TEST_F(SectionFile, refuses_another_kind_version_section_and_unit) {
    EXPECT_EQ(section_file::open(path_, "other", 3).error().code, errc::damaged);
    EXPECT_EQ(section_file::open(path_, "thing", 4).error().code, errc::outdated);
    auto file = section_file::open(path_, "thing", 3);
    ASSERT_TRUE(file.has_value());
    EXPECT_EQ(file->get<std::uint32_t>("nothing").error().code, errc::damaged);
    struct odd {
        std::array<char, 7> x;
    };
    EXPECT_EQ(file->get<odd>("numbers").error().code, errc::damaged);
}

// Whatever single bit is turned, somebody notices: on opening or when the section is asked for.
TEST_F(SectionFile, notices_every_damaged_byte_outside_padding) {
    const auto size = std::filesystem::file_size(path_);
    std::size_t noticed = 0;
    for (std::size_t offset = 0; offset < size; ++offset) {
        flip_byte(static_cast<std::streamoff>(offset));
        auto file = section_file::open(path_, "thing", 3);
        if (!file || !file->get<std::uint32_t>("numbers") || !file->get<std::uint64_t>("empty")) ++noticed;
        flip_byte(static_cast<std::streamoff>(offset));
    }
    // Header (56), table (2 * 72) and data (4000) are protected; the rest is alignment.
    EXPECT_EQ(noticed, 56U + 144U + 4000U);
}

TEST_F(SectionFile, refuses_every_truncation) {
    const auto whole = *read_file(path_, 1 << 20);
    for (std::size_t size = 0; size < whole.size(); size += 13) {
        std::ofstream(path_, std::ios::binary | std::ios::trunc) << whole.substr(0, size);
        EXPECT_FALSE(section_file::open(path_, "thing", 3).has_value()) << size;
    }
}

TEST(AtomicFile, leaves_nothing_when_dropped) {
    const folder here;
    const auto path = here.path() / "atomic_file_test.txt";
    {
        auto file = atomic_file::create(path);
        ASSERT_TRUE(file.has_value());
        ASSERT_TRUE(file->write("half").has_value());
    }
    EXPECT_TRUE(std::filesystem::is_empty(here.path()));
}

TEST(AtomicFile, says_that_the_folder_is_missing) {
    EXPECT_EQ(atomic_file::create("/proc/nowhere").error().code, errc::not_found);
}

TEST(FileLock, is_held_by_one_at_a_time) {
    const folder here;
    const auto path = here.path() / "file_lock_test";
    auto first = file_lock::acquire(path);
    ASSERT_TRUE(first.has_value());
    EXPECT_EQ(file_lock::acquire(path).error().code, errc::busy);
    {
        const auto released = std::move(*first);
    }
    EXPECT_TRUE(file_lock::acquire(path).has_value());
}

}  // namespace
}  // namespace yizhan

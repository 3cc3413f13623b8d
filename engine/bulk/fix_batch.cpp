// Records of a batch that are mended as they are judged, and the batch's text with them.
#include <algorithm>

#include "bulk/batch_judge.h"
#include "bulk/input_formats.h"

namespace leadlint::bulk {
namespace {

/// Of the line that a record ends in, what is shown behind it.
constexpr std::size_t max_rest_of_line = 4096;

}  // namespace

/// Who has judged the record as it is from now on.
const validate::Judge& BatchJudge::mend(ByteRange record) {
  const std::string_view text = batch_->input().substr(record.first, record.last - record.first);
  if (batch_->kind != Batch::Kind::records || text.size() > options_.max_record_bytes)
    return judge_;
  const validate::Judge& judge = fixer_->fix(
      judge_, text, [this](std::string_view instead) { return judge_instead(instead); });
  out_->fixes.more_unsafe += fixer_->more_unsafe();
  if (fixer_->made() == 0) return judge;
  out_->fixes.fixes += fixer_->made();
  ++out_->fixes.records;
  put(record, fixer_->text());
  return judge;
}

/// The judge of the batch's texts goes on with them, so that these have one of their own.
const validate::Judge* BatchJudge::judge_instead(std::string_view text) {
  if (!again_judge_) {
    again_judge_ = std::make_unique<validate::Judge>(judge_.ruleset());
    prepare(*again_judge_);
    if (keys_ || hook_ != nullptr) again_judge_->set_hook(this);
  }
  validate::Judge& judge = *again_judge_;
  const RecordForm record_form = records_of(options_.format);
  judge.allow_marks(record_form != RecordForm::element || batch_->single || batch_->texts);
  read_again_ = true;
  bool clean = false;
  if (text.size() > options_.max_record_bytes) {
    clean = judge.too_large(text);
  } else if (record_form == RecordForm::row) {
    if (!again_reader_) {
      again_reader_.emplace(*columns_);
      again_rows_.emplace(columns_->dialect);
    }
    again_rows_->begin(text, true);
    read::CsvRow row;
    if (!again_rows_->next(row) || row.text.size() != text.size()) return nullptr;
    again_reader_->read(row, judge.payload());
    clean = judge.record(text);
  } else if (record_form == RecordForm::form) {
    clean = judge.form(without_line_end(text));
  } else {
    clean = judge.text(text);
  }
  static_cast<void>(clean);  // whoever asks looks at the judge
  return &judge;
}

void BatchJudge::put(ByteRange record, const std::string& text) {
  std::string& fixed = batch_->fixed;
  fixed.append(batch_->input().substr(copied_, record.first - copied_));
  const std::size_t first = fixed.size();
  fixed += text;
  batch_->changes.push_back({record, {first, fixed.size()}});
  copied_ = record.last;
}

/// `end`: of the record in the input.
void BatchJudge::tell_failed(const validate::Judge& judge, const Failed& failed, std::size_t end) {
  const std::string_view input = batch_->input();
  if (batch_->changes.empty()) return failures_->failed(judge, failed, input);
  std::string& fixed = batch_->fixed;
  fixed.append(input.substr(copied_, end - copied_));
  copied_ = end;
  const std::size_t size = fixed.size();
  const std::string_view rest = input.substr(end, max_rest_of_line);
  fixed.append(rest.substr(0, rest.find('\n')));
  failures_->failed(judge, failed, fixed);
  fixed.resize(size);
}

void BatchJudge::end_fixes() {
  batch_->fixed.append(batch_->input().substr(copied_));
  copied_ = batch_->size;
}

}  // namespace leadlint::bulk

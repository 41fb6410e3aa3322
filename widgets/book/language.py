"""The language of an edition and the words that the site itself adds to a page."""

from sphinx.config import Config

# Of a figure in data/facts.csv, from the best supported to the worst.
STATUSES = ("confirmed", "structure", "claimed", "conflicting", "misprint", "reasoning")
LABELS = {
    "controls": {"zh": "可以改的量", "en": "What you can change"},
    "preset": {"zh": "从一个设置开始", "en": "Start from a setting"},
    "preset_none": {"zh": "自己设置", "en": "your own setting"},
    "reset": {"zh": "恢复初始设置", "en": "Reset"},
    "copy": {"zh": "复制此设置的链接", "en": "Copy link to this setting"},
    "parts": {"zh": "由分项得出", "en": "Set by its parts"},
    "illustrative": {"zh": "示意", "en": "illustrative"},
    "play": {"zh": "▶ 播放", "en": "▶ Play"},
    "pause": {"zh": "❚❚ 暂停", "en": "❚❚ Pause"},
    "more": {"zh": "说明与数据表", "en": "Notes and table"},
    "static": {
        "zh": "这里的控件要用 JavaScript；下面是初始设置的答案。",
        "en": "The controls need JavaScript; below is the answer to the initial setting.",
    },
    "copied": {"zh": "链接已复制。", "en": "Link copied."},
    "copy_by_hand": {"zh": "浏览器不允许自动复制，请手动复制：", "en": "Please copy by hand: "},
    "link_ignored": {
        "zh": "链接中的设置无法识别，已改用初始设置：",
        "en": "The link's setting is not valid; the initial setting is used: ",
    },
    "too_slow": {
        "zh": "这次计算超过两秒，已停止。请换一个设置再试。",
        "en": "This took over two seconds and was stopped. Try another setting.",
    },
    "failed": {
        "zh": "模型没有算出结果。上面的文字和表格仍是上一次的答案；请恢复初始设置或刷新页面。",
        "en": "The model gave no answer. Text and table still show the last one; reset or reload.",
    },
    "set": {"zh": "已填", "en": "set"},
    "undo": {"zh": "撤销替换", "en": "Undo replacement"},
    "save_md": {"zh": "下载 Markdown", "en": "Download Markdown"},
    "save_json": {"zh": "下载 JSON", "en": "Download JSON"},
    "open_file": {"zh": "打开文件（JSON）", "en": "Open a file (JSON)"},
    "saved": {"zh": "已交给浏览器下载：{file}", "en": "Handed to the browser: {file}"},
    "opened": {
        "zh": "已打开 {file}，结果由模型重新算出。",
        "en": "{file} is open; the results are computed anew.",
    },
    "not_opened": {
        "zh": "没有打开 {file}，页面上的内容没有变。",
        "en": "{file} was not opened; what is on the page is unchanged. ",
    },
    "not_json": {
        "zh": "文件不是 JSON；请选这里下载的 .json 文件。",
        "en": "The file is not JSON; choose a .json file that was downloaded here.",
    },
    "too_large": {
        "zh": "文件大小：收到 {size} 字节，应不超过 {most} 字节。",
        "en": "File size: got {size} bytes, expected at most {most}.",
    },
    "prediction": {"zh": "先猜，再看", "en": "Guess first"},
    "prediction_guess": {"zh": "我猜", "en": "My guess"},
    "prediction_submit": {"zh": "看模型怎么答", "en": "See the model's answer"},
    "prediction_skip": {"zh": "跳过", "en": "Skip"},
    "prediction_hit": {
        "zh": "猜中了：你猜{guess}，模型答{answer}。",
        "en": "A hit: you guessed {guess}, the model says {answer}.",
    },
    "prediction_miss": {
        "zh": "没有猜中：你猜{guess}，模型答{answer}。移动控件，看看差在哪里。",
        "en": "A miss: you guessed {guess}, the model says {answer}. Move the controls to see why.",
    },
    "calibration_title": {"zh": "你的预测", "en": "Your guesses"},
    "calibration_how": {
        "zh": "每个模型都先请你猜。猜测只存在这个浏览器里，换一台设备或清除网站数据就没有了。",
        "en": "Each model asks for a guess first. Guesses stay in this browser alone.",
    },
    "calibration_static": {
        "zh": "汇总要用 JavaScript；下面是全书的预测题，链接通到各自的模型。",
        "en": "The summary needs JavaScript; below are all the questions with links to their models.",
    },
    "calibration_nothing": {
        "zh": "还没有猜过。全书共有 {all} 道预测题，从下面任一题开始。",
        "en": "No guess yet. There are {all} questions; begin with any of them.",
    },
    "calibration_sum": {
        "zh": "{all} 道题猜了 {made} 道，猜中 {hits} 道；这些题盲猜，平均猜中率是 {blind}。",
        "en": "{made} of {all} questions guessed, {hits} hit; guessing them blindly would hit {blind}.",
    },
    "calibration_forgotten": {"zh": "已经全部忘掉。", "en": "All guesses are forgotten."},
    "calibration_hits_caption": {
        "zh": "猜中了多少。圆点是猜中率，粗线是百分之九十五的 Wilson 区间，虚竖线是盲猜的猜中率；"
        "左端是零，右端是全中。题少时粗线很长，说明还看不出什么。",
        "en": "Share of hits: dot, with Wilson's 95% interval as a thick line; dashed: blind guessing. "
        "The scale runs from none to all. With few guesses the line is long and tells little.",
    },
    "calibration_section": {"zh": "部分", "en": "part"},
    "calibration_counted": {"zh": "猜中/已猜", "en": "hits/guesses"},
    "calibration_plot": {"zh": "猜中率与区间", "en": "share and interval"},
    "calibration_all": {"zh": "合计", "en": "all"},
    "calibration_choice": {"zh": "选择题 {hits}/{count}", "en": "choices {hits}/{count}"},
    "calibration_number": {"zh": "数字题 {hits}/{count}", "en": "numbers {hits}/{count}"},
    "calibration_and": {"zh": "，", "en": ", "},
    "calibration_share": {
        "zh": "{share}（{low}—{high}），盲猜 {blind}",
        "en": "{share} ({low} to {high}), blind {blind}",
    },
    "calibration_errors_caption": {
        "zh": "数字题偏了多少。单位是各题的容差：正数是猜高了，负数是猜低了；落在中间的浅色带里算猜中。"
        "空心的点超出了标尺。",
        "en": "Error of the numbers in units of each question's tolerance: positive is too high. "
        "Within the pale band is a hit; a hollow dot lies beyond the scale.",
    },
    "calibration_asked": {"zh": "问题", "en": "question"},
    "calibration_units": {"zh": "误差（容差的倍数）", "en": "error in tolerances"},
    "calibration_error": {
        "zh": "{units}（猜{guess}，答{answer}）",
        "en": "{units} (guess {guess}, answer {answer})",
    },
    "calibration_beyond": {
        "zh": "{units}，超出标尺（猜{guess}，答{answer}）",
        "en": "{units}, beyond the scale (guess {guess}, answer {answer})",
    },
    "calibration_exact": {"zh": "数字题没有一道偏高或偏低。", "en": "No number was too high or too low."},
    "calibration_lean": {
        "zh": "偏高 {over} 道，偏低 {under} 道。如果没有偏向，至少这样一边倒的机会是 {chance}。",
        "en": "Too high: {over}, too low: {under}. Without any leaning, "
        "a split at least this uneven has a chance of {chance}.",
    },
    "calibration_colon": {"zh": "：", "en": ": "},
    "calibration_none": {"zh": "还没有猜。", "en": "No guess yet."},
    "calibration_hit": {
        "zh": "猜中：你猜{guess}，模型答{answer}。",
        "en": "Hit: {guess}; the model: {answer}.",
    },
    "calibration_miss": {
        "zh": "没有猜中：你猜{guess}，模型答{answer}。",
        "en": "Miss: {guess}; the model: {answer}.",
    },
    "calibration_stale": {
        "zh": "这一题在你猜过以后改了，旧的猜测没有计入；可以重猜。",
        "en": "The model has changed since you guessed; the old guess is not counted.",
    },
    "calibration_damaged": {
        "zh": "存下的猜测读不出来，没有计入；可以重猜。",
        "en": "The stored guess cannot be read and is not counted.",
    },
    "calibration_export": {"zh": "导出为 JSON", "en": "Export as JSON"},
    "calibration_forget": {"zh": "忘掉全部猜测", "en": "Forget all guesses"},
    "calibration_confirm": {
        "zh": "忘掉这个浏览器里的全部猜测？忘掉以后不能恢复，可以先导出。",
        "en": "Forget all guesses in this browser? This cannot be undone; you may export them first.",
    },
    "calibration_keep": {"zh": "留着", "en": "Keep them"},
    "replicated": {"zh": "复现：与已发表的 {count} 个数值一致", "en": "Replicates {count} published values"},
    "simulated": {
        "zh": "这个模型没有已发表的数值可以对照，只检验了性质（范围、单调、对称、极限）。",
        "en": "No published values exist for this model; only its properties are tested.",
    },
    "replication_quantity": {"zh": "数值", "en": "quantity"},
    "replication_published": {"zh": "已发表", "en": "published"},
    "replication_ours": {"zh": "本模型", "en": "this model"},
    "replication_tolerance": {"zh": "容差", "en": "tolerance"},
    "replication_source": {"zh": "出处", "en": "source"},
    "confirmed": {"zh": "有独立来源", "en": "confirmed"},
    "claimed": {"zh": "原书称", "en": "claimed"},
    "conflicting": {"zh": "说法不一", "en": "conflicting"},
    "structure": {"zh": "教材结构", "en": "structure"},
    "misprint": {"zh": "印误", "en": "misprint"},
    "reasoning": {"zh": "论证有疑", "en": "doubtful reasoning"},
    "confirmed_mark": {"zh": "", "en": ""},
    "claimed_mark": {"zh": "称", "en": "c"},
    "conflicting_mark": {"zh": "异", "en": "?"},
    "structure_mark": {"zh": "章", "en": "s"},
    "misprint_mark": {"zh": "误", "en": "m"},
    "reasoning_mark": {"zh": "疑", "en": "!"},
    "facts_legend": {
        "zh": "正文中的数字后带“称”的，只有本书所依据的教材这样说；"
        "带“异”的，不同来源说法不一；不带标记的，在独立的已发表来源中读到过。",
        "en": "Figures marked “c” rest on the source chapter alone; “?” marks figures on which sources "
        "disagree; unmarked figures were read in an independent published source.",
    },
    "table_facts": {
        "zh": "共 {rows} 行、{columns} 列，主键 {key}。来源：{sources}。用在：{pages}。",
        "en": "{rows} rows, {columns} columns, key {key}. Sources: {sources}. Used by: {pages}.",
    },
    "by_models": {"zh": "模型或本书的构建", "en": "models or the making of the book"},
    "columns": {"zh": "各列的含义", "en": "Columns"},
    "column_name": {"zh": "列", "en": "column"},
    "column_type": {"zh": "类型", "en": "type"},
    "column_meaning": {"zh": "含义", "en": "meaning"},
    "column_limits": {"zh": "限制", "en": "limits"},
    "limit_required": {"zh": "必填", "en": "required"},
    "limit_unique": {"zh": "不重复", "en": "unique"},
    "limit_minimum": {"zh": "不小于 {value}", "en": "at least {value}"},
    "limit_maximum": {"zh": "不大于 {value}", "en": "at most {value}"},
    "limit_enum": {"zh": "只能是 {value}", "en": "one of {value}"},
    "limit_pattern": {"zh": "形如 `{value}`", "en": "as in `{value}`"},
    "times": {"zh": "读{reading}，做{practice}", "en": "reading {reading}, practice {practice}"},
    "structure_legend": {
        "zh": "带“章”的是教材自己的分项数，已按它的正文点清。",
        "en": " “s” marks counts of the chapter’s own divisions, checked against its text.",
    },
    "misprint_legend": {
        "zh": "带“误”的是排印或用字的错误，附更正。",
        "en": " “m” marks errors of print or wording, with the mended form.",
    },
    "reasoning_legend": {
        "zh": "带“疑”的是推不出或意思不通的论断。",
        "en": " “!” marks sentences that do not follow or cannot mean what they say.",
    },
    "undated": {"zh": "未注明日期", "en": "undated"},
    "against": {"zh": "与之不一致：", "en": "Contradicted by: "},
    "register_filter": {"zh": "筛选数字", "en": "Filter the figures"},
    "register_origin": {"zh": "谁的数字", "en": "Whose figures"},
    "register_chapter": {"zh": "教材的数字", "en": "The chapter’s"},
    "register_book": {"zh": "本书补充的数字", "en": "This book’s"},
    "register_section": {"zh": "教材的部分", "en": "Part of the chapter"},
    "register_status": {"zh": "状态", "en": "Status"},
    "register_text": {"zh": "含有文字", "en": "With the words"},
    "register_any": {"zh": "全部", "en": "all"},
    "register_clear": {"zh": "清除筛选", "en": "Clear"},
    "register_found": {
        "zh": "显示 {shown} 个（全表 {all} 个）。{parts}",
        "en": "{shown} shown of {all}. {parts}",
    },
    "register_opening": {"zh": "案例导入", "en": "Opening case"},
    "register_section-1": {"zh": "第一节", "en": "Section 1"},
    "register_section-2": {"zh": "第二节", "en": "Section 2"},
    "register_section-3": {"zh": "第三节", "en": "Section 3"},
    "register_section-4": {"zh": "第四节", "en": "Section 4"},
    "register_closing": {"zh": "案例收束", "en": "Closing case"},
    "register_summary": {"zh": "本章小结", "en": "Summary"},
    "register_exercises": {"zh": "思考与练习", "en": "Exercises"},
    "register_references": {"zh": "参考文献", "en": "References"},
    "register_used": {"zh": "用在：", "en": "Used in: "},
    "register_here": {"zh": "本页", "en": "this page"},
    "register_unused": {"zh": "正文没有用到。", "en": "Not used in the text."},
    "diagram_title": {"zh": "图{figure} {title}", "en": "Figure {figure} {title}"},
    "diagram_own_title": {"zh": "{title}", "en": "{title}"},
    "diagram_own": {"zh": "这张图由本书编排，教材没有。", "en": "The map is this book’s own."},
    "diagram_stated": {"zh": "实线：正文写明。", "en": "Solid: stated in the text."},
    "diagram_inferred": {"zh": "虚线和 *：由正文推断。", "en": "Dashed and *: inferred from it."},
    "diagram_all_stated": {"zh": "各项和箭头都由正文写明。", "en": "The text states every item and arrow."},
    "diagram_layout_inferred": {"zh": "布局由本书推断。", "en": "The layout is this book’s."},
    "diagram_follow": {"zh": "点一项，到讲它的段落。", "en": "Each item leads to its passage."},
    "diagram_doubt": {"zh": "（推断）", "en": " (inferred)"},
    "diagram_source": {
        "zh": "教材注明的资料来源：{work} {{cite:p}}`{key}`。",
        "en": "Source named by the textbook: {work} {{cite:p}}`{key}`.",
    },
    "work_chapter_number": {"zh": "教材文献[{}]。", "en": "No. {} in the textbook’s list. "},
    "work_in_chapter": {"zh": "教材：{}。", "en": "In the textbook: {}. "},
    "work_note": {"zh": "注：{}。", "en": "Note: {}. "},
    "work_cited": {"zh": "见于：", "en": "Cited in: "},
    "work_separator": {"zh": "；", "en": "; "},
    "work_at_top": {"zh": "开头", "en": "opening"},
    "work_brackets": {"zh": "（{}）", "en": " ({})"},
    "work_comma": {"zh": "、", "en": ", "},
    "work_places": {"zh": "等{}节", "en": "{} sections in all"},
    "work_not_cited": {"zh": "本书正文未引用。", "en": "Not cited in the text. "},
    "search": {"zh": "搜索", "en": "Search"},
    "search_found": {"zh": "“{query}”：{count} 页", "en": "“{query}”: {count} pages"},
    "search_nothing": {"zh": "没有找到“{query}”", "en": "Nothing found for “{query}”"},
    "search_failed": {
        "zh": "搜索索引没有载入，请刷新页面再试。",
        "en": "The index did not load; please reload.",
    },
    "search_needs_script": {
        "zh": "搜索要用 JavaScript；也可以从目录或术语表查找。",
        "en": "Search needs JavaScript.",
    },
}


def edition(config: Config) -> str:
    """Language of the edition being built, "zh" or "en"."""
    return "en" if (config.language or "").startswith("en") else "zh"


def label(key: str, lang: str) -> str:
    """Words for `key` in the language."""
    return LABELS[key][lang]

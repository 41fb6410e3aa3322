"""What stops a beginner's code, recognised by Python's own message, and how to say it.

Python's wording differs between versions; the patterns fit 3.11 to 3.14.
"""

# (exception, pattern of its message, key of the words); the first that fits is taken.
RULES = (
    ("SyntaxError", r"invalid (?:non-printable )?character.*?(?P<code>U\+[0-9A-F]+)", "foreign_sign"),
    ("SyntaxError", r"expected ':'", "colon"),
    ("IndentationError", r"expected an indented block after (?P<what>.+) on line (?P<after>\d+)", "no_block"),
    ("IndentationError", r"unexpected indent", "indent"),
    ("IndentationError", r"unindent does not match", "unindent"),
    ("TabError", r"", "tabs"),
    ("SyntaxError", r"'(?P<sign>[(\[{])' was never closed", "unclosed"),
    ("SyntaxError", r"unmatched '(?P<sign>[)\]}])'", "unopened"),
    ("SyntaxError", r"closing parenthesis '(?P<sign>.)' does not match .*?'(?P<open>.)'", "crossed"),
    ("SyntaxError", r"unterminated (?:f-string|string|.*string literal)", "unclosed_text"),
    ("SyntaxError", r"[Mm]issing parentheses in call to 'print'", "print"),
    ("SyntaxError", r"cannot assign to", "assign"),
    ("SyntaxError", r"Maybe you meant '=='", "one_equal"),
    ("SyntaxError", r"[Pp]erhaps you forgot a comma", "comma"),
    ("SyntaxError", r"'(?P<word>return|yield|await)' outside", "outside_function"),
    ("SyntaxError", r"'(?P<word>break|continue)'", "outside_loop"),
    ("SyntaxError", r"invalid \w+ literal|leading zeros", "number"),
    ("SyntaxError", r"positional argument follows keyword", "argument_order"),
    ("SyntaxError", r"f-string", "f_string"),
    ("SyntaxError", r"", "syntax"),
    ("IndentationError", r"", "indent"),
    ("UnboundLocalError", r"local variable '(?P<name>.+?)'", "unbound"),
    ("NameError", r"name '(?P<name>.+?)' is not defined", "name"),
    ("TypeError", r"(?P<name>\w+)\(\) missing (?P<count>\d+) required.*?: (?P<what>.+)", "too_few"),
    ("TypeError", r"(?P<name>\w+)\(\) takes (?P<count>.+?) positional .*but (?P<given>\d+)", "too_many"),
    ("TypeError", r"(?P<name>\w+)\(\) got an unexpected keyword argument '(?P<what>\w+)'", "keyword"),
    ("TypeError", r"NoneType", "none"),
    ("TypeError", r"can only concatenate (?P<one>\w+) \(not \"(?P<other>\w+)\"\)", "mixed"),
    ("TypeError", r"type\(s\) for (?P<sign>.+?): '(?P<one>\w+)' and '(?P<other>\w+)'", "mixed_sign"),
    ("TypeError", r"'(?P<sign>.+?)' not .* of '(?P<one>\w+)' and '(?P<other>\w+)'", "mixed_sign"),
    ("TypeError", r"'(?P<one>\w+)' object is not callable", "not_callable"),
    ("TypeError", r"'(?P<one>\w+)' object is not iterable", "not_iterable"),
    ("TypeError", r"'(?P<one>\w+)' object is not subscriptable", "not_subscriptable"),
    ("TypeError", r"indices must be integers(?: or slices)?, not '?(?P<one>\w+)", "index_type"),
    ("TypeError", r"'(?P<one>\w+)' object cannot be interpreted as an integer", "whole_number"),
    ("TypeError", r"object of type '(?P<one>\w+)' has no len", "no_length"),
    ("TypeError", r"'(?P<one>\w+)' object does not support item assignment", "unchangeable"),
    ("TypeError", r"", "type"),
    ("ZeroDivisionError", r"", "zero"),
    ("IndexError", r"", "index"),
    ("KeyError", r"(?P<what>.*)", "key"),
    ("AttributeError", r"'(?P<one>NoneType)' object has no attribute '(?P<name>\w+)'", "none"),
    ("AttributeError", r"module '(?P<one>[\w.]+)' has no attribute '(?P<name>\w+)'", "attribute"),
    ("AttributeError", r"'(?P<one>\w+)' object has no attribute '(?P<name>\w+)'", "attribute"),
    ("RecursionError", r"", "recursion"),
    ("NotImplementedError", r"", "stub"),
    ("NotAllowedError", r"(?P<name>.*)", "module"),
    ("ModuleNotFoundError", r"No module named '(?P<name>.+?)'", "module"),
    ("ImportError", r"cannot import name '(?P<name>\w+)' from '(?P<one>[\w.]+)'", "attribute"),
    ("NotHereError", r"(?P<name>input)", "input"),
    ("NotHereError", r"(?P<name>.*)", "not_here"),
    ("SystemExit", r"", "exit"),
    ("MemoryError", r"", "memory"),
    ("OverflowError", r"index-sized", "memory"),
    ("OverflowError", r"", "overflow"),
    ("ValueError", r"math domain error|expected a (?:positive|nonnegative) (?:input|number)", "domain"),
    ("ValueError", r"(?:string to float|invalid literal for int\(\).*): (?P<what>.+)", "convert"),
    ("AssertionError", r"", "assertion"),
    ("TimeLimit", r"(?P<count>.*)", "time"),
    ("Crash", r"", "crash"),
    ("Undefined", r"(?P<name>.*)", "undefined"),
)  # fmt: skip

WORDS = {
    "foreign_sign": {
        "zh": "这一行有全角或中文的符号“{sign}”。代码里的标点、括号、引号和数字要用英文（半角）输入；"
        "只有引号里的文字可以用中文符号。",
        "en": "This line has the sign “{sign}”, which is not one of Python’s. "
        "Type punctuation, brackets, quotes and digits in half width.",
    },
    "colon": {
        "zh": "这一行末尾少了冒号“:”。def、if、elif、else、for、while 开头的行都以英文冒号结尾。",
        "en": "A colon is missing. Lines that begin with def, if, elif, else, for or while end with one.",
    },
    "else_if": {
        "zh": "Python 里“否则如果”写作 elif，不写 else if。",
        "en": "Python writes elif, not else if.",
    },
    "no_block": {
        "zh": "第 {after} 行以冒号结尾，下面一行应当向右缩进（四个空格），这里没有缩进。",
        "en": "Line {after} ends with a colon; the line below it must be indented by four spaces.",
    },
    "indent": {
        "zh": "这一行的缩进多了。同一层的语句要左端对齐；只有冒号结尾的行下面才再缩进一层。",
        "en": "This line is indented too far. Statements of one level begin in one column.",
    },
    "unindent": {
        "zh": "这一行的缩进和上面任何一层都对不齐。请用四个空格为一层，逐层对齐。",
        "en": "The indentation of this line fits no level above it. Use four spaces for each level.",
    },
    "tabs": {
        "zh": "缩进混用了制表符和空格。请全部改用空格。",
        "en": "The indentation mixes tabs and spaces. Use spaces only.",
    },
    "unclosed": {
        "zh": "这里的括号“{sign}”没有配上另一半。请检查从这一行起，哪里漏了右括号。",
        "en": "The bracket “{sign}” opened here is never closed.",
    },
    "unopened": {
        "zh": "多了一个右括号“{sign}”，前面没有与它相配的左括号。",
        "en": "The bracket “{sign}” closes nothing that was opened.",
    },
    "crossed": {
        "zh": "括号配错了：左边是“{open}”，右边却是“{sign}”。",
        "en": "Brackets do not match: “{open}” was opened, “{sign}” closes it.",
    },
    "unclosed_text": {
        "zh": "引号没有成对：一段文字开了引号，没有用同样的引号收尾。",
        "en": "A text begins with a quote that is never closed.",
    },
    "print": {
        "zh": "print 后面要有括号，写作 print(…)。",
        "en": "print needs parentheses: print(…).",
    },
    "one_equal": {
        "zh": "比较两个值是否相等用两个等号“==”；一个等号“=”表示赋值。",
        "en": "To compare, write two equal signs (==); one equal sign assigns.",
    },
    "assign": {
        "zh": "等号左边应当是一个变量名，不能是算式、数字或函数调用。",
        "en": "Left of an equal sign stands a name, not a calculation, a number or a call.",
    },
    "comma": {
        "zh": "两个值之间可能少了逗号“,”或运算符。",
        "en": "There may be a comma or an operator missing between two values.",
    },
    "operator": {
        "zh": "Python 里没有“{sign}”这种写法，请改用 {instead}。",
        "en": "Python has no “{sign}”; write {instead}.",
    },
    "outside_function": {
        "zh": "{word} 只能写在函数里面。请检查这一行是否少了缩进。",
        "en": "{word} belongs inside a function. Is this line indented?",
    },
    "outside_loop": {
        "zh": "{word} 只能写在循环里面。请检查这一行的缩进。",
        "en": "{word} belongs inside a loop. Is this line indented?",
    },
    "number": {
        "zh": "这个数字的写法不对。变量名不能以数字开头，数字不能以 0 打头，乘号“*”不能省略。",
        "en": "This number is not well written. Names do not begin with a digit; * is never left out.",
    },
    "argument_order": {
        "zh": "调用函数时，写明名字的参数要放在没有写名字的参数后面。",
        "en": "In a call, arguments with a name come after those without.",
    },
    "f_string": {
        "zh": "f 开头的文字里，花括号中的写法不对。花括号里要是一个完整的表达式，左右成对。",
        "en": "In the f-string, what stands in braces is not a whole expression.",
    },
    "syntax": {
        "zh": "Python 读不懂这一行。请检查拼写、括号、逗号和运算符；有时错处在上一行的末尾。",
        "en": "Python cannot read this line. Check spelling, brackets, commas; the slip may be at the end of "
        "the line above.",
    },
    "unbound": {
        "zh": "变量 {name} 在赋值之前就被使用了。函数里面给它赋过值，它就只属于这个函数；请先给它初值。",
        "en": "{name} is used before it has a value. The function assigns it, so it is its own.",
    },
    "name": {
        "zh": "Python 不认识名字 {name}。它没有定义过，或者拼写、大小写不一致。",
        "en": "Python knows no name {name}. It was never defined, or is spelled differently.",
    },
    "name_near": {
        "zh": "Python 不认识名字 {name}。是不是想写 {near}？",
        "en": "Python knows no name {name}. Did you mean {near}?",
    },
    "name_module": {
        "zh": "使用 {name} 之前要先导入：在开头写 {near}。",
        "en": "{name} must be imported first: begin with {near}.",
    },
    "too_few": {
        "zh": "调用 {name} 时少给了 {count} 个参数：{what}。",
        "en": "{name} was called with {count} argument(s) missing: {what}.",
    },
    "too_many": {
        "zh": "{name} 接受 {count} 个参数，这里给了 {given} 个。请核对函数定义的参数个数。",
        "en": "{name} takes {count} argument(s), but {given} were given.",
    },
    "keyword": {
        "zh": "{name} 没有叫 {what} 的参数。请核对参数名。",
        "en": "{name} has no argument called {what}.",
    },
    "none": {
        "zh": "这里用到了 None（空值）。多半是前面某个函数没有 return，"
        "或者用了 list.sort()、append() 这类没有结果的方法。",
        "en": "A value here is None. Most often a function lacks its return, "
        "or a method such as sort() or append() gives nothing back.",
    },
    "mixed": {
        "zh": "{one} 和 {other} 不能相加。数字和文字要先转换成同一种：str(…) 变成文字，float(…) 变成数字。",
        "en": "{one} and {other} cannot be added. Convert first: str(…) makes text, float(…) a number.",
    },
    "mixed_sign": {
        "zh": "{one} 和 {other} 不能用“{sign}”运算。请检查两边是否都是数字，或者都是同一种值。",
        "en": "{one} and {other} do not go together with “{sign}”. Are both sides numbers?",
    },
    "not_callable": {
        "zh": "这个值是{one}，不是函数，后面不能跟圆括号。可能漏了乘号“*”，或者变量名盖住了同名的函数。",
        "en": "This is a value ({one}), not a function. A * may be missing, or a variable hides a function.",
    },
    "not_iterable": {
        "zh": "{one}不能逐个取出。要循环 n 次写 range(n)；要逐个处理，需要列表、文字或字典。",
        "en": "One cannot go through a value of kind {one}. To repeat n times, write range(n).",
    },
    "not_subscriptable": {
        "zh": "{one}后面不能用方括号取某一项；能这样取的是列表、文字和字典。函数要用圆括号调用。",
        "en": "Square brackets take an item from lists, texts and dicts, not from {one}.",
    },
    "index_type": {
        "zh": "列表或文字的位置要用整数，这里用了{one}。整除写“//”，或者用 int(…)。",
        "en": "Positions in a list or text are whole numbers, here it is {one}. Use // or int(…).",
    },
    "whole_number": {
        "zh": "这里需要整数，得到的是{one}。整除写“//”，或者用 int(…)。",
        "en": "A whole number is needed here, not {one}. Use // or int(…).",
    },
    "no_length": {
        "zh": "{one}没有长度，不能用 len(…)。",
        "en": "A value of kind {one} has no length for len(…).",
    },
    "unchangeable": {
        "zh": "{one}的某一项不能改。要修改，先用 list(…) 变成列表。",
        "en": "Items of {one} cannot be changed. Make a list of it first.",
    },
    "type": {
        "zh": "这里的值种类不对：要数字的地方不是数字，或者参数不合要求。",
        "en": "A value here is of the wrong kind.",
    },
    "zero": {
        "zh": "除数是零。请先处理除数可能为零的情形，例如空列表的长度。",
        "en": "Division by zero. Deal with that case first, such as the length of an empty list.",
    },
    "index": {
        "zh": "取了不存在的位置。长度为 n 的列表，位置从 0 到 n−1；空列表一项也没有。",
        "en": "There is no such position. A list of n items has positions 0 to n−1.",
    },
    "key": {
        "zh": "字典里没有 {what} 这个键。请核对键的拼写，或者用 .get(…) 给出默认值。",
        "en": "The dict has no key {what}. Check its spelling, or use .get(…) with a default.",
    },
    "attribute": {
        "zh": "{one}没有叫 {name} 的内容或方法。请检查拼写和大小写。",
        "en": "{one} has nothing called {name}. Check the spelling.",
    },
    "attribute_near": {
        "zh": "{one}没有叫 {name} 的内容或方法。是不是想写 {near}？",
        "en": "{one} has nothing called {name}. Did you mean {near}?",
    },
    "recursion": {
        "zh": "函数一直在调用自己，停不下来。请检查有没有不再调用自己的终止情形，参数是否一步步接近它。",
        "en": "The function calls itself without end. Is there a case that stops, and does each call come "
        "nearer to it?",
    },
    "stub": {
        "zh": "这个函数还没有写。请把 raise NotImplementedError 这一行换成自己的代码。",
        "en": "This function is not written yet. Replace the line raise NotImplementedError.",
    },
    "module": {
        "zh": "这里不能导入 {name}。可以用的有 math、random、statistics、itertools、functools、collections、"
        "json、re、fractions、decimal、hashlib，以及本书的模型 widgets.models。",
        "en": "{name} cannot be imported here. There are math, random, statistics, itertools, functools, "
        "collections, json, re, fractions, decimal, hashlib and the book’s own widgets.models.",
    },
    "input": {
        "zh": "这里没有键盘输入，input() 不能用。要用的值由函数的参数给出。",
        "en": "There is no input() here. What the function needs is given by its arguments.",
    },
    "not_here": {
        "zh": "练习里不能用 {name}；这道题用不到它。",
        "en": "{name} cannot be used in an exercise; it is not needed.",
    },
    "exit": {
        "zh": "代码自己要求退出，后面就没有运行。请去掉 exit，用 return 结束函数。",
        "en": "The code asked to exit, and nothing after it ran. End a function with return.",
    },
    "memory": {
        "zh": "内存用完了。多半是循环里不断往列表里加东西，或者造了极长的列表。",
        "en": "Memory ran out: a list grows without end, or is far too long.",
    },
    "overflow": {
        "zh": "结果大得存不下。请检查指数或循环次数。",
        "en": "The result is too large. Check exponents and the number of rounds.",
    },
    "domain": {
        "zh": "数学函数得到了它不接受的值，例如对负数开平方、对零取对数。",
        "en": "A function of math got what it cannot take, such as the root of a negative number.",
    },
    "convert": {
        "zh": "{what} 不能转换成数字。",
        "en": "{what} cannot be made a number.",
    },
    "assertion": {
        "zh": "代码里的一条 assert 不成立。",
        "en": "An assert in the code does not hold.",
    },
    "time": {
        "zh": "运行超过 {count} 秒，已停止。多半是循环停不下来：请检查 while 的条件会不会变成假。",
        "en": "Stopped after {count} seconds. A loop may never end: does its condition become false?",
    },
    "crash": {
        "zh": "Python 中断了，没有给出结果；代码没有丢。多半是递归太深或占用的内存太多。",
        "en": "Python broke off without a result; your code is kept. "
        "Recursion may be too deep, or memory ran out.",
    },
    "undefined": {
        "zh": "代码里没有定义 {name}。请保留起始代码中的函数名。",
        "en": "The code does not define {name}. Keep the name that the starter gives.",
    },
    "other": {
        "zh": "Python 报告 {type}：{text}",
        "en": "Python reports {type}: {text}",
    },
}

KINDS = {
    "int": {"zh": "整数", "en": "a whole number"},
    "float": {"zh": "小数", "en": "a decimal number"},
    "bool": {"zh": "真假值", "en": "a truth value"},
    "str": {"zh": "文字", "en": "a text"},
    "list": {"zh": "列表", "en": "a list"},
    "tuple": {"zh": "元组", "en": "a tuple"},
    "dict": {"zh": "字典", "en": "a dict"},
    "set": {"zh": "集合", "en": "a set"},
    "NoneType": {"zh": "空值 None", "en": "None"},
    "function": {"zh": "函数", "en": "a function"},
    "method": {"zh": "方法", "en": "a method"},
    "builtin_function_or_method": {"zh": "函数", "en": "a function"},
    "type": {"zh": "类型", "en": "a type"},
    "module": {"zh": "模块", "en": "a module"},
    "generator": {"zh": "生成器", "en": "a generator"},
    "range": {"zh": "range 范围", "en": "a range"},
    "complex": {"zh": "复数", "en": "a complex number"},
    "too large": {"zh": "大得无法显示的值", "en": "a value too large to show"},
}
CONSTANTS = {"true": "True", "false": "False", "none": "None", "null": "None", "nil": "None"}
# What other languages write, and Python's own words for it.
OPERATORS = {
    "&&": "and", "||": "or", "++": "+= 1", "--": "-= 1", "===": "==", "<>": "!=",
    "≤": "<=", "≥": ">=", "≠": "!=", "×": "*", "÷": "/",
}  # fmt: skip

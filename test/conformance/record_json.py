"""Records what Python makes of JSON texts, valid and not, when it reads them as PEFT reads adapter_config.json.

    python record_json.py ../fixtures/python-json.json

Each text is written to a file and read with the two lines of PeftConfig.from_json_file, so that line ends, encodings and
the decoder's limits count. An answer holds either the value, with Python's types told apart, or the error in Python's
words.
"""

import base64
import json
import struct
import sys
import tempfile
from pathlib import Path

CONFIG = '{\n  "lora_alpha": 16.0,\n  "r": 8,\n  "target_modules": [\n    "q_proj",\n    "v\\u00e9"\n  ],\n  "x": null\n}'

VALUES = [
    "null", "true", "false", "NaN", "Infinity", "-Infinity", '""', "[]", "{}", "0", "-0", "0.0", "-0.0", "1", "-1",
    "16", "16.0", "1e2", "1E2", "1e+2", "1e-2", "1.5e300", "1e400", "-1E400", "1e-400", "5e-324",
    "2.2250738585072014e-308", "0.1", "0.30000000000000004", "123456789012345", "1234567890123456", "9007199254740991",
    "9007199254740992", "9007199254740993", "-9007199254740993", "123456789012345678901234567890",
    "-123456789012345678901234567890", "1" * 4300, "1" * 4301, "-" + "1" * 4301, "1" * 310, "1" * 310 + ".0", "0" * 2,
    "179769313486231580793728971405e279", '"a"', '"\\u0041"', '"\\n\\t\\r\\b\\f\\/\\\\\\""', '"\\ud83d\\ude00"',
    '"\\ud83d"', '"\\ude00"', '"\\ude00\\ud83d"', '"\\ud83d\\ud83d\\ude00"', '"\\ud83dx\\ude00"', '"\\uD83D\\uDE00"',
    '"\\u0000"', '"\x7f"', '"\u0085\u2028\u2029"', '"\U0001f600"', '"\ud7ff\ue000\uffff"', '"/"', '"\'"',
    '"__proto__"', "[1, 2, [3, {}]]", '{"a": {"b": [1]}}', '{"a": 1, "a": 2}', '{"a": 1, "b": 2, "a": 3}',
    '{"\\u0061": 1, "a": 2}', '{"__proto__": {"x": 1}}', '{"": 0}', '{"constructor": 1, "toString": 2}',
    '{"b": 1, "a": 2}', "[" * 900 + "]" * 900, '{"a":' * 900 + "0" + "}" * 900, "[" * 1100 + "]" * 1100,
    '{"a":' * 1100 + "0" + "}" * 1100, "[" * 20000,
]

BROKEN = [
    "", " ", "\n", "\n\n  ", "nul", "nulll", "nUll", "True", "False", "None", "tru", "truefalse", "fals", "nan", "NAN",
    "Nan", "inf", "Inf", "Infinit", "-Inf", "-Infinit", "-NaN", "+1", "+Infinity", "-", "--1", "- 1", ".5", "-.5",
    "5.", "1.e5", "1e", "1e+", "1E-", "1.5e", "01", "-01", "00", "0x10", "1_000", "1,5", "1 2", "12a", "٣", "１",
    "1e5.5", "1.2.3", "[", "]", "{", "}", "[1", "[1,", "[1,]", "[,]", "[,1]", "[1,,2]", "[1 2]", "[1}", "[1:2]",
    "[[1]", "[1]]", "[]]", "[] []", "{]", "{,}", '{"a"}', '{"a":}', '{"a" 1}', '{"a":1', '{"a":1,', '{"a":1,}',
    '{"a":1,,"b":2}', '{"a":1 "b":2}', '{"a"::1}', '{"a":1]', "{a:1}", "{'a':1}", '{1:2}', "{null:1}", '{"a":1}}',
    '{"a":1}{"b":2}', '{"a":1}\n{"b":2}\n', '{"a":1} x', '{"a":1},', '{"a", "b"}', '{"a":1;"b":2}', '{"a"=1}',
    '{"a":\n\n1\n"b":2}', '{"a":1}#', '{"a":1}// x', '"', '"a', '"a\n"', '"a\tb"', '"\x00"', '"\x1f"', '"\x0b"', '"\\',
    '"\\"', '"\\x"', '"\\a"', '"\\ "', '"\\0"', "\"\\'\"", '"\\u"', '"\\u1"', '"\\u12"', '"\\u123"', '"\\u1234',
    '"\\u123g"', '"\\uG123"', '"\\u 123"', '"\\u+123"', '"\\U0041"', '"\\u1234"x', '"\\ud83d\\u"', '"\\ud83d\\u12"',
    '"\\ud83d\\uzzzz"', '"\\ud83d\\', '"\\ud83d\\n', '"\\ud83d\\ude00', '["\\.proj"]', '{"a": "C:\\models\\x"}', "'a'",
    '“a”', '{“a”: 1}', "`a`", '"a" "b"', '["a" "b"]', '"é', '["é", x]', '["\U0001f600", x]', '{"\U0001f600": x}',
    "\U0001f600", "\u00a01", "1\u00a0", "[1,\u00a02]", "\u20281", "[\u200b]", "\x0c1", "\x0b1", "1\x0c", "\x001",
    "1\x00", "[1]\x00", "\ufeff", "\ufeff{}", '\ufeff{"a":1}', "\ufeff ", " \ufeff{}", "{\ufeff}", "{}\ufeff",
    "// x\n1", "/* x */1", "# x\n1", "1 // x", "1 /* x */", "[1, /* x */ 2]", "[1 /* x */, 2]", "[/* x */]",
    "{/* x */}", '{"a" /* x */ : 1}', '{"a": /* x */ 1}', '{"a": 1 /* x */}', '{"a": 1, /* x */ "b": 2}',
    '{\n  // x\n  "a": 1\n}', '{\n  "a": 1, # x\n  "b": 2\n}', "/* x", "/", "/ 1", "[1, / 2]", "/**/", "//",
    '{"a": 1, // x\n}', "[1, ]", "[1,\n]", '{"a": [1,], "b": {"c": 1,},}', "[1,] x", "// x\n[1 2]",
    "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n", "<!DOCTYPE html>\n<html></html>\n", "<html>",
    '<?xml version="1.0"?>', "---\nr: 8\n", "r: 8\nlora_alpha: 16\n", "# config\nr: 8\n", "{'r': 8, 'x': None}",
    "LoraConfig(r=8)", "Entry not found", "404: Not Found", "404", "<<<<<<< HEAD\n{}\n=======\n",
    '{\n<<<<<<< HEAD\n  "r": 8\n', "PK\x03\x04", "NULL", "undefined", "hello", "hello world", "8", "8 9", "\\", ":",
    ",", "@", "()", "[()]", "{()}",
]

LINES = [
    '{\r\n  "a": 1,\r\n  "b": 2\r\n}\r\n', '{\r  "a": 1\r}', '{\r\n  "a": 1\r\n  "b": 2\r\n}',
    '{\r  "a": 1\r  "b": 2\r}', '{\n\r "a": x}', '{\r\r\n\n"a": x}', '"a\r\nb"', '"a\rb"', "\r", "\r\n", "[1,\r\n]",
    '{"a": 1}\r\n}\r\n',
]

RAW = [
    b"\xff\xfe{\x00}\x00", b"\xfe\xff\x00{\x00}", b"\xef\xbb\xbf{}", b'{"a": "\xe9"}', b'{"a": "\xc3"}',
    b'{"a": "\xe2\x82"}', b'{"a": "\xe2\x82', b"\xc3", b"\x80", b'{"a": "\xed\xa0\x80"}', b'{"a": "\xc0\x80"}',
    b'{"a": "\xf5\x80\x80\x80"}', b'{"\xc3\xa9": "\xff"}', b'{"a": "\xef\xbf\xbd", "b": "\xff"}', b'{"a": "\xef\xbf"}',
    b"\x80\x02}q\x00", b"\x1f\x8b\x08\x00", "{\"a\": \"\U0001f600\"}".encode(), "{}".encode("utf-16-le"),
    "{}".encode("utf-32"),
]


def spellings():
    """All texts, as bytes, each once."""
    texts = VALUES + [f'{{"a": {value}}}' for value in VALUES if len(value) < 100]
    texts += [f" \t\n[{value} ,\n{value}]\r\n" for value in VALUES[:30]]
    texts += BROKEN + LINES
    texts += [CONFIG[:end] for end in range(len(CONFIG))]
    texts += [CONFIG[:at] + CONFIG[at + 1 :] for at in range(len(CONFIG))]
    texts += [CONFIG[:at] + odd + CONFIG[at:] for at in range(0, len(CONFIG), 3) for odd in 'x},"\\-']
    return list(dict.fromkeys([text.encode("utf-8") for text in texts] + RAW))


def typed(value):
    """The value with Python's types told apart: an int by its digits, a float by its bits."""
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int):
        return {"int": str(value)}
    if isinstance(value, float):
        return {"float": struct.pack(">d", value).hex()}
    if isinstance(value, str):
        return {"str": value}
    if isinstance(value, list):
        return [typed(item) for item in value]
    return {"dict": [[key, typed(item)] for key, item in value.items()]}


def answer(path):
    try:
        with open(path) as file:
            return {"value": json.load(file)}
    except (ValueError, RecursionError) as error:
        return {"error": type(error).__name__, "message": str(error)}


def case(path, data):
    path.write_bytes(data)
    try:
        text = {"text": data.decode("utf-8")}
    except UnicodeDecodeError:
        text = {"base64": base64.b64encode(data).decode()}
    return text | answer(path)


def line(row):
    return json.dumps(row | {"value": typed(row["value"])} if "value" in row else row)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        cases = [case(Path(folder) / "adapter_config.json", data) for data in spellings()]
    # Only now: the limit is part of what is recorded, and writing needs more than reading.
    sys.setrecursionlimit(10_000)
    lines = ",\n".join(map(line, cases))
    version = sys.version.split()[0]
    Path(sys.argv[1]).write_text(f'{{"python": "{version}", "cases": [\n{lines}\n]}}\n')

"""Records what Python's re and PEFT say about patterns, for test/pattern/recorded.test.ts.

    python test/conformance/record_patterns.py

writes test/fixtures/patterns.json. The patterns are corners written by hand and patterns made by a
generator with a fixed seed, so that the bytes only depend on this script and on the versions of
Python and PEFT.
"""

import hashlib
import json
import platform
import random
import re
import signal
import warnings
from pathlib import Path
from re import _constants as codes
from re import _parser

import peft
from peft.tuners.tuners_utils import _ExcludedModule, check_target_module_exists
from peft.utils.other import get_pattern_key

HERE = Path(__file__).resolve()
FIXTURE = HERE.parents[1] / "fixtures" / "patterns.json"
SEED = 20240612
GENERATED = 1700

NAMES = [
    "q_proj",
    "model.layers.0.self_attn.q_proj",
    "model.layers.12.mlp.experts.3.down_proj",
    "transformer.h.1.attn.c_attn",
    "lm_head",
]

# Syntax and semantics that deserve a look by hand: what PEFT's users write, and every error of re.
CORNERS = r"""
q_proj
.*\.q_proj
.*\.(q|v)_proj
.*(self_attn|mlp)\.(q|k|v|o|up|down|gate)_proj
model\.layers\.(1[0-9]|2[0-3])\..*_proj
(?!.*vision).*q_proj
.*(?<!vision)\.q_proj
^model\.layers\.\d+\.self_attn\.q_proj$
(?i).*Q_PROJ
(?i:Q)_proj
(.*\.)?(q_proj)$
(.*\.)?(^lm_head)$
(.*\.)?(q_proj|v_proj)$
(^|.*\.)lm_head($|\..*)
(^|.*\.)a)(b($|\..*)
(?:^|.*?\.)layers\.(?P<idx>\d+)\.
.*?\.[^.]*\.(?P<idx>\d+)\.
(.*)*x!
(a+)+b
(a|a)*b
(?:a?){20}a{20}
(a*)*b
(a*)+b
(a?)*?b
(?:a*?)*?b
(?:)*
(?:|a)*
(?:a|)*b
()*
()+?
(){3}
(?:){2,5}?
(a|b*)*\1c
(?:(a)|b)*\1
(?:(a)|(b))*\2
(a)|b\1
(?:(a)|b)(?(1)c|d)
(a)?(?(1)b|c)
(a)?(?(1)b)
(a)?(?(1)|c)
(?(1)a|b)(c)
(?(1)a|b)
(?(2)a|b)(c)
(?(0)a|b)
(?(-1)a|b)(c)
(?(1)a|b|c)(d)
(?(1)a
(?(1a
(?()a)
(?(x)a)
(?(1_0)a)
(?( 1)a)(b)
(?(+1)a)(b)
(?(01)a)(b)
(?(x y)a)
(?P<x>a)?(?(x)b|c)
((?(1)a|b))*
((b)(?(1)a|c))*
(?P<x>a)(?P=x)
(?P<x>a)(?P=y)
(?P<x>a(?P=x))
(?P<x>a)(?P<x>b)
(?P<1>a)
(?P<>a)
(?P<x
(?P<x y>a)
(?P<é>a)(?P=é)
(?P<x-y>a)
(?P<x'y>a)
(?P<x\>a)
(?P=)
(?P=x
(?P=1)
(?Px)
(?P
(?P)
(?
(?)
(?x
(?z)
(?<a)
(?<
(?<=a
(?=a
(?!a
(?>a
(?:a
(a
(
)
a)
(a))
((a)
|)
(|
(?:)
()
|
a|
|a
a||b
(?#comment)a
a(?#comment)*
(?#comment
(?#a\)b)c
(?#
(?i)a(?i)
a(?i)
(?#x)(?i)A
(?i)(?s)(?m)a
(?i)|a
a|(?i)b
((?i)a)
(?i
(?i-
(?i-)
(?i-:a)
(?-i:a)
(?-i)
(?-:a)
(?-
(?i-s:A.)
(?i-i:a)
(?s-i:.)
(?si-m:.)
(?im)a
(?iz)
(?i:
(?i-z:a)
(?-z:a)
(?i1)
(?-1:a)
(?i-s1:a)
(?L)a
(?L:a)
(?-L:a)
(?a)é\w
(?a:\w)\w
(?u:\w)
(?u)\w
(?au)a
(?ua)a
(?a)(?u)a
(?-a:a)
(?-u:a)
(?a)(?u:\w)
(?ai)[é]
(?ia:é)
(?t)a
(?t:a)
(?-t:a)
(?x) a b # c
(?x)a b\ c[ d]
(?x)a *
(?x)a * *
(?x)a* ?
(?x)a {2}
(?x)( ?:a)
(?x:a b)c d
(?x)(?-x:a b)
(?x)a#b
(?x) (?i)A
(?x)a|b c
(?m)^b$
(?m)a$\n^b
(?s).
(?s-s:.)
(?s:.)\.
(?-s:.)
a$
a$\n
^a
a^b
$a
\Aa\Z
a\Z\n
\ba\b
\Ba\B
\b
\B
^*
$+
\b*
\A?
(?:^)*a
(?:\b)+a
^{2}
*
+a
?
a**
a*+
a*?
a*+?
a*??
a+*
a?*
a??
a?+
a++
a{2}*
a{2}+
a{2}?
a{2}{3}
a{2}++
(a*)*
(?:a*)*
(?:a*)+?
(?:a*)++
|*
(*)
(?:*)
(|*)
(?i)*
(?#x)*
a(?=b)*b
a(?!b)*
(?=a){2}a
a{}
a{,}
a{,2}
a{2,}
a{2,3}
a{2,2}
a{3,2}
a{2
a{
a{x}
a{1,x}
a{1,2
a{ 1}
a{-1}
{
{}
{1}
{,2}
{a
a{0}
a{0,0}b
(a){0}b
(a){0}\1
a{00002}
a{4294967294}
a{4294967295}
a{4294967296}
a{0,4294967294}
a{0,4294967295}
a{99999999999999999999}
a{1000}
(?:a{10}){10}
(?:a?){3}
(?:a|ab){2}+c
(?:a|ab)++c
(?:a|ab){2,3}
(?:a|ab){2,3}?c
(?:ab?){2,3}+b
(?>a|ab)c
(?>a*)a
(?>a*?)a
(?>(a|b)*)c
(?>a)+
(?>(?:a*)*)b
a*+a
a++b
a?+a
a{1,2}+a
(a)*+\1
(?:(a)|b)*+\1
[]
[]a]
[^]
[^]a]
[]-a]
[a
[a-
[a-z
[a-]
[-a]
[a-b-c]
[a\-z]
[z-a]
[a-\d]
[\d-a]
[\d-]
[\w-z]
[\x62-a]
[\n-a]
[a-\x41]
[^a-z]
[^\W\d]
[\w\W]
[^\w\W]
[^\s\S]
[\s\d]
[\b]
[\B]
[\A]
[\Z]
[\1]
[\8]
[\777]
[\400]
[\377]
[\07]
[\q]
[\-]
[\]]
[\\]
[\x4]
[\u00e]
[\N]
[[a]]
[[:alpha:]]
[a&&b]
[a--b]
[a||b]
[a~~b]
[.]
[*+?{}()|$]
[a^]
[^^]
[A-z]
(?i)[a-z]
(?i)[A-Z]
(?i)[^a-z]
(?i)[k]
(?i)k
(?i)K
(?i)ſ
(?i)[ſ]
(?i)İ
(?i)ı
(?i)ß
(?i)ẞ
(?i)[ß]
(?i)µ
(?i)Σ
(?i)ς
(?i)[а-я]
(?i)[Α-Ω]
(?i)é
(?i)É\1
(?i)(é)\1
(?i)(a)\1
(?ia)(é)\1
(?i)(k)\1
(?i)[^ß]
(?i)[^k]
(?i)[\x5b-\u0100]
(?i)ŉ
(?i)ΐ
(?i)Ж
(?i)𐐀
(?i)[𐐀-𐐧]
𝒜
[𝒜-𝒵]
😀
[😀]
.
..
\d
\D
\w
\W
\s
\S
(?a)\d
(?a)\w
(?a)\s
(?a)\S
(?a)\b
(?a)é\b
\x41
\x4
\x
\xg
\u0041
\u004
\u
\U00000041
\U0000004
\U00110000
\U0010ffff
\ud800
\N
\N{
\N{}
\N{x
\N{EM DASH}
\N{NO SUCH NAME}
[\N{EM DASH}]
\0
\00
\000
\0000
\07
\08
\1
(a)\1
(a)\2
(a)\10
(a)\100
(a)\18
(a)\1\2
(a\1)
\8
\9
\10
\101
\377
\400
\777
\18
\a\f\n\r\t\v
\e
\q
\y
\z
\Q
\C
\E
\_
\-
\.
\/
\é
\
a\
*\
(\
(?\
[\
[a\
[a-\
a{1\
(?P<\
(?P<x>a)\
(?#\
(?<=a)b
(?<=ab)c
(?<=a|b)c
(?<=a|bc)d
(?<=a*)b
(?<=a?)b
(?<=a{2})b
(?<=a{2,3})b
(?<=a{0})b
(?<=)a
(?<=^)a
(?<=^a)b
(?<=\b)a
(?<=$)
(?<=(a))\1
(?<=(a)\1)
(a)(?<=\1)
(a)(?<=(?(1)a|b))
(a)(?<=\1(b))c
(?<=(a)(?(1)b))
(a*)(?<=\1)
(a|bc)(?<=\1)
(?<=(?=a*)a)b
(?<=(?:a|b)c)d
(?<=a(?<=a))b
(?<=(?<=a*)b*)c
(?<=a{4294967294})b
(?<=(?:a{4294967294}){2})b
(?<=(?:a{2}){4294967294})b
(?<=(?P<x>a))(?P=x)
(?<=(?P<x>a)(?P=x))
(?<!a)b
(?<!ab)c
(?<!a|b)c
(?<!a*)b
(?<!)a
(?<!^)a
(?=a)a
(?=a*)b
(?=(a))\1
(?=(a))b
(?=(a*))a\1
(?!a)b
(?!)
(?!)*
(?!(a))\1
(?!(a)b)a
(a(?!\1))*
(?=a|b)(?=b)
(?=.*\d)(?=.*[a-z]).*
(?:(?=(a))b|a)\1
(?:(?!(a)b)a)\1?
((a)|b)*
((a)|b)*\2
(a|(b))*?\2
(?:(a)(b)?)*\2
(?:(a)|(b)|c)*(?(2)d|e)
(a*?)(b*?)\2\1$
(.)(.)\2\1
(\w+)\s\1
(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)\10
^(?:a|b)+$
^$
\n
a\nb
[^a]
[^\n]
(?:a\n)*
"""


def corners():
    texts = [line for line in CORNERS.strip("\n").split("\n")]
    # Lines cannot hold these, or editors would not keep them.
    texts += ["", "\n", "\\ ", " ", "a\n*", "(?x)a #\n*", "(?x)a # b\n c", "(?x)\n(?i)A", "[\n", "a\\\n", "(?x)a#\\\nb"]
    texts += ["(?P<x\ny>a)", "(?P<\x00>a)", "(?P<\u200b>a)", "(?P<\U0001f600>a)", "(?P<x\"'>a)", "(?(\u0663)a)(b)(c)(d)"]
    texts += ["\x1c", "\x85\\s", "\u2028", "\ufeff\\s", "[\x00-\x1f]", "\U0001f600*\\", "\U0001f600[\U0001f600-a]"]
    texts += ["(" * 100 + "a" + ")" * 100, "(?:" * 200 + "a" + ")" * 200, "(" * 50, "(a)" * 120 + "\\99"]
    return texts


ATOMS = (
    list("aaabbbc01_.-") + [".", ".", "\\.", "\\d", "\\w", "\\s", "\\D", "\\W", "\\S", "\\b", "\\B"]
    + ["^", "$", "\\A", "\\Z", "\\n", "\\x61", "\\u0062", "\\101", "\\-", "\n", " "]
    + ["[ab]", "[^a]", "[a-c]", "[^a-c\\d]", "[]a]", "[a-]", "[\\w.]", "[^\\W_]", "\\d+", ".*", ".*?"]
)
STRANGE = list("éÉßẞİıſKµσςΣжЖ٣²Ⅷ日😀𐐀") + ["\x1c", "\x85", "\xa0", "\u2028", "\u0301", "\ufeff"]
QUANTIFIERS = ["*", "+", "?", "*", "+", "?", "{2}", "{1,2}", "{,2}", "{1,}", "{0}", "{2,3}", "{0,1}"]
TOKENS = (
    list("ab01(()))[[]]{{}}|||**++??..^^$$-,:=!<>#P&~") + ["(?", "(?:", "(?P<n>", "(?P=n)", "(?(1)", "(?<=", "(?<!", "(?=", "(?!"]
    + ["(?>", "(?i)", "(?i:", "(?-i:", "(?x)", "(?#", "\\", "\\1", "\\2", "\\d", "\\b", "\\q", "\\x4", "\\07", "\\777", "{1,2}", "{2", "é", "\\N{"]
)


def generated(rng):
    kind = rng.random()
    if kind < 0.62:
        return flagged(rng) + alternation(rng, 3, State())
    if kind < 0.78:
        return mutated(flagged(rng) + alternation(rng, 3, State()), rng)
    if kind < 0.86:
        return mutated(rng.choice(corners()), rng)
    return "".join(rng.choice(TOKENS) for _ in range(rng.randint(1, 9)))


class State:
    """Groups of the pattern that is being made."""

    def __init__(self):
        self.groups = 0
        self.closed = []


def flagged(rng):
    return rng.choice(["(?i)", "(?s)", "(?m)", "(?x)", "(?a)", "(?im)"]) if rng.random() < 0.12 else ""


def alternation(rng, depth, state):
    options = 1 if rng.random() < 0.7 else rng.randint(2, 3)
    return "|".join(sequence(rng, depth, state) for _ in range(options))


def sequence(rng, depth, state):
    return "".join(item(rng, depth, state) for _ in range(rng.choice([0, 1, 1, 2, 2, 3, 4])))


def item(rng, depth, state):
    text = group(rng, depth, state) if depth and rng.random() < 0.4 else atom(rng, state)
    if rng.random() < 0.3:
        text += rng.choice(QUANTIFIERS) + rng.choice(["", "", "", "?", "+"])
    return text


def atom(rng, state):
    if state.closed and rng.random() < 0.25:
        return f"\\{rng.choice(state.closed)}"
    if rng.random() < 0.04:
        return rng.choice(STRANGE)
    return rng.choice(ATOMS)


def group(rng, depth, state):
    kind = rng.choice(["(", "(", "(", "(?:", "(?:", "(?=", "(?!", "(?<=", "(?<!", "(?>", "(?i:", "(?s-i:", "(?(", "(?P<"])
    if kind in ("(", "(?P<"):
        state.groups += 1
        number = state.groups
        name = f"(?P<g{number}>" if kind == "(?P<" else "("
        text = name + alternation(rng, depth - 1, state) + ")"
        state.closed.append(number)
        return text
    if kind == "(?(":
        number = rng.randint(1, max(1, state.groups))
        other = rng.choice(["", "|" + sequence(rng, depth - 1, state)])
        return f"(?({number}){sequence(rng, depth - 1, state)}{other})"
    if kind in ("(?<=", "(?<!") and rng.random() < 0.8:
        return kind + "".join(rng.choice("ab.01") for _ in range(rng.randint(0, 2))) + ")"
    return kind + alternation(rng, depth - 1, state) + ")"


def mutated(text, rng):
    characters = list(text)
    for _ in range(rng.randint(1, 3)):
        at = rng.randint(0, len(characters))
        action = rng.random()
        if action < 0.4:
            characters.insert(at, rng.choice(TOKENS))
        elif action < 0.75 and at < len(characters):
            del characters[at]
        elif at < len(characters):
            characters[at] = rng.choice(TOKENS)
    return "".join(characters)


def example(tree, rng, groups):
    """A text that a parsed pattern may match; only a guess where it looks around."""
    return "".join(part(op, value, rng, groups) for op, value in tree)


def part(op, value, rng, groups):
    if op in (codes.LITERAL,):
        return chr(value)
    if op is codes.NOT_LITERAL or op is codes.ANY:
        return rng.choice("ab0_.\n é")
    if op is codes.IN:
        return member(value, rng)
    if op is codes.BRANCH:
        return example(rng.choice(value[1]), rng, groups)
    if op is codes.SUBPATTERN:
        text = example(value[3], rng, groups)
        groups[value[0]] = text
        return text
    if op is codes.ATOMIC_GROUP:
        return example(value, rng, groups)
    if op in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
        low, high, body = value
        count = min(rng.randint(low, min(high, low + 2)), 30)
        return "".join(example(body, rng, groups) for _ in range(count))
    if op is codes.GROUPREF:
        return groups.get(value, "")
    if op is codes.GROUPREF_EXISTS:
        branch = value[1] if value[0] in groups else value[2]
        return example(branch, rng, groups) if branch else ""
    return ""


def member(members, rng):
    op, value = rng.choice(members)
    if op is codes.LITERAL:
        return chr(value)
    if op is codes.RANGE:
        return chr(rng.choice(value))
    return rng.choice("ab0_. -é\n1")


def subjects(pattern, rng, count):
    """Texts to try: guesses at a match, their neighbours, and some names of modules."""
    tree = _parser.parse(pattern)
    texts = [example(tree, rng, {})[:40] for _ in range(count)]
    for text in texts[:]:
        at = rng.randint(0, len(text))
        texts.append(rng.choice([text[:at] + text[at + 1 :], text[:at] + rng.choice("abc01_.\nAé") + text[at:], text.swapcase(), text + "\n"]))
    texts += [rng.choice(NAMES), "".join(rng.choice("aabbc0._") for _ in range(rng.randint(0, 6)))]
    return list(dict.fromkeys(texts))


def alarm(_signal, _frame):
    raise TimeoutError


def ask(pattern, text):
    """0 to 3: 1 for re.match, 2 for re.fullmatch; None where re itself breaks down."""
    try:
        return (re.match(pattern, text) is not None) + 2 * (re.fullmatch(pattern, text) is not None)
    except (MemoryError, SystemError):
        return None


def judge(pattern):
    """None if Python compiles a pattern, else [message, position]."""
    try:
        re.compile(pattern)
        return None
    except re.error as error:
        return [error.msg, error.pos]
    except (OverflowError, ValueError, RuntimeError, RecursionError) as error:
        return [f"{error}", None]


def row(pattern, rng, count):
    """[pattern, fault] or [pattern, null, {text: answer}]."""
    fault = judge(pattern)
    if fault:
        return [pattern, fault]
    answers = {}
    for text in subjects(pattern, rng, count):
        answer = ask(pattern, text)
        if answer is not None:
            answers[text] = answer
    return [pattern, None, answers]


# Texts as users of PEFT write them, and some that only work, or only fail, once they are pasted.
ROLE_TEXTS = [
    "q_proj",
    "lm_head",
    "model.layers.0.self_attn.q_proj",
    "layers.0.self_attn",
    "^lm_head",
    "^model",
    "^model.layers.12.mlp.experts.3.down_proj$",
    "q_proj|c_attn",
    "(q|down)_proj",
    ".*_proj",
    ".*\\.(q|v)_proj",
    "layers",
    "h",
    "layers|h",
    "experts",
    "model.layers",
    "transformer\\.h",
    "(?i)Q_PROJ",
    "(?i:Q_PROJ)",
    "a)|(q_proj",
    "*_proj",
    "q_proj(",
    "[q",
    "q_proj\\",
    "(?P<idx>q)_proj",
    "",
    ".*",
    "proj",
    "attn",
    "(?!lm_head).*",
]


def peft_answer(role, text, name):
    """What PEFT makes of a text: true, false or the layer's index; None where it raises."""
    try:
        if role == "key":
            return get_pattern_key([text], name) is text
        return target_answer(role, text, name)
    except (re.error, IndexError):
        return None


def target_answer(role, text, name):
    config = peft.LoraConfig(target_modules=[name.rpartition(".")[2]])
    if role == "layers" and "." not in name:
        return "exact"  # The name is in target_modules itself, and PEFT looks at no layer.
    if role == "layers":
        config.layers_pattern = [text]
        indices = [index for index in range(20) if layer_found(config, index, name)]
        return indices[0] if indices else False
    if role == "target":
        config.target_modules = text
    else:
        config.modules_to_save = [text]
    found = check_target_module_exists(config, name)
    return isinstance(found, _ExcludedModule) if role == "saved" else bool(found)


def layer_found(config, index, name):
    config.layers_to_transform = index
    return bool(check_target_module_exists(config, name))


def roles():
    """Per role and text, PEFT's answers for NAMES."""
    return [
        [role, text, [peft_answer(role, text, name) for name in NAMES]]
        for role in ("target", "key", "saved", "layers")
        for text in ROLE_TEXTS
    ]


def main():
    rng = random.Random(SEED)
    patterns = corners()
    while len(patterns) < len(corners()) + GENERATED:
        pattern = generated(rng)
        if len(pattern) <= 60:
            patterns.append(pattern)
    rows = [row(pattern, rng, 3) for pattern in dict.fromkeys(patterns)]
    head = {
        "python": platform.python_version(),
        "peft": peft.__version__,
        "script": hashlib.sha256(HERE.read_bytes()).hexdigest(),
        "seed": SEED,
        "names": NAMES,
    }
    text = f"{json.dumps(head)[:-1]},\n{lines('roles', roles())},\n{lines('rows', rows)}}}\n"
    FIXTURE.write_text(text)
    valid = [each for each in rows if each[1] is None]
    answers = sum(2 * len(each[2]) for each in valid)
    print(f"{len(rows)} patterns, {len(valid)} valid, {answers} answers, {len(text)} bytes")


def lines(key, rows):
    """A JSON member with a row a line."""
    return f'"{key}": [\n' + ",\n".join(json.dumps(each, separators=(",", ":")) for each in rows) + "\n]"


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    signal.signal(signal.SIGALRM, alarm)
    signal.alarm(300)
    main()

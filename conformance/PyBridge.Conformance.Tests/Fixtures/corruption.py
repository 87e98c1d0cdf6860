"""Makes a wrong answer of a right one, in a way that a seed chooses. The same seed always lies the same way."""

import copy
import json
import random

OTHERS = [None, True, False, 0, -1, 1e300, 2**70, "", "x", "\ud800", [], [None], {}, {"value": 1}, {"pid": "x"}]


def corrupt(document, seed):
    """The bytes of an answer that is not ``document``."""
    chance = random.Random("{} {}".format(seed, document["scenario"]))
    right = json.dumps(document).encode("utf-8") + b"\n"
    for _ in range(100):
        wrong = chance.choice([_change_a_place, _change_a_byte, _cut, _repeat])(document, right, chance)
        if not _says_the_same(wrong, document):
            return wrong
    raise AssertionError("nothing wrong was found")


def _change_a_place(document, right, chance):
    wrong = copy.deepcopy(document)
    holder, key = chance.choice(list(_places(wrong)))
    action = chance.randrange(3)
    if action == 0:
        del holder[key]
    elif action == 1 and isinstance(holder, dict):
        holder["surplus"] = chance.choice(OTHERS)
    else:
        holder[key] = chance.choice(OTHERS)
    return json.dumps(wrong).encode("utf-8") + b"\n"


def _change_a_byte(document, right, chance):
    wrong = bytearray(right)
    wrong[chance.randrange(len(wrong) - 1)] = chance.randrange(256)
    return bytes(wrong)


def _cut(document, right, chance):
    return right[: chance.randrange(len(right) - 1)] + b"\n"


def _repeat(document, right, chance):
    return right * chance.randint(2, 3)


def _places(node):
    for key in list(node) if isinstance(node, dict) else range(len(node)):
        yield node, key
        if isinstance(node[key], (dict, list)):
            yield from _places(node[key])


def _says_the_same(wrong, document):
    if wrong.count(b"\n") != 1:
        return False
    try:
        return json.loads(wrong.decode("utf-8")) == document
    except ValueError:
        return False

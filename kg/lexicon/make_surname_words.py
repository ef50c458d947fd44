"""Makes surname_words.csv: words of two characters that begin like a name of a person but are none.

    python kg/lexicon/make_surname_words.py JIEBA > kg/lexicon/surname_words.csv

JIEBA is the folder into which the package jieba 0.42.1 (MIT) was unpacked; its dictionary gives words with
their frequencies and parts of speech.
"""

import sys
from pathlib import Path

from kg.lexicon.make_doubtful import frequencies
from kg.resources import table

LEAST = 5
"""The frequency (of 60 million words) from which a word counts."""
HEAD = """\
# Words of two characters that begin with a surname and are no names (高度, 安全, 方便, 申请).
# Origin: jieba 0.42.1 (MIT, Copyright (c) 2013 Sun Junyi): its words, but for those that it takes for
# names of people. Licence: MIT. Made by kg/lexicon/make_surname_words.py; do not edit by hand.
word
"""


def words(jieba: Path) -> list[str]:
    """The words, sorted."""
    surnames = {row["surname"] for row in table("person_surnames")}
    known = frequencies(jieba).items()
    return sorted(
        word
        for word, (count, kind) in known
        if len(word) == 2 and word[0] in surnames and count >= LEAST and not kind.startswith("nr")
    )


if __name__ == "__main__":
    sys.stdout.write(HEAD + "".join(f"{word}\n" for word in words(Path(sys.argv[1]))))

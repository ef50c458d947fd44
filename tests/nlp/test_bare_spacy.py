"""spaCy comes without its command line, and is whole all the same."""

import subprocess
import sys

CODE = """
import sys
import kg.nlp, spacy
print(sum(name.startswith("spacy.cli") for name in sys.modules))
print(spacy.info(silent=True)["spacy_version"] == spacy.__version__)
print(spacy.cli.download.__name__)
"""


def test_the_command_line_of_spacy_is_loaded_when_it_is_asked_for() -> None:
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=False)

    assert (done.stdout.split(), done.stderr) == (["0", "True", "download"], "")

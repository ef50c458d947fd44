import ast
import subprocess
import sys
from pathlib import Path

import pytest

import kg


def test_at_most_eight_public_names() -> None:
    assert len([name for name in kg.__all__ if name != "__version__"]) <= 8
    assert dir(kg) == sorted(kg.__all__)


@pytest.mark.parametrize("name", kg.__all__)
def test_every_public_name_is_there_and_documented(name: str) -> None:
    value = getattr(kg, name)

    assert isinstance(value, str) or (value.__doc__ and callable(value))


def test_stub_and_module_name_the_same() -> None:
    stub = Path(kg.__file__).with_suffix(".pyi").read_text("utf-8")
    imports = [node for node in ast.parse(stub).body if isinstance(node, ast.ImportFrom)]

    names = {
        alias.asname or alias.name: (node.module, alias.name) for node in imports for alias in node.names
    }
    assert sorted(names) == sorted(kg.__all__)
    assert {name: place for name, place in names.items() if name != "__version__"} == vars(kg)["_PLACES"]


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        getattr(kg, "nonsense")  # noqa: B009


def test_import_alone_loads_nothing() -> None:
    program = (
        "import kg, sys; print([m for m in ('spacy', 'pyarrow', 'rdflib', 'typer') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout == "[]\n"

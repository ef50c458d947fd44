"""docs/questions.md: wording, parameters and columns are those of the questions."""

import importlib.util
import sys
from types import ModuleType

import pytest

from loaders.asking.questions import questions
from tests.conftest import ROOT

PAGE = ROOT / "docs" / "questions.md"


@pytest.fixture(scope="module")
def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("questions_page", ROOT / "docs" / "questions_page.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["questions_page"] = module
    spec.loader.exec_module(module)
    return module


def test_the_page_is_current_but_for_answers_scores_and_times(generator: ModuleType) -> None:
    written = PAGE.read_text("utf-8")

    assert generator.without_answers(written) == generator.without_answers(generator.page({})), (
        "make questions"
    )


def test_every_question_is_answered(generator: ModuleType) -> None:
    head, *sections = PAGE.read_text("utf-8").split("\n## ")

    for question, section in zip(questions(), sections, strict=True):
        assert section.startswith(question.number)
        assert f"| {question.number} |" in head
        assert f"| {question.columns[0].name} |" in section

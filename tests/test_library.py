"""Models, lists and scenarios found by name or by folder."""

import re
from pathlib import Path

import pytest
from fictional_programme.small import FOLDER, pick

import toc
from toc.errors import FindingsError
from toc.library import VARIABLE, Library, find_library


def said(error: pytest.ExceptionInfo[FindingsError]) -> str:
    return error.value.findings[0].message.en


def test_a_library_lists_its_models_and_scenarios(shelf: Path) -> None:
    library = Library(shelf)
    assert library.models == ("lighthouses",)
    assert library.scenarios("lighthouses") == ("more-oil",)
    assert library.scenarios("nothing") == ()
    assert library.indicators == shelf / "indicators"


def test_a_model_is_found_by_name_or_by_folder(shelf: Path) -> None:
    library = Library(shelf)
    assert library.model_folder("lighthouses") == shelf / "models" / "lighthouses"
    assert library.model_folder(str(FOLDER)) == FOLDER


@pytest.mark.parametrize(
    ("name", "words"), [("lighthose", "did you mean ‘lighthouses’"), ("farms", "known models are lighthouses")]
)
def test_a_model_that_is_not_there_gets_the_near_name(shelf: Path, name: str, words: str) -> None:
    with pytest.raises(FindingsError) as error:
        Library(shelf).model_folder(name)
    assert words in said(error)


def test_a_folder_that_is_no_model_says_what_is_missing(shelf: Path) -> None:
    (shelf / "empty").mkdir()
    with pytest.raises(FindingsError, match=re.escape("theory.yaml")):
        toc.read_theory(shelf / "empty", library=shelf)


def test_a_scenario_is_found_by_name_or_by_file(shelf: Path) -> None:
    library = Library(shelf)
    file = shelf / "scenarios" / "lighthouses" / "more-oil.yaml"
    assert library.scenario_file("lighthouses", "more-oil") == file
    assert library.scenario_file("lighthouses", str(file)) == file


@pytest.mark.parametrize(
    ("name", "words"), [("more_oil", "did you mean ‘more-oil’"), ("storm", "known scenarios are more-oil")]
)
def test_a_scenario_that_is_not_there_gets_the_near_name(shelf: Path, name: str, words: str) -> None:
    with pytest.raises(FindingsError) as error:
        Library(shelf).scenario_file("lighthouses", name)
    assert words in said(error)


def test_the_given_folder_comes_before_the_variable(
    shelf: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path_factory.mktemp("other")
    (other / "models").mkdir()
    monkeypatch.setenv(VARIABLE, str(other))
    assert find_library().folder == other
    assert find_library(shelf).folder == shelf


def test_without_anything_given_the_checkout_or_package_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    assert (find_library().folder / "models").is_dir()


def test_a_given_folder_that_is_no_library_is_not_passed_over_in_silence(tmp_path: Path) -> None:
    with pytest.raises(FindingsError):
        find_library(tmp_path / "nowhere")


def test_a_model_of_a_library_runs_from_door_to_answer(shelf: Path) -> None:
    theory = toc.read_theory("lighthouses", library=shelf)
    data = toc.read_data("lighthouses", library=shelf)
    assert toc.assess(theory, data.rows).verdicts.shape[0] > 0


def test_extra_data_files_are_read_beside_those_of_the_model(shelf: Path) -> None:
    extra = shelf / "late.csv"
    extra.write_text("organisation,data_element,period,value\ndrift-point,lamps_repaired,2024,7\n", encoding="utf-8")
    data = toc.read_data("lighthouses", [extra], library=shelf)
    found = toc.assess(toc.read_theory("lighthouses", library=shelf), data.rows).values
    lamps = pick(found, indicator="lamps_repaired", organisation="grey-coast", period="2024")
    assert (lamps["value"], lamps["reported"]) == (3407, 5)  # 3400 + 7


def test_an_extra_data_file_that_is_not_there_is_refused(shelf: Path) -> None:
    with pytest.raises(FindingsError, match=re.escape("absent.csv")):
        toc.read_data("lighthouses", [shelf / "absent.csv"], library=shelf)
